"""The words that mean something inside a name, folded: titles, suffixes, particles and the like."""

from __future__ import annotations

from typing import Final

from onefold.engine.normalise.text import phrases

MALE: Final = phrases("mr, mister, herr, hr, senor, sr, monsieur, signor, dhr, meneer, sir, gospodin, shri")
FEMALE: Final = phrases(
    "mrs, ms, miss, mz, frau, fraulein, senora, sra, senorita, srta, madame, mme, mlle, mademoiselle, signora,"
    "mevr, mevrouw, mw, dame, gospozha, smt, missus, madam, pani"
)
# Without a gender; of these and the above, the ones that can be a name themselves are in TITLE_OR_NAME.
TITLES: Final = (
    MALE
    | FEMALE
    | phrases("mx, fr, dr, doctor, doc, prof, professor, rev, reverend, revd, hon, honorable, capt, captain, colonel")
    | phrases("lt, lieutenant, sgt, sergeant, maj, cpl, cmdr, dra, dott, dottssa, ing, dipl, drs, rabbi, imam")
)
TITLE_OR_NAME: Final = phrases(
    "major, general, master, sister, brother, father, pastor, bishop, judge, deacon, lord, lady"
)
TITLE_TAILS: Final = phrases("med, phil, rer, nat, jur, habil, dent, vet, pol, oec")  # Dr. med.
GIVEN_TITLES: Final = phrases("sir, dame, lord, lady, sister, brother, father, pastor")  # Sir Elton, but Mr Smith
SUFFIXES: Final = {
    **dict.fromkeys(("sr", "snr", "senior", "1st"), 1),
    **dict.fromkeys(("jr", "jnr", "junior", "ii", "2nd", "filho"), 2),
    **dict.fromkeys(("iii", "3rd", "neto"), 3),
    **dict.fromkeys(("iv", "4th"), 4),
    **dict.fromkeys(("v", "5th"), 5),
}
AMBIGUOUS_SUFFIXES: Final = phrases("v, iv")  # initials and surnames too: only after a given name and a surname
DEGREES: Final = phrases(
    "phd, md, esq, esquire, dds, dmd, mba, cpa, dvm, facp, facs, obe, mbe, cbe, usmc, usaf, bsc, msc, llb, llm, lpn"
)
AFTER_NAME: Final = DEGREES | phrases("mr, mrs, ms, miss, dr, prof, ret, retired")
COMMA_DEGREES: Final = AFTER_NAME | phrases("ma, ba, bs, ms, do, pa, np, rn, jd, pe, dc, mp, qc, kc, cfa, cfp, pmp")
JOINERS: Final = phrases("and, und, et, och, oraz")
MAIDEN: Final = phrases("nee, geb, geboren, geborene, fka, aka")
FAMILY: Final = phrases("family, household, familie, famille, familia, famiglia")
PARTICLES: Final = phrases(
    "van, von, vom, zu, zum, zur, der, den, des, de, dela, del, della, delle, dello, degli, dei, di, da, dal, "
    "dalla, do, dos, das, du, la, le, las, los, lo, al, el, bin, ibn, ben, bint, binti, abu, abd, abdul, "
    "abdel, ter, ten, te, tot, af, av, op, st, saint, san, santa, mc, mac, fitz"
)
SURNAME_PARTICLES: Final = PARTICLES | {"o", "d", "l", "t", "m"}  # in a full name these are initials
TRAILING_PARTICLES: Final = phrases("van, von, vom, zu, der, den, de, la, del, da, di, du, do, dos, das, ter, ten")
O_NAMES: Final = phrases(
    "brien, brian, bryan, connor, conner, connell, neill, neil, neal, donnell, sullivan, reilly, leary, hara, keefe,"
    "malley, grady, toole, shea, rourke, dwyer, callaghan, mahony, mahoney, hagan, dea, gorman, flaherty, donoghue,"
    "driscoll, doherty, hanlon, halloran, kane, keeffe, loughlin, meara, riordan, rahilly, byrne, dowd, farrell, hare"
)
GIVEN_PARTICLES: Final = phrases("abd, abdul, abdel, abdal, abdur, abu, de, la, mc")  # Abdul Rahman, De Andre, La Toya
VIETNAMESE: Final = phrases("nguyen, tran, pham, huynh, hoang, phan, dang, bui, ngo, duong, truong, trinh, vuong")
IBERIAN: Final = phrases(
    "garcia, diaz, ruiz, munoz, silva, santos, oliveira, souza, sousa, pereira, costa, ferreira, almeida, "
    "carvalho, ribeiro, torres, flores, rivera, ramos, reyes, morales, ortiz, castillo, moreno, romero, "
    "herrera, medina, aguilar, vargas, castro, guzman, rojas, salazar, delgado, ortega, vega, soto, contreras, "
    "navarro, molina, espinoza, rios, mendoza, cabrera, ochoa, fuentes, marin, serrano, blanco, iglesias, "
    "rubio, lozano, pena, fonseca, barbosa, araujo, cardoso, teixeira, moreira, correia, nunes, marques, "
    "lopes, gomes, rodrigues, fernandes, goncalves, martins, alves, dias, pinto, rocha, nascimento"
)
UNKNOWN: Final = phrases("unknown, unk, fnu, lnu")  # fnu, lnu: first or last name unknown
_COMPOUND_STARTS: Final = {
    "jean": "luc claude pierre paul marc francois michel jacques louis philippe baptiste yves christophe marie",
    "mary": "ann anne jane lou kate ellen beth jo",
    "anne": "marie sophie laure",
    "anna": "lena maria",
    "ann": "marie",
    "maria": "jose luisa elena teresa",
    "juan": "carlos jose pablo manuel",
    "jose": "luis maria antonio manuel",
    "hans": "peter jurgen joachim jorg dieter georg",
    "karl": "heinz",
    "klaus": "dieter peter",
    "gian": "carlo luca franco luigi piero marco paolo",
    "billy": "joe bob",
    "bobby": "joe",
}
COMPOUNDS: Final = {a + b: (a, b) for a, seconds in _COMPOUND_STARTS.items() for b in seconds.split()}
TWO_SIGN_SURNAMES: Final = phrases("欧阳, 歐陽, 司马, 司馬, 上官, 诸葛, 諸葛, 皇甫, 东方, 東方, 남궁, 황보, 제갈, 선우")
# How Koreans spell their surnames in Latin letters is not how hangul is transliterated.
_KOREAN: Final = """
김kim 이lee 박park 최choi 정jung 강kang 조cho 윤yoon 장jang 임lim 한han 오oh 서seo 신shin 권kwon 황hwang 안ahn 송song
류ryu 유yoo 홍hong 고ko 문moon 손son 배bae 백baek 허heo 노noh 곽kwak 우woo 구koo 주joo
"""
KOREAN: Final = {word[0]: word[1:] for word in _KOREAN.split()}

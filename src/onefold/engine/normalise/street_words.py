"""The words of street lines: what kind each is, and its one spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

# Kinds of words. DIGITS begins with a digit (12, 12a), LONG is four digits or more, CODE has digits but is no house
# number (b4, 42nd).
PLAIN, DIGITS, LONG, LETTER, CODE, DIRECTION, UNIT_WORD, NUMBER_WORD, FLOOR_WORD, ST, BOX_WORD = range(11)

# The words of streets by kind: their one spelling = the other spellings.
_VOCABULARY: Final = {
    PLAIN: """
        street=strt,streets,stree road=rd,raod avenue=ave,av,aven,avn,avenida,avda,avd,avenu lane=ln
        boulevard=blvd,boul,bd,blv,bvd drive=dr,drv,driv court=ct,crt place=pl square=sq,sqr highway=hwy,hiway,hway
        parkway=pkwy,pky,pkway
        circle=cir,circ,crcl terrace=ter,terr,tce trail=trl,tr crescent=cres,cresc,crs close=cl gardens=gdns garden=gdn
        grove=gr,grv parade=pde route=rte,rt expressway=expy,expwy freeway=fwy turnpike=tpke,tpk mount=mt mountain=mtn
        fort=ft heights=hts crossing=xing cove=cv point=pt view=vw valley=vly ridge=rdg creek=crk bridge=brg lake=lk
        junction=jct park=pk estate=est causeway=cswy way=wy alley=aly,ally meadows=mdws springs=spgs spring=spg hill=hl
        hills=hls hollow=holw manor=mnr village=vlg station=stn center=ctr,cntr,centre plaza=plz,pza,plza loop=lp
        county=cnty extension=extn township=twp chemin=che,chem impasse=imp faubourg=fg,fbg passage=psge residence=res
        carretera=ctra carrera=cra,kra paseo=pso,pseo ronda=rda travesia=trva urbanizacion=urb viale=vle corso=cso
        piazza=pzza,pzz piazzale=pzle largo=lgo travessa=tv alameda=alam ulica=ul weg=wg strasse=str,straat,strase
        saint=snt santo=sto 1st=first 2nd=second 3rd=third 4th=fourth 5th=fifth 6th=sixth 7th=seventh 8th=eighth
        9th=ninth 10th=tenth
    """,
    DIRECTION: """
        north=n,nth south=s,sth east=e west=w north_east=ne,northeast north_west=nw,northwest south_east=se,southeast
        south_west=sw,southwest
    """,
    LETTER: "bis quater",
    UNIT_WORD: """
        apartment=apt,appt,aptmt,apto unit=unt suite=suit sainte=ste flat room=rm lot space=spc trailer=trlr door shop
        wohnung=whg top interior=int departamento=dpto,depto puerta=pta scala office=ofc
    """,
    NUMBER_WORD: "number=no,nr,num,numero,nro",
    FLOOR_WORD: "floor=fl,flr etage stock piso level=lvl building=bldg batiment=bat block=blk tower planta",
    ST: "st",
    BOX_WORD: "box=pob,pobox postfach apartado casilla postbus bag bp boks",
}


def _spellings() -> Iterator[tuple[str, tuple[int, str]]]:
    for kind, entries in _VOCABULARY.items():
        for entry in entries.split():
            word, _, others = entry.partition("=")
            for spelling in (word, *others.split(",")):
                yield spelling, (kind, word.replace("_", " "))


_MEANINGS: Final = {**dict(_spellings()), "st": (ST, "street")}
_ORDINAL: Final = re.compile(r"\d+(st|nd|rd|th)")


def meaning(word: str) -> tuple[int, str]:
    """The kind of a word and its one spelling."""
    if word in _MEANINGS:
        return _MEANINGS[word]
    if word[0].isdigit():
        if _ORDINAL.fullmatch(word):
            return CODE, word
        return LONG if len(word) > 3 and word.isdigit() else DIGITS, word.lstrip("0") or "0"
    if len(word) == 1:
        return LETTER, word
    if not word.isalpha():
        return CODE, word
    if word.endswith("str") and len(word) > 4:
        return PLAIN, word + "asse"
    if word.endswith("straat"):
        return PLAIN, word.removesuffix("straat") + "strasse"
    return PLAIN, word

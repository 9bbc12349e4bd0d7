"""Addresses: streets, postcodes, cities, regions and countries, each in one spelling."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from onefold.engine.normalise.streets import Streets, ascii_only, street_lines
from onefold.engine.normalise.text import fold, fold_one, is_placeholder

__all__ = ["Streets", "cities", "countries", "postcodes", "regions", "street_lines"]


def postcodes(values: pa.StringArray, region: str) -> pa.StringArray:
    """Reduce each null-free postcode to its letters and digits, upper case; "" if unusable.

    region: the ISO country that leading zeros lost in a spreadsheet are restored for (2139 is 02139 in the US).
    A ZIP+4 is cut to its 5 digits, a country before the digits (D-10115) and .0 after them are dropped. Unusable: only
    zeros or nines, or no digit at all. Idempotent. About 0.8 us a value.
    """
    code = pc.utf8_upper(ascii_only(values))
    code = pc.replace_substring_regex(code, r"^\s*(?:[A-Z]{1,3}[- ]+)?(\d{3,9})(?:\.0)?\s*$", r"\1")
    code = pc.replace_substring_regex(code, r"^\s*(\d{5})[- ]\d{4}\s*$", r"\1")
    code = pc.replace_substring_regex(code, r"[^A-Z0-9]+", "")
    if region.upper() == "US":  # ZIP+4 without its sign, and without its zero
        code = pc.replace_substring_regex(_padded(code, r"^\d{7,8}$", 9), r"^(\d{5})\d{4}$", r"\1")
    code = _padded(code, r"^\d{3,4}$", _DIGITS.get(region.upper(), 0))
    is_unusable = pc.or_(pc.match_substring_regex(code, "^(0+|9+)$"), pc.invert(pc.match_substring_regex(code, r"\d")))
    return pc.if_else(is_unusable, "", code)


def _padded(code: pa.StringArray, pattern: str, width: int) -> pa.StringArray:
    return pc.if_else(pc.match_substring_regex(code, pattern), pc.utf8_lpad(code, width, "0"), code) if width else code


# Countries whose postcodes are digits and may begin with 0, by their number of digits.
_DIGITS: Final = dict.fromkeys(("US", "PR", "DE", "FR", "ES", "IT", "MX", "FI", "EE", "TR", "MY", "HR", "UA"), 5)
_DIGITS["AU"] = 4


def cities(values: pa.StringArray) -> pa.StringArray:
    """Reduce each null-free city to its folded name; "" if it stands for no value.

    What follows a comma or bracket, a state's letters at the end and numbers are dropped; St. is saint; the best known
    names in a city's own language become the English ones (München -> munich). Idempotent. About 1 us a value and 2 us
    more for each distinct one.
    """
    return _each(fold(pc.replace_substring_regex(values, r"(?s)([^\s,(\[])\s*[,(\[].*$", r"\1")), _city)


def regions(values: pa.StringArray) -> pa.StringArray:
    """Read each null-free state or province of the US, Canada or Australia as its code (Texas -> TX); others folded.

    "" if it stands for no value. Idempotent. About 0.1 us a value and 0.5 us more for each distinct one.
    """
    return _each(fold(values), lambda name: _REGIONS.get(name, name))


def countries(values: pa.StringArray) -> pa.StringArray:
    """Read each null-free country as its ISO alpha-2 code (United Kingdom, GBR, UK -> GB); unknown ones folded.

    "" if it stands for no value. Idempotent. About 0.1 us a value and 0.5 us more for each distinct one.
    """
    return _each(fold(values), lambda name: _COUNTRIES.get(name, name))


def _each(folded: pa.StringArray, rule: Callable[[str], str]) -> pa.StringArray:
    """Apply a rule to each distinct value; "" to words for no value, also where the rule leaves such a word."""
    distinct = folded.dictionary_encode()
    names = pa.array([rule(name) for name in distinct.dictionary.to_pylist()], pa.string())
    nothing = is_placeholder(distinct.dictionary) | is_placeholder(names)
    return pc.if_else(pa.array(nothing), "", names).take(distinct.indices)


def _city(folded: str) -> str:
    words = [w for w in folded.split(" ") if w.isalpha()]
    while len(words) > 1 and words[-1].upper() in _REGION_CODES:
        words.pop()
    name = " ".join(_CITY_WORDS.get(w, w) for w in words)
    return _CITY_NAMES.get(name, name)


def _table(lines: str) -> Iterator[tuple[str, str]]:
    """Each "value=name,name" of a text as pairs (name, value); _ stands for a space."""
    for entry in lines.split():
        value, _, names = entry.replace("_", " ").partition("=")
        for name in names.split(","):
            yield name, value


_CITY_WORDS: Final = dict(_table("saint=st sainte=ste fort=ft mount=mt heights=hts springs=spgs township=twp"))
_CITY_NAMES: Final = dict(
    _table("""
    new_york=nyc,n_y_c,n_y,ny,new_york_city los_angeles=la,l_a san_francisco=sf,s_f washington=dc,d_c,washington_d_c
    munich=munchen,muenchen cologne=koln,koeln nuremberg=nurnberg,nuernberg dusseldorf=duesseldorf zurich=zuerich
    hanover=hannover vienna=wien geneva=geneve,genf basel=bale rome=roma milan=milano turin=torino naples=napoli
    florence=firenze venice=venezia genoa=genova prague=praha warsaw=warszawa krakow=cracow moscow=moskva,moskau
    saint_petersburg=sankt_peterburg copenhagen=kobenhavn gothenburg=goteborg lisbon=lisboa seville=sevilla
    brussels=bruxelles,brussel antwerp=antwerpen,anvers ghent=gent,gand the_hague=den_haag,s_gravenhage,sgravenhage
    bucharest=bucuresti belgrade=beograd athens=athina kyiv=kiev mexico_city=ciudad_de_mexico,mexico_df,cdmx
    mumbai=bombay kolkata=calcutta chennai=madras bangalore=bengaluru beijing=peking
    """)
)

_REGIONS: Final = dict(
    _table("""
    AL=alabama,ala AK=alaska AZ=arizona,ariz AR=arkansas,ark CA=california,calif,cal CO=colorado,colo
    CT=connecticut,conn DE=delaware,del DC=district_of_columbia,d_c,washington_dc FL=florida,fla GA=georgia HI=hawaii
    ID=idaho IL=illinois,ill IN=indiana,ind IA=iowa KS=kansas,kans KY=kentucky LA=louisiana ME=maine MD=maryland
    MA=massachusetts,mass MI=michigan,mich MN=minnesota,minn MS=mississippi,miss MO=missouri MT=montana,mont
    NE=nebraska,nebr NV=nevada,nev NH=new_hampshire,n_h NJ=new_jersey,n_j NM=new_mexico,n_m NY=new_york,n_y
    NC=north_carolina,n_c ND=north_dakota,n_d OH=ohio OK=oklahoma,okla OR=oregon,ore PA=pennsylvania,penn,penna
    RI=rhode_island,r_i SC=south_carolina,s_c SD=south_dakota,s_d TN=tennessee,tenn TX=texas,tex UT=utah VT=vermont
    VA=virginia WA=washington,wash,western_australia WV=west_virginia,w_v WI=wisconsin,wis WY=wyoming,wyo
    PR=puerto_rico GU=guam VI=virgin_islands,us_virgin_islands AS=american_samoa MP=northern_mariana_islands
    AB=alberta,alta BC=british_columbia,b_c,colombie_britannique MB=manitoba NB=new_brunswick,n_b,nouveau_brunswick
    NL=newfoundland_and_labrador,newfoundland,nfld NS=nova_scotia,n_s,nouvelle_ecosse NT=northwest_territories
    NU=nunavut ON=ontario,ont PE=prince_edward_island,pei QC=quebec,que,pq SK=saskatchewan,sask YT=yukon
    NSW=new_south_wales,n_s_w VIC=victoria QLD=queensland SA=south_australia TAS=tasmania
    ACT=australian_capital_territory NT=northern_territory
    """)
)
_REGION_CODES: Final = frozenset(_REGIONS.values())
_REGIONS.update({code.lower(): code for code in _REGION_CODES})

_COUNTRIES: Final = {
    fold_one(name): code
    for name, code in _table("""
    US=USA,United_States,United_States_of_America,The_United_States,America,U_S,U_S_A
    US=Estados_Unidos,EE_UU,Etats_Unis,Vereinigte_Staaten
    GB=GBR,UK,United_Kingdom,Great_Britain,Britain,England,Scotland,Wales,Northern_Ireland,U_K,Royaume-Uni,Reino_Unido
    IE=IRL,Ireland,Republic_of_Ireland,Éire CA=CAN,Canada,Kanada AU=AUS,Australia,Australien
    NZ=NZL,New_Zealand,Aotearoa DE=DEU,GER,Germany,Deutschland,Allemagne,Alemania,Germania,Duitsland,BRD
    AT=AUT,Austria,Österreich,Oesterreich,Autriche CH=CHE,Switzerland,Schweiz,Suisse,Svizzera,Suiza
    LI=LIE,Liechtenstein FR=FRA,France,Frankreich,Francia,Frankrijk BE=BEL,Belgium,België,Belgique,Belgien
    NL=NLD,Netherlands,The_Netherlands,Nederland,Holland,Niederlande,Pays-Bas LU=LUX,Luxembourg,Luxemburg
    ES=ESP,Spain,España,Spanien,Espagne PT=PRT,Portugal IT=ITA,Italy,Italia,Italien,Italie MT=MLT,Malta
    GR=GRC,Greece,Ελλάδα,Hellas,Griechenland CY=CYP,Cyprus DK=DNK,Denmark,Danmark,Dänemark
    SE=SWE,Sweden,Sverige,Schweden NO=NOR,Norway,Norge,Noreg,Norwegen FI=FIN,Finland,Suomi,Finnland
    IS=ISL,Iceland,Ísland PL=POL,Poland,Polska,Polen CZ=CZE,Czech_Republic,Czechia,Česko,Česká_republika,Tschechien
    SK=SVK,Slovakia,Slovensko HU=HUN,Hungary,Magyarország,Ungarn SI=SVN,Slovenia,Slovenija
    HR=HRV,Croatia,Hrvatska,Kroatien RS=SRB,Serbia,Srbija BA=BIH,Bosnia_and_Herzegovina,Bosnia ME=MNE,Montenegro
    MK=MKD,North_Macedonia,Macedonia AL=ALB,Albania,Shqipëria RO=ROU,Romania,România BG=BGR,Bulgaria,България
    MD=MDA,Moldova UA=UKR,Ukraine,Україна BY=BLR,Belarus RU=RUS,Russia,Russian_Federation,Россия,Russland
    EE=EST,Estonia,Eesti LV=LVA,Latvia,Latvija LT=LTU,Lithuania,Lietuva TR=TUR,Turkey,Türkiye,Türkei GE=GEO,Georgia
    AM=ARM,Armenia AZ=AZE,Azerbaijan KZ=KAZ,Kazakhstan UZ=UZB,Uzbekistan
    CN=CHN,China,中国,Peoples_Republic_of_China,PRC HK=HKG,Hong_Kong,香港 MO=MAC,Macau TW=TWN,Taiwan,台湾,臺灣
    JP=JPN,Japan,日本,Nippon
    KR=KOR,Korea_Republic_of,South_Korea,Korea,Republic_of_Korea,대한민국,한국 KP=PRK,North_Korea
    MN=MNG,Mongolia IN=IND,India,भारत,Bharat PK=PAK,Pakistan BD=BGD,Bangladesh LK=LKA,Sri_Lanka NP=NPL,Nepal
    ID=IDN,Indonesia MY=MYS,Malaysia SG=SGP,Singapore TH=THA,Thailand VN=VNM,Vietnam,Viet_Nam,Việt_Nam
    PH=PHL,Philippines AE=ARE,United_Arab_Emirates,UAE,Emirates SA=SAU,Saudi_Arabia,KSA QA=QAT,Qatar KW=KWT,Kuwait
    BH=BHR,Bahrain OM=OMN,Oman IL=ISR,Israel JO=JOR,Jordan LB=LBN,Lebanon IR=IRN,Iran_Islamic_Republic_of,Iran
    IQ=IRQ,Iraq EG=EGY,Egypt,مصر MA=MAR,Morocco,Maroc DZ=DZA,Algeria,Algérie TN=TUN,Tunisia,Tunisie
    ZA=ZAF,South_Africa,RSA NG=NGA,Nigeria KE=KEN,Kenya GH=GHA,Ghana ET=ETH,Ethiopia TZ=TZA,Tanzania UG=UGA,Uganda
    SN=SEN,Senegal,Sénégal CI=CIV,Ivory_Coast,Côte_dIvoire MX=MEX,Mexico,México,Mexiko
    BR=BRA,Brazil,Brasil,Brasilien AR=ARG,Argentina CL=CHL,Chile CO=COL,Colombia PE=PER,Peru VE=VEN,Venezuela
    EC=ECU,Ecuador BO=BOL,Bolivia PY=PRY,Paraguay UY=URY,Uruguay CR=CRI,Costa_Rica PA=PAN,Panama GT=GTM,Guatemala
    HN=HND,Honduras SV=SLV,El_Salvador NI=NIC,Nicaragua CU=CUB,Cuba DO=DOM,Dominican_Republic JM=JAM,Jamaica
    TT=TTO,Trinidad_and_Tobago PR=PRI,Puerto_Rico
    """)
}
_COUNTRIES.update({code.lower(): code for code in set(_COUNTRIES.values())})

"""Phone numbers: every way of writing one number gives one key.

A number is never checked for validity: 555-010-0000 exists in no numbering plan and still equals +1-555-010-0000.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from anyascii import anyascii

from onefold.engine.kernels.compiled import njit
from onefold.engine.normalise.text import strings_of

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class PhoneKeys:
    """One element per value. Two spellings of one number have the same key.

    key: uint64, the last 9 digits of the national significant number, or for a shorter number the whole of it plus
        its length times 10^9; 0 = no usable number. Nine digits tell numbers apart inside a country and forgive a
        forgotten or wrong prefix, whatever the default region.
    calling_code: int16, the country calling code if the value states one, else 0.
    """

    key: npt.NDArray[np.uint64]
    calling_code: npt.NDArray[np.int16]


def phone_keys(values: pa.StringArray, region: str) -> PhoneKeys:
    """Read the first phone number of each value; extensions and whatever follows them are left out.

    values: null-free. region: the ISO country whose dialling habits a national number follows ("" = unknown).
    Unusable, hence 0: fewer than 6 or more than 18 digits, one repeated digit, a run such as 1234567890, and numbers
    that a spreadsheet has rounded (5.55E+09). About 0.2 us a value, and 3 us one with words in it.
    """
    return phone_keys_from(values, np.full(len(values), calling_code(region)))


def calling_code(region: str) -> int:
    """The country calling code of an ISO country, 0 if there is none."""
    return CALLING_CODES.get(region.upper(), 0)


def phone_keys_from(values: pa.StringArray, home: Ints) -> PhoneKeys:
    """`phone_keys` with a country for each value: home, int64, its calling code or 0."""
    spelled = _read(values)
    if spelled.is_hard.any():
        hard = np.flatnonzero(spelled.is_hard)
        texts = values.take(pa.array(hard)).to_pylist()
        plain = pa.array([_plain(v, int(code)) for v, code in zip(texts, home[hard], strict=True)], pa.string())
        spelled = _read(pc.replace_with_mask(values, pa.array(spelled.is_hard), plain))
    stated = _drop_calling_code(spelled, home)
    country = np.where(stated, stated, home)
    _drop_trunk(spelled, country)
    number, zeros, length = spelled.number, spelled.zeros, spelled.length
    length += zeros * _KEEPS_ZERO[country]
    usable = (length >= 5) & (length > spelled.run) & (number > 0)
    number = number % 10**9 + np.where(length < 9, length * 10**9, 0)
    return PhoneKeys((number * usable).astype(np.uint64), (stated * usable).astype(np.int16))


class _Spelled(NamedTuple):
    """The digits as they stand in the values, one element per value; prefixes are then dropped in place."""

    number: Ints  # 0 = fewer than 6 digits, too many digits or only zeros
    zeros: Ints  # how many zeros begin the number
    length: Ints  # how many digits follow these zeros
    run: Ints  # how many of the last digits are the same or count up or down: 9 in 0123456789 and in 555-555-5555
    has_plus: Bools
    is_hard: Bools  # only a closer look can read it


def _read(values: pa.StringArray) -> _Spelled:
    number, zeros, length, run = (np.zeros(len(values), np.int64) for _ in range(4))
    has_plus, is_hard = (np.zeros(len(values), np.bool_) for _ in range(2))
    offsets, data = strings_of(values)
    _first_numbers(offsets, data, _SIGNS, _ENDS, number, zeros, length, run, has_plus, is_hard)
    return _Spelled(number, zeros, length, run, has_plus, is_hard)


def _drop_calling_code(spelled: _Spelled, home: Ints) -> Ints:
    """Leave the number without its calling code, and return that, 0 where none is stated."""
    for country, (zeros, digits) in _EXIT_CODES.items():
        width = len(str(digits))
        rows = _beginning(spelled, digits, (home == country) & (spelled.zeros == zeros) & (spelled.length > width + 7))
        _drop(spelled, rows, width)
        spelled.has_plus[rows] = True
    stated = np.flatnonzero(spelled.has_plus | (spelled.zeros >= 2))
    code = _CODE[spelled.number[stated] // _POWERS[np.maximum(spelled.length[stated] - 3, 0)]]
    _drop(spelled, stated, 1 + (code >= 10) + (code >= 100) - (code == 0))
    calling_code = np.zeros_like(spelled.number)
    calling_code[stated] = code
    return calling_code


def _drop_trunk(spelled: _Spelled, country: Ints) -> None:
    """Leave the number without what is dialled only inside the country, given as calling code or 0 for each number.

    A 1, 8 or anything else before nine digits needs no care: it is not in the key.
    """
    length = spelled.length
    _drop(spelled, _beginning(spelled, 6, (country == 36) & (spelled.zeros == 1)), 1)  # Hungary dials 06
    _drop(spelled, _beginning(spelled, 1, (country == 1) & (length < 9)), 1)  # no area code of North America has a 1
    full = _SHORT_LENGTH[country]
    long = np.flatnonzero((full > 0) & (length > full))
    prefix = spelled.number[long] // _POWERS[full[long]]
    long = long[(prefix == country[long]) | (prefix == 8)]  # 8: the trunk prefix of Soviet times
    _drop(spelled, long, length[long] - full[long])


def _beginning(spelled: _Spelled, digits: int, where: Bools) -> Ints:
    """The rows `where` holds whose number begins with these digits."""
    rows = np.flatnonzero(where)
    rest = np.maximum(spelled.length[rows] - len(str(digits)), 0)
    found: Ints = rows[spelled.number[rows] // _POWERS[rest] == digits]
    return found


def _drop(spelled: _Spelled, rows: Ints, width: Ints | int) -> None:
    """Drop the first digits of these rows, as many as `width`, together with the zeros before them."""
    length = spelled.length[rows] - width
    number = spelled.number[rows] % _POWERS[length]
    zeros = np.zeros_like(rows)
    while (begins_with_zero := (length > 0) & (number < _POWERS[length - 1])).any():
        zeros += begins_with_zero
        length -= begins_with_zero
    spelled.number[rows], spelled.zeros[rows], spelled.length[rows] = number, zeros, length


# Every region under its ITU calling code, its main region first. The tables below are checked against the metadata of
# the phonenumbers project by a test; importing that project would cost 0.2 s at every start.
CALLING_CODES: Final[dict[str, int]] = {}
_CODES: Final[set[int]] = set()
_REGIONS: Final = """
    1 US AG AI AS BB BM BS CA DM DO GD GU JM KN KY LC MP MS PR SX TC TT VC VG VI 7 RU KZ 20 EG 27 ZA 30 GR 31 NL 32 BE
    33 FR 34 ES 36 HU 39 IT VA 40 RO 41 CH 43 AT 44 GB GG IM JE 45 DK 46 SE 47 NO SJ 48 PL 49 DE 51 PE 52 MX 53 CU
    54 AR 55 BR 56 CL 57 CO 58 VE 60 MY 61 AU CC CX 62 ID 63 PH 64 NZ 65 SG 66 TH 81 JP 82 KR 84 VN 86 CN 90 TR 91 IN
    92 PK 93 AF 94 LK 95 MM 98 IR 211 SS 212 MA EH 213 DZ 216 TN 218 LY 220 GM 221 SN 222 MR 223 ML 224 GN 225 CI
    226 BF 227 NE 228 TG 229 BJ 230 MU 231 LR 232 SL 233 GH 234 NG 235 TD 236 CF 237 CM 238 CV 239 ST 240 GQ 241 GA
    242 CG 243 CD 244 AO 245 GW 246 IO 247 AC 248 SC 249 SD 250 RW 251 ET 252 SO 253 DJ 254 KE 255 TZ 256 UG 257 BI
    258 MZ 260 ZM 261 MG 262 RE YT 263 ZW 264 NA 265 MW 266 LS 267 BW 268 SZ 269 KM 290 SH TA 291 ER 297 AW 298 FO
    299 GL 350 GI 351 PT 352 LU 353 IE 354 IS 355 AL 356 MT 357 CY 358 FI AX 359 BG 370 LT 371 LV 372 EE 373 MD 374 AM
    375 BY 376 AD 377 MC 378 SM 380 UA 381 RS 382 ME 383 XK 385 HR 386 SI 387 BA 389 MK 420 CZ 421 SK 423 LI 500 FK
    501 BZ 502 GT 503 SV 504 HN 505 NI 506 CR 507 PA 508 PM 509 HT 590 GP BL MF 591 BO 592 GY 593 EC 594 GF 595 PY
    596 MQ 597 SR 598 UY 599 CW BQ 670 TL 672 NF 673 BN 674 NR 675 PG 676 TO 677 SB 678 VU 679 FJ 680 PW 681 WF 682 CK
    683 NU 685 WS 686 KI 687 NC 688 TV 689 PF 690 TK 691 FM 692 MH 800 808 850 KP 852 HK 853 MO 855 KH 856 LA 870 878
    880 BD 881 882 883 886 TW 888 960 MV 961 LB 962 JO 963 SY 964 IQ 965 KW 966 SA 967 YE 968 OM 970 PS 971 AE 972 IL
    973 BH 974 QA 975 BT 976 MN 977 NP 979 992 TJ 993 TM 994 AZ 995 GE 996 KG 998 UZ
"""
for _word in _REGIONS.split():
    if _word.isdigit():
        _CODES.add(_code := int(_word))
    else:
        CALLING_CODES[_word] = _code

# Where a leading zero is part of the number; elsewhere it is the trunk prefix, or nothing a number can begin with.
_ZERO_KEPT: Final = (39, 225, 229, 241, 242, 378)
# Countries whose numbers are shorter than nine digits: what is longer carries a prefix that nine digits do not hide.
_SHORT: Final = {
    8: (45, 47, 65, 216, 222, 223, 226, 227, 228, 230, 232, 235, 236, 241, 253, 257, 266, 267, 268, 350, 356, 357, 370,
        371, 372, 373, 374, 382, 386, 389, 502, 503, 504, 505, 506, 507, 509, 591, 598, 599, 670, 675, 686, 689, 852,
        853, 961, 965, 968, 973, 974, 975, 993),
    7: (238, 239, 246, 248, 269, 291, 297, 501, 592, 597, 673, 674, 676, 677, 678, 679, 680, 683, 688, 690, 691, 692,
        960),
    6: (298, 299, 672, 681, 687),
}  # fmt: skip
# What is dialled before a calling code where it is not 00, as zeros and digits; 00 is understood everywhere.
_EXIT_CODES: Final = {1: (1, 11), 7: (0, 810), 375: (0, 810), 61: (2, 11), 81: (1, 10)}

# The calling code that begins with these three digits or is begun by them: 1 for 155, 44 for 447; 0 = none.
_CODE: Final = np.array([next((c for c in (d // 100, d // 10, d) if c in _CODES), 0) for d in range(1000)])
_KEEPS_ZERO: Final = np.isin(np.arange(1000), _ZERO_KEPT)
_SHORT_LENGTH: Final = np.zeros(1000, np.int64)
for _length, _members in _SHORT.items():
    _SHORT_LENGTH[list(_members)] = _length

# What a byte means inside a number. Words need a closer look, as do the scripts that have digits of their own; the
# UTF-8 signs that begin with C2 or E2 are spaces, dashes and marks of direction.
_SPACE, _DIGIT, _PLUS, _EXTENSION, _SLASH, _WORD = range(6)
_SIGNS: Final = np.full(256, _WORD, np.uint8)
_SIGNS[[*b"\t\r '()*-.[]_~", 0xC2, 0xE2, *range(0x80, 0xC0)]] = _SPACE
_SIGNS[[*b"0123456789"]] = _DIGIT
_SIGNS[[*b"+"]] = _PLUS  # begins a number, so a later one begins the next
_SIGNS[[*b"#xX"]] = _EXTENSION
_SIGNS[[*b"/,;|&\n"]] = _SLASH  # may part two numbers

_DIGITS_MAX: Final = 18  # of an int64, leading zeros not counted; E.164 allows 15 and an exit code has 2 more
_POWERS: Final = 10 ** np.arange(_DIGITS_MAX + 1)
_TOO_LONG: Final = 10**_DIGITS_MAX
# After how many digits a sign ends the number, so that 0171/2345678 is one number and 5550100/5550101 are two. With a
# calling code a slash needs 10 of them.
_ENDS: Final = np.full(6, 255, np.int64)
_ENDS[[_PLUS, _EXTENSION, _SLASH]] = 6, 6, 7


@njit(cache=True, nogil=True)
def _first_numbers(  # type: ignore[no-untyped-def]
    offsets, data, signs, ends, number, zeros, length, run, has_plus, is_hard
):  # pragma: no cover
    """Read the digits of the first number of each value; the arrays after `ends` are those of _Spelled."""
    for i in range(len(number)):
        value = count = streak = last = 0
        step = -1
        end = offsets[i + 1]
        if end - offsets[i] > 6 and data[end - 2] == 46 and data[end - 1] == 48:  # .0: a float of a spreadsheet
            end -= 2
        for k in range(offsets[i], end):
            sign = signs[data[k]]
            if sign == _DIGIT:
                digit = data[k] - np.int64(48)
                change = (digit + 10 - last) % 10
                if change != step:
                    streak = 0 if count == 0 or 1 < change < 9 else 1
                    step = change if streak else -1
                streak += 1
                last = digit
                count += 1
                value = 10 * value + digit
                if value == 0:
                    zeros[i] += 1
                elif value >= _TOO_LONG:
                    count = 0
                    break
            elif sign == _PLUS and count == 0:
                has_plus[i] = True
            elif sign == _WORD:
                is_hard[i] = True
                break
            elif count >= ends[sign] and (sign != _SLASH or count >= 10 or not (has_plus[i] or zeros[i] >= 2)):
                break
        if count >= 6 and streak < count:
            number[i] = value
            length[i] = count - zeros[i]
            run[i] = streak


_ROUNDED: Final = re.compile(r"[+-]?\d+([.,]\d+)?e[+-]?\d+")
_BEFORE: Final = re.compile(r"^[^+\d]*")
_VANITY: Final = re.compile(r"(\+?[\s().-]*(?:\d[\s().-]*){1,4})([a-z][a-z\d\s.-]{2,})")
_KEYPAD: Final = str.maketrans("abcdefghijklmnopqrstuvwxyz", "22233344455566677778889999")


def _plain(value: str, home: int) -> str:
    """Rewrite a value with words or foreign digits so that the kernel can read it; "" if it holds no number."""
    text = anyascii(value[:100]).strip().lower()
    if _ROUNDED.fullmatch(text):
        return ""
    text = _BEFORE.sub("", text)  # a label: "tel:", "(h)"
    vanity = _VANITY.match(text)
    if vanity:
        text = _spelled_out(vanity[1], vanity[2].translate(_KEYPAD), home)
    # What follows the number: an extension, a remark, a second number.
    return re.split(r"[^\d\s+().,/;|&_-]", text, maxsplit=1)[0]


def _spelled_out(prefix: str, letters: str, home: int) -> str:
    """1-800 FLOWERSNOW: in North America the letters beyond the tenth digit are only for the memory."""
    digits = re.sub(r"[^\d+]", "", prefix + letters)
    if home != 1:
        return digits
    return digits[: 10 + len(digits) - len(digits.lstrip("+1"))]


def compact(keys: npt.NDArray[np.uint64]) -> npt.NDArray[np.int32]:
    """The same numbers in 31 bits: nine digits as they are, eight from 10^9 on, seven from 10^8 later, and so on."""
    length, number = (keys // 10**9).astype(np.int64), (keys % 10**9).astype(np.int64)
    return np.where(length == 0, number, 10**9 + (8 - length) * 10**8 + number).astype(np.int32)

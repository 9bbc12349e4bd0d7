"""How values go wrong: typing errors, wrong digits, mailbox and date mistakes.

Every function takes one value and random integers, so that a column is corrupted reproducibly by one draw for all rows.
"""

from __future__ import annotations

import re

NEIGHBOUR, SCANNED, HEARD, SWAPPED, MISSING, DOUBLED, EXTRA = range(7)
KINDS = 7

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS = {key: (row[max(0, i - 1) : i] + row[i + 1 : i + 2]) for row in _ROWS for i, key in enumerate(row)}


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((right, wrong) for right, _, wrong in (word.partition(">") for word in text.split()))


_LOOKS_LIKE = _pairs("""m>rn rn>m l>1 o>0 i>l cl>d s>5 e>c u>v h>b B>8 S>5 O>0 nn>m""")
_SOUNDS_LIKE = _pairs(
    """ph>f f>ph ck>k c>k k>c y>i ie>y ei>ie z>s s>z th>t v>w w>v ee>ea ou>u x>ks q>k j>y ai>ay ey>y d>t b>p g>j
    e>a"""
)
_DOMAINS = _pairs(
    """gmail.com>gmial.com gmail.com>gmai.com gmail.com>gmail.co gmail.com>gamil.com gmail.com>gmail.con
    gmail.com>gmail.cm hotmail>hotmial hotmail>hotmal yahoo>yaho yahoo>yahooo outlook>outlok icloud>icoud
    .com>.con .com>.cmo .de>.d aol.com>aol.co .fr>.ft .it>.ti .net>.ne .ru>.r web.de>wep.de"""
)
_TAGS = ("shop", "news", "promo", "crm", "1", "offers", "work")
_PARTICLES = "van der|van den|van de|van|von der|von|ten|ter|zu|de la|de los|del|de|da|dos|do|du|di|al|el|le|lo"
_PARTICLE = re.compile(rf"^({_PARTICLES})[ -]", re.IGNORECASE)


def misspell(text: str, kind: int, at: int, luck: int) -> str:
    """One typing error of a kind somewhere in the text; a text of one letter stays."""
    if len(text) < 2:
        return text
    if kind in (SCANNED, HEARD):
        confused = _confuse(text, _LOOKS_LIKE if kind == SCANNED else _SOUNDS_LIKE, luck)
        if confused is not None:
            return confused
        kind = SWAPPED
    place = 1 + at % (len(text) - 1)  # first letters are rarely wrong
    before, letter, after = text[:place], text[place], text[place + 1 :]
    if kind == SWAPPED:
        first = place - 1 if place > 1 else 1
        return text[:first] + text[first + 1 : first + 2] + text[first].lower() + text[first + 2 :]
    if kind == MISSING:
        return before + after
    if kind == DOUBLED:
        return before + letter + letter + after
    near = _NEIGHBOURS.get(letter.lower(), letter.lower())
    wrong = near[luck % len(near)]
    return before + letter + wrong + after if kind == EXTRA else before + wrong + after


def _confuse(text: str, pairs: tuple[tuple[str, str], ...], luck: int) -> str | None:
    """Replace one occurrence of the first fitting pair, starting at a random pair."""
    for step in range(len(pairs)):
        old, new = pairs[(luck + step) % len(pairs)]
        place = text.find(old, 1)
        if place > 0:
            return text[:place] + new + text[place + len(old) :]
    return None


def wrong_digit(text: str, at: int, luck: int) -> str:
    """One digit wrong, or (one time in four) two neighbouring digits swapped."""
    places = [i for i, character in enumerate(text) if character.isdigit()]
    if len(places) < 2:
        return text
    place = places[at % len(places)]
    if luck % 4 == 0 and place + 1 in places:
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    digit = (int(text[place]) + 1 + luck % 9) % 10
    return f"{text[:place]}{digit}{text[place + 1 :]}"


def wrong_domain(mailbox: str, luck: int) -> str:
    """The domain of an e-mail mistyped as people do: gmial.com, .con."""
    local, _, domain = mailbox.partition("@")
    for step in range(len(_DOMAINS)):
        right, wrong = _DOMAINS[(luck + step) % len(_DOMAINS)]
        if domain.endswith(right) or right in domain:
            return f"{local}@{domain.replace(right, wrong)}"
    return mailbox.removesuffix(domain[-1])


def tagged(mailbox: str, luck: int) -> str:
    """john@x -> john+shop@x."""
    return mailbox.replace("@", f"+{_TAGS[luck % len(_TAGS)]}@", 1)


def redotted(mailbox: str, at: int) -> str:
    """Dots of the local part dropped, or one put in where there is none."""
    local, _, domain = mailbox.partition("@")
    place = 1 + at % max(1, len(local) - 1)
    changed = local.replace(".", "") if "." in local else f"{local[:place]}.{local[place:]}"
    return f"{changed}@{domain}"


def googled(mailbox: str) -> str:
    """gmail.com and googlemail.com are one."""
    if mailbox.endswith("@gmail.com"):
        return mailbox.replace("@gmail.com", "@googlemail.com")
    return mailbox.replace("@googlemail.com", "@gmail.com")


def other_particle(surname: str, luck: int) -> str:
    """van der Berg -> Vander Berg, VanderBerg, Berg, v.d. Berg; Al-Masri -> Almasri."""
    found = _PARTICLE.match(surname)
    if found is None:
        return surname
    particle, rest = found.group(1), surname[found.end() :]
    initials = "".join(f"{word[0]}." for word in particle.split())
    return (
        particle.replace(" ", "").capitalize() + rest.lower(),
        rest,
        f"{initials} {rest}",
        f"{particle.title()} {rest}",
        f"{rest}, {particle}",
    )[luck % 5]


def wrong_date(year: int, month: int, day: int, luck: int) -> tuple[int, int, int]:
    """A digit off in day, month or year, a neighbouring year, or two digits of the year swapped."""
    decade, unit = divmod(year % 100, 10)
    return (
        (year, month, 1 + (day + 9) % 28),
        (year, month, 1 + day % 28),
        (year, 1 + month % 12, day),
        (year + 1, month, day),
        (year - 10, month, day),
        (year - year % 100 + unit * 10 + decade, month, day),
    )[luck % 6]


def damaged(text: str) -> str:
    """UTF-8 read as Windows-1252: Müller -> MÃ¼ller."""
    return text.encode().decode("cp1252", errors="replace")

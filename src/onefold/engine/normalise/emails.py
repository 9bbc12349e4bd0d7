"""E-mail addresses: a canonical mailbox, whose local part and provider can be compared on their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from anyascii import anyascii

from onefold.engine.kernels.compiled import njit
from onefold.engine.normalise.text import array_of, strings_of

PERSON: Final = 0
FUNCTION: Final = 1
NOBODY: Final = 2


@dataclass(frozen=True)
class EmailParts:
    """One element per value, lower-case ASCII; all "" and PERSON where the value is no address.

    local: the local part without +tag and signs, so that JOHN_DOE, john.doe and johndoe+news are one.
    raw_local: the same with one '.' for each run of signs between words, to be compared with names.
    domain: the provider, its aliases and common typos corrected; "" if the address ends at the @.
    owner: who the mailbox belongs to: a PERSON, a FUNCTION (info, sales), or NOBODY: a stand-in (test, noreply).
    """

    local: pa.StringArray
    raw_local: pa.StringArray
    domain: pa.StringArray
    owner: npt.NDArray[np.uint8]


def email_parts(values: pa.StringArray) -> EmailParts:
    """Read the first address of each null-free value.

    Lenient: a domain need not exist or have a dot; (at) and " at " are read as @. About 0.2 us a value; values with
    quotes, brackets, several addresses or non-ASCII letters take 4 us.
    """
    values = pc.ascii_trim_whitespace(values)
    local, raw_local, domain, is_hard = _split(values)
    if is_hard.any():
        hard = pa.array(is_hard)
        plain = pa.array([_plain(v) for v in values.filter(hard).to_pylist()], pa.string())
        local, raw_local, domain, _ = _split(pc.replace_with_mask(values, hard, plain))
    domains = domain.dictionary_encode()
    corrected = pa.array([_domain(d) for d in domains.dictionary.to_pylist()], pa.string())
    return EmailParts(local, raw_local, corrected.take(domains.indices), _owner(local))


def _owner(local: pa.StringArray) -> npt.NDArray[np.uint8]:
    unnumbered = pc.utf8_rtrim(local, "0123456789")  # info2, test123
    owner = np.full(len(local), PERSON, np.uint8)
    for kind, words in _OWNERS:
        owner[pc.is_in(unnumbered, value_set=words).to_numpy(zero_copy_only=False)] = kind
    return owner


_FUNCTIONS: Final = """
    abuse account accounting accounts adm admin administracion administration administrator all billing booking
    bookings buchhaltung bureau careers comercial commercial compliance contabilidad contact contacto contactus
    contato contatti crm customercare customerservice customersupport einkauf email enquiries enquiry events
    facturacion faktura feedback finance frontdesk gerencia hello help helpdesk hola hostmaster hr info
    information infos inquiries invoice invoices it jobs kontakt kundendienst kundenservice legal mail mailbox
    mailerdaemon management manager marketing media news newsletter notifications office oficina orders payables
    personal post postmaster praxis press privacy purchasing recepcion receptie reception rechnung rechnungen
    recruiting recruitment reservations rezeption root sales secretariat secretary security service services
    shop staff store support team tech ufficio vendas ventas verkauf verwaltung webmaster welcome willkommen
"""
_STAND_INS: Final = """
    abc abcd anonymous asdf asdfasdf customer declined donotreply dummy example fake guest na name nil no nobody
    noemail nomail none noreply notavailable notgiven notprovided null qwerty refused sample spam test tester
    testing testtest unknown user xx xxx xxxx xyz
"""

_OWNERS: Final = tuple(
    (kind, pa.array(words.split())) for kind, words in ((FUNCTION, _FUNCTIONS), (NOBODY, _STAND_INS))
)

# What each byte of an address becomes: itself in lower case, '.' where it only parts words; 0 = needs a closer look.
_BYTES: Final = np.zeros(256, np.uint8)
_BYTES[[*b"abcdefghijklmnopqrstuvwxyz0123456789@+."]] = [*b"abcdefghijklmnopqrstuvwxyz0123456789@+."]
_BYTES[[*b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"]] = [*b"abcdefghijklmnopqrstuvwxyz"]
_BYTES[[*b"_-'"]] = ord(".")


def _split(
    values: pa.StringArray,
) -> tuple[pa.StringArray, pa.StringArray, pa.StringArray, npt.NDArray[np.bool_]]:
    """Local, raw_local and domain as written, and which values only a closer look can read."""
    offsets, data = strings_of(values)
    size = int(offsets[-1]) - int(offsets[0])
    ends = np.zeros((3, len(offsets)), np.int32)
    parts = np.empty((3, size), np.uint8)
    is_hard = np.zeros(len(values), np.bool_)
    _split_bytes(offsets, data, _BYTES, ends, parts, is_hard)
    local, raw_local, domain = (array_of(e, p[: e[-1]]) for e, p in zip(ends, parts, strict=True))
    return local, raw_local, domain, is_hard


@njit(cache=True, nogil=True)
def _split_bytes(offsets, data, table, ends, parts, is_hard):  # type: ignore[no-untyped-def]  # pragma: no cover
    """Write local, raw_local and domain of each value into the rows of `parts`, and where they end into `ends`."""
    local = raw = domain = 0
    for i in range(len(is_hard)):
        seen_at = seen_tag = seen_sign = False
        for k in range(offsets[i], offsets[i + 1]):
            byte = table[data[k]]
            if byte == 0 or (byte == 64 and seen_at):
                is_hard[i] = True
                break
            if byte == 64:  # @
                seen_at = True
            elif seen_at:
                parts[2, domain] = 45 if data[k] == 45 else byte  # the - of a domain stays
                domain += 1
            elif byte == 43:  # +
                seen_tag = local > ends[0, i]
            elif byte == 46:
                seen_sign = local > ends[0, i]
            elif not seen_tag:
                if seen_sign:
                    parts[1, raw] = 46
                    raw += 1
                    seen_sign = False
                parts[0, local] = parts[1, raw] = byte
                local += 1
                raw += 1
        if is_hard[i] or not seen_at or local == ends[0, i]:
            is_hard[i] |= not seen_at
            local, raw, domain = ends[0, i], ends[1, i], ends[2, i]
        ends[0, i + 1], ends[1, i + 1], ends[2, i + 1] = local, raw, domain


# Spelled-out @ and dot: in brackets or as a word of their own.
_AT: Final = re.compile(r"\s*[(\[{<]\s*at\s*[)\]}>]\s*|\s+at\s+", re.IGNORECASE)
_DOT: Final = re.compile(r"\s*[(\[{]\s*dot\s*[)\]}]\s*|\s+dot\s+", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"([^\s@<>()\[\]{}\",;:|/\\]+)\s*@[\s@]*([^\s@<>()\[\]{}\",;:|/\\+]*)")
_LENGTH_MAX: Final = 400  # RFC 5321 allows 254; the rest of a long cell is not searched


def _plain(value: str) -> str:
    """The first address in a text such as 'John <john at example dot com>; ...', or ""."""
    text = anyascii(value[:_LENGTH_MAX]).replace('"', "")
    if "@" not in text:
        text = _DOT.sub(".", _AT.sub("@", text))
    found = _ADDRESS.search(text)
    return f"{_LOCAL_ONLY.sub('.', found[1])}@{_DOMAIN_ONLY.sub('', found[2])}" if found else ""


_LOCAL_ONLY: Final = re.compile(r"[^A-Za-z0-9+]+")
_DOMAIN_ONLY: Final = re.compile(r"[^A-Za-z0-9.-]+")

_DOTS: Final = re.compile(r"\.\.+")
# One mailbox under several names of its provider.
_ALIASES: Final = {
    "googlemail.com": "gmail.com", "me.com": "icloud.com", "mac.com": "icloud.com", "pm.me": "proton.me",
    "protonmail.com": "proton.me", "protonmail.ch": "proton.me", "ya.ru": "yandex.ru", "yandex.com": "yandex.ru",
}  # fmt: skip
_COM_TYPOS: Final = frozenset(
    ("c0m", "ccom", "cim", "ckm", "cmo", "cob", "coim", "coml", "comm", "comn", "con", "conm", "coom", "cop", "cpm")
) | {"ocm", "om", "vom", "xom"}
# Countries and others whose real domains these are; only beside a big provider are they a typo of com.
_COM_LOOKALIKES: Final = frozenset(("cm", "co", "c", "com.com", ""))
_PROVIDERS: Final = ("gmail", "googlemail", "yahoo", "hotmail", "outlook", "icloud")
# Keys beside each other, the likeliest slips.
_NEIGHBOURS: Final = {
    "a": "sqz", "c": "xv", "d": "sf", "e": "wr", "g": "fh", "h": "gj", "i": "uo", "k": "jl", "l": "k", "m": "n",
    "o": "ip", "t": "ry", "u": "yi", "y": "tu",
}  # fmt: skip


def _slips(word: str) -> set[str]:
    """The word with one letter left out, doubled, swapped with the next or hit beside; the first letter is right.

    (A slip in the first letter makes email, fmail and ymail of gmail, which are others' domains.)
    """
    cuts = [(word[:i], word[i], word[i + 1 :]) for i in range(1, len(word))]
    left_out = {head + tail for head, _, tail in cuts}
    doubled = {head + letter + letter + tail for head, letter, tail in cuts}
    swapped = {head + tail[0] + letter + tail[1:] for head, letter, tail in cuts if tail}
    beside = {head + near + tail for head, letter, tail in cuts for near in _NEIGHBOURS[letter]}
    return left_out | doubled | swapped | beside


_PROVIDER_OF: Final = {slip: provider for provider in _PROVIDERS for slip in (provider, *_slips(provider))}
_PROVIDER_OF["icould"] = "icloud"


def _domain(domain: str) -> str:
    """Correct a domain's typos and resolve its aliases."""
    domain = _DOTS.sub(".", domain).strip(".-").removeprefix("www.")
    if "xn--" in domain:
        domain = _decoded(domain)
    name, _, ending = domain.partition(".")
    if name.endswith("com") and not ending and name[:-3] in _PROVIDER_OF:  # gmailcom
        name, ending = name[:-3], "com"
    provider = _PROVIDER_OF.get(name)
    if ending in _COM_TYPOS or (provider and ending in _COM_LOOKALIKES):
        ending = "com"
    domain = f"{provider or name}.{ending}" if ending else name
    return _ALIASES.get(domain, domain)


def _decoded(domain: str) -> str:
    """An internationalised domain as ASCII letters: xn--mller-kva.de is muller.de, as müller.de becomes."""
    try:
        return _DOMAIN_ONLY.sub("", anyascii(domain.encode().decode("idna"))).lower()
    except UnicodeError:
        return domain

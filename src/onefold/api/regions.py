"""Country codes as people write them."""

from __future__ import annotations

import difflib
from typing import Final

from onefold.errors import InputError

_MEANT: Final = {
    "UK": "GB", "EN": "GB", "ENGLAND": "GB", "GREAT BRITAIN": "GB", "UNITED KINGDOM": "GB", "GBR": "GB",
    "USA": "US", "UNITED STATES": "US", "AMERICA": "US", "CANADA": "CA", "CAN": "CA", "MEXICO": "MX", "MEX": "MX",
    "GERMANY": "DE", "DEUTSCHLAND": "DE", "DEU": "DE", "GER": "DE", "AUSTRIA": "AT", "AUT": "AT",
    "SWITZERLAND": "CH", "CHE": "CH", "SUI": "CH", "FRANCE": "FR", "FRA": "FR", "SPAIN": "ES", "ESP": "ES",
    "ITALY": "IT", "ITA": "IT", "NETHERLANDS": "NL", "NLD": "NL", "HOLLAND": "NL", "BELGIUM": "BE", "BEL": "BE",
    "PORTUGAL": "PT", "PRT": "PT", "POLAND": "PL", "POL": "PL", "DENMARK": "DK", "DNK": "DK", "DAN": "DK",
    "SWEDEN": "SE", "SWE": "SE", "NORWAY": "NO", "NOR": "NO", "FINLAND": "FI", "FIN": "FI", "IRELAND": "IE",
    "IRL": "IE", "BRAZIL": "BR", "BRASIL": "BR", "BRA": "BR", "INDIA": "IN", "IND": "IN", "JAPAN": "JP", "JPN": "JP",
    "CHINA": "CN", "CHN": "CN", "AUSTRALIA": "AU", "AUS": "AU", "NEW ZEALAND": "NZ", "NZL": "NZ",
    "SOUTH AFRICA": "ZA", "ZAF": "ZA", "TURKEY": "TR", "TUR": "TR", "GREECE": "GR", "GRC": "GR", "EL": "GR",
}  # fmt: skip
"""What is written for a code often enough to know what was meant."""


def region_of(text: str) -> str:
    """A two-letter ISO 3166 country code in capitals. Raises InputError, with what may have been meant."""
    code = text.strip().upper()
    if code == "US":
        return code  # the default shall not cost an import
    from onefold.engine.normalise.phones import CALLING_CODES

    if code in CALLING_CODES:
        return code
    close = difflib.get_close_matches(code, _MEANT, n=1, cutoff=0.8)
    meant = _MEANT[close[0]] if close else None
    hint = f"; did you mean {meant}?" if meant else "; for example US, GB or DE"
    raise InputError(f"region {text!r} is not a two-letter country code of ISO 3166{hint}")

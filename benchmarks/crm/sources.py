"""Where records come from: what each source asks for and how it writes it."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from benchmarks.crm.vectors import Floats

ISO, LOCAL, CARELESS, COMPACT, TIMESTAMP = range(5)


@dataclass(frozen=True, slots=True)
class Source:
    """One source; numbers are probabilities, those of fields for a person of middling openness.

    share, share_work: how often people without and with a known employer are met here; upper, lower: records in
    capitals or small letters; last_first, one_field: "Doe, John" in the last name, "John Doe" in the first;
    short_streets: abbreviated kinds of street; native: the local script where there is one; dates: see ISO ...;
    noise: factor on errors; width: where fields are cut, 0 nowhere; phones: weights of phones.FORMS.
    """

    name: str
    share: float
    share_work: float
    names: float
    phone: float
    email: float
    birth: float
    address: float
    company: float = 0.0
    gender: float = 0.2
    middle: float = 0.3
    account: float = 0.0
    upper: float = 0.02
    lower: float = 0.02
    last_first: float = 0.0
    one_field: float = 0.0
    short_streets: float = 0.3
    native: float = 0.5
    dates: int = ISO
    noise: float = 1.0
    width: int = 0
    phones: tuple[float, ...] = (3, 3, 2, 1, 2, 2, 1, 0.5, 0.5, 2, 0.5)


SOURCES: tuple[Source, ...] = (
    Source("web_shop", 24, 16, 0.97, 0.50, 0.76, 0.28, 0.78, company=0.04, lower=0.07, upper=0.03,
           phones=(4, 2, 1, 0.5, 4, 1, 1, 0.5, 0.3, 1, 0.2)),
    Source("newsletter", 12, 6, 0.80, 0.02, 0.99, 0.10, 0.05, gender=0.3, middle=0.02, lower=0.12, noise=0.8),
    Source("call_centre", 13, 8, 0.99, 0.90, 0.18, 0.48, 0.50, noise=2.0, dates=LOCAL, short_streets=0.5,
           native=0.6, phones=(4, 4, 1, 0.5, 1, 1, 1, 0.5, 0, 3, 0)),
    Source("point_of_sale", 14, 7, 0.96, 0.38, 0.22, 0.74, 0.42, gender=0.5, account=0.35, dates=CARELESS, noise=1.3,
           upper=0.15, short_streets=0.6, phones=(5, 3, 1, 1, 0.5, 0.5, 0, 0.5, 0, 2, 2)),
    Source("legacy_crm", 14, 10, 0.99, 0.45, 0.20, 0.72, 0.86, company=0.3, gender=0.6, middle=0.55, account=0.5,
           upper=0.85, last_first=0.22, short_streets=0.9, native=0.15, dates=COMPACT, width=24,
           phones=(5, 0.5, 2, 0.5, 0, 0, 2, 1, 0, 1, 2)),
    Source("mobile_app", 9, 6, 0.95, 0.50, 0.80, 0.60, 0.18, middle=0.03, lower=0.08, dates=TIMESTAMP, noise=0.8,
           phones=(1, 0, 0, 0, 8, 1, 0, 0.5, 0, 0, 0)),
    Source("b2b_crm", 0.4, 22, 0.97, 0.55, 0.66, 0.05, 0.48, company=0.97, middle=0.15, dates=LOCAL,
           phones=(1, 2, 2, 2, 2, 5, 1, 0.3, 3, 2, 0)),
    Source("event_list", 3, 10, 0.97, 0.22, 0.72, 0.04, 0.08, company=0.85, one_field=0.55, noise=1.4, middle=0.1,
           lower=0.05, dates=LOCAL),
    Source("partner_import", 5, 5, 0.97, 0.42, 0.42, 0.55, 0.72, company=0.3, gender=0.5, middle=0.4, account=0.2,
           last_first=0.12, one_field=0.1, native=0.3, dates=LOCAL, upper=0.2),
)  # fmt: skip
LEGACY = next(code for code, source in enumerate(SOURCES) if source.name == "legacy_crm")
AT_WORK = np.array([source.company > 0.5 for source in SOURCES])

NUMBERS: dict[str, Floats] = {
    field.name: np.array([getattr(source, field.name) for source in SOURCES], dtype=np.float64)
    for field in fields(Source)
    if field.name not in ("name", "phones")
}
"""Every number of the sources as an array over their codes."""

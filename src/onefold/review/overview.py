"""The overview of a domain, its bands, and what was learned from people: from summaries, whatever its size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onefold.errors import BadRequestError
from onefold.operations.context import Answer, Context, Request
from onefold.review.calibration import Band, Bin, Place, band, bins, places
from onefold.store import jobs, judgements, review_state, reviews, runs
from onefold.store.domains import Domain
from onefold.store.jobs import ENDED, Job
from onefold.store.review_state import Summary
from onefold.tables import Bands

JOBS_SHOWN = 8
RUNS_SHOWN = 10


@dataclass(frozen=True)
class BandRow:
    """A band: its name and borders, what is in it, and how many of its groups of the latest run are decided."""

    name: str
    least: float
    below: float
    band: Band
    decided: int


@dataclass(frozen=True)
class Overview:
    """summary: of the latest run, None before the first. places: its groups by score. merged: former profiles.
    now: in milliseconds."""

    domain: Domain
    summary: Summary | None
    bands: Bands
    rows: Sequence[BandRow]
    places: Sequence[Place]
    merged: int
    jobs: Sequence[Job]
    now: int

    @property
    def duplicates(self) -> int:
        """Profiles of the latest run that are a further one of a person."""
        return sum(one.profiles - one.groups for one in self.places)

    @property
    def groups(self) -> int:
        """Groups of the latest run."""
        return sum(one.groups for one in self.places)

    @property
    def busy(self) -> bool:
        """Whether a job runs, or is about to."""
        return any(one.status not in ENDED and (one.status != jobs.PENDING or one.due <= self.now) for one in self.jobs)


def get_overview(ctx: Context, request: Request) -> Answer:
    """The overview of a domain under "Overview"."""
    domain = ctx.domain(request)
    latest = runs.latest(ctx.tx, domain.id)
    summary = next((one for one in review_state.summaries(ctx.tx, domain.id, 1) if latest), None)
    found = places(summary.scores, bins(reviews.verdicts(ctx.tx, domain.id))) if summary else []
    borders = review_state.bands(ctx.tx, domain.id)
    view = Overview(
        domain=domain,
        summary=summary,
        bands=borders,
        rows=[_row(ctx, latest.id if latest else 0, found, *one) for one in borders.ranges()],
        places=found,
        merged=review_state.former_profiles(ctx.tx, domain.id),
        jobs=jobs.page(ctx.tx, domain.id, None, JOBS_SHOWN),
        now=ctx.now,
    )
    return {"Overview": view}


def put_bands(ctx: Context, request: Request) -> Answer:
    """Set the borders of the bands, for everybody."""
    domain = ctx.domain(request)
    given = Bands(round(request["ReviewFrom"], 3), round(request["MergeFrom"], 3))
    if not 0 <= given.review_from <= given.merge_from <= 1:
        raise BadRequestError(
            f"The borders are {given.review_from} and {given.merge_from}; they must be 0 to 1, and review must begin "
            "below merge"
        )
    review_state.put_bands(ctx.tx, domain.id, given)
    return {"Message": "OK"}


@dataclass(frozen=True)
class RunRow:
    """A run: its summary, and its groups by band of today."""

    summary: Summary
    bands: Sequence[BandRow]


@dataclass(frozen=True)
class Learning:
    """said: judgements by kind; since: those that the latest run was not given yet; decisions by kind; bins: what the
    scores promised and what people found; runs: the latest first."""

    domain: Domain
    said: dict[str, int]
    since: dict[str, int]
    decisions: dict[str, int]
    bins: Sequence[Bin]
    runs: Sequence[RunRow]


def get_learning(ctx: Context, request: Request) -> Answer:
    """What people's decisions are and have changed, under "Learning"."""
    domain = ctx.domain(request)
    found = review_state.summaries(ctx.tx, domain.id, RUNS_SHOWN)
    borders = review_state.bands(ctx.tx, domain.id)
    decided = bins(reviews.verdicts(ctx.tx, domain.id))
    rows = [RunRow(one, [_band_of(one, *span) for span in borders.ranges()]) for one in found]
    view = Learning(
        domain=domain,
        said=judgements.counts(ctx.tx, domain.id),
        since=judgements.counts(ctx.tx, domain.id, found[0].published_at if found else 0),
        decisions=reviews.counts(ctx.tx, domain.id),
        bins=[one for one in decided if one.decided],
        runs=rows,
    )
    return {"Learning": view}


def _band_of(summary: Summary, name: str, least: float, below: float) -> BandRow:
    """A band of a run by its scores alone: what they promised then, before people's decisions corrected them."""
    return BandRow(name, least, below, band(places(summary.scores, bins([])), least, below), 0)


def _row(ctx: Context, run: int, found: Sequence[Place], name: str, least: float, below: float) -> BandRow:
    return BandRow(name, least, below, band(found, least, below), reviews.closed(ctx.tx, run, least, below))

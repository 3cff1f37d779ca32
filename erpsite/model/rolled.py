"""Hold what a roll-up counted: numbers that add, by plant, module and month, and how to add them."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from itertools import accumulate
from operator import add

from erpsite.frozen import dataclass
from erpsite.model.base import Record
from erpsite.model.text import Text

__all__ = [
    "BUCKET_STEP", "JUMP", "AheadFile", "Buckets", "LogDoubt", "RepeatedDay", "Rolled", "RolledFile",
    "RolledMonth", "RolledYear", "RollupAccount", "add_up", "bucket_of", "doubt_message", "figure", "jumped",
    "jumps", "quantile", "was_counted",
]  # fmt: skip

BUCKET_STEP = 1.02
"""Ratio of a bucket's upper to its lower bound: bucket b holds whole milliseconds in (1.02^(b−1), 1.02^b]."""


class Buckets(Mapping[int, int]):
    """Hold a histogram as it is written: the first bucket, and the rows of it and of each after it."""

    __slots__ = ("counts", "first")

    def __init__(self, first: int, counts: Sequence[int]) -> None:
        self.first, self.counts = first, counts

    def __getitem__(self, bucket: int) -> int:
        at = bucket - self.first
        if 0 <= at < len(self.counts) and self.counts[at]:
            return self.counts[at]
        raise KeyError(bucket)

    def __iter__(self) -> Iterator[int]:
        return (bucket for bucket, count in enumerate(self.counts, self.first) if count)

    def __len__(self) -> int:
        return sum(map(bool, self.counts))

    @classmethod
    def of(cls, held: Mapping[int, int]) -> Buckets:
        """Return any histogram as it is written; an empty one begins at 0."""
        if isinstance(held, cls):
            return held
        if not held:
            return cls(0, ())
        first = min(held)
        return cls(first, [held.get(at, 0) for at in range(first, max(held) + 1)])


@dataclass(frozen=True, slots=True)
class Rolled:
    """Hold the numbers of some rows; all of them add but `users`, which is counted for each level."""

    count: int = 0
    errors: int = 0
    judged: int = 0
    """Rows whose outcome is known."""
    timed: int = 0
    """Rows with a duration."""
    short: int = 0
    """Of these, those of less than a millisecond, which are in no bucket."""
    total_ms: int = 0
    least_ms: int | None = None
    most_ms: int | None = None
    volume: float = 0.0
    eligible: float = 0.0
    """Minutes in which the system should have run."""
    lost: float = 0.0
    """Of these, those in which it did not."""
    users: int | None = None
    """Different users; None where nobody counted them for this level."""
    buckets: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RolledMonth:
    """Hold one file of a roll-up: a month of one plant, or of all plants together."""

    name: str
    """Of the roll-up."""
    month: str
    plant: str | None
    path: str
    """In the data folder."""
    modules: Mapping[str, Rolled]
    """By module; "" holds the rows that are of no module."""
    whole: Rolled
    """Over all modules."""
    first: str
    last: str
    """Times of the first and last row, in local time."""
    days: int
    """Days of the month with rows."""
    made: Mapping[str, str] = field(default_factory=dict)
    """Engine, versions, hash of the definition, time zone."""
    files: Mapping[str, int] = field(default_factory=dict)
    """Rows used of each source file."""


@dataclass(frozen=True, slots=True)
class RolledFile:
    """Hold what became of the rows of one source file: rows = used + left out + refused."""

    path: str
    rows: int
    used: int
    sha256: str = ""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """By reason: filtered, maintenance, doubled-file."""
    refused: Mapping[str, int] = field(default_factory=dict)
    """By reason, such as not-a-time."""
    months: tuple[str, ...] = ()
    """Months that it has rows of."""
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class RepeatedDay:
    """Hold a day of which many rows stand more than once in the logs; they count as often as they stand."""

    day: str
    rows: int
    more: int
    """Rows that are alike another one before them."""
    files: tuple[str, ...] = ()
    about: bool = False
    """Whether the numbers follow from a part of the rows."""


@dataclass(frozen=True, slots=True)
class AheadFile:
    """Hold a file with rows that are later than the file itself: of another clock, or of another zone."""

    path: str
    last: str
    """Time of its newest row, in local time."""
    written: str
    """When it was written, or read of a table, in local time."""


@dataclass(frozen=True, slots=True)
class LogDoubt:
    """Hold a question about rows that count: of another unit, of another clock, without a column."""

    kind: str
    """unit, column or clock."""
    of: str
    """File, or server."""
    values: Mapping[str, str]
    months: tuple[str, ...] = ()
    """Months of the rows that are questioned."""


@dataclass(frozen=True, slots=True)
class RolledYear:
    """Hold the different users of a fiscal year of one plant, or of all; those of months do not add to it."""

    year: str
    """As the plan names it."""
    plant: str | None
    first: str
    last: str
    """First and last month of it that was counted."""
    users: int | None
    """Over all modules; None where not all logs of the year were at hand."""
    modules: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RollupAccount:
    """Hold one roll-up as a whole: what it was made of, and what it gave."""

    name: str
    path: str
    """Of its definition, in the data folder."""
    source: str
    files: tuple[RolledFile, ...]
    months: tuple[RolledMonth, ...]
    made: Mapping[str, str]
    feeds: tuple[tuple[str, str, str], ...] = ()
    """Kind (`health_metrics` or `kpis`), id and measure of what takes its figures."""
    years: tuple[RolledYear, ...] = ()
    repeated: tuple[RepeatedDay, ...] = ()
    ahead: tuple[AheadFile, ...] = ()
    doubts: tuple[LogDoubt, ...] = ()
    about: Text | None = None
    """What its definition says of the log."""

    @property
    def last(self) -> str:
        """Return the time of the newest row, empty without any."""
        return max((one.last for one in self.months), default="")


def add_up(parts: Iterable[Rolled], users: int | None = None) -> Rolled:
    """Return the sum of some parts; different users do not add, so their number is told."""
    held = tuple(parts)
    return Rolled(
        count=sum(one.count for one in held),
        errors=sum(one.errors for one in held),
        judged=sum(one.judged for one in held),
        timed=sum(one.timed for one in held),
        short=sum(one.short for one in held),
        total_ms=sum(one.total_ms for one in held),
        least_ms=min((one.least_ms for one in held if one.least_ms is not None), default=None),
        most_ms=max((one.most_ms for one in held if one.most_ms is not None), default=None),
        volume=math.fsum(one.volume for one in held),
        eligible=math.fsum(one.eligible for one in held),
        lost=math.fsum(one.lost for one in held),
        users=users,
        buckets=_added(Buckets.of(one.buckets) for one in held),
    )


def _added(parts: Iterable[Buckets]) -> Buckets:
    """Return the sum of some histograms."""
    held = [one for one in parts if one.counts]
    first = min((one.first for one in held), default=0)
    total = [0] * max((one.first - first + len(one.counts) for one in held), default=0)
    for one in held:
        begin = one.first - first
        end = begin + len(one.counts)
        total[begin:end] = map(add, total[begin:end], one.counts)
    return Buckets(first, total)


def doubt_message(doubt: LogDoubt) -> str:
    """Return the question as a message for `of` and the values of the doubt."""
    if doubt.kind == "unit" and "share" in doubt.values:
        return (
            "{of}: on {day} {share} % of the durations of a module are about {found} ms, the others "
            "{usual} ms: some thousandfold apart, in the same work; are they in another unit?"
        )
    if doubt.kind == "unit":
        return (
            "{of}: on {day} the mean duration is {found} ms, and {usual} ms for most rows of the month; is "
            "its unit another?"
        )
    if doubt.kind == "column":
        return "{of}: none of its {rows} rows has a value in {column}; is the column called otherwise there?"
    if doubt.values["seen"] == "files":
        return (
            "the newest rows of {of} stand {by} beside those of {other}, measured by when the files were "
            "written; is its clock or zone another?"
        )
    return (
        "the rows of {of} lie as those of {other} over the day, moved by {by}; is a clock or a zone of these "
        "servers another?"
    )


JUMP = 300
"""Times by which the median moves where a log changed from seconds to milliseconds."""
_LEAST_MS = 0.1
"""What durations that were rounded to no millisecond count as: a tenth of a second among milliseconds."""


def jumped(one: float, other: float) -> bool:
    """Say whether two durations in milliseconds differ about a thousandfold, as those of another unit do."""
    least, most = sorted((max(one, _LEAST_MS), max(other, _LEAST_MS)))
    return most / least >= JUMP


def jumps(months: Iterable[RolledMonth]) -> Iterator[tuple[RolledMonth, str, float, float]]:
    """Yield month, module, and the medians before and then, where they differ about a thousandfold."""
    series: dict[tuple[str | None, str], float] = {}
    for month in sorted(months, key=lambda one: (one.month, one.plant or "")):
        for module, rolled in month.modules.items():
            if (middle := quantile(rolled, 0.5)) is None:
                continue
            key = month.plant, module
            earlier = series.get(key, middle)
            if jumped(earlier, middle):
                yield month, module, earlier, middle
            series[key] = middle


def was_counted(row: Record) -> bool:
    """Say whether a value was counted from logs, not typed."""
    return row.where.path.startswith("rollup/")


def figure(value: float) -> str:
    """Return a number by its first four digits, as people write it: 496200 and 0.0005."""
    digits = f"{Decimal(f'{value:.4g}'):f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def bucket_of(milliseconds: int) -> int:
    """Return the bucket of a whole number of milliseconds, 1 or more."""
    return math.ceil(math.log(milliseconds) / math.log(BUCKET_STEP))


def quantile(rolled: Rolled, share: float) -> float | None:
    """Return the duration in milliseconds within which that share of the rows finish; None without any.

    The row is the nearest rank, ⌈share × n⌉; its value the geometric middle of its bucket, within the least
    and the greatest, so that it differs from the exact one by less than 1.0 %, half the width of a bucket.
    """
    if not rolled.timed:
        return None
    rank = math.ceil(share * rolled.timed - 1e-9)
    passed = rolled.short
    if rank <= passed:
        return 0.0
    held = Buckets.of(rolled.buckets)
    at = bisect_left(list(accumulate(held.counts)), rank - passed)
    if at == len(held.counts):
        return None
    bucket = held.first + at
    middle = BUCKET_STEP ** (bucket - 0.5) if bucket else 1.0
    least, most = rolled.least_ms or 0, rolled.most_ms if rolled.most_ms is not None else middle
    return float(f"{min(max(middle, least), most):.4g}")

"""Hold `rollups/NAME.yml`: what raw logs mean, and which health metrics and KPIs are counted from them."""

from __future__ import annotations

import enum
import hashlib
import json
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StrictBool

from erpsite.model.base import Record
from erpsite.model.moment import Moment
from erpsite.model.quantity import Clock, Month, PositiveFigure, Ref, Share, Slug, Whole
from erpsite.model.text import Text

__all__ = [
    "DURATION_UNITS", "HANDED", "ROLLED", "ROLLUPS", "SCHEMA_NAME", "ClockKind", "DurationColumn", "Feed",
    "FilterRule", "KeyColumn", "Measure", "Merger", "OutcomeColumn", "Rollup", "TableSource", "TimeColumn",
    "WeeklyWindow", "Window", "definition_hash", "is_older", "times_of",
]  # fmt: skip

ROLLUPS, ROLLED = "rollups", "rollup"
"""Folders of the plan: definitions, and what they gave."""
SCHEMA_NAME = "rollup.schema.json"
COUNTING = 1
"""Raised when erpsite counts every log otherwise, so that what was counted before is counted again."""
_TIMES = 2
"""Raised when times that are texts are read otherwise: 2 refuses one with a word behind it, such as PM."""
HANDED = "SQL"
"""Engine of what a printed query counted; its times were settled elsewhere."""

WeekDay = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Unit = Literal["us", "ms", "s", "min", "h"]

DURATION_UNITS: Mapping[str, float] = {"us": 0.001, "ms": 1, "s": 1000, "min": 60_000, "h": 3_600_000}
"""Milliseconds that one of each unit is."""


class ClockKind(enum.StrEnum):
    """Name what the times of a log are."""

    LOCAL = "local"
    """Times of day in `zone`, without an offset; both passes of a doubled hour belong to its day."""
    UTC = "utc"
    """Times in UTC, with or without a Z behind them."""
    OFFSET = "offset"
    """Times that each say their own offset, such as +08:00."""
    EPOCH_S = "epoch-s"
    EPOCH_MS = "epoch-ms"
    EPOCH_US = "epoch-us"
    EPOCH_NS = "epoch-ns"


class TableSource(Record):
    """Say which table holds the rows: of PostgreSQL, with where its server's address is found, or of Spark.

    The address itself, with its user and password, never stands in the definition.
    """

    name: str
    """`table`, or `schema.table`; of Spark as it calls it, such as `catalogue.schema.table`."""
    engine: Literal["postgresql", "spark"] = "postgresql"
    """What holds it: a server of PostgreSQL, or a catalogue of the Spark that counts (`--engine spark`)."""
    address_in: str | None = None
    """Environment variable that holds the address of PostgreSQL, such as `ERP_LOG_ADDRESS`."""
    address_file: str | None = None
    """File that holds that address, outside the data folder; its path begins where that folder lies."""
    by: str | None = None
    """Column with a timestamp or a date by whose months the table is read; left out, as a whole."""


class TimeColumn(Record):
    """Say where the time of a row stands."""

    column: str
    beside: str | None = None
    """Column of the time of day, or of the offset, where it stands apart; a blank joins the two."""
    clock: ClockKind = ClockKind.LOCAL
    written: str | None = None
    """How it is written, where not as 2026-03-31 18:05:07, in signs of strptime: `%d/%b/%Y:%H:%M:%S %z`."""


class KeyColumn(Record):
    """Say where a key of a row stands, such as its module, and which words of it mean which id."""

    column: str
    values: Mapping[str, tuple[str, ...]] = {}
    """Words by id of the plan, such as `{finance: [FI, CO, "FB*"]}`; a star stands for any ending. Left out,
    the words are the ids themselves."""
    others: Literal["refuse", "whole"] = "refuse"
    """What of a word that nobody knows: the row is refused, or counts for the whole system alone."""


class DurationColumn(Record):
    """Say where the duration of a row stands."""

    column: str
    unit: Unit = "ms"
    """Unit of its numbers; they become whole milliseconds, halves rounded up."""


class OutcomeColumn(Record):
    """Say how a row tells that it failed; one of the three ways."""

    column: str
    ok: tuple[str, ...] = ()
    """Words of success; every other word is a failure."""
    error: tuple[str, ...] = ()
    """Words of failure; every other word is a success."""
    error_from: Whole | None = None
    """Least number that is a failure, such as 500 of HTTP's codes."""


class FilterRule(Record):
    """Say which rows count, by the words of one column; the others are left out and counted apart."""

    column: str
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()


class Window(Record):
    """Hold one planned maintenance: rows in it are left out and counted apart."""

    start: Moment
    end: Moment


class WeeklyWindow(Record):
    """Hold a planned maintenance of every week, in local time."""

    day: WeekDay
    start: Clock
    end: Clock
    """On the next day where it is not after the start."""


class Merger(Record):
    """Say that one plant became part of another."""

    plant: Annotated[Slug, Ref("plants")]
    into: Annotated[Slug, Ref("plants")]
    since: Month


class Measure(enum.StrEnum):
    """Name what a month of a log can give."""

    COUNT = "count"
    VOLUME = "volume"
    """Sum of the column `volume`."""
    USERS = "users"
    """Different users, counted exactly for each level that is shown."""
    ERRORS = "errors"
    ERROR_SHARE = "error-share"
    """Failed rows out of all: numerator and denominator."""
    OK_SHARE = "ok-share"
    AVAILABILITY = "availability"
    """Minutes that were not lost out of the eligible ones; needs `minutes_each`."""
    MEAN = "mean"
    """Sum of durations out of their number."""
    P50 = "p50"
    P90 = "p90"
    P95 = "p95"
    P99 = "p99"
    """Duration within which that many percent finish, to the width of a bucket."""
    LONGEST = "longest"


class Feed(Record):
    """Say which health metric or KPI takes which measure."""

    metric: Annotated[Slug, Ref("health_metrics")] | None = None
    kpi: Annotated[Slug, Ref("kpis")] | None = None
    measure: Measure
    unit: Unit = "ms"
    """Unit in which the metric or KPI states durations."""
    modules: tuple[Annotated[Slug, Ref("modules")], ...] = ()
    """Modules that it is of; left out, all."""


class Rollup(Record):
    """Define how one kind of raw log becomes addable numbers a month."""

    about: Text | None = None
    source: Annotated[Slug, Ref("sources")]
    table: TableSource | None = None
    """The table that holds the rows, in place of files."""
    files: tuple[str, ...] = ()
    """Where the files lie: paths with `*` and `**`, from the folder that the plan's data folder lies in."""
    form: Literal["csv", "jsonl", "parquet"] | None = None
    """What the files are; left out, what their endings say. `.gz` behind it is understood."""
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] = ","
    escape: Annotated[str, Field(min_length=1, max_length=1)] = '"'
    """What stands before a quotation mark inside quotation marks."""
    header: StrictBool = True
    """Whether the first line of a CSV file names its columns; else `names` does."""
    names: tuple[str, ...] = ()
    """Names of the columns of CSV files without a header, from the left."""
    encoding: str | None = None
    """How the letters of text files are written, where not as UTF-8: `gb18030`, `windows-1252`."""
    only_lines: tuple[str, ...] = ()
    """Texts of which a line must hold one to be a row, such as ` werkzeug: `; the others are left out."""
    no_lines: tuple[str, ...] = ()
    """Beginnings of lines that are no rows, such as `#` or `-----`; they are left out and counted apart."""
    trim: StrictBool = False
    """Whether blanks around a cell are no part of it, as in lists that are padded."""
    folders: tuple[str, ...] = ()
    """Columns that stand in the path as `name=value` (Hive partitions); all are text."""
    zone: str | None = None
    """IANA name of the local time zone whose months are counted; left out, the plan's."""
    since: Month | None = None
    """First month that counts; left out, three years before the plan year. Earlier rows are refused."""
    decimal: Literal[".", ","] = "."
    """The decimal mark of numbers that are written as texts."""
    thousands: Literal["", ",", ".", " ", "'"] = ""
    """What parts their thousands."""
    empty_as: tuple[str, ...] = ()
    """Words that stand for nothing, such as `-` or `NULL`, in every column."""
    time: TimeColumn
    module: KeyColumn | None = None
    plant: KeyColumn | None = None
    user: str | None = None
    """Column of the user; users are counted, and no name leaves the engine."""
    server: str | None = None
    """Column of the server that wrote the row; servers whose clocks seem to differ are questioned."""
    transaction: str | None = None
    """Column of the transaction, report or address; the 50 most frequent of each module are named."""
    duration: DurationColumn | None = None
    outcome: OutcomeColumn | None = None
    volume: str | None = None
    """Column of a number that is added up, such as order lines; at most four decimals."""
    minutes_each: PositiveFigure | None = None
    """Minutes that each row stands for, in logs of checks at fixed intervals; a failed one is lost."""
    filters: tuple[FilterRule, ...] = ()
    maintenance: tuple[Window, ...] = ()
    weekly_maintenance: tuple[WeeklyWindow, ...] = ()
    merged: tuple[Merger, ...] = ()
    refuse_at_most: Share = 0
    """Share of rows that may be refused; beyond it nothing is written."""
    feeds: tuple[Feed, ...] = ()


_NOT_COUNTED = frozenset(["about", "source", "feeds", "refuse_at_most", "files", "table"])
_LATER: Mapping[str, object] = {
    "encoding": None, "only_lines": [], "no_lines": [], "trim": False, "server": None,
}  # fmt: skip
"""Keys that came later: one that says nothing leaves the hash of a definition as it was."""


def definition_hash(rollup: Rollup, zone: str, since: str, until: str) -> str:
    """Return the hash of all that changes what is counted: not what is fed, nor the share of refusals."""
    told = rollup.model_dump(mode="json", exclude={*_NOT_COUNTED})
    told = {key: value for key, value in told.items() if key not in _LATER or value != _LATER[key]}
    whole = [COUNTING, told, zone, since, until]
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def times_of(rollup: Rollup) -> dict[str, str]:
    """Return by which rule times are read, to stand with the figures; nothing where no rule has changed."""
    plain = (
        rollup.time.clock in (ClockKind.LOCAL, ClockKind.UTC, ClockKind.OFFSET) and not rollup.time.written
    )
    return {"times": str(_TIMES)} if plain else {}


def is_older(made: Mapping[str, str], rollup: Rollup) -> bool:
    """Say whether figures were counted by an older rule of times than the one that holds now."""
    now = times_of(rollup)
    return bool(now) and made.get("engine") != HANDED and made.get("times") != now["times"]

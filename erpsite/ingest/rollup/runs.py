"""Hold what a run is asked for, and what it found: files to write, and what there is to tell."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import field
from pathlib import Path

from erpsite.frozen import dataclass
from erpsite.ingest.rollup.clock import Calendar
from erpsite.ingest.rollup.counting import Engine, FileCount
from erpsite.ingest.rollup.gathering import Gathered
from erpsite.ingest.rollup.listing import LogFile
from erpsite.load.rolled.definition import HANDED, ROLLED, KeyColumn, Rollup
from erpsite.model.rolled import AheadFile, LogDoubt, RepeatedDay, RolledFile, RolledMonth, RolledYear

__all__ = ["HANDED", "LEFT_OUT", "MOST_WORDS", "Asked", "Refusal", "Run", "UnknownWord", "told_count"]


LEFT_OUT = ("filtered", "maintenance", "doubled-file", "no-row")
"""Reasons for which a row does not count although nothing is wrong with it."""
MOST_WORDS = 5
"""Unknown words that are told."""


@dataclass(frozen=True)
class Asked:
    """Hold what one roll-up is asked for."""

    name: str
    found: Rollup
    data_dir: Path
    base: Path
    """Folder that the paths of the definition begin in."""
    zone: str
    span: tuple[str, str]
    """First month that counts, and the first that no longer does."""
    plants: Collection[str]
    modules: Collection[str]
    year_begins: int
    """First month of a fiscal year, counted from January of the year that it is named after."""
    known_stamps: Mapping[str, Sequence[int]]
    """Size and time of each file when it was last counted on this machine."""
    verify: bool = False
    forget: bool = False
    memory: str = ""
    threads: int = 0
    temporary: str = ""
    spark: str = ""
    """Address of the Spark that counts, such as `local[*]`; empty for DuckDB."""
    watch: Callable[[Engine], None] = lambda _: None
    """Told of the engine before it works."""

    @property
    def folder(self) -> Path:
        """Return the folder of its results."""
        return self.data_dir / ROLLED / self.name


@dataclass(frozen=True, slots=True)
class Refusal:
    """Hold one example of rows that were refused."""

    file: str
    line: int | None
    reason: str
    raw: str = ""
    """`column=word`"""
    clock: str = ""
    """The clock that its time is probably of, where the definition says another."""


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """Hold a word of a log that means no module or plant."""

    key: KeyColumn
    word: str
    rows: int
    file: str
    line: int | None
    """The first of these rows in one file; None where it cannot be told."""
    nearest: str | None
    """The word that was probably meant."""


@dataclass
class Run:
    """Hold what a run found: the files to write, and what there is to tell."""

    files: tuple[LogFile, ...]
    types: Mapping[str, str] = field(default_factory=dict)
    """Columns of a table with their types, as its server calls them."""
    fresh: bool = False
    """Whether nothing is new."""
    read: tuple[str, ...] = ()
    """Files that are new or changed."""
    gone: tuple[str, ...] = ()
    accounts: tuple[RolledFile, ...] = ()
    months: tuple[Gathered, ...] = ()
    before: Mapping[str, RolledMonth] = field(default_factory=dict)
    """What stood in the folder before, by path in the data folder."""
    removed: tuple[str, ...] = ()
    older: tuple[str, ...] = ()
    """Months that an older rule of times counted, and that are counted again."""
    stale: tuple[str, ...] = ()
    """Months that it counted, and that stay as they are: not all of their files are here."""
    forgotten: bool = False
    """Whether the files that are gone are no longer counted, as was asked."""
    made: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, FileCount] = field(default_factory=dict)
    """Of the files that were read."""
    twins: Mapping[str, str] = field(default_factory=dict)
    refusals: tuple[Refusal, ...] = ()
    unknown: tuple[UnknownWord, ...] = ()
    """The most frequent words that the definition does not know."""
    years: tuple[RolledYear, ...] = ()
    """Different users of each year with months that were counted, in this run or before."""
    calendar: Calendar | None = None
    repeated: tuple[RepeatedDay, ...] = ()
    """Days that may stand twice in the logs, of this run or told before."""
    again: tuple[RepeatedDay, ...] = ()
    """Of these, those of this run."""
    ahead: tuple[AheadFile, ...] = ()
    """Files with rows later than themselves, counted in this run or before."""
    written_to: tuple[str, ...] = ()
    """Files that somebody wrote to while they were read."""
    open_ended: tuple[str, ...] = ()
    """Files whose last line does not end, where those of others do."""
    doubts: tuple[LogDoubt, ...] = ()
    """What is questioned of units, columns and clocks, of this run or told before."""

    @property
    def doubled(self) -> tuple[RolledFile, ...]:
        """Return the accounts of files that are new and hold what another one holds; none of them is read."""
        new = set(self.read) & set(self.twins)
        return tuple(one for one in self.accounts if one.path in new)

    @property
    def rows(self) -> int:
        """Return the rows of the files that are new or were read."""
        return sum(one.rows for one in self.counts.values()) + sum(one.rows for one in self.doubled)

    @property
    def reasons(self) -> dict[str, int]:
        """Return the rows that do not count, by reason."""
        found: dict[str, int] = {}
        for one in self.counts.values():
            for reason, rows in one.reasons.items():
                found[reason] = found.get(reason, 0) + rows
        if self.doubled:
            found["doubled-file"] = sum(one.rows for one in self.doubled)
        return dict(sorted(found.items()))

    @property
    def refused_share(self) -> float:
        """Return the share of refused rows among those that were read and not left out."""
        left = sum(rows for reason, rows in self.reasons.items() if reason in LEFT_OUT)
        refused = sum(rows for reason, rows in self.reasons.items() if reason not in LEFT_OUT)
        return refused / (self.rows - left) if refused else 0.0


def told_count(name: str, count: FileCount, digest: str, run: Run) -> RolledFile:
    """Return the account of one file from its count."""
    left = {reason: rows for reason, rows in sorted(count.reasons.items()) if reason in LEFT_OUT}
    refused = {reason: rows for reason, rows in sorted(count.reasons.items()) if reason not in LEFT_OUT}
    assert run.calendar is not None  # noqa: S101 - it was counted by it
    span = [run.calendar.shown(one) if one else "" for one in (count.first, count.last)]
    return RolledFile(name, count.rows, count.used, digest, left, refused, tuple(sorted(count.months)), *span)

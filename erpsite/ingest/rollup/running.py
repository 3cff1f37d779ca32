"""Bring a roll-up up to date: count what is new, and every month that it touches, from all of its files."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import erpsite
from erpsite.extras import need
from erpsite.ingest.rollup.again import repeated_days
from erpsite.ingest.rollup.ahead import ahead_of
from erpsite.ingest.rollup.clock import Calendar, calendar_of, tzdata_version
from erpsite.ingest.rollup.clocks import arrivals_apart, clocks_apart
from erpsite.ingest.rollup.connecting import connected
from erpsite.ingest.rollup.counting import Engine
from erpsite.ingest.rollup.doubts import empty_columns, other_units
from erpsite.ingest.rollup.examples import refusals, unknown_words
from erpsite.ingest.rollup.faults import RollupFault
from erpsite.ingest.rollup.gathering import gather
from erpsite.ingest.rollup.keys import KeyMap
from erpsite.ingest.rollup.lake import LakeTable
from erpsite.ingest.rollup.listing import LogFile, doubles, hash_of, list_files, open_ended, written_to
from erpsite.ingest.rollup.looking import alike, day_scales, file_days, sides, slots
from erpsite.ingest.rollup.mixed import mixed_units, suspects
from erpsite.ingest.rollup.plain import PlainFiles
from erpsite.ingest.rollup.query import PARTS
from erpsite.ingest.rollup.runs import Asked, Run, told_count
from erpsite.ingest.rollup.spark import SparkEngine, session, spark_version
from erpsite.ingest.rollup.standing import (
    is_changed,
    is_whole,
    known_account,
    months_before,
    older_months,
)
from erpsite.ingest.rollup.tables import LogTable, table_of
from erpsite.ingest.rollup.yearly import by_year, counted_year, unknown_year, year_of
from erpsite.load.rolled.definition import HANDED, definition_hash, times_of
from erpsite.model.rolled import BUCKET_STEP, AheadFile, LogDoubt, RolledFile, RolledYear

__all__ = ["made_with", "months_now", "roll_up"]


def roll_up(asked: Asked) -> Run:
    """Return what is to be written so that the results are those of a full run; nothing is written here."""
    at = Path(asked.temporary)
    with table_of(asked.found, asked.data_dir, at, spark=asked.spark, memory=asked.memory) as table:
        return _rolled(asked, table)


def _rolled(asked: Asked, table: LogTable | LakeTable | None) -> Run:
    files = table.files() if table else list_files(asked.found, asked.base)
    account = known_account(asked.folder)
    known, made = {one.path: one for one in account.files}, account.made
    if not files and made.get("engine") == HANDED:
        return Run(files, fresh=True)
    if not files and asked.found.table:
        raise RollupFault("the table {table} has no rows", table=asked.found.table.name)
    if not files:
        message = "no file fits {files} in {folder}; files: in the definition says where they lie"
        raise RollupFault(message, files=", ".join(asked.found.files), folder=asked.base.as_posix())
    before = months_before(asked.name, asked.data_dir)
    hashes = _hashes(files, asked, known, table)
    twins = doubles(hashes.items())
    now = made_with(asked)
    full = not known or made.get("definition") != now["definition"]
    changed = [one for one in files if full or is_changed(one.name, hashes, twins, known)]
    present = set(hashes.values())
    gone = tuple(name for name, one in known.items() if name not in hashes and one.sha256 not in present)
    run = Run(files, gone=gone, before=before, made=now, twins=twins, forgotten=asked.forget)
    if not full:
        lost = () if asked.forget else gone
        run.older, run.stale, again = older_months(before, known, asked.found, lost)
        wanted = {one.name for one in changed} | again
        changed = [one for one in files if one.name in wanted]
    run.types = table.types if table else {}
    run.years, run.repeated, run.ahead = account.years or (), account.repeated, account.ahead
    run.doubts = account.doubts
    uncounted = account.years is None and asked.found.user and not gone
    whole = is_whole(asked.folder, before, known) and not uncounted
    if not changed and whole and not (gone and asked.forget):
        run.fresh = True
        return run
    run.read = tuple(one.name for one in changed)
    _Counting(asked, run, known, hashes, full or not whole, table).count(changed)
    if table is None:
        run.written_to = tuple(written_to(one for one in files if one.name in run.counts))
        run.open_ended = tuple(one for one in open_ended(files) if one in run.counts)
    return run


def _hashes(
    files: Iterable[LogFile],
    asked: Asked,
    known: Mapping[str, RolledFile],
    table: LogTable | LakeTable | None,
) -> dict[str, str]:
    """Return the hash of each file: that of before where size and time are those of before."""
    told = {
        one.name: known[one.name].sha256
        for one in files
        if not asked.verify and one.name in known and list(asked.known_stamps.get(one.name, ())) == one.stamp
    }
    new = [one for one in files if one.name not in told]
    told |= table.hashes(new) if table else {one.name: hash_of(one) for one in new}
    return {one.name: told[one.name] for one in files}


def months_now(run: Run) -> frozenset[str]:
    """Return the months that have figures once the run is written."""
    kept = {one.month for path, one in run.before.items() if path not in run.removed}
    return frozenset(kept | {one.month.month for one in run.months})


def made_with(asked: Asked) -> dict[str, str]:
    """Return the definition, and what counts by it."""
    try:
        version = importlib.metadata.version("duckdb")
    except importlib.metadata.PackageNotFoundError:
        need("duckdb")
        raise
    return {
        "definition": definition_hash(asked.found, asked.zone, *asked.span),
        "engine": f"Spark {spark_version()}" if asked.spark else f"DuckDB {version}",
        "erpsite": erpsite.__version__,
        "zone": asked.zone,
        "tzdata": tzdata_version(),
        "bucket": str(BUCKET_STEP),
        **times_of(asked.found),
    }


@contextmanager
def _engine(
    asked: Asked, calendar: Calendar, keys: KeyMap, table: LogTable | LakeTable | None
) -> Iterator[Engine]:
    lake = table if isinstance(table, LakeTable) else None
    with ExitStack() as held:
        spark = lake.spark if lake else None
        if asked.spark and not lake:
            spark = held.enter_context(session(asked.spark, asked.temporary, asked.memory))
        memory = "" if asked.spark else asked.memory
        connection = held.enter_context(connected(asked.temporary, memory, asked.threads))
        plain = PlainFiles(asked.found, Path(asked.temporary))
        if spark is None:
            yield Engine(connection, asked.found, calendar, keys, plain)
        else:
            rows = lake.group if lake else None
            yield SparkEngine(connection, spark, asked.found, calendar, keys, plain, rows)


@dataclass
class _Counting:
    """Count the files that are new or changed, then the months that they touch."""

    asked: Asked
    run: Run
    known: Mapping[str, RolledFile]
    hashes: Mapping[str, str]
    full: bool
    table: LogTable | LakeTable | None = None

    def _count(
        self, engine: Engine, files: list[LogFile], months: Collection[str] | None,
        parts: Collection[str] = PARTS,
    ) -> None:  # fmt: skip
        """Count some files; the rows of a table are brought first."""
        if self.table:
            self.table.fetch(files)
        engine.count(files, months, parts)

    def count(self, changed: Iterable[LogFile]) -> None:
        """Fill the run."""
        asked, run = self.asked, self.run
        run.calendar = calendar_of(asked.found, asked.zone, *asked.span)
        keys = KeyMap(asked.found, asked.plants, asked.modules)
        reading = [one for one in (run.files if self.full else changed) if one.name not in run.twins]
        self._refuse_lost(None)
        with _engine(asked, run.calendar, keys, self.table) as engine:
            asked.watch(engine)
            self._count(engine, reading, None, PARTS if self.full else ())
            run.counts = engine.file_counts()
            run.unknown = tuple(unknown_words(asked.found, engine))
            run.refusals = tuple(refusals(asked.found, run, engine))
            touched = self._touched()
            if not self.full:
                self._refuse_lost(touched)
                self._count(engine, self._files_of(touched, reading), touched)
            run.again = tuple(repeated_days(alike(engine), engine.one_in))
            run.doubts = self._doubts(engine, touched)
            kept = () if self.full else (one for one in run.repeated if one.day[:7] not in touched)
            run.repeated = tuple(sorted((*kept, *run.again), key=lambda one: one.day))
            run.months = tuple(gather(asked.name, engine, run.made))
            written = {one.month.path for one in run.months}
            run.removed = tuple(
                path
                for path, one in run.before.items()
                if path not in written and (self.full or one.month in touched)
            )
            run.years = tuple(self._years(engine, touched, reading)) if asked.found.user else ()
        run.accounts = tuple(self._accounts())
        run.ahead = tuple(self._ahead(run.calendar))
        run.doubts = self._arrivals(run.calendar)

    def _doubts(self, engine: Engine, touched: set[str]) -> tuple[LogDoubt, ...]:
        """Return what is questioned of the months that are touched, and what was of the others."""
        days, found = file_days(engine), list[LogDoubt]()
        found += other_units(days)
        known = {one.of for one in found}
        if asked := [one for one in suspects(day_scales(engine)) if one.file not in known]:
            found += mixed_units(sides(engine, asked))
        found += [*empty_columns(days, self.asked.found), *clocks_apart(slots(engine))]
        left = [one for one in self.run.doubts if not self.full and not touched & set(one.months)]
        return tuple(sorted((*left, *found), key=lambda one: (one.kind, one.of, one.months)))

    def _arrivals(self, calendar: Calendar) -> tuple[LogDoubt, ...]:
        """Return all that is questioned, with the servers whose files arrive later than those of others."""
        run = self.run
        left = [one for one in run.doubts if one.values.get("seen") != "files"]
        known = {one.of for one in left if one.kind == "clock"}
        late = arrivals_apart(run.files, run.accounts, calendar)
        return (*left, *(one for one in late if one.of not in known))

    def _ahead(self, calendar: Calendar) -> list[AheadFile]:
        """Return the files with rows later than themselves: those of this run, and those told before."""
        run, left = self.run, {one.path for one in self.run.accounts} - set(self.run.counts)
        found = [one for one in run.ahead if one.path in left and not self.full]
        return sorted((*found, *ahead_of(run.files, run.counts, calendar)), key=lambda one: one.path)

    def _years(self, engine: Engine, touched: set[str], reading: Iterable[LogFile]) -> Iterator[RolledYear]:
        """Yield the years: those that are touched from all of their files, the others as they were."""
        begins, run = self.asked.year_begins, self.run
        new = {year_of(month, begins) for month in touched}
        months = by_year(months_now(run), begins, lambda year: self.full or year in new)
        lost = () if self.asked.forget else [set(self.known[name].months) for name in run.gone]
        unknown = {year for year, held in months.items() if any(held & one for one in lost)}
        wanted = {one for year, held in months.items() if year not in unknown for one in held}
        if not self.full and not wanted <= touched:
            self._count(engine, self._files_of(wanted, reading), wanted, ("user",))
        told = [] if self.full else [one for one in run.years if one.year not in new]
        for year, held in months.items():
            told += [unknown_year(year, held)] if year in unknown else counted_year(year, held, engine)
        yield from sorted(told, key=lambda one: (one.year, one.plant or ""))

    def _refuse_lost(self, touched: set[str] | None) -> None:
        """Refuse to count a month anew of which a file is gone."""
        lost = [self.known[name] for name in self.run.gone]
        if self.asked.forget or (touched is None and not self.full):
            return
        needed = [one for one in lost if touched is None or touched & set(one.months)]
        if needed:
            message = (
                "{n} files that were counted are gone, {file} among them, and their months are to be counted "
                "anew; put them back, or say --forget to count without them"
            )
            raise RollupFault(message, n=len(needed), file=needed[0].path)

    def _touched(self) -> set[str]:
        found = {month for one in self.run.counts.values() for month in one.months}
        for name in (*self.run.read, *(self.run.gone if self.asked.forget else ())):
            found |= set(self.known[name].months) if name in self.known else set()
        return found

    def _files_of(self, touched: set[str], reading: Iterable[LogFile]) -> list[LogFile]:
        read = {one.name for one in reading}
        return [
            one
            for one in self.run.files
            if one.name in read
            or (
                one.name in self.known
                and one.name not in self.run.read
                and touched & set(self.known[one.name].months)
            )
        ]

    def _accounts(self) -> Iterable[RolledFile]:
        kept = {} if self.full or self.asked.forget else {name: self.known[name] for name in self.run.gone}
        told = {one.name: self._account(one.name) for one in self.run.files}
        for name in sorted({**kept, **told}):
            yield kept[name] if name in kept else told[name]

    def _account(self, name: str) -> RolledFile:
        if name in self.run.twins:
            first = self.run.twins[name]
            rows = self.run.counts[first].rows if first in self.run.counts else self.known[first].rows
            return RolledFile(name, rows, 0, self.hashes[name], {"doubled-file": rows})
        count = self.run.counts.get(name)
        return told_count(name, count, self.hashes[name], self.run) if count else self.known[name]

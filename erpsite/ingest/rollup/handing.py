"""Take over what another engine counted by the printed query; from there on, it is like any other roll-up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from erpsite.ingest.rollup.clock import calendar_of
from erpsite.ingest.rollup.connecting import connected
from erpsite.ingest.rollup.counting import Engine
from erpsite.ingest.rollup.faults import RollupFault
from erpsite.ingest.rollup.gathering import gather
from erpsite.ingest.rollup.keys import KeyMap
from erpsite.ingest.rollup.query import LAYOUT
from erpsite.ingest.rollup.running import made_with, months_now
from erpsite.ingest.rollup.runs import HANDED, MOST_WORDS, Asked, Run, UnknownWord, told_count
from erpsite.ingest.rollup.standing import known_account, months_before
from erpsite.ingest.rollup.yearly import by_year, counted_year, unknown_year, year_of
from erpsite.model.rolled import RolledYear

__all__ = ["take_over"]


def take_over(asked: Asked, paths: Sequence[Path]) -> Run:
    """Return what is to be written of what a printed query gave; months that it does not hold stay.

    Raises `RollupFault` where it is of another definition, or leaves out a file that was counted before in a
    month that it holds.
    """
    account = known_account(asked.folder)
    known = {one.path: one for one in account.files}
    made = made_with(asked)
    run = Run(
        (),
        before=months_before(asked.name, asked.data_dir),
        made=made | {"engine": HANDED},
        forgotten=asked.forget,
    )
    run.repeated, run.doubts = account.repeated, account.doubts
    run.calendar = calendar_of(asked.found, asked.zone, *asked.span)
    keys = KeyMap(asked.found, asked.plants, asked.modules)
    with connected(asked.temporary, asked.memory, asked.threads) as connection:
        engine = Engine(connection, asked.found, run.calendar, keys)
        asked.watch(engine)
        _refuse_other(engine.take(paths), made["definition"] + LAYOUT, asked.name)
        run.counts = engine.file_counts()
        run.unknown = tuple(_unknown(asked, engine))
        run.months = tuple(gather(asked.name, engine, run.made))
        run.years = _years(asked, engine, run, account.years or ())
    run.read = tuple(run.counts)
    run.gone = tuple(name for name in known if name not in run.counts)
    touched = {month for one in run.counts.values() for month in one.months}
    lost = [name for name in run.gone if touched & set(known[name].months)]
    if lost and not asked.forget:
        message = (
            "{n} files that were counted are not in it, {file} among them; say --forget to count without them"
        )
        raise RollupFault(message, n=len(lost), file=lost[0])
    accounts = {name: known[name] for name in run.gone if name not in lost}
    accounts |= {name: told_count(name, count, "", run) for name, count in run.counts.items()}
    run.accounts = tuple(accounts[name] for name in sorted(accounts))
    written = {one.month.path for one in run.months}
    run.removed = tuple(at for at, one in run.before.items() if at not in written and one.month in touched)
    return run


def _years(asked: Asked, engine: Engine, run: Run, before: Sequence[RolledYear]) -> tuple[RolledYear, ...]:
    """Return the years: those of what was handed over are known where it holds all of their months."""
    if not asked.found.user:
        return ()
    handed = set(engine.months())
    new = {year_of(month, asked.year_begins) for month in handed}
    told = [one for one in before if one.year not in new]
    for year, months in by_year(months_now(run), asked.year_begins, lambda one: one in new).items():
        told += counted_year(year, months, engine) if months <= handed else [unknown_year(year, months)]
    return tuple(sorted(told, key=lambda one: (one.year, one.plant or "")))


def _refuse_other(found: Sequence[str], definition: str, name: str) -> None:
    if set(found) != {definition}:
        message = (
            "it was counted by another state of rollups/{name}.yml, or by no printed query; print it again: "
            "erpsite rollup {name} --print-sql DIALECT"
        )
        raise RollupFault(message, name=name)


def _unknown(asked: Asked, engine: Engine) -> Iterable[UnknownWord]:
    """Yield the most frequent words that nobody knows; of a file somewhere else no line can be told."""
    words = sorted(engine.keys.unknown.items(), key=lambda pair: (-pair[1], pair[0]))
    for (role, word), rows in words[:MOST_WORDS]:
        key = getattr(asked.found, role)
        yield UnknownWord(
            key, word, rows, engine.file_with(role, word), None, engine.keys.nearest(role, word)
        )

"""Say what of a definition cannot be counted as it stands: what is said twice, not at all, or in a ring."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from erpsite.issues import Issue
from erpsite.load.rolled.definition import KeyColumn, Measure, Rollup
from erpsite.load.zone_names import zone_fault

__all__ = ["misfits"]

_VARIABLE = re.compile("[A-Za-z_][A-Za-z0-9_]*")
_TIMED = frozenset(
    [Measure.MEAN, Measure.P50, Measure.P90, Measure.P95, Measure.P99, Measure.LONGEST],
)


def misfits(found: Rollup) -> Iterator[Issue]:
    """Yield what cannot be counted as it stands."""
    yield from _sources(found)
    for feed in found.feeds:
        if (feed.metric is None) == (feed.kpi is None):
            message = "say either metric: ID or kpi: ID of what takes the figure"
            yield Issue("undecided-feed", message, feed.where)
        needed = _needed(feed.measure)
        if needed and getattr(found, needed) is None:
            message = "{measure} needs {needed}: of the log, which this definition does not state"
            values = {"measure": feed.measure.value, "needed": needed}
            yield Issue("feed-without-column", message, feed.where_of("measure"), values=values)
    if (
        found.outcome
        and sum(map(bool, (found.outcome.ok, found.outcome.error))) + (found.outcome.error_from is not None)
        != 1
    ):
        message = "say one of ok:, error: and error_from: of the outcome"
        yield Issue("undecided-outcome", message, found.outcome.where)
    if not found.header and not found.names:
        message = "files without a header need names: of their columns, from the left"
        yield Issue("no-names", message, found.where_of("header"))
    if found.minutes_each and not found.outcome:
        message = "minutes_each needs outcome: of the log, which this definition does not state"
        yield Issue("feed-without-column", message, found.where_of("minutes_each"))
    if found.encoding and not _is_encoding(found.encoding):
        message = "there is no encoding {encoding}; usual ones are gb18030, windows-1252 and utf-16"
        values = {"encoding": found.encoding}
        yield Issue("unknown-encoding", message, found.where_of("encoding"), values=values)
    yield from _rings(found)
    yield from _zone(found)
    yield from _words_twice(found.module)
    yield from _words_twice(found.plant)
    for rule in found.filters:
        if bool(rule.keep) == bool(rule.drop):
            yield Issue("undecided-filter", "say either keep: or drop: of a filter", rule.where)


def _rings(found: Rollup) -> Iterator[Issue]:
    """Yield the first merger by which a plant becomes itself."""
    into = {one.plant: one.into for one in sorted(found.merged, key=lambda one: one.since)}
    for rule in found.merged:
        at, steps = rule.into, 0
        while at != rule.plant and at in into and steps <= len(into):
            at, steps = into[at], steps + 1
        if at == rule.plant:
            message = "{plant} becomes {into}, and through mergers itself again; take one of them out"
            values = {"plant": rule.plant, "into": rule.into}
            yield Issue("merger-ring", message, rule.where, values=values)
            return


def _zone(found: Rollup) -> Iterator[Issue]:
    if found.zone and (fault := zone_fault(found.zone, found.where_of("zone"))):
        yield fault


def _words_twice(key: KeyColumn | None) -> Iterator[Issue]:
    """Yield the words of a log that mean two ids."""
    if key is None:
        return
    held: dict[str, str] = {}
    for name, words in key.values.items():
        for word in dict.fromkeys(words):
            if word in held:
                message = "“{word}” is a word of {first} and of {name}; let it mean one of them"
                values = {"word": word, "first": held[word], "name": name}
                yield Issue("word-twice", message, key.where_of(f"values.{name}"), values=values)
            held.setdefault(word, name)


def _is_encoding(name: str) -> bool:
    """Say whether a name is that of an encoding of texts."""
    try:
        return codecs.lookup(name)._is_text_encoding
    except (LookupError, ValueError):
        return False


def _sources(found: Rollup) -> Iterator[Issue]:
    """Yield what is not said, or twice, of where the rows are; an address is not repeated."""
    table = found.table
    if bool(found.files) == bool(table):
        message = "say either files: or table: of where the rows are"
        yield Issue("undecided-source", message, found.where)
    if table is None:
        return
    if table.engine == "spark":
        for key in ("address_in", "address_file"):
            if getattr(table, key):
                message = "{key}: is said of PostgreSQL; the Spark that counts knows its own catalogues"
                yield Issue("undecided-source", message, table.where_of(key), values={"key": key})
    elif bool(table.address_in) == bool(table.address_file):
        message = "say either address_in: or address_file: of where the server's address is to be found"
        yield Issue("undecided-source", message, table.where)
    if table.address_in and not _VARIABLE.fullmatch(table.address_in):
        message = "address_in: is the name of an environment variable, such as ERP_LOG_ADDRESS; no address"
        yield Issue("undecided-source", message, table.where_of("address_in"))
    for key in ("form", "names", "folders"):
        if getattr(found, key):
            message = "{key}: is said of files, and the rows are in a table"
            yield Issue("undecided-source", message, found.where_of(key), values={"key": key})


def _needed(measure: Measure) -> str:
    if measure in _TIMED:
        return "duration"
    if measure is Measure.AVAILABILITY:
        return "minutes_each"
    if measure in (Measure.ERRORS, Measure.ERROR_SHARE, Measure.OK_SHARE):
        return "outcome"
    return {Measure.USERS: "user", Measure.VOLUME: "volume"}.get(measure, "")

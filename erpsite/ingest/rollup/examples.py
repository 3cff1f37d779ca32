"""Find an example by file and line of each reason for which rows were refused, and of unknown words."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.ingest.rollup.counting import Engine
from erpsite.ingest.rollup.looking import strays
from erpsite.ingest.rollup.runs import LEFT_OUT, MOST_WORDS, Refusal, Run, UnknownWord
from erpsite.load.rolled.definition import KeyColumn, Rollup

__all__ = ["refusals", "unknown_words"]

_DECADES = (10**9, 10**10)
"""Seconds since 1970 of the years 2001 to 2286: those that are written with ten digits."""


def unknown_words(found: Rollup, engine: Engine) -> Iterator[UnknownWord]:
    """Yield the most frequent words that nobody knows, each with a row that has it."""
    words = sorted(engine.keys.unknown.items(), key=lambda pair: (-pair[1], pair[0]))
    for (role, word), rows in words[:MOST_WORDS]:
        key: KeyColumn = getattr(found, role)
        file = engine.file_with(role, word)
        line = engine.line_of(file, f"{key.column}={word}")
        yield UnknownWord(key, word, rows, file, line, engine.keys.nearest(role, word))


def refusals(found: Rollup, run: Run, engine: Engine) -> Iterator[Refusal]:
    """Yield an example of each reason."""
    for reason in ("unknown-module", "unknown-plant"):
        if reason in run.reasons:
            role = reason.removeprefix("unknown-")
            for one in (one for one in run.unknown if one.key is getattr(found, role)):
                yield Refusal(one.file, one.line, reason, f"{one.key.column}={one.word}")
                break
    for name, reason, line in engine.rejected_lines():
        yield Refusal(name, line, reason)
    for name, reason, raw in engine.examples(set(run.reasons) - set(LEFT_OUT)):
        at = engine.line_of(name, raw) if raw or reason == "not-json" else None
        hint = _clock_of(raw.partition("=")[2]) if reason == "not-a-time" else ""
        yield Refusal(name, at, reason, raw, hint if hint != found.time.clock else "")
    for reason, name, moment, seconds in strays(engine):
        yield Refusal(name, None, reason, f"{found.time.column}={moment}", _stray_clock(found, seconds))


def _clock_of(word: str) -> str:
    """Return the clock of a number of seconds, or of milli-, micro- or nanoseconds, in these decades."""
    whole = word.partition(".")[0]
    if not whole.isdecimal():
        return ""
    return {10: "epoch-s", 13: "epoch-ms", 16: "epoch-us", 19: "epoch-ns"}.get(len(whole), "")


def _stray_clock(found: Rollup, seconds: float) -> str:
    """Return the clock of which a time soon after 1970 began is, read as one that is finer."""
    clocks = ("epoch-s", "epoch-ms", "epoch-us", "epoch-ns")
    stated = clocks.index(found.time.clock) if found.time.clock in clocks else 0
    for finer in range(1, stated + 1):
        if _DECADES[0] <= seconds * 1000**finer < _DECADES[1]:
            return clocks[stated - finer]
    return ""

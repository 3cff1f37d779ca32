"""Find an example by file and line of each reason for which rows were refused, and of unknown words."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.ingest.rollup.counting import Engine
from erpsite.ingest.rollup.runs import LEFT_OUT, MOST_WORDS, Refusal, Run, UnknownWord
from erpsite.load.rolled.definition import KeyColumn, Rollup

__all__ = ["refusals", "unknown_words"]


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
        yield Refusal(name, engine.line_of(name, raw) if raw else None, reason, raw)

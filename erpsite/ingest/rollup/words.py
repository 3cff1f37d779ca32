"""Write the parts of SQL from which every query is made: names, texts, lists, steps along a scale."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

__all__ = ["name", "one_of", "path_text", "stamp", "stepwise", "text"]


def text(value: str) -> str:
    """Return a text as SQL; nothing that a definition or a log holds gets into a query otherwise."""
    return "'" + value.replace("'", "''") + "'"


def path_text(path: Path) -> str:
    """Return the path of one file as SQL: DuckDB takes `*`, `?` and `[` in one for those of a pattern."""
    return text("".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(path)))


def name(value: str) -> str:
    """Return the name of a column as SQL."""
    return '"' + value.replace('"', '""') + '"'


def one_of(expression: str, words: Sequence[str]) -> str:
    """Return the test whether an expression is one of some words; a star at the end stands for any ending."""
    exact = [text(word) for word in words if not word.endswith("*")]
    tests = [f"{expression} IN ({', '.join(exact)})"] if exact else []
    for word in words:
        if word.endswith("*"):
            start = word[:-1].replace("!", "!!").replace("%", "!%").replace("_", "!_")
            tests.append(f"{expression} LIKE {text(start + '%')} ESCAPE '!'")
    return f"({' OR '.join(tests)})" if tests else "FALSE"


def stamp(moment: dt.datetime) -> str:
    """Return a moment without a zone as SQL."""
    return f"CAST('{moment.isoformat(' ', timespec='seconds')}' AS TIMESTAMP)"


def stepwise(expression: str, edges: Sequence[str], values: Sequence[str]) -> str:
    """Return the value of the step on which an expression lies, by halving: few comparisons a row.

    `values` has one more than `edges`: the first lies before the first edge; an edge belongs to the step
    that it begins.
    """
    if not edges:
        return values[0]
    at = len(edges) // 2
    below = stepwise(expression, edges[:at], values[: at + 1])
    above = stepwise(expression, edges[at + 1 :], values[at + 1 :])
    return f"CASE WHEN {expression} < {edges[at]} THEN {below} ELSE {above} END"

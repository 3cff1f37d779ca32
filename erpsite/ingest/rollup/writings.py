"""Say how a time or a number must be written to be one; engines take more, and each takes something else.

DuckDB takes `2026-01-05 10:00 00`, `(BC)`, an offset of +24:00 and `1_000`; Spark takes GMT+8, a time without
minutes and digits of any script. Both read what these grammars allow alike.
"""

from __future__ import annotations

from erpsite.ingest.rollup.words import text
from erpsite.load.rolled.definition import ClockKind

__all__ = ["as_spark_reads", "is_number", "is_time"]

_DAY = "([0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{4}/[0-9]{1,2}/[0-9]{1,2})"
_HOURS = "([01]?[0-9]|2[0-3]):([0-5][0-9]|[0-5]?[0-9]:[0-5]?[0-9]([.][0-9]{1,9})?)"
_BEHIND = {
    ClockKind.LOCAL: "",
    ClockKind.UTC: "(Z| UTC|[+]00:00)?",
    ClockKind.OFFSET: "(Z|[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?)",
}
"""What stands behind a time; an offset has no more than fourteen hours."""
_USUAL = ("20__-__-__ __:__:__", "20__-__-__T__:__:__")
"""Forms of most times: a pattern costs less than the grammar."""
_NUMBER = "^[ ]*[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?[ \\t]*$"


def is_time(word: str, clock: ClockKind) -> str:
    """Return the test whether a text is a time of a clock; engines ask the grammar of few rows alone."""
    hours = f"(T| +){_HOURS}{_BEHIND[clock]} *"
    whole = f"^ *{_DAY}{hours}$" if clock is ClockKind.OFFSET else f"^ *{_DAY}({hours})?$"
    grammar = f"REGEXP_MATCHES({word}, {text(whole)})"
    if clock is ClockKind.OFFSET:
        return grammar
    usual = " OR ".join(f"{word} LIKE {text(one)}" for one in _USUAL)
    plain = f"SUBSTR({word}, 12, 2) < '24' AND SUBSTR({word}, -1, 1) BETWEEN '0' AND '9'"
    return f"CASE WHEN ({usual}) AND {plain} THEN TRUE ELSE {grammar} END"


def as_spark_reads(word: str, clock: ClockKind) -> str:
    """Return a time as Spark reads it, too: with points of one kind, seconds, and no word behind it."""
    word = f"REPLACE(REGEXP_REPLACE(TRIM({word}), '( +|T)', ' ', 'g'), '/', '-')"
    if clock is ClockKind.UTC:
        word = f"REGEXP_REPLACE({word}, '(Z| UTC|[+]00:00)$', '')"
    minutes = f"STRPOS({word}, ':') + 2"
    short = f"REGEXP_MATCHES({word}, '^[^:]*:[0-9]{{2}}(Z|[+-].*)?$')"
    return (
        f"CASE WHEN {short} THEN SUBSTR({word}, 1, {minutes}) || ':00' || SUBSTR({word}, {minutes} + 1) "
        f"ELSE {word} END"
    )


def is_number(word: str, *, spark: bool) -> str:
    """Return the test whether a text is a number; the grammar costs, and DuckDB takes one sign besides it."""
    return f"REGEXP_MATCHES({word}, {text(_NUMBER)})" if spark else f"NOT CONTAINS({word}, '_')"

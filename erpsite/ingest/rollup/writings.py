"""Say how a time or a number must be written to be one; engines take more, and each takes something else.

DuckDB takes `2026-01-05 10:00 00`, `(BC)`, an offset of +24:00 and `1_000`; Spark takes GMT+8, a time without
minutes and digits of any script. Both read what these grammars allow alike.
"""

from __future__ import annotations

from erpsite.ingest.rollup.words import text
from erpsite.load.rolled.definition import ClockKind

__all__ = ["is_number", "time_of"]

_BLANK = "[ \t]"
_DAY = "([0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{4}/[0-9]{1,2}/[0-9]{1,2})"
_HOURS = "([01]?[0-9]|2[0-3]):([0-5][0-9]|[0-5]?[0-9]:[0-5]?[0-9]([.][0-9]{1,9})?)"
_BEHIND = {
    ClockKind.LOCAL: "",
    ClockKind.UTC: "(Z| UTC|[+]00:00)?",
    ClockKind.OFFSET: "(Z|[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?)",
}
"""What stands behind a time; an offset has no more than fourteen hours."""
_USUAL = "['%Y-%m-%d %H:%M:%S', '%Y-%m-%dT%H:%M:%S']"
"""Forms of most times, 19 letters long: to read them strictly costs DuckDB what a cast does."""
_NUMBER = "^[ ]*[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?[ \\t]*$"


def time_of(word: str, clock: ClockKind, *, spark: bool) -> str:
    """Return what gives the time that a text is by a clock; NULL where it is none."""
    hours = f"(T|{_BLANK}+){_HOURS}{_BEHIND[clock]}{_BLANK}*"
    day = f"^{_BLANK}*{_DAY}"
    whole = f"{day}{hours}$" if clock is ClockKind.OFFSET else f"{day}({hours})?$"
    plain = _as_spark_reads(word, clock) if spark else word
    made = f"TRY_CAST({plain} AS TIMESTAMP)"
    if clock is ClockKind.OFFSET:
        made = f"CAST(TRY_CAST({plain} AS TIMESTAMPTZ) AS TIMESTAMP)"
    made = f"CASE WHEN REGEXP_MATCHES({word}, {text(whole)}) THEN {made} END"
    if spark or clock is ClockKind.OFFSET:
        return made
    return f"COALESCE(CASE WHEN STRLEN({word}) = 19 THEN TRY_STRPTIME({word}, {_USUAL}) END, {made})"


def _as_spark_reads(word: str, clock: ClockKind) -> str:
    """Return a time as Spark reads it, too: with points of one kind, seconds, and no word behind it."""
    word = f"REPLACE(REGEXP_REPLACE(TRIM({word}), '({_BLANK}+|T)', ' ', 'g'), '/', '-')"
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

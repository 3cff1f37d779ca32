"""Let English nouns and verbs agree with a number that is one: texts are written with the plural."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from erpsite.frozen import dataclass

__all__ = ["agree", "agree_unit"]

_ONE = frozenset({"1", "+1", "-1", "−1"})
_NOUNS = (
    "actions", "answers", "assumptions", "breaks", "breaches", "causes", "cells", "changes", "characters",
    "charts", "columns", "comments", "commitments", "contracts", "dates", "days", "decisions", "deliveries",
    "dimensions", "errors", "fields", "files", "findings", "groups", "hours", "incidents", "initiatives",
    "items", "keys", "kpis", "KPIs", "levels", "links", "loads", "matters", "measures", "metrics",
    "milestones", "minutes", "modules", "months", "notes", "objectives", "opportunities", "outages",
    "outputs", "pages", "pieces", "points", "phases", "plants", "promises", "questions", "records",
    "releases", "results", "reviews", "risks", "rows", "rules", "runs", "series", "seconds", "sessions",
    "steps", "tables", "tasks", "terms", "texts", "things", "threads", "tickets", "times", "trials",
    "values", "votes", "warnings", "watermelons", "weeks", "words", "years",
)  # fmt: skip
_SAME = frozenset({"series"})
_VERBS = {
    "are": "is", "were": "was", "have": "has", "do": "does", "ask": "asks", "break": "breaks",
    "come": "comes", "cost": "costs", "count": "counts", "decide": "decides", "expire": "expires",
    "fit": "fits", "hang": "hangs", "miss": "misses", "name": "names", "need": "needs", "reach": "reaches",
    "report": "reports", "rest": "rests", "run": "runs", "serve": "serves", "stand": "stands",
    "start": "starts", "take": "takes", "trace": "traces", "wait": "waits",
}  # fmt: skip
_AUXILIARIES = ("are", "were", "have")
_NO_ADJECTIVE = (
    "of|the|and|to|in|on|for|by|with|a|an|per|at|from|or|than|is|was|has|are|were|have|as|that|thread"
)
_PHRASE = re.compile(
    rf"(?:\{{(?P<part>\w+)\}} of )?\{{(?P<n>\w+)\}}"
    rf"(?P<adjectives>(?: (?!(?:{_NO_ADJECTIVE})\b)[a-z][a-z-]*){{0,2}}?) "
    rf"(?P<noun>{'|'.join(_NOUNS)})\b(?!’| and )(?: (?P<verb>{'|'.join(_VERBS)})\b)?"
)
_UNIT = re.compile(
    rf"(?P<before>(?:[\w-]+ )*?)(?P<noun>{'|'.join(_NOUNS)}|[a-z]{{2,}}[a-rt-z]s)"
    r"(?P<rest>(?: (?:a|an|per) .*)?)"
)
"""Words of a unit whose noun is one of ours or looks like a plural: not `gross`, not `SMS`."""
_BARE = re.compile(rf"\{{(?P<n>\w+)\}}(?: of them)? (?P<verb>{'|'.join(_AUXILIARIES)})\b")
_WHOLE = re.compile(r"\b(?P<all>[Aa]ll) \{\w+\}$")
"""Of one thing “all 1” are “the only”."""


@dataclass(frozen=True, slots=True)
class _Ending:
    """Hold a word of a text that has another form where a field is one."""

    start: int
    end: int
    field: str
    singular: str


def agree(message: str, values: Mapping[str, object]) -> str:
    """Return an English text, its fields not yet filled, as it is said with these values.

    `"{n} initiatives run"` becomes `"{n} initiative runs"` where `n` is printed as one. Only words that
    follow a field are looked at, so nothing that people wrote is touched. Of `"{k} of {n} tasks are open"`
    the noun follows `n`, the verb `k`.
    """
    for ending in _endings(message):
        if f"{values.get(ending.field)}" in _ONE:
            message = message[: ending.start] + ending.singular + message[ending.end :]
    return message


def agree_unit(number: str, unit: str) -> str:
    """Return the words of a unit, such as `working days`, as they stand beside a printed number.

    A plan names units of its own: of `hours a month` the first word changes, and `users` does as `days`.
    """
    if number not in _ONE:
        return unit
    found = _UNIT.fullmatch(unit)
    return f"{found['before']}{_singular(found['noun'])}{found['rest']}" if found else unit


@lru_cache(maxsize=4096)
def _endings(message: str) -> tuple[_Ending, ...]:
    """Return the words that may change, the last first, so that places before them stay."""
    found: dict[int, _Ending] = {}
    for match in _BARE.finditer(message):
        start, end = match.span("verb")
        found[start] = _Ending(start, end, match["n"], _VERBS[match["verb"]])
    for match in _PHRASE.finditer(message):
        start, end = match.span("noun")
        found[start] = _Ending(start, end, match["n"], _singular(match["noun"]))
        if match["verb"]:
            start, end = match.span("verb")
            found[start] = _Ending(start, end, match["part"] or match["n"], _VERBS[match["verb"]])
        whole = None if match["part"] else _WHOLE.search(message, 0, match.end("n") + 1)
        if whole:
            only = "The only" if whole["all"] == "All" else "the only"
            found[whole.start()] = _Ending(whole.start(), whole.end(), match["n"], only)
    return tuple(sorted(found.values(), key=lambda ending: -ending.start))


def _singular(noun: str) -> str:
    if noun in _SAME:
        return noun
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun[:-2] if noun.endswith(("ches", "sses")) else noun[:-1]

"""Declare the rules that one record can tell by itself: fields, comparison, bound and sentence.

`erpsite check` judges by them (`judging`), and so do the forms of the pages while somebody types: both read
this table (`assets/widgets/edit/47-rules.js`), so that they say the same. What a rule compares in a way of
its own has its sentence here, too.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping

from erpsite.frozen import dataclass
from erpsite.issues import Severity

__all__ = ["DECLARED", "Compare", "Declared"]


class Compare(enum.StrEnum):
    """Name the ways in which fields are compared."""

    RISING = "rising"
    """No field is below the one before it."""
    WITHIN = "within"
    """The first field's day lies within the days of the item of `target` that the second field names."""
    NAMED = "named"
    """The field names an item of `target`."""
    APART = "apart"
    """No item of `target` has the field's id."""
    LEAST = "least"
    """The field, or each value of its mapping, is not below the limit."""
    MOST = "most"
    """The field, its sign aside, is not above the limit."""
    OWN = "own"
    """A way of its own, which both sides write."""


@dataclass(frozen=True, slots=True)
class Declared:
    """Hold one rule."""

    code: str
    compare: Compare
    message: str
    """An English format string, a gettext msgid."""
    near: str = ""
    """The same where a name is near the one that was written."""
    over: tuple[str, ...] = ()
    """The way from an initiative to the items that are judged."""
    fields: tuple[str, ...] = ()
    target: str = ""
    """List of the initiative whose items are named."""
    bounds: tuple[str, ...] = ()
    """Fields of the named item: first and last day."""
    limit: int = 0
    when: tuple[str, str] | None = None
    """A field and the value that it must have for the rule to judge."""
    severity: Severity = Severity.ERROR


_WARNING = Severity.WARNING
_LONGEST = 2600
"""Working days of ten years: what is longer is a slip of the keyboard, or a date in the wrong place."""
_TOO_LONG = "{found} working days are more than ten years; at most {most} are allowed"
_ORDER = "{where} {found} is before {start} {begin}"
_NO_PHASE = (
    "the initiative has no phase {found}",
    "the initiative has no phase {found}; did you mean {nearest}?",
)
_BELOW_ZERO = "{found} person-days in {period}: below zero they make room that is not there"
_TASKS = ("phases", "milestones")
_LEADS = {
    "working": "a lag of {found} working days lets work start before what it waits for",
    "elapsed": "a lag of {found} elapsed days lets work start before what it waits for",
    "percent": "a lag of {found}% lets work start before what it waits for",
}
_PAIRS = (
    ("start", "finish"),
    ("actual_start", "actual_finish"),
    ("forecast_start", "forecast_finish"),
    ("signed_on", "due"),
    ("first", "last"),
)
"""Fields of one record, of any kind, of which the second is never earlier."""


def _named(name: str, field: str, target: str, plain: str, near: str) -> Declared:
    return Declared("unknown-part", Compare.NAMED, plain, near, over=(name,), fields=(field,), target=target)


_ORDERS = {
    f"order.{first}": Declared("end-before-start", Compare.RISING, _ORDER, fields=(first, last))
    for first, last in _PAIRS
}
_PARTS = {
    "phase-twice": Declared(
        "phase-and-milestone",
        Compare.APART,
        "{found} is a phase and a milestone; links could not tell them apart",
        over=("milestones",),
        fields=("id",),
        target="phases",
    ),
    "phase-of-milestone": _named("milestones", "phase", "phases", *_NO_PHASE),
    "party-of-line": _named(
        "budget",
        "third_party",
        "third_parties",
        "the initiative has no third party {found}",
        "the initiative has no third party {found}; did you mean {nearest}?",
    ),
    "phase-of-effort": _named("effort", "phase", "phases", *_NO_PHASE),
    "outside-phase": Declared(
        "milestone-outside-phase",
        Compare.WITHIN,
        "the milestone {milestone} lies outside its phase {phase}",
        over=("milestones",),
        fields=("date", "phase"),
        target="phases",
        bounds=("start", "finish"),
        severity=_WARNING,
    ),
}
_DAYS = {
    **{
        f"lead.{task}.{unit}": Declared(
            "negative-lag", Compare.LEAST, message, over=(task, "after"), fields=("lag",),
            when=("lag_unit", unit), severity=_WARNING,
        )
        for task in _TASKS
        for unit, message in _LEADS.items()
    },
    "long.duration": Declared(
        "too-many-days", Compare.MOST, _TOO_LONG, over=("phases",), fields=("duration",), limit=_LONGEST
    ),
    **{
        f"long.{name}": Declared(
            "too-many-days", Compare.MOST, _TOO_LONG, over=("phases", "estimate"), fields=(name,),
            limit=_LONGEST,
        )
        for name in ("optimistic", "likely", "pessimistic")
    },
    **{
        f"long.{task}.{unit}": Declared(
            "too-many-days",
            Compare.MOST,
            _TOO_LONG if unit != "percent" else "{found}% of what the other task takes is more than {most}%",
            over=(task, "after"), fields=("lag",), limit=_LONGEST if unit != "percent" else 1000,
            when=("lag_unit", unit),
        )
        for task in _TASKS
        for unit in _LEADS
    },
    "estimate": Declared(
        "estimate-order",
        Compare.RISING,
        "the estimate {found} is out of order: it must rise from optimistic over likely to pessimistic",
        over=("phases", "estimate"),
        fields=("optimistic", "likely", "pessimistic"),
    ),
    **{
        f"below-zero.{field}": Declared(
            "negative-days", Compare.LEAST, _BELOW_ZERO, over=("effort",), fields=(field,), severity=_WARNING
        )
        for field in ("by_quarter", "by_month")
    },
}  # fmt: skip
_SUMS = {
    "total": Declared("budget-total", Compare.OWN, "budget_total is {stated}, but the lines sum up to {sum}"),
    "line.empty": Declared(
        "budget-line", Compare.OWN, "a budget line needs by_quarter, or the amount of the year"
    ),
    "line.over": Declared(
        "budget-line",
        Compare.OWN,
        "the quarters sum up to {sum}, more than the amount {stated} of the year",
    ),
    "contract": Declared(
        "contract-value",
        Compare.OWN,
        "the contract of {party} is worth {amount}, but its budget lines sum up to {sum}",
        severity=_WARNING,
    ),
    "envelope": Declared(
        "over-envelope",
        Compare.OWN,
        "{approved} is approved, but only {spendable} may be given out: the envelope less contingency",
        severity=_WARNING,
    ),
}
_LINKS = {
    "link": Declared(
        "unknown-link",
        Compare.OWN,
        "there is no phase, milestone or initiative {found} to wait for",
        "there is no phase, milestone or initiative {found} to wait for; did you mean {nearest}?",
    ),
    "reached": Declared(
        "impossible-date",
        Compare.OWN,
        "{task} cannot be reached on {given}: its link {type} to {before}, lag {lag}, counts from "
        "{awaited} and allows {earliest} at the earliest",
    ),
    "started": Declared(
        "impossible-date",
        Compare.OWN,
        "{task} cannot start on {given}: its link {type} to {before}, lag {lag}, counts from "
        "{awaited} and allows {earliest} at the earliest",
    ),
    "finished": Declared(
        "impossible-date",
        Compare.OWN,
        "{task} cannot finish on {given}: its link {type} to {before}, lag {lag}, counts from "
        "{awaited} and allows {earliest} at the earliest",
    ),
}
DECLARED: Mapping[str, Declared] = {**_ORDERS, **_PARTS, **_DAYS, **_SUMS, **_LINKS}
"""Every rule, by the name under which both sides ask for it."""

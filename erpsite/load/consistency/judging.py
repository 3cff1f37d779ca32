"""Judge records by the rules that are declared for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, partial
from itertools import chain, pairwise
from string import Formatter
from typing import Any

from erpsite.issues import Issue, Source
from erpsite.load.consistency.declared import DECLARED, Compare, Declared
from erpsite.load.consistency.draft import Draft
from erpsite.model.base import Record
from erpsite.model.plan import Plan
from erpsite.nearest import find_nearest

__all__ = ["OfEach", "judge", "judge_each", "of_each", "plain_amount", "say"]

_JudgeOne = Callable[[Any, Any], Iterable[Issue]]
"""Judges one record by what it is given of the plan."""
Finding = tuple[Source, Mapping[str, object]]


class OfEach:
    """Judge the records of a field one by one, by what is given of the plan; without a plan, by None."""

    def __init__(self, field: str, given: Callable[[Plan], Any], judge_one: _JudgeOne) -> None:
        self.field, self.given, self.judge_one = field, given, judge_one
        self.__name__, self.__doc__ = judge_one.__name__, judge_one.__doc__

    def __call__(self, draft: Draft) -> Iterator[Issue]:
        """Yield what it finds in a draft."""
        return judge_each(self.field, (self,), draft)

    def told(self, draft: Draft) -> Any:
        """Return what it is given of the plan."""
        return self.given(draft.plan) if draft.plan else None


def of_each(field: str, given: Callable[[Plan], Any] = lambda _: None) -> Callable[[_JudgeOne], OfEach]:
    """Declare that a rule judges the records of a field one by one, by what it is given of the plan."""
    return partial(OfEach, field, given)


def judge_each(field: str, rules: tuple[OfEach, ...], draft: Draft) -> Iterator[Issue]:
    """Yield what rules find in the records of a field.

    It is kept with each record until the plan gives them another thing, so that an edit asks only of what it
    changed.
    """

    def judged(record: Record, told: tuple[Any, ...]) -> tuple[Issue, ...]:
        found = (rule.judge_one(record, one) for rule, one in zip(rules, told, strict=True))
        return tuple(chain.from_iterable(found))

    told = tuple(rule.told(draft) for rule in rules)
    for record in getattr(draft, field):
        yield from record.once(judged, told, rules)


def judge(record: Record, *names: str) -> Iterator[Issue]:
    """Yield what the rules of these names find in a record; those of `OWN` judge elsewhere."""
    for name in names:
        rule = DECLARED[name]
        for item in _items(record, rule.over):
            if rule.when is None or str(getattr(item, rule.when[0])) == rule.when[1]:
                for source, values in _COMPARE[rule.compare](rule, item, record):
                    yield _issue(rule, source, values)


def say(name: str, source: Source, **values: object) -> Issue:
    """Return the issue of a rule that compares in a way of its own."""
    return _issue(DECLARED[name], source, values)


def plain_amount(amount: Decimal) -> str:
    """Return an amount in plain digits, without zeros after the point."""
    return f"{amount.normalize():f}"


def _issue(rule: Declared, source: Source, values: Mapping[str, object]) -> Issue:
    message = rule.near if values.get("nearest") else rule.message
    told = {name: values[name] for name in _fields(message)}
    return Issue(rule.code, message, source, rule.severity, told)


@cache
def _fields(message: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for _, name, _, _ in Formatter().parse(message) if name))


def _items(record: Any, way: tuple[str, ...]) -> Sequence[Any]:
    found: Sequence[Any] = (record,)
    for name in way:
        found = [one for outer in found for one in _each(getattr(outer, name))]
    return found


def _each(held: Any) -> Sequence[Any]:
    return held if isinstance(held, tuple) else () if held is None else (held,)


def _rising(rule: Declared, item: Any, _: Record) -> Iterator[Finding]:
    held = [getattr(item, name) for name in rule.fields]
    if None in held or not any(later < earlier for earlier, later in pairwise(held)):
        return
    if len(held) > 2:
        yield item.where, {"found": " → ".join(f"{one:g}" for one in held)}
        return
    first, last = rule.fields
    values = {"where": last, "found": str(held[1])[:16], "start": first, "begin": str(held[0])[:16]}
    yield item.where_of(last), values


def _within(rule: Declared, item: Any, record: Record) -> Iterator[Finding]:
    day, named = (getattr(item, name) for name in rule.fields)
    other = next((one for one in getattr(record, rule.target) if one.id == named), None)
    if day is None or other is None:
        return
    first, last = (getattr(other, name) for name in rule.bounds)
    if (first is not None and day < first) or (last is not None and day > last):
        yield item.where_of(rule.fields[0]), {"milestone": item.id, "phase": other.id}


def _named(rule: Declared, item: Any, record: Record) -> Iterator[Finding]:
    (field,) = rule.fields
    found, known = getattr(item, field), [one.id for one in getattr(record, rule.target)]
    if found is not None and found not in known:
        yield item.where_of(field), {"found": found, "nearest": find_nearest(found, known)}


def _apart(rule: Declared, item: Any, record: Record) -> Iterator[Finding]:
    (field,) = rule.fields
    if any(one.id == getattr(item, field) for one in getattr(record, rule.target)):
        yield item.where_of(field), {"found": getattr(item, field)}


def _least(rule: Declared, item: Any, _: Record) -> Iterator[Finding]:
    (field,) = rule.fields
    held = getattr(item, field)
    for period, found in held.items() if isinstance(held, Mapping) else [("", held)]:
        if found is not None and found < rule.limit:
            place = f"{field}.{period}" if period else field
            shown = found if isinstance(found, int) else f"{found:g}"
            yield item.where_of(place), {"found": shown, "period": period}


def _most(rule: Declared, item: Any, _: Record) -> Iterator[Finding]:
    (field,) = rule.fields
    found = getattr(item, field)
    if found is not None and abs(found) > rule.limit:
        shown = found if rule.when and rule.when[1] == "percent" else f"{abs(found):.10g}"
        yield item.where_of(field), {"found": shown, "most": rule.limit}


_COMPARE: Mapping[Compare, Callable[[Declared, Any, Record], Iterator[Finding]]] = {
    Compare.RISING: _rising,
    Compare.WITHIN: _within,
    Compare.NAMED: _named,
    Compare.APART: _apart,
    Compare.LEAST: _least,
    Compare.MOST: _most,
}

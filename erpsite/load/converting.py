"""Convert amounts stated in another currency, `{amount: 100, currency: EUR}`, by the plan's rates."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from erpsite.i18n.currencies import minor_digits
from erpsite.issues import Issue, Source
from erpsite.load.fault import quote
from erpsite.load.foreign_amounts import foreign_amount
from erpsite.load.located import LocatedMapping, LocatedSequence, Place
from erpsite.load.reading import ReadFile, Tree
from erpsite.model.base import Record, may_be_withheld
from erpsite.model.shape import FieldShape, shape_of

__all__ = ["Rates", "converted", "rates_of"]

Rates = tuple[tuple[str, float], ...]
"""Codes with the units of the plan's currency for one unit; the plan's own comes first."""

_KEYS = {"amount", "currency"}
_NO_RATE = "no rate"
"""Reason that no page shows: the error beside it stops every build."""


def rates_of(plan: ReadFile) -> Rates:
    """Return the rates that `handbook.yml` states; none where it cannot be read."""
    if not plan.trees or not isinstance(plan.trees[0].value, LocatedMapping):
        return ()
    tree = plan.trees[0].value
    stated = tree.get("currencies")
    rows = stated if isinstance(stated, list) else []
    found: list[tuple[Any, Any]] = [
        (row.get("code"), row.get("rate")) for row in rows if isinstance(row, dict)
    ]
    home = str(tree.get("currency", "CNY"))
    return ((home, 1.0), *((str(code), rate) for code, rate in found if _is_rate(rate)))


def _is_rate(rate: object) -> bool:
    return isinstance(rate, int | float) and not isinstance(rate, bool) and 0 < rate < 10**15


def converted(file: ReadFile, rates: Rates) -> ReadFile:
    """Return the file with every amount in the plan's currency, rounded to its minor unit, half up.

    An amount whose currency has no rate is an error of its file. It is summed with nothing: where its field
    can be withheld it is, so that no other finding rests on an amount of another currency.
    """
    if file.kind.shape == "table":
        return file
    converter = _Converter(file.path, rates)
    trees = tuple(Tree(converter.visit(tree.value, file.kind.record), tree.place) for tree in file.trees)
    if all(new.value is old.value for new, old in zip(trees, file.trees, strict=True)):
        return file
    return dataclasses.replace(file, trees=trees, issues=(*file.issues, *converter.issues))


@cache
def _with_money(record: type[Record]) -> tuple[FieldShape, ...]:
    """Return the fields of a record that hold amounts, or records in which some are."""
    shape = shape_of(record)
    return (*shape.money, *(one for one in shape.nested if one.record and _holds_money(one.record, {record})))


def _holds_money(record: type[Record], above: set[type[Record]]) -> bool:
    """Say whether a record holds amounts, itself or within; `above` are those that it stands in."""
    shape = shape_of(record)
    return bool(shape.money) or any(
        _holds_money(one.record, {*above, record})
        for one in shape.nested
        if one.record and one.record not in above
    )


class _Converter:
    """Copy what changes of the trees of one file, and note what cannot be converted."""

    def __init__(self, path: str, rates: Rates) -> None:
        self.issues: list[Issue] = []
        self._path = path
        self._home = rates[0][0] if rates else ""
        self._rates = dict(reversed(rates))

    def visit(self, tree: Any, record: type[Record]) -> Any:
        """Return the tree, or a copy with converted amounts where it holds some."""
        if not isinstance(tree, LocatedMapping):
            return tree
        changed = {}
        for field in _with_money(record):
            if (held := tree.get(field.name)) is not None:
                known = len(self.issues)
                new = self._field(field, held, tree.place(field.name))
                if (
                    len(self.issues) > known
                    and field.record is None
                    and field.name in may_be_withheld(record)
                ):
                    new = LocatedMapping(self._path, tree.place(field.name), [("withheld", _NO_RATE)])
                if new is not held:
                    changed[field.name] = new
        return _copy(tree, changed) if changed else tree

    def _field(self, field: FieldShape, held: Any, place: Place) -> Any:
        inner = field.record
        if inner is None:
            return self._each(held, field.many, self._amount, field.name, place)
        return self._each(held, field.many, lambda value, *_: self.visit(value, inner), field.name, place)

    def _each(
        self, held: Any, many: str, change: Callable[[Any, str, Place], Any], name: str, place: Place
    ) -> Any:
        if many == "one":
            return change(held, name, place)
        if many == "map" and isinstance(held, LocatedMapping):
            new = {key: change(value, key, held.place(key)) for key, value in held.items()}
            changed = {key: value for key, value in new.items() if value is not held[key]}
            return _copy(held, changed) if changed else held
        if many == "list" and isinstance(held, LocatedSequence):
            parts = [change(value, name, place) for value in held]
            if any(new is not old for new, old in zip(parts, held, strict=True)):
                return _copy_list(held, parts)
        return held

    def _amount(self, value: Any, name: str, place: Place) -> Any:
        if isinstance(value, str):
            return self._text(value, name, place)
        if not isinstance(value, LocatedMapping) or value.keys() != _KEYS:
            return value
        amount, code = value["amount"], value["currency"]
        if isinstance(amount, bool) or not isinstance(amount, int | float):
            return value
        rate = self._rates.get(str(code))
        if rate is None:
            self._refuse(value, name, code)
            return amount
        exact = Decimal(str(amount)) * Decimal(str(rate))
        if not exact.is_finite() or abs(exact) >= 10**15:
            return amount
        return exact.quantize(Decimal(1).scaleb(-minor_digits(self._home)), ROUND_HALF_UP)

    def _text(self, value: str, name: str, place: Place) -> Any:
        """Refuse an amount whose text names another currency, such as `EUR 1,000`: 1000 alone is not it."""
        stated = foreign_amount(value, self._home)
        if stated is None:
            return value
        message = "{where} must be in {home}, found {found}; write {fix}"
        if stated.code not in self._rates:
            message = (
                "{where} must be in {home}, found {found}; write {fix}, and state a rate of {code} under "
                "currencies in handbook.yml"
            )
        values = {
            "where": name, "home": self._home, "found": quote(value), "code": stated.code,
            "fix": f"{{amount: {stated.amount}, currency: {stated.code}}}",
        }  # fmt: skip
        self.issues.append(Issue("other-currency", message, Source(self._path, *place), values=values))
        return float(stated.amount)

    def _refuse(self, value: LocatedMapping, name: str, code: object) -> None:
        message = (
            "{where} is in {found}, but handbook.yml states no rate of it: add it under currencies, "
            "with code, rate and on"
        )
        source = Source(self._path, *value.place("currency"))
        self.issues.append(Issue("no-rate", message, source, values={"where": name, "found": str(code)}))


def _copy(tree: LocatedMapping, changed: dict[str, Any]) -> LocatedMapping:
    new = LocatedMapping(tree.path, tree.start, tree.items())
    new.fields, new.key_places = tree.fields, tree.key_places
    new.update(changed)
    return new


def _copy_list(held: LocatedSequence, parts: list[Any]) -> LocatedSequence:
    new = LocatedSequence(held.source.path, (held.source.line, held.source.column))
    new.extend(parts)
    new.places = held.places
    return new

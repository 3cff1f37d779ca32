"""Make of one plan another that differs in hidden values alone, and in each of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import count
from typing import Any

from erpsite.analysis.editions.rewriting import Reason, is_money, refers_to
from erpsite.model import Handbook
from erpsite.model.base import Record
from erpsite.model.decision import Decision
from erpsite.model.initiative import Milestone, ThirdParty
from erpsite.model.person import Person
from erpsite.model.review import Review
from erpsite.model.risk import Risk
from erpsite.model.text import Text
from tests.deploy.canary import every_record, goes

__all__ = ["otherwise", "sentence", "telling"]

_TELLING = frozenset({(Decision, "text"), (Review, "summary"), (Milestone, "acceptance")})
"""Texts that every edition shows, and that name what some hide."""
_LONG = frozenset({"minutes", "comment", "response"})
"""Hidden texts that become longer by some lines, so that everything below moves in its file."""


def sentence(handbook: Handbook, language: str, amount: str) -> str:
    """Return a sentence that names a person, a company, its contract, an address and an amount."""
    person = next(iter(handbook.people.values()))
    party = next(one for held in handbook.initiatives.values() for one in held.third_parties)
    who, whom = person.name.in_(language), party.name.in_(language)
    if language == "zh":
        return f"{who}与{whom}签订合同{party.contract}，共{amount}，见{person.email}。"
    return f"{who} signs {party.contract} with {whom} for {amount}; ask {person.email}."


def telling(handbook: Handbook, amount: str) -> Handbook:
    """Return a plan whose shown texts name what some editions hide."""

    def change(kind: type[Record], name: str, value: Any) -> Any:
        if (kind, name) not in _TELLING or not isinstance(value, Text):
            return value
        return Text({one: f"{value.in_(one)} {sentence(handbook, one, amount)}" for one in ("zh", "en")})

    return every_record(handbook, change)


def otherwise(handbook: Handbook, topics: tuple[str, ...]) -> Handbook:
    """Return a plan with other values of what an edition hides, which has these topics.

    Amounts change by factors of their own, so that no order among them is kept; people have other ids, too.
    """
    numbers = count(1)
    hides = "people" in topics
    ids = {key: f"qx-{number}-{key[::-1]}" for number, key in enumerate(handbook.people) if hides}

    def change(kind: type[Record], name: str, value: Any) -> Any:
        if "money" in topics and is_money(kind, name):
            return _amounts(value, lambda old: old * (next(numbers) * 7 % 11 + 2) + 13)
        if (kind, name) == (ThirdParty, "contract") and "third-parties" in topics:
            return f"OTHER/{next(numbers)}/77"
        if (kind, name) == (Risk, "probability") and "risks" in topics:
            return 6 - value
        if not hides or not (kind is Person or "people" in refers_to(kind, name)):
            return _other_text(name, value) if goes(kind, name, topics) else value
        if (kind, name) == (Person, "email"):
            return f"other-{next(numbers)}@elsewhere{next(numbers)}.example"
        if kind is Person and name not in {"id", "name"}:
            return value
        return _other_text(name, value) if name == "name" else _renamed(value, ids)

    made = every_record(handbook, change)
    return replace(made, people={one.id: one for one in made.people.values()})


def _other_text(name: str, value: Any) -> Any:
    if not isinstance(value, Text) or isinstance(value, Reason):
        return value
    lines = "\n\nAnother line.\n\nOne more." if name in _LONG else ""
    return Text({"zh": f"另{_back(value.in_('zh'))}{lines}", "en": f"Zz{_back(value.in_('en'))}{lines}"})


def _back(text: str) -> str:
    """Return a text from its end to its beginning, without the marks of canaries and without figures."""
    return re.sub(r"qz\d+v|[^\w]|\d", "", text)[::-1]


def _amounts(value: Any, amount: Callable[[Decimal], Decimal]) -> Any:
    if isinstance(value, Decimal):
        return amount(value)
    if isinstance(value, Mapping):
        return {key: amount(one) if isinstance(one, Decimal) else one for key, one in value.items()}
    return value


def _renamed(value: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(value, tuple):
        return tuple(ids.get(one, one) for one in value)
    return ids.get(value, value) if isinstance(value, str) else value

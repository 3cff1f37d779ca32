"""Take out of a handbook what an edition hides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

from erpsite.analysis.editions.rewriting import (
    ZERO,
    Reason,
    is_money,
    refers_to,
    rewrite,
    without_lines,
    words_changed,
)
from erpsite.errors import UnknownNameError
from erpsite.model import Handbook
from erpsite.model.base import Record
from erpsite.model.decision import Decision
from erpsite.model.initiative import BudgetLine, Initiative
from erpsite.model.module import Module
from erpsite.model.person import Person
from erpsite.model.plan import Edition, Waiver
from erpsite.model.question import ReaderQuestion
from erpsite.model.review import Review
from erpsite.model.survey import SurveyAnswer
from erpsite.model.text import Text
from erpsite.model.ticket import Ticket

__all__ = ["edition_of", "is_hidden"]


def edition_of(handbook: Handbook, name: str, *, placed: bool = False) -> Handbook:
    """Return the handbook that one audience may see; raise `UnknownNameError` for an unknown edition.

    Amounts, names, risks, comments, minutes and companies that the edition hides are gone from every record.
    In running texts, too, names of people and companies and amounts with their currency are replaced; what
    may be an amount without naming a currency stays, and `mentions_of_hidden` lists it. Records know their
    file and no line of it, unless they are `placed`, for somebody who may see the whole plan.
    """
    editions = {edition.id: edition for edition in handbook.plan.editions}
    if name not in editions:
        raise UnknownNameError("editions", name, editions)
    edition = editions[name]
    if not edition.hides:
        return replace(handbook, edition=edition)
    # Only who hides something pays for what finds names and amounts in texts.
    from erpsite.analysis.editions.names import hidden_ids  # noqa: PLC0415
    from erpsite.analysis.editions.veil import veil_of  # noqa: PLC0415

    veil = veil_of(handbook, edition)
    words = veil.cut if veil else None
    ids = hidden_ids(handbook) if "people" in edition.hides else {}

    def change(kind: type[Record], field: str, value: Any) -> Any:
        return _changed(kind, field, value, edition, ids, words)

    made = _every_record(handbook, change, ids, placed=placed)
    if ids:
        people = {key: one.model_copy(update={"name": one.title}) for key, one in made.people.items()}
        made = replace(made, people=people)
    (seen,) = (one.model_copy(update={"seen": ()}) for one in made.plan.editions if one.id == name)
    plan = made.plan.model_copy(update={"editions": (seen,)})
    gone = dict.fromkeys(handbook.risks, "") if "risks" in edition.hides else {}
    return replace(
        made,
        plan=plan,
        edition=seen,
        freezes={},
        imports={},
        withheld_ids={"people": ids, "risks": gone},
        cut=words,
    )


_ACCOUNTS = ("rollups", "imports")
"""Fields that hold no records: what was counted from logs, which names nobody, and what imports reported."""


def _every_record(
    handbook: Handbook,
    change: Callable[[type[Record], str, Any], Any],
    ids: Mapping[str, str],
    *,
    placed: bool,
) -> Handbook:
    kept: dict[str, Any] = {}
    for place in fields(handbook):
        held = getattr(handbook, place.name)
        if isinstance(held, Record):
            kept[place.name] = rewrite(held, change)
        elif isinstance(held, tuple):
            kept[place.name] = tuple(rewrite(record, change) for record in held)
        elif isinstance(held, Mapping) and place.name not in _ACCOUNTS:
            names = ids if place.name == "people" else {}
            kept[place.name] = {names.get(key, key): rewrite(record, change) for key, record in held.items()}
    return replace(handbook, **(kept if placed else {name: without_lines(one) for name, one in kept.items()}))


def _changed(
    kind: type[Record],
    field: str,
    value: Any,
    edition: Edition,
    ids: Mapping[str, str],
    words: Callable[[str], str] | None,
) -> Any:
    """Return what is left of one field."""
    if is_hidden(kind, field, edition.hides):
        return _nothing(kind, field)
    if isinstance(value, Reason):
        return _with_words(kind, field, value, words)
    if kind is Decision and field == "freeze":
        return None
    if kind is Person and field == "email" and value and "third-parties" in edition.hides:
        return None if words is None or words(value) != value else value
    if (kind, field) == (Waiver, "record"):
        return ids.get(value, value)
    if ids and "people" in refers_to(kind, field):
        return _renamed(value, ids)
    if ids and issubclass(kind, Person) and field == "id":
        return ids[value]
    return _with_words(kind, field, value, words)


_WORDS = frozenset({(Module, "product"), (Ticket, "id"), (Ticket, "group"), (Ticket, "cause")})
"""Fields of plain text, in no language; the others that hold a `str` hold ids and addresses."""
_FIELDS: Mapping[str, frozenset[tuple[type[Record], str]]] = {
    "money": frozenset({(Initiative, "budget"), (Initiative, "benefit")}),
    "people": frozenset({(Person, "email"), (ReaderQuestion, "others")}),
    "risks": frozenset({(Initiative, "risks"), (Review, "risks"), (Review, "new_risks")}),
    "survey-comments": frozenset({(SurveyAnswer, "comment")}),
    "minutes": frozenset({(Review, "minutes")}),
    "third-parties": frozenset({(Initiative, "third_parties"), (BudgetLine, "third_party")}),
}
"""The fields that go whole, by what hides them; every single amount of money goes besides."""


def is_hidden(kind: type[Record], field: str, hides: tuple[str, ...]) -> bool:
    """Say whether a field of a record goes whole where an edition hides these topics."""
    if "money" in hides and is_money(kind, field):
        return True
    return any((kind, field) in _FIELDS[topic] for topic in hides)


def _nothing(kind: type[Record], field: str) -> Any:
    info = kind.model_fields[field]
    return ZERO if info.is_required() else info.get_default(call_default_factory=True)


def _renamed(value: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(value, tuple):
        return tuple(_renamed(one, ids) for one in value)
    return ids.get(value, value) if isinstance(value, str) else value


def _with_words(kind: type[Record], field: str, value: Any, words: Callable[[str], str] | None) -> Any:
    if words is None:
        return value
    if isinstance(value, Text):
        return words_changed(value, words)
    if isinstance(value, str) and (kind, field) in _WORDS:
        return words(value)
    if isinstance(value, Mapping) and any(isinstance(one, Text) for one in value.values()):
        return {
            key: words_changed(one, words) if isinstance(one, Text) else one for key, one in value.items()
        }
    if isinstance(value, tuple) and any(isinstance(one, Text) for one in value):
        return tuple(words_changed(one, words) for one in value)
    return value

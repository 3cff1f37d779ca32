"""Walk through everything that people wrote into the records of a plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from erpsite.issues import Source
from erpsite.model import Handbook
from erpsite.model.base import Record
from erpsite.model.plan import Edition
from erpsite.model.text import Text

__all__ = ["hidden_texts", "ids_of", "texts_of"]


def texts_of(handbook: Handbook) -> Iterator[tuple[Source, Text]]:
    """Yield every text of every record with its place in the data."""
    for place in fields(handbook):
        yield from _texts(getattr(handbook, place.name), Source(""))


def _texts(value: Any, source: Source) -> Iterator[tuple[Source, Text]]:
    if isinstance(value, Text):
        yield source, value
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name), value.where_of(name))
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one, source)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one, source)


def ids_of(handbook: Handbook) -> Iterator[tuple[Source, str]]:
    """Yield the id of every record with its place in the data."""
    for place in fields(handbook):
        yield from _ids(getattr(handbook, place.name))


def _ids(value: Any) -> Iterator[tuple[Source, str]]:
    if isinstance(value, Record):
        for name in type(value).model_fields:
            held = getattr(value, name)
            if name == "id" and isinstance(held, str):
                yield value.where_of(name), held
            else:
                yield from _ids(held)
    elif isinstance(value, tuple):
        for one in value:
            yield from _ids(one)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _ids(one)


def hidden_texts(handbook: Handbook, edition: Edition) -> Iterator[str]:
    """Yield the texts that an edition leaves out whole, line by line: of risks, comments and minutes."""
    whole: list[Text | None] = []
    if "risks" in edition.hides:
        whole += [
            part for risk in handbook.risks.values() for part in (risk.name, risk.trigger, risk.response)
        ]
    if "survey-comments" in edition.hides:
        whole += [answer.comment for answer in handbook.survey]
    if "minutes" in edition.hides:
        whole += [review.minutes for review in handbook.reviews.values()]
    for text in whole:
        value = text.value if text else ""
        for written in (value,) if isinstance(value, str) else value.values():
            yield from (line.strip() for line in written.splitlines() if line.strip())

"""Find what an edition hides where people have written it out in running text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from erpsite.analysis.editions.doubts import has_doubtful_amount
from erpsite.issues import Issue, Severity, Source, sort_issues
from erpsite.model import Handbook
from erpsite.model.base import Record
from erpsite.model.text import Text

__all__ = ["mentions_of_hidden", "texts_of"]


def mentions_of_hidden(edition: Handbook) -> tuple[Issue, ...]:
    """Return a warning for each text of an edition without money that may still name an amount.

    Amounts with a currency have been taken out of every text; a bare number of ten thousands may be
    money or not, and a person has to look.
    """
    if edition.edition is None or "money" not in edition.edition.hides:
        return ()
    name = edition.edition.id
    return sort_issues(
        Issue(
            "edition-amount",
            "This may be an amount of money, '{words}'; the edition {edition} hides money. Name the "
            "currency to have it taken out, or what is counted.",
            source,
            Severity.WARNING,
            {"words": found, "edition": name},
        )
        for source, text in texts_of(edition)
        for written in _languages(text)
        for found in [has_doubtful_amount(written)]
        if found
    )


def _languages(text: Text) -> tuple[str, ...]:
    value = text.value
    return (value,) if isinstance(value, str) else tuple(value.values())


def texts_of(handbook: Handbook) -> Iterator[tuple[Source, Text]]:
    """Yield every text of every record with its place in the data."""
    for place in fields(handbook):
        yield from _in_value(getattr(handbook, place.name), Source(""))


def _in_value(value: Any, source: Source) -> Iterator[tuple[Source, Text]]:
    if isinstance(value, Text):
        yield source, value
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            yield from _in_value(getattr(value, name), value.where_of(name))
    elif isinstance(value, tuple):
        for one in value:
            yield from _in_value(one, source)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _in_value(one, source)

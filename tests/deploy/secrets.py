"""List what an edition hides, in every form in which it could be written."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

from erpsite.analysis.editions import texts_of
from erpsite.analysis.editions.rewriting import is_money
from erpsite.i18n import locale_of
from erpsite.model import Handbook
from erpsite.model.base import Record
from erpsite.model.text import Text

_SMALLEST = 10_000
"""Smaller amounts are told from ordinary numbers only by their currency."""


def amounts(handbook: Handbook) -> set[Decimal]:
    """Return every amount of money in every record, and the sums that pages show."""
    found = {amount for place in fields(handbook) for amount in _amounts(getattr(handbook, place.name))}
    found |= {line.total for initiative in handbook.initiatives.values() for line in initiative.budget}
    found |= {initiative.cost for initiative in handbook.initiatives.values()}
    return {amount for amount in found if amount}


def _amounts(value: Any) -> Iterator[Decimal]:
    if isinstance(value, Record):
        for name in type(value).model_fields:
            held = getattr(value, name)
            if is_money(type(value), name):
                yield from _decimals(held)
            else:
                yield from _amounts(held)
    elif isinstance(value, tuple):
        for one in value:
            yield from _amounts(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _amounts(one)


def _decimals(value: Any) -> Iterator[Decimal]:
    if isinstance(value, Decimal):
        yield value
    elif isinstance(value, dict):
        yield from (one for one in value.values() if isinstance(one, Decimal))
    elif value is not None:
        yield from _amounts((value,) if isinstance(value, Record) else value)


def written_amounts(handbook: Handbook) -> set[str]:
    """Return each amount as pages and files would print it."""
    zh, en = (locale_of(language, handbook.plan.currency) for language in ("zh", "en"))
    found: set[str] = set()
    for amount in amounts(handbook):
        found |= {zh.money(amount), en.money(amount), en.money(amount).replace("\u00a0", " ")}
        if amount >= _SMALLEST and amount % 1000:
            found |= {str(int(amount)), f"{int(amount):,}"}
    return found


def words_of(texts: Iterable[Text | None]) -> set[str]:
    """Return the texts in each language, as one line of at least eight characters."""
    found: set[str] = set()
    for text in texts:
        value = text.value if text else ""
        found |= {value} if isinstance(value, str) else set(value.values())
    return {line for text in found for line in text.splitlines() if len(line.strip()) >= 8}


def risk_texts(handbook: Handbook) -> set[str]:
    """Return names, triggers and responses of every risk, and the notes on how they moved."""
    risks = list(handbook.risks.values())
    told = [part for risk in risks for part in (risk.name, risk.trigger, risk.response)]
    notes = [update.note for review in handbook.reviews.values() for update in review.risks]
    return words_of([*told, *notes]) | set(handbook.risks)


def said_anyway(edition: Handbook, secrets: Iterable[str]) -> set[str]:
    """Return which of some words stand in another, visible text of the edition, such as a decision."""
    visible = "\n".join(_squeezed(line) for line in words_of(text for _, text in texts_of(edition)))
    return {word for word in secrets if _squeezed(word) in visible}


_AMOUNT = re.compile(r"(?<![\d.,])(?:CNY)?\d[\d,.]*(?:亿元|万元|元|[km](?![a-z]))?")


def readable(folder: Path) -> Iterator[bytes]:
    """Yield every text file of a built site; assets of the theme are left out."""
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        if file.is_file() and "/assets/" not in f"/{name}" and file.suffix not in (".gz", ".svg", ".png"):
            yield file.read_bytes()


def found_in(contents: Iterable[bytes], secrets: Iterable[str]) -> set[str]:
    """Return the secrets that any content holds; white space and escapes make no difference.

    An amount is not found within a longer number. Lines that many pages share are searched once.
    """
    lines = {line for content in contents for line in _plain(content).splitlines()}
    text = "\n".join(_squeezed(line) for line in lines)
    wanted = {_squeezed(word): word for word in secrets}
    numbers = set(_AMOUNT.findall(text))
    amounts_seen = numbers | {hit.removeprefix("CNY") for hit in numbers}
    return {
        word
        for short, word in wanted.items()
        if (short in amounts_seen if _AMOUNT.fullmatch(short) else short in text)
    }


def _plain(content: bytes) -> str:
    """Return a text with its characters as they are read, not as HTML or JSON escapes them."""
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), content.decode("utf-8"))
    return html.unescape(text)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)

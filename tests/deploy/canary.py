"""Mark every text and every amount of a plan, so that each can be found again in whatever is made of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from typing import Any

from erpsite.analysis import state
from erpsite.analysis.editions.making import is_hidden
from erpsite.analysis.editions.rewriting import Change, is_money, rewrite
from erpsite.group.extracting import company_of
from erpsite.group.summaries import dump_company
from erpsite.i18n import locale_of
from erpsite.model import Handbook
from erpsite.model.base import Record
from erpsite.model.initiative import Benefit, BudgetLine, ThirdParty
from erpsite.model.person import Person
from erpsite.model.review import NewRisk, Review, RiskUpdate
from erpsite.model.risk import Risk
from erpsite.model.survey import SurveyAnswer
from erpsite.model.text import Text
from erpsite.pack.calendar import Calendars
from erpsite.pack.data_files import data_files
from erpsite.pack.deck import Deck, Telling, deck, open_template, review_month
from erpsite.pack.document import brief_html, chapters, preread_html
from erpsite.pack.feed import people_feeds, plan_feed
from erpsite.pack.workbook import workbook
from erpsite.pages.data.exports import exports
from erpsite.pages.kit.book import Book
from erpsite.pages.render.html import HtmlRenderer
from erpsite.pages.reviews.announcement.forms import summary_html, summary_text
from erpsite.pages.reviews.announcement.summary import month_summary
from erpsite.pages.site.search_text import SearchPage, search_page
from erpsite.pages.site.site_map import site_map

__all__ = ["TOPICS", "Canaries", "every_record", "everything_of", "goes", "marked"]

TOPICS = ("money", "people", "risks", "survey-comments", "minutes", "third-parties")
_GONE: Mapping[str, tuple[tuple[type[Record], str], ...]] = {
    "money": ((Benefit, "*"), (BudgetLine, "*")),
    "people": ((Person, "name"),),
    "risks": ((Risk, "*"), (NewRisk, "*"), (RiskUpdate, "*")),
    "survey-comments": ((SurveyAnswer, "comment"),),
    "minutes": ((Review, "minutes"),),
    "third-parties": ((ThirdParty, "*"),),
}
"""Records and fields whose texts go with a topic."""


def goes(kind: type[Record], name: str, topics: tuple[str, ...]) -> bool:
    """Say whether an edition that hides these topics may show nothing of a field."""
    if is_hidden(kind, name, topics):
        return True
    return any(
        issubclass(kind, gone) and only in {"*", name} for topic in topics for gone, only in _GONE[topic]
    )


@dataclass
class Canaries:
    """Hold where each mark was put: the kind of record and the field."""

    texts: dict[str, tuple[type[Record], str]] = field(default_factory=dict)
    amounts: dict[str, tuple[type[Record], str]] = field(default_factory=dict)

    def mark(self, kind: type[Record], name: str) -> str:
        """Return a new mark: a word that stands nowhere else."""
        word = f"qz{len(self.texts):04d}v"
        self.texts[word] = (kind, name)
        return word

    def amount(self, kind: type[Record], name: str) -> Decimal:
        """Return a new amount, which stands nowhere else."""
        amount = Decimal(70_000_003 + 10_007 * len(self.amounts))
        self.amounts[str(amount)] = (kind, name)
        return amount


def marked(handbook: Handbook) -> tuple[Handbook, Canaries]:
    """Return a plan with a mark in every text in each language, and an amount of its own in each of money."""
    canaries = Canaries()

    def change(kind: type[Record], name: str, value: Any) -> Any:
        if isinstance(value, Text):
            return _text(kind, name, value, canaries)
        if is_money(kind, name) and isinstance(value, Decimal):
            return canaries.amount(kind, name)
        if is_money(kind, name) and isinstance(value, Mapping):
            return {
                key: canaries.amount(kind, name) if isinstance(one, Decimal) else one
                for key, one in value.items()
            }
        if isinstance(value, tuple) and any(isinstance(one, Text) for one in value):
            return tuple(_text(kind, name, one, canaries) for one in value)
        return value

    return every_record(handbook, change), canaries


def every_record(handbook: Handbook, change: Change) -> Handbook:
    """Return a plan with every field of every record passed through `change`."""
    kept: dict[str, Any] = {}
    for place in fields(handbook):
        held = getattr(handbook, place.name)
        if isinstance(held, Record):
            kept[place.name] = rewrite(held, change)
        elif isinstance(held, tuple):
            kept[place.name] = tuple(rewrite(one, change) for one in held)
        elif isinstance(held, Mapping) and place.name not in {"freezes", "withheld_ids"}:
            kept[place.name] = {key: rewrite(one, change) for key, one in held.items()}
    return replace(handbook, **kept)


def _text(kind: type[Record], name: str, text: Text, canaries: Canaries) -> Text:
    languages = ("zh", "en")
    return Text({one: f"{text.in_(one)} {canaries.mark(kind, name)}" for one in languages})


def everything_of(handbook: Handbook) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of whatever is made of a plan, in both languages, without the site's engine."""
    for language in ("zh", "en"):
        book = Book(state(handbook, handbook.default_as_of), locale_of(language, handbook.plan.currency))
        for entry in site_map(book):
            blocks = tuple(entry.draw())
            renderer = HtmlRenderer(book.locale, entry.path)
            found = [
                renderer.render(blocks).html,
                entry.title,
                entry.description,
                repr(search_page(SearchPage(entry.path, entry.title, name=entry.path), blocks)),
            ]
            yield f"{language}/{entry.path}", "\n".join(found).encode()
            yield from ((f"{language}/{entry.path}/{name}", one) for name, one in renderer.files.items())
        made: dict[str, bytes | str] = {f"downloads/{name}": one for name, one in exports(book).items()}
        calendars = Calendars(book)
        made["feed"], made["calendar"] = plan_feed(book, "https://x.example/"), calendars.whole()
        made |= calendars.sessions()
        if not handbook.hides("people"):
            made |= {f"{name}.ics": one for name, one in calendars.people().items()}
            made |= {f"{name}.xml": one for name, one in people_feeds(book).items()}
        made |= {f"data/{name}": one for name, one in data_files(book).items()}
        drawn = chapters(book)
        made["preread"], made["brief"] = preread_html(book, drawn, {}), brief_html(book, drawn, 10)
        packed = zipfile.ZipFile(io.BytesIO(workbook(book)))
        made |= {f"workbook/{name}": packed.read(name) for name in packed.namelist()}
        made |= dict(_slides(book))
        for month in handbook.reviews:
            summary = month_summary(book, month)
            made[f"announcement/{month}"] = summary_html(summary) + summary_text(summary)
        for name, content in made.items():
            yield f"{language}/{name}", content if isinstance(content, bytes) else content.encode()
    yield "group share", dump_company(company_of(handbook, "company", ("zh", "en")))


def _slides(book: Book) -> Iterator[tuple[str, bytes]]:
    """Yield every part of both decks, and of the workbooks within them."""
    template = open_template(None)
    tellings: tuple[Telling, ...] = ("preread", "review") if review_month(book) else ("preread",)
    for telling in tellings:
        packed = zipfile.ZipFile(io.BytesIO(deck(book, Deck(telling, template, "abc"))))
        for name in packed.namelist():
            content = packed.read(name)
            yield f"deck/{telling}/{name}", content
            if name.endswith(".xlsx"):
                inner = zipfile.ZipFile(io.BytesIO(content))
                yield from ((f"deck/{telling}/{name}/{one}", inner.read(one)) for one in inner.namelist())

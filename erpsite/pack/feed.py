"""Write the reviews and what they changed as an Atom 1.0 feed (RFC 4287)."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

import erpsite
from erpsite.analysis.reviews.changes import Change
from erpsite.escaping import escape
from erpsite.frozen import dataclass
from erpsite.model import Handbook
from erpsite.model.review import Review
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.changes import change_record, change_sentence, change_word
from erpsite.pages.render.prose import prose_html
from erpsite.pages.reviews.announcement import LinkTo, month_summary, site_links, summary_html
from erpsite.pages.reviews.month import month_changes

__all__ = ["people_feeds", "plan_feed"]

_MOST_CHANGES = 20


@dataclass(frozen=True)
class _Entry:
    """Hold one entry; `key` makes its id and never changes."""

    key: str
    title: str
    url: str
    updated: str
    category: str
    html: str


def plan_feed(book: Book, site_url: str = "", *, directory_urls: bool = True) -> str:
    """Return the feed of the reviews up to the month shown, the latest first, as XML.

    Links are absolute where `site_url`, the address of this language's site, is known; else they are
    relative to the feed, which stands at the site's root. Every date is a review's day: the same data
    give the same bytes.
    """
    reviews = list(reversed(book.state.reviews))
    entries = [
        entry for review in reviews for entry in (_changes(book, review, site_url, directory_urls),
                                                  _review(book, review, site_url, directory_urls))
    ]  # fmt: skip
    updated = _moment(book, reviews[0].held_on if reviews else book.handbook.plan.meeting_date)
    return _document(book, entries, updated, site_url)


def people_feeds(book: Book, site_url: str = "", *, directory_urls: bool = True) -> dict[str, str]:
    """Return a feed for each person by id: what each review changed in what they answer for.

    Every sentence is made once, whoever reads it. Links are relative to the folder of the feeds where
    the site's address is not known.
    """
    found: dict[str, list[_Entry]] = {name: [] for name in book.handbook.people}
    link = site_links(site_url or "../..", directory_urls=directory_urls)
    for review in reversed(book.state.reviews):
        then, lines = book.at(review.month), dict[str, list[str]]()
        for change in month_changes(book, review.month):
            item = ""
            for name in _answering(then, change):
                item = item or _change_item(then, change, link)
                lines.setdefault(name, []).append(item)
        for name, items in lines.items():
            if name in found:
                found[name].append(_person_entry(book, review, name, items, link))
    day = book.handbook.plan.meeting_date
    return {
        name: _document(book, entries, entries[0].updated if entries else _moment(book, day), site_url, name)
        for name, entries in found.items()
    }


def _answering(book: Book, change: Change) -> set[str]:
    """Return who answers for the record that changed."""
    handbook, now = book.handbook, book.state.initiatives.get(change.id)
    if change.record == "initiatives" and now is not None:
        one = now.initiative
        return {name for name in (now.owner, one.business_owner, one.sponsor) if name}
    held: Any = {
        "kpis": handbook.kpis, "risks": handbook.risks, "actions": handbook.actions,
        "decisions": handbook.decisions,
    }.get(change.record, {})  # fmt: skip
    record = held.get(change.id)
    name = getattr(record, "owner", None) or getattr(record, "by", None)
    return {name} if name else set()


def _person_entry(book: Book, review: Review, name: str, items: list[str], link: LinkTo) -> _Entry:
    tr = book.locale.tr
    rest = len(items) - _MOST_CHANGES
    more = f"<li>{tr.plural('and {n} lighter change', 'and {n} lighter changes', rest)}</li>"
    title = tr.plural(
        "{n} change in the review of {month}", "{n} changes in the review of {month}", len(items),
        month=book.locale.month(review.month),
    )  # fmt: skip
    html = f"<ul>{''.join(items[:_MOST_CHANGES])}{more if rest > 0 else ''}</ul>"
    url = link(f"meeting/people/{name}", "")
    return _Entry(f"person/{name}/{review.month}", title, url, _moment(book, review.held_on), "changes", html)


def _document(book: Book, entries: Sequence[_Entry], updated: str, site_url: str, person: str = "") -> str:
    """Return the feed as XML; with a `person` it is theirs, two folders below the site's root."""
    plan, home = book.handbook.plan, f"{site_url.rstrip('/')}/" if site_url else "./"
    if person and not site_url:
        home = "../../"
    own = f"feed/people/{person}.xml" if person else "feed.xml"
    itself = f"{home}{own}" if site_url else own.rpartition("/")[2]
    title = f"{book.title} · {book.name('people', person)}" if person else book.title
    head = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{book.locale.html_lang}">',
        f"  <id>{_id(book, f'feed/{person}' if person else 'feed')}</id>",
        f"  <title>{escape(title)}</title>",
        f"  <subtitle>{escape(book.tr('Monthly reviews and what they changed'))}</subtitle>",
        f"  <updated>{updated}</updated>",
        f"  <author><name>{escape(book.text(plan.organisation))}</name></author>",
        f'  <link rel="self" type="application/atom+xml" href="{escape(itself)}"/>',
        f'  <link rel="alternate" type="text/html" href="{escape(home)}"/>',
        f'  <generator version="{escape(erpsite.__version__)}">erpsite</generator>',
    ]
    return "\n".join([*head, *(_xml(book, entry) for entry in entries), "</feed>"]) + "\n"


def _xml(book: Book, entry: _Entry) -> str:
    return "\n".join(
        [
            "  <entry>",
            f"    <id>{_id(book, entry.key)}</id>",
            f"    <title>{escape(_clean(entry.title))}</title>",
            f"    <updated>{entry.updated}</updated>",
            f"    <published>{entry.updated}</published>",
            f'    <link rel="alternate" type="text/html" href="{escape(entry.url)}"/>',
            f'    <category term="{entry.category}"/>',
            f'    <content type="html">{escape(_clean(entry.html))}</content>',
            "  </entry>",
        ]
    )


_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f]")


def _clean(text: str) -> str:
    """Return the text without the control characters that XML cannot hold."""
    return _CONTROLS.sub("", text)


def _id(book: Book, key: str) -> str:
    """Return an id that depends on the plan and the entry alone: no address, no name, no clock."""
    name = f"{_plan_key(book.handbook)}/{book.locale.language}/{key}"
    return uuid.uuid5(uuid.NAMESPACE_URL, f"urn:erpsite:{name}").urn


def _plan_key(handbook: Handbook) -> str:
    """Return what stays when organisation, title and edition are renamed: the plan's id and its year."""
    plan = handbook.plan
    return f"{plan.id or 'plan'}/{plan.plan_year}"


def _moment(book: Book, day: dt.date) -> str:
    """Return the noon of a day in the plan's time zone, as RFC 3339 writes it."""
    zone = ZoneInfo(book.handbook.plan.timezone)
    return dt.datetime(day.year, day.month, day.day, 12, tzinfo=zone).isoformat()


def _review(book: Book, review: Review, site_url: str, directory_urls: bool) -> _Entry:
    link = site_links(site_url, directory_urls=directory_urls)
    summary = month_summary(book, review.month)
    title = book.tr("Review of {month}", month=book.locale.month(review.month))
    updated = _moment(book, review.held_on)
    return _Entry(
        f"review/{review.month}", title, link(summary.path, ""), updated, "review",
        _written(book, review) + summary_html(summary, link) + _minutes(book, review),
    )  # fmt: skip


def _written(book: Book, review: Review) -> str:
    """Return the review's own summary, as it was written."""
    return f"{prose_html(book.text(review.summary), abroad=True)}\n" if review.summary else ""


def _minutes(book: Book, review: Review) -> str:
    """Return the minutes with their paragraphs, lists and tables."""
    if not review.minutes:
        return ""
    return f"<h3>{escape(book.tr('Minutes'))}</h3>\n{prose_html(book.text(review.minutes), 4, abroad=True)}\n"


def _changes(book: Book, review: Review, site_url: str, directory_urls: bool) -> _Entry:
    """Return the entry on what a review changed, the weightiest first."""
    then, found = book.at(review.month), month_changes(book, review.month)
    link, tr = site_links(site_url, directory_urls=directory_urls), book.locale.tr
    items = [_change_item(then, change, link) for change in found[:_MOST_CHANGES]]
    if left := len(found) - len(items):
        items.append(f"<li>{tr.plural('and {n} lighter change', 'and {n} lighter changes', left)}</li>")
    html = f"<ul>{''.join(items)}</ul>" if items else f"<p>{tr('Nothing changed.')}</p>"
    title = tr.plural(
        "{n} change in the review of {month}", "{n} changes in the review of {month}", len(found),
        month=book.locale.month(review.month),
    )  # fmt: skip
    updated = _moment(book, review.held_on)
    return _Entry(
        f"changes/{review.month}", title, link(f"reviews/{review.month}", "changes"), updated, "changes", html
    )


def _change_item(then: Book, change: Change, link: LinkTo) -> str:
    """Return a change as an item of a list; `then` is the book of its month."""
    record = change_record(then, change)
    name = escape(record if isinstance(record, str) else record.text)
    if not isinstance(record, str):
        name = f'<a href="{escape(link(record.path, record.anchor))}">{name}</a>'
    word, sentence = escape(change_word(then, change).text), escape(change_sentence(then, change))
    return f"<li><strong>{word}</strong> · {name}{then.locale.facts.colon}{sentence}</li>"

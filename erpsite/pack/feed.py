"""Write the reviews and what they changed as an Atom 1.0 feed (RFC 4287)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import erpsite
from erpsite.escaping import escape
from erpsite.model import Handbook
from erpsite.model.review import Review
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.changes import change_record, change_sentence, change_word
from erpsite.pages.render.prose import prose_html
from erpsite.pages.reviews.announcement import month_summary, site_links, summary_html
from erpsite.pages.reviews.month import month_changes

__all__ = ["plan_feed"]

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


def _document(book: Book, entries: Sequence[_Entry], updated: str, site_url: str) -> str:
    plan, home = book.handbook.plan, f"{site_url.rstrip('/')}/" if site_url else "./"
    itself = f"{home}feed.xml" if site_url else "feed.xml"
    head = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{book.locale.html_lang}">',
        f"  <id>{_id(book, 'feed')}</id>",
        f"  <title>{escape(book.title)}</title>",
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


def _clean(text: str) -> str:
    """Return the text without the control characters that XML cannot hold."""
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n")


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
    colon = book.locale.facts.colon
    items = []
    for change in found[:_MOST_CHANGES]:
        record = change_record(then, change)
        name = escape(record if isinstance(record, str) else record.text)
        if not isinstance(record, str):
            name = f'<a href="{escape(link(record.path, record.anchor))}">{name}</a>'
        word, sentence = escape(change_word(then, change).text), escape(change_sentence(then, change))
        items.append(f"<li><strong>{word}</strong> · {name}{colon}{sentence}</li>")
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

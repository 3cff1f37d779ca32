"""Say when the pre-read was frozen, and what has changed since."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from erpsite.analysis.people.freezing import FreezeChange, last_freeze
from erpsite.model import FILES
from erpsite.model.freeze import Freeze
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.columns import Col, Rows
from erpsite.pages.kit.links import record_path
from erpsite.pages.kit.page import EVERY_TOPIC, page
from erpsite.pages.preread.freeze_note import changes_since_freeze

__all__ = ["draw_freeze", "freeze_table"]


@page(
    "preread/freeze",
    section="preread",
    place=90,
    title="Since the freeze",
    description="When the pre-read was frozen, and what has changed since.",
    file="freeze.yml",
    topics=EVERY_TOPIC,
    exists=lambda book: bool(book.handbook.freezes),
)
def draw_freeze(book: Book) -> tuple[b.Block, ...]:
    """Return the stamp, what has changed since, and the stamps before."""
    tr, stamp = book.tr, last_freeze(book.handbook)
    if stamp is None:
        return (b.Lead(tr("The pre-read is not frozen yet.")),)
    changed = book.figures.of(changes_since_freeze)
    lead = tr.plural(
        "The pre-read was frozen on {day}; {n} of its {all} records has changed since.",
        "The pre-read was frozen on {day}; {n} of its {all} records have changed since.",
        book.count("freeze.records-changed", len(changed)),
        day=book.locale.day(stamp.frozen_on),
        all=book.count("freeze.records", len(stamp.records)),
    )
    facts = (
        (tr("Stamp"), b.Strong(stamp.id)),
        (tr("Frozen on"), book.day(stamp.frozen_on)),
        (tr("Release"), book.month(stamp.release)),
        (tr("Content"), b.Code(stamp.content[:16])),
        (tr("Cited by"), book.links("decisions", _citing(book, stamp))),
    )
    return (
        b.Lead(lead),
        b.Facts(facts),
        b.Heading(tr("What has changed since"), "changes"),
        freeze_table(book, changed),
        b.Paragraph(
            tr(
                "A record counts as changed when anything in it differs from what it was on that day. "
                "Monthly values count month by month; months after the release do not count."
            ),
            small=True,
        ),
    )


def _citing(book: Book, stamp: Freeze) -> list[str]:
    return [name for name, decision in book.handbook.decisions.items() if decision.freeze == stamp.id]


def freeze_table(book: Book, changes: Sequence[FreezeChange]) -> b.Table:
    """Return what was changed, added and removed since the stamp."""
    tr = book.tr
    words = {"added": tr("added"), "changed": tr("changed"), "removed": tr("removed")}
    files = {kind.field: kind.path for kind in FILES}
    return Rows(changes).table(
        "freeze",
        Col("record", tr("Record"), lambda one: _record(book, one), wide=True),
        Col("change", tr("Change"), lambda one: words[one.kind]),
        Col("place", tr("Data source"), lambda one: _place(book, one, files[one.collection])),
        empty=tr("Nothing has changed since."),
    )


def _record(book: Book, one: FreezeChange) -> b.Inline:
    held = getattr(book.handbook, one.collection)
    if isinstance(held, tuple) and one.id:
        return book.locale.month(one.id)
    if not isinstance(held, dict) or one.id not in held:
        return b.Code(one.id or one.collection)
    try:
        record_path(one.collection, one.id)
    except KeyError:
        return book.name(one.collection, one.id)
    return book.link(one.collection, one.id)


def _place(book: Book, one: FreezeChange, path: str) -> b.Inline:
    held: Any = getattr(book.handbook, one.collection)
    if isinstance(held, dict):
        return b.Place(held[one.id].where) if one.id in held else path
    return b.Place(held.where) if held is not None and not isinstance(held, tuple) else path

"""Draw the roadmap as one table: a label and a track for each row, the year's quarters at the head."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace

from erpsite.analysis.schedule.roadmap import Grouping, Lane, Roadmap, streams
from erpsite.escaping import escape
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.gantt.axis import Span, idle_spans, month_spans, quarter_spans, week_spans
from erpsite.pages.kit.gantt.bars import Place
from erpsite.pages.kit.gantt.rows import RowWriter
from erpsite.pages.kit.gantt.tools import group_names, key_html, tools_html, words_json
from erpsite.pages.kit.levelling_words import levelled_of

__all__ = ["FOLDED_ABOVE", "LARGE", "chart_html", "ground", "head_html"]

FOLDED_ABOVE = 12
"""Initiatives above which their phases are folded away at first."""

MOST_DRAWN = 120
"""Initiatives that the chart of a page holds; each takes two thousand letters."""

LARGE = 100
"""Initiatives above which the page saves work: long tables wait until they come into view."""


def chart_html(
    book: Book, roadmap: Roadmap, name: str, label: str, by: Grouping, url: Callable[[str, str], str]
) -> str:
    """Return the chart as HTML; `name` is its id on the page, `label` what it is called."""
    whole, roadmap = len(roadmap.lanes), _drawn(roadmap)
    writer = RowWriter(book, roadmap, url, len(roadmap.lanes) > FOLDED_ABOVE)
    names = group_names(book, by, roadmap.lanes)
    rows = "".join(
        writer.stream(stream, names.get(stream.key, "") or book.tr("Without one"))
        for stream in streams(roadmap.lanes, by, names)
    )
    month = escape(book.tr("As of {month}", month=book.locale.month(book.state.as_of)))
    large = " es-g-large" if len(roadmap.lanes) > LARGE else ""
    words = f"<template>{words_json(book, roadmap)}</template>"
    return (
        f'<div class="es-gantt{large}" id="{escape(name)}" data-zoom="year" data-group="{by}" '
        f'data-search-exclude style="{ground(book, roadmap)}">{_switch(book, name)}'
        f"{_left_out(book, whole, len(roadmap.lanes))}{tools_html(book, roadmap, name)}"
        f'<div class="es-g-scroll" role="region" tabindex="0" aria-label="{escape(label)}">'
        '<table class="es-g-table" data-search-exclude>'
        f'<caption class="es-hid">{escape(label)} · {month}</caption>'
        f"{head_html(book, roadmap, book.tr('Initiative'))}{rows}</table></div>{key_html(book)}{words}</div>"
    )


def _drawn(roadmap: Roadmap) -> Roadmap:
    """Return the roadmap with the lanes that a page can hold: late ones, then those that finish next."""
    if len(roadmap.lanes) <= MOST_DRAWN:
        return roadmap
    chosen = {lane.id for lane in sorted(roadmap.lanes, key=_pressing)[:MOST_DRAWN]}
    return replace(roadmap, lanes=tuple(lane for lane in roadmap.lanes if lane.id in chosen))


def _pressing(lane: Lane) -> tuple[bool, bool, dt.date]:
    return not lane.now.running, not lane.late, lane.now.finish or dt.date.max


def _left_out(book: Book, whole: int, drawn: int) -> str:
    """Return the words that say which initiatives are not drawn; nothing where all are."""
    if drawn == whole:
        return ""
    words = book.tr(
        "{n} of {all} initiatives are drawn: those that are late, then those that finish next. The tables "
        "hold them all.",
        n=drawn,
        all=whole,
    )
    return f'<p class="es-note">{escape(words)}</p>'


def _switch(book: Book, name: str) -> str:
    """Return the choice between the dates as planned and as capacity allows; it needs no script."""
    found, tr = levelled_of(book), book.tr
    if found is None or not found.moves:
        return ""
    choices = "".join(
        f'<label><input type="radio" name="{escape(name)}-dates" value="{value}"{checked}> '
        f"{escape(text)}</label>"
        for value, text, checked in (
            ("planned", tr("As planned"), " checked"),
            ("levelled", tr("As capacity allows"), ""),
        )
    )
    return f'<fieldset class="es-g-level"><legend>{escape(tr("Dates"))}</legend>{choices}</fieldset>'


def head_html(book: Book, roadmap: Roadmap, title: str, *, weeks: bool = True) -> str:
    """Return the head of the table: quarters, months and weeks, and the day shown."""
    locale = book.locale
    layers = "".join(
        f'<span class="es-gh-{kind}">{_cells(spans, roadmap.days)}</span>'
        for kind, spans in (
            ("q", quarter_spans(roadmap, locale, book.handbook.plan.fiscal_offset)),
            ("m", month_spans(roadmap, locale)),
            ("w", week_spans(roadmap, locale) if weeks else ()),
        )
    )
    return (
        f'<thead><tr><th scope="col">{escape(title)}</th>'
        f'<th scope="col"><div>{layers}</div></th></tr></thead>'
    )


def _cells(spans: Iterable[Span], days: int) -> str:
    return "".join(
        f"<i {Place(span.start, span.finish).style(days)}"
        + (f' title="{escape(span.title)}"' if span.title else "")
        + f"><b>{escape(span.label)}</b></i>"
        for span in spans
    )


def ground(book: Book, roadmap: Roadmap, *, idle: bool = True) -> str:
    """Return the ground of every track as CSS variables: lines, days without work, the day shown."""
    locale = book.locale
    quarters = {span.start for span in quarter_spans(roadmap, locale, book.handbook.plan.fiscal_offset)}
    lines = ",".join(
        f"linear-gradient(var({tint}),var({tint})) {_percent(span.start, roadmap.days)} 0/1px 100% no-repeat"
        for span in month_spans(roadmap, locale)
        if span.start
        for tint in ["--gq" if span.start in quarters else "--gm"]
    )
    stops = ",".join(
        f"#0000 {at},var(--gi) {at} {to},#0000 {to}"
        for span in (idle_spans(roadmap, book.state.days) if idle else ())
        for at, to in [(_percent(span.start, roadmap.days), _percent(span.finish, roadmap.days))]
    )
    today = (roadmap.today - roadmap.first).days + 1
    now = f"--now:{today};" if 0 <= today <= roadmap.days else "--now:-1000000;"
    return f"--days:{roadmap.days};{now}--lines:{lines};--idle:linear-gradient(90deg,{stops or '#0000 0'})"


def _percent(day: int, days: int) -> str:
    return f"{100 * day / days:.3f}".rstrip("0").rstrip(".") + "%"

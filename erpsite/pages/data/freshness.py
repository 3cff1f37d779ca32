"""Draw how old the figures are: every source, every series, its owner and its state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from erpsite.analysis.state.freshness import SeriesFreshness, SourceFreshness
from erpsite.model.plan import Rag
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.columns import Col, Rows, spread
from erpsite.pages.kit.page import page

__all__ = ["draw_freshness", "series_table", "sources_table"]


@page(
    "data/freshness",
    section="data",
    needs=("sources", "kpis", "health_metrics", "tickets", "incidents", "survey"),
    place=10,
    title="Freshness of the data",
    description="Every source and series with its owner, its age and its state.",
    file="sources.yml",
)
def draw_freshness(book: Book) -> tuple[b.Block, ...]:
    """Return the sources with their age, then each series."""
    tr, sources = book.tr, book.figures.freshness
    if not sources:
        return (
            b.Lead(tr("No data source is on record, so nobody can say how old the figures are.")),
            b.Callout("grey", tr("Fill data/{file} and this page appears.", file="sources.yml")),
        )
    method = tr(
        "Age = {day} − last day of the last month with a value. A series is fresh where its age is at most "
        "what "
        "its source allows; stale series are shown grey everywhere in the handbook.",
        day=book.locale.day(book.state.today),
    )
    return (
        b.Lead(_lead(book, sources)),
        _tiles(book, sources),
        b.Heading(tr("Sources"), "sources"),
        sources_table(book, sources),
        b.Heading(tr("Series"), "series"),
        series_table(book, sources),
        b.Heading(tr("Records without a monthly series"), "records"),
        _records(book),
        b.Paragraph(method, small=True),
        b.Paragraph(
            (
                b.Link(tr("Formula"), "data/formulas", "freshness"),
                " · ",
                b.Place(sources[0].source.where),
            ),
            small=True,
        ),
    )


def _all_series(sources: Sequence[SourceFreshness]) -> list[SeriesFreshness]:
    return [series for source in sources for series in source.series]


def _lead(book: Book, sources: Sequence[SourceFreshness]) -> str:
    tr, series = book.locale.tr, _all_series(sources)
    stale = [one for one in series if not one.fresh]
    whole, late = sum(one.count for one in series), sum(one.stale_count for one in series)
    words = {"day": book.locale.day(book.state.today), "count": book.count("series.all", whole)}
    if not series:
        return tr("The sources on record feed no series yet.")
    if not stale:
        return tr("On {day} all {count} series are as fresh as their sources promise.", **words)
    oldest = max(stale, key=lambda one: float("inf") if one.age is None else one.age)
    name = book.name(oldest.kind, oldest.id)
    if oldest.last is None:
        return tr.plural(
            "On {day} {n} of {count} series is stale or empty: {name} has no value at all.",
            "On {day} {n} of {count} series are stale or empty; {name} has no value at all.",
            book.count("series.stale", late), name=name, **words,
        )  # fmt: skip
    return tr.plural(
        "On {day} {n} of {count} series is stale: {name} ends in {month}.",
        "On {day} {n} of {count} series are stale; the oldest, {name}, ends in {month}.",
        book.count("series.stale", late), name=name, month=book.locale.month(oldest.last), **words,
    )  # fmt: skip


def _tiles(book: Book, sources: Sequence[SourceFreshness]) -> b.Tiles:
    tr, series = book.tr, _all_series(sources)
    whole = sum(one.count for one in series)
    fresh = whole - sum(one.stale_count for one in series)
    gaps = [one for one in series if one.gaps]
    owners = {source.source.owner for source in sources}
    return b.Tiles(
        (
            b.Tile(
                tr("Sources"),
                book.count("sources.all", len(sources)),
                tr("kept by {n} people", n=book.count("sources.owners", len(owners))),
            ),
            b.Tile(
                tr("Fresh series"),
                tr(
                    "{k} of {n}",
                    k=book.count("series.fresh", fresh),
                    n=book.count("series.all", whole),
                ),
                tr("as of {month}", month=book.locale.month(book.state.as_of)),
                tone="green" if fresh == whole else "amber",
            ),
            b.Tile(
                tr("Series with missing months"),
                book.count("series.with-gaps", sum(len(one.broken) for one in gaps)),
                tr("a missing month is never filled in"),
                tone="amber" if gaps else "green",
            ),
        )
    )


def _age(book: Book, series: SeriesFreshness | None) -> b.Inline:
    if series is None or series.age is None:
        return b.Missing(book.tr("no value"))
    return b.Number(series.age, book.tr("{n} days", n=series.age), book.tr("days"))


def sources_table(book: Book, sources: Sequence[SourceFreshness]) -> b.Table:
    """Return the sources with owner, allowed age, oldest series and state."""
    tr = book.tr
    return Rows(sources, anchor=lambda one: one.source.id, source=lambda one: one.source.where).table(
        "sources",
        Col("source", tr("Source"), lambda one: book.text(one.source.name), wide=True),
        Col("owner", tr("Owner"), lambda one: book.person(one.source.owner)),
        Col(
            "max_age",
            tr("May be old"),
            lambda one: b.Number(one.source.max_age, tr("{n} days", n=one.source.max_age), tr("days")),
            "number",
        ),
        Col("series", tr("Series"), _series_count, "number"),
        Col(
            "last",
            tr("Oldest last month"),
            lambda one: book.month(one.oldest.last if one.oldest else None),
            "date",
        ),
        Col("age", tr("Age"), lambda one: _age(book, one.oldest) if one.series else b.Missing(), "number"),
        Col("state", tr("State"), lambda one: _source_state(book, one), "status"),
        Col(
            "cited",
            tr("Cited as evidence"),
            lambda one: b.Number(one.citations, str(one.citations)),
            "number",
        ),
    )


def _series_count(one: SourceFreshness) -> b.Number:
    """Return how many series a source feeds: one a module where modules are measured."""
    count = sum(series.count for series in one.series)
    return b.Number(count, str(count))


def _source_state(book: Book, one: SourceFreshness) -> b.Chip:
    tr = book.tr
    if not one.series:
        return b.Chip("blue", tr("Evidence only")) if one.citations else b.Chip("grey", tr("Not used"))
    whole = sum(series.count for series in one.series)
    if one.stale:
        return b.Chip("grey", tr("{k} of {n} stale", k=sum(s.stale_count for s in one.stale), n=whole))
    return _state(book, one.state)


def _state(book: Book, state: Rag) -> b.Chip:
    words = {
        Rag.GREEN: book.tr("Fresh"),
        Rag.AMBER: book.tr("Fresh, with gaps"),
        Rag.GREY: book.tr("Stale"),
    }
    return b.Chip(state.value, words[state])


def series_table(book: Book, sources: Sequence[SourceFreshness]) -> b.Table:
    """Return every series with its last month, age, gaps and state, grouped by source."""
    tr = book.tr
    kinds = {"kpis": tr("KPI"), "health_metrics": tr("Health metric")}
    return Rows(
        [(source, one) for source in sources for one in source.series],
        group=lambda row: book.text(row[0].source.name),
    ).table(
        "series",
        spread("series", tr("Series"), lambda _source, one: book.link(one.kind, one.id), wide=True),
        spread("kind", tr("Kind"), lambda _source, one: kinds[one.kind]),
        spread("last", tr("Last month"), lambda _source, one: book.month(one.last), "date"),
        spread("age", tr("Age"), lambda _source, one: _age(book, one), "number"),
        spread("gaps", tr("Missing months"), lambda _source, one: _months(book, one.gaps)),
        spread("lagging", tr("Modules behind"), lambda _source, one: _modules(book, one.lagging)),
        spread(
            "state",
            tr("State"),
            lambda _source, one: _state(book, one.state) if one.last else b.Chip("grey", tr("Empty")),
            "status",
        ),
        empty=tr("The sources on record feed no series yet."),
    )


def _months(book: Book, months: Sequence[str]) -> b.Content:
    if not months:
        return b.Missing()
    return book.locale.join([book.locale.month(month) for month in months])


def _modules(book: Book, modules: Sequence[str]) -> b.Content:
    if not modules:
        return b.Missing()
    names = [book.name("modules", name) if name else book.tr("whole system") for name in modules]
    return book.locale.join(names)


def _records(book: Book) -> b.Facts:
    tr, plan, today = book.tr, book.handbook, book.state.today
    reviews = book.state.reviews
    held: b.Content = b.Missing(tr("none"))
    if reviews:
        month = book.locale.month(reviews[-1].month)
        held = tr("{n}, the last for {month}", n=len(reviews), month=month)
    incidents = [one.started.date() for one in plan.incidents if one.started.date() <= today]
    tickets = [day for one in plan.tickets if (day := one.opened.date()) <= today]
    answers = [one.answered_on for one in plan.survey if one.answered_on <= today]
    return b.Facts(
        (
            (tr("Incidents"), _count(book, incidents)),
            *([(tr("Help-desk tickets"), _count(book, tickets))] if tickets else []),
            (tr("Survey answers"), _count(book, answers)),
            (tr("Monthly reviews"), held),
        )
    )


def _count(book: Book, days: Sequence[dt.date]) -> b.Content:
    if not days:
        return b.Missing(book.tr("none"))
    return book.tr("{n}, the last on {day}", n=len(days), day=book.locale.day(max(days)))

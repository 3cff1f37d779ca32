"""Draw the dashboard of KPIs: by status, by objective, by module."""

from __future__ import annotations

from erpsite.model.plan import Rag
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.kpi_tables import band_counts, kpi_modules_table, objective_kpis_table
from erpsite.pages.kit.notes import method_notes, missing_page
from erpsite.pages.kit.words import grey_reason

__all__ = ["draw_kpis", "kpi_sentence"]


def draw_kpis(book: Book) -> tuple[b.Block, ...]:
    """Return the dashboard as of the month shown."""
    tr = book.tr
    if not book.handbook.kpis:
        return missing_page(book, tr("No KPI says yet how success is measured."), "kpis.yml")
    return (
        b.Lead(kpi_sentence(book)),
        _tiles(book),
        b.Heading(tr("By objective"), "by-objective"),
        objective_kpis_table(book),
        b.Heading(tr("By module"), "by-module"),
        kpi_modules_table(book),
        *_gaps(book),
        *_unmoved(book),
        *method_notes(
            book,
            tr(
                "Pace is attainment divided by the share of the way that should be done by now. The "
                "comparator decides whether a target is met, not the ratio. The forecast continues the "
                "trend of the last six months (Theil–Sen)."
            ),
            (
                (tr("Attainment"), "attainment"),
                (tr("Pace"), "pace"),
                (tr("Status of a KPI"), "kpi-bands"),
                (tr("Forecast"), "forecast"),
            ),
            ("kpis.yml", "kpis.csv"),
        ),
    )


def kpi_sentence(book: Book) -> str:
    """Return how the KPIs stand, and which is furthest behind, in one sentence."""
    tr, statuses = book.locale.tr, book.figures.kpis
    counts = band_counts(statuses)
    words = {
        "month": book.locale.month(book.state.as_of),
        "total": len(statuses),
        "risk": counts[Rag.AMBER],
        "off": counts[Rag.RED],
        "grey": counts[Rag.GREY],
    }
    if counts[Rag.GREY] == len(statuses):
        return tr("None of the {total} KPIs has a value for {month}.", **words)
    behind = [status for status in statuses if status.pace is not None and not status.met]
    worst = min(behind, key=lambda status: status.pace or 0.0, default=None)
    if worst is None or worst.rag is Rag.GREEN:
        return tr.plural(
            "In {month} {n} of {total} KPIs is on track, {risk} at risk, {off} off track and {grey} "
            "without data.",
            "In {month} {n} of {total} KPIs are on track, {risk} at risk, {off} off track and {grey} "
            "without data.",
            counts[Rag.GREEN],
            **words,
        )
    return tr.plural(
        "In {month} {n} of {total} KPIs is on track, {risk} at risk, {off} off track and {grey} without "
        "data; furthest behind is “{worst}” with a pace of {pace}.",
        "In {month} {n} of {total} KPIs are on track, {risk} at risk, {off} off track and {grey} without "
        "data; furthest behind is “{worst}” with a pace of {pace}.",
        counts[Rag.GREEN],
        worst=book.text(worst.kpi.name),
        pace=book.locale.number(worst.pace or 0.0, 2),
        **words,
    )


def _tiles(book: Book) -> b.Tiles:
    tr, statuses = book.tr, book.figures.kpis
    counts = band_counts(statuses)
    met = sum(bool(status.met) and status.rag is not Rag.GREY for status in statuses)
    notes = {
        Rag.GREEN: tr("{n} have met their target", n=met),
        Rag.AMBER: tr("pace below {limit}", limit=_limit(book, book.handbook.plan.thresholds.pace_on_track)),
        Rag.RED: tr("pace below {limit}", limit=_limit(book, book.handbook.plan.thresholds.pace_at_risk)),
        Rag.GREY: tr("no value for the month shown"),
    }
    return b.Tiles(
        tuple(
            b.Tile(
                book.rag(rag).text,
                b.Number(counts[rag], book.locale.number(counts[rag], 0)),
                notes[rag],
                tone=rag.value,
            )
            for rag in Rag
        )
    )


def _limit(book: Book, limit: float) -> str:
    return book.locale.number(limit, 2)


def _gaps(book: Book) -> tuple[b.Block, ...]:
    """Return which KPIs have no status, and why."""
    items: list[b.Content] = [
        (book.link("kpis", status.kpi.id), " · ", grey_reason(book, status.reason), " · ",
         b.Place(status.where))
        for status in book.figures.kpis
        if status.reason
    ]  # fmt: skip
    if not items:
        return ()
    return (b.Callout("grey", book.tr("KPIs without a status"), (b.Items(tuple(items)),)),)


def _unmoved(book: Book) -> tuple[b.Block, ...]:
    loose = book.figures.alignment.unmoved
    if not loose:
        return ()
    title = book.tr("No initiative in the plan should move these KPIs")
    return (b.Callout("amber", title, (b.Paragraph(book.links("kpis", loose)),)),)

"""Draw the dashboard of KPIs: by status, by objective, by module."""

from __future__ import annotations

from collections.abc import Sequence

from erpsite.analysis.figures import Figure
from erpsite.analysis.kpi.attainment import KpiStatus
from erpsite.model.plan import Rag
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import pace_figure
from erpsite.pages.kit.kpi_tables import kpi_modules_table, objective_kpis_table
from erpsite.pages.kit.notes import method_notes, missing_page
from erpsite.pages.kit.page import page
from erpsite.pages.kit.plant_choice import plant_choice
from erpsite.pages.kit.words import grey_reason

__all__ = ["draw_kpis", "kpi_sentence"]


@page(
    "plan/kpis",
    section="plan",
    needs=("kpis",),
    place=70,
    title="KPIs",
    description="The measures of success by objective and module.",
    file="kpis.yml",
    opened_by={"executive": 4, "business": 4, "finance": 5},
)
def draw_kpis(book: Book) -> tuple[b.Block, ...]:
    """Return the dashboard as of the month shown."""
    tr = book.tr
    if not book.handbook.kpis:
        return missing_page(book, tr("No KPI says yet how success is measured."), "kpis.yml")
    return (
        b.Lead(kpi_sentence(book)),
        _tiles(book),
        *plant_choice(book, "kpis"),
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
    tr, figures, statuses = book.locale.tr, book.figures, book.figures.kpis
    words: dict[str, object] = {
        "month": book.locale.month(book.state.as_of),
        "total": book.count(figures.kpis_all),
        "risk": book.count(figures.kpis_in(Rag.AMBER)),
        "off": book.count(figures.kpis_in(Rag.RED)),
        "grey": book.count(figures.kpis_in(Rag.GREY)),
    }
    if all(status.rag is Rag.GREY for status in statuses):
        return tr("None of the {total} KPIs has a status for {month}.", **words)
    worst = _furthest_behind(statuses)
    if worst is None:
        return tr.plural(
            "In {month} {n} of {total} KPIs is on track, {risk} at risk, {off} off track and {grey} "
            "without a status.",
            "In {month} {n} of {total} KPIs are on track, {risk} at risk, {off} off track and {grey} "
            "without a status.",
            book.count(figures.kpis_in(Rag.GREEN)),
            **words,
        )
    words["worst"] = book.text(worst.kpi.name)
    if worst.pace is None:
        return tr.plural(
            "In {month} {n} of {total} KPIs is on track, {risk} at risk, {off} off track and {grey} without "
            "a status; “{worst}” misses its target.",
            "In {month} {n} of {total} KPIs are on track, {risk} at risk, {off} off track and {grey} without "
            "a status; “{worst}” misses its target.",
            book.count(figures.kpis_in(Rag.GREEN)),
            **words,
        )
    return tr.plural(
        "In {month} {n} of {total} KPIs is on track, {risk} at risk, {off} off track and {grey} without "
        "a status; furthest behind is “{worst}” with a pace of {pace}.",
        "In {month} {n} of {total} KPIs are on track, {risk} at risk, {off} off track and {grey} without "
        "a status; furthest behind is “{worst}” with a pace of {pace}.",
        book.count(figures.kpis_in(Rag.GREEN)),
        pace=pace_figure(book, worst),
        **words,
    )


def _furthest_behind(statuses: Sequence[KpiStatus]) -> KpiStatus | None:
    """Return the KPI of the worst band with the lowest pace; floors, caps and ranges have none: last."""
    for rag in (Rag.RED, Rag.AMBER):
        found = [status for status in statuses if status.rag is rag]
        if found:
            return min(found, key=lambda status: (status.pace is None, status.pace or 0.0))
    return None


def _tiles(book: Book) -> b.Tiles:
    tr, figures, limits = book.tr, book.figures, book.handbook.plan.thresholds
    notes = {
        Rag.GREEN: book.locale.tr.plural(
            "{n} has met its target", "{n} have met their target", book.count(figures.kpis_met)
        ),
        Rag.AMBER: tr("pace below {limit}", limit=_limit(book, "on-track", limits.pace_on_track)),
        Rag.RED: tr(
            "pace below {limit}, or a target missed", limit=_limit(book, "at-risk", limits.pace_at_risk)
        ),
        Rag.GREY: tr("no fresh value, or nothing known to compare it with"),
    }
    return b.Tiles(
        tuple(
            b.Tile(
                book.rag(rag).text,
                book.count(figures.kpis_in(rag)),
                notes[rag],
                tone=rag.value,
            )
            for rag in Rag
        )
    )


def _limit(book: Book, band: str, limit: float) -> b.Number:
    return book.figure(Figure(f"limit.pace.{band}", limit), decimals=2)


def _gaps(book: Book) -> tuple[b.Block, ...]:
    """Return which KPIs have no status, and why."""
    items: list[b.Content] = [
        (book.link("kpis", status.kpi.id), " · ", grey_reason(book, status), " · ",
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

"""Draw how the system is doing: availability, health metrics, causes of outages, satisfaction."""

from __future__ import annotations

from erpsite.analysis.figures import Figure
from erpsite.analysis.health.availability import Uptime
from erpsite.analysis.health.metrics import HealthSeries, by_dimension, shortfall
from erpsite.analysis.health.survey import Satisfaction
from erpsite.analysis.state.not_available import NotAvailable
from erpsite.model.plan import Rag
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.charts import draw_availability_chart, draw_cause_chart, draw_health_grid_chart
from erpsite.pages.kit.naming import cause_name
from erpsite.pages.kit.notes import Finding, method_notes, missing_page
from erpsite.pages.kit.page import page
from erpsite.pages.kit.reasons import share_cell, uptime_decimals
from erpsite.pages.kit.states import coverage_words, withheld_words
from erpsite.pages.kit.worst import MANY
from erpsite.pages.preread.health_plants import availability_plants, health_plants
from erpsite.pages.preread.health_tables import (
    availability_table,
    causes_table,
    dimensions_table,
    health_metrics_table,
    module_values_table,
)
from erpsite.pages.preread.reading_path import timed
from erpsite.pages.preread.satisfaction import satisfaction_blocks
from erpsite.pages.preread.tickets import ticket_blocks

__all__ = ["draw_health", "furthest", "health_finding"]

PATH = "preread/health"


@page(
    "preread/health",
    section="preread",
    needs=("health_metrics", "incidents", "tickets", "survey"),
    place=20,
    title="System health",
    description="How the ERP runs: availability, health metrics, causes of outages, satisfaction.",
    file="health.csv",
    readers={"it": 2},
    opened_by={"it": 1},
    frame=timed,
)
def draw_health(book: Book) -> tuple[b.Block, ...]:
    """Return the health page: finding, tiles, sides of health, modules, causes, survey, all metrics."""
    finding, plan = health_finding(book), book.handbook
    if not (plan.health_metrics or plan.incidents or plan.survey or plan.tickets):
        return missing_page(book, finding.sentence, "health_metrics.yml")
    return (
        b.Lead(finding.sentence),
        b.Tiles(_tiles(book)),
        draw_availability_chart(book, book.figures.availability),
        *_metrics(book),
        *health_plants(book),
        *_availability(book),
        *ticket_blocks(book),
        *satisfaction_blocks(book),
        *_notes(book),
    )


def furthest(book: Book) -> HealthSeries | None:
    """Return the fresh series furthest beyond its target, in spans from target to limit."""
    known = [side.worst for side in by_dimension(book.figures.health) if side.worst]
    return max(known, key=_beyond, default=None)


def _beyond(one: HealthSeries) -> float:
    return 0.0 if isinstance(one.latest, NotAvailable) else shortfall(one.metric, one.latest)


def health_finding(book: Book) -> Finding:
    """Return how the system is doing, in one sentence."""
    year = book.figures.uptime_of_year
    fresh = [one for one in book.figures.health if one.fresh and one.rag is not Rag.GREY]
    missed = [one for one in fresh if one.rag is not Rag.GREEN]
    if year is None and not fresh:
        return Finding(PATH, "grey", book.tr("Nothing is known yet of how the system runs."))
    worst = furthest(book)
    tone: b.Tone = "red" if any(one.rag is Rag.RED for one in missed) else "amber"
    if not missed and (year is None or year.rag is Rag.GREEN):
        tone = "green"
    if year is None:
        return Finding(PATH, tone, _metrics_sentence(book, len(fresh), len(missed)))
    values: dict[str, object] = {
        "month": book.locale.month(book.state.as_of),
        "percent": _twelve_months(book, year),
        "target": book.figure(Figure("availability.target", year.target), "%", 2),
    }
    known = book.figures.months_with_uptime
    if known < len(book.figures.year):
        return Finding(PATH, tone, _short_log(book, known, values, len(fresh), missed, worst))
    if worst is None:
        sentence = book.tr(
            "Over the twelve months to {month} the ERP was up {percent} of the time (target {target}), "
            "and no health metric misses its target.",
            **values,
        )
        return Finding(PATH, tone, sentence)
    sentence = book.tr(
        "Over the twelve months to {month} the ERP was up {percent} of the time (target {target}); "
        "{missed} of {known} health values miss the target, most of all {worst}.",
        **values,
        missed=book.count("health.missed", len(missed)),
        known=book.count("health.fresh", len(fresh)),
        worst=_series_name(book, worst),
    )
    return Finding(PATH, tone, sentence)


def _twelve_months(book: Book, year: Uptime) -> b.Number:
    decimals = uptime_decimals(year.percent, year.target)
    return book.figure(Figure("availability.twelve-months", year.percent), "%", decimals)


def _short_log(
    book: Book,
    known: int,
    values: dict[str, object],
    fresh: int,
    missed: list[HealthSeries],
    worst: HealthSeries | None,
) -> str:
    """Return the finding where the log says nothing of some of the twelve months."""
    up = book.locale.tr.plural(
        "In the one month to {month} of which it is known, the ERP was up {percent} of the time (target "
        "{target}).",
        "In the {n} months to {month} of which it is known, the ERP was up {percent} of the time (target "
        "{target}).",
        book.count("availability.known-months", known),
        **values,
    )
    if worst is None:
        return book.locale.sentence(up, book.tr("No health metric misses its target.") if fresh else "")
    metrics = book.tr(
        "{missed} of {known} health values miss the target, most of all {worst}.",
        missed=book.count("health.missed", len(missed)),
        known=book.count("health.fresh", fresh),
        worst=_series_name(book, worst),
    )
    return book.locale.sentence(up, metrics)


def _metrics_sentence(book: Book, known: int, missed: int) -> str:
    return book.tr(
        "{missed} of {known} health values miss the target; availability is not known.",
        missed=book.count("health.missed", missed),
        known=book.count("health.fresh", known),
    )


def _series_name(book: Book, one: HealthSeries) -> str:
    name = book.text(one.metric.name)
    if one.module is None:
        return name
    return book.tr("{metric} ({module})", metric=name, module=book.name("modules", one.module))


def _tiles(book: Book) -> tuple[b.Tile, ...]:
    tr, series = book.tr, book.figures.health
    tiles = [*_uptime_tiles(book)]
    fresh = [one for one in series if one.fresh and one.rag is not Rag.GREY]
    stale = [one for one in series if not one.fresh]
    met = sum(one.rag is Rag.GREEN for one in fresh)
    tiles.append(
        b.Tile(
            tr("Health values on target"),
            tr(
                "{part} of {whole}",
                part=book.count("health.met", met),
                whole=book.count("health.fresh", len(fresh)),
            )
            if fresh
            else b.Missing(tr("no fresh value")),
            tr("{n} without fresh data", n=book.count("health.stale", len(stale))),
            tone="grey" if not fresh else "green" if met == len(fresh) else "amber",
        )
    )
    causes = book.figures.outage_causes
    if causes:
        tiles.append(
            b.Tile(
                tr("Costliest cause of outages"),
                cause_name(book, causes[0].cause),
                (
                    share_cell(book, causes[0].share, named="outages.costliest-share"),
                    " ",
                    tr("of all minutes lost in twelve months"),
                ),
            )
        )
    survey = book.figures.survey
    if not isinstance(survey, NotAvailable) and isinstance(survey.latest.total, Satisfaction):
        total = survey.latest.total
        tiles.append(
            b.Tile(
                tr("Satisfaction"),
                book.figure(Figure("survey.mean", total.mean), "/5", 2),
                tr("{n} answers", n=book.count("survey.answers", total.n)),
                tone=survey.rag.value,
            )
        )
    return tuple(tiles)


def _uptime_tiles(book: Book) -> tuple[b.Tile, ...]:
    tr, found = book.tr, book.figures.availability
    year, month = book.figures.uptime_of_year, found.of_system([book.state.as_of])
    tiles = []
    if year is not None:
        tiles.append(
            b.Tile(
                tr("Availability, twelve months"),
                _twelve_months(book, year),
                _target_note(book, year),
                tone=year.rag.value,
            )
        )
    if isinstance(month, Uptime):
        tiles.append(
            b.Tile(
                tr("Error budget spent this month"),
                share_cell(book, month.burn_rate, named="error-budget.spent"),
                tr(
                    "{down} of {budget} minutes a module",
                    down=book.figure(Figure("error-budget.minutes-down", month.down / len(found.modules))),
                    budget=book.figure(Figure("error-budget.minutes", month.budget / len(found.modules))),
                ),
                tone=month.rag.value,
            )
        )
    return tuple(tiles)


def _target_note(book: Book, year: Uptime) -> b.Content:
    """Return the target, and of how many of the twelve months the availability is, where not of all."""
    known, every = book.figures.months_with_uptime, len(book.figures.year)
    target = book.tr(
        "target {target}", target=book.figure(Figure("availability.target", year.target), "%", 2)
    )
    cover = coverage_words(book, known, every, "availability")
    return (target, " · ", cover) if cover else target


def _metrics(book: Book) -> tuple[b.Block, ...]:
    tr, series = book.tr, book.figures.health
    if not series:
        return ()
    blocks: list[b.Block] = [
        b.Heading(tr("Seven sides of health"), "sides"),
        draw_health_grid_chart(book, series),
        dimensions_table(book, series),
        b.Heading(tr("Every metric at its worst module"), "metrics"),
        health_metrics_table(book, tuple(book.handbook.health_metrics.values())),
        b.Details(tr("Every value by module"), (module_values_table(book, series),)),
    ]
    stale = [one for one in series if not one.fresh]
    unjudged = [one for one in series if one.fresh and one.rag is Rag.GREY]
    if unjudged:
        names = tuple(_series_name(book, one) for one in unjudged)
        blocks.insert(3, b.Callout("grey", tr("Without a known target"), _named(book, names)))
    if stale:
        names = tuple(_stale_name(book, one) for one in stale)
        blocks.insert(3, b.Callout("grey", tr("Without fresh data"), _named(book, names)))
    return tuple(blocks)


def _named(book: Book, names: tuple[str, ...]) -> tuple[b.Block, ...]:
    """Return a list of series; of many the first ones, and the others folded."""
    if len(names) <= MANY:
        return (b.Items(names),)
    rest = names[_SHOWN:]
    title = book.tr("{n} more", n=book.locale.number(len(rest), 0))
    return b.Items(names[:_SHOWN]), b.Details(title, (b.Items(rest),))


_SHOWN = 8
"""Names of a long list that stand open."""


def _stale_name(book: Book, one: HealthSeries) -> str:
    """Return the name of a series without a fresh value, with the reason where it is withheld."""
    held = withheld_words(book, {"value": one.withheld}, "value")
    return book.locale.clauses(_series_name(book, one), held)


def _availability(book: Book) -> tuple[b.Block, ...]:
    tr = book.tr
    blocks: list[b.Block] = [
        b.Heading(tr("Availability and error budget by module"), "availability-by-module"),
        availability_table(book),
        *availability_plants(book),
    ]
    if book.figures.outage_causes:
        heading = b.Heading(tr("What causes the outages"), "causes")
        blocks += [heading, draw_cause_chart(book, book.figures.outage_causes), causes_table(book)]
    return tuple(blocks)


def _notes(book: Book) -> tuple[b.Block, ...]:
    tr = book.tr
    method = (
        tr("Scheduled maintenance is left out of eligible and down minutes alike.")
        if book.handbook.plan.maintenance_excluded
        else tr("Scheduled maintenance counts as downtime.")
    )
    more = tr(
        "Overlapping incidents count once, a degraded service by the share that was lost. "
        "The trend compares the medians of the last three months and the three before; "
        "a change below a tenth of the way from target to limit is steady."
    )
    return method_notes(
        book,
        book.locale.sentence(method, more),
        (
            (tr("Availability"), "availability"),
            (tr("Error budget"), "error-budget"),
            (tr("Freshness"), "freshness"),
            (tr("CSAT"), "csat"),
            (tr("NPS"), "nps"),
        ),
        _files(book),
    )


def _files(book: Book) -> tuple[str, ...]:
    """Return the files that the page is drawn from; definitions stand for what is counted from logs."""
    plan = book.handbook
    counted = tuple(
        account.path
        for account in plan.rollups.values()
        if any(kind == "health_metrics" for kind, _, _ in account.feeds)
    )
    typed = not counted or any(row.where.path == "health.csv" for row in plan.health_values)
    logged = not counted or bool(plan.incidents)
    return (
        "health_metrics.yml",
        *(("health.csv",) if typed else ()),
        *counted,
        *(("incidents.csv",) if logged else ()),
        "survey.csv",
        *(("tickets.csv",) if plan.tickets else ()),
    )

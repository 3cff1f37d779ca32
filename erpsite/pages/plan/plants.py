"""Draw the plants of the organisation, and a page for each: what is measured there, and who works on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from erpsite.analysis.diagnosis.risks import live_risks
from erpsite.analysis.health.availability import Uptime
from erpsite.analysis.health.metrics import HealthSeries
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.plants import changes_plant
from erpsite.analysis.state.registers import RiskState
from erpsite.model.organisation import Plant
from erpsite.model.plan import Rag
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import count_cell, kpi_spark
from erpsite.pages.kit.columns import Col, Rows
from erpsite.pages.kit.commitment_tables import commitments_table
from erpsite.pages.kit.mine import mine_widget
from erpsite.pages.kit.naming import target_chip
from erpsite.pages.kit.notes import missing_page
from erpsite.pages.kit.page import Leaf, page, records
from erpsite.pages.kit.plant_view import PlantView, plant_views
from erpsite.pages.kit.reasons import figure
from erpsite.pages.kit.words import risk_chip, status_chip
from erpsite.pages.kit.worst import RANK, worst_plants
from erpsite.pages.plan.plant_measures import plant_kpis_table

__all__ = ["draw_plant", "draw_plants"]


@page(
    "plan/by-plant",
    section="plan",
    needs=("plants",),
    place=75,
    title="Plants",
    description="Each plant, site or department: what is measured there, the worst first.",
    file="organisation.yml",
)
def draw_plants(book: Book) -> tuple[b.Block, ...]:
    """Return every plant with how its KPIs and its system stand, the worst first."""
    tr, views = book.tr, list(plant_views(book).values())
    if not views:
        return missing_page(book, tr("The plan tells no plants apart yet."), "organisation.yml")
    return (
        b.Lead(_lead(book, views)),
        *worst_plants(book, views, lambda rows, end: _plants_table(book, rows, end)),
        b.Paragraph(
            tr(
                "Values of a plant are rolled up over its own months by each KPI’s own rule; a target that "
                "is for the total of all plants judges none. Off track counts ten times at risk in the order."
            ),
            small=True,
        ),
    )


def _lead(book: Book, views: Sequence[PlantView]) -> str:
    tr = book.locale.tr
    count = book.count("plants", len(views))
    off = [one for one in views if one.worst and one.worst.rag is Rag.RED]
    if not off:
        return tr.plural(
            "{n} plant is told apart; no KPI is off track in it.",
            "{n} plants are told apart; no KPI is off track in any of them.",
            count,
        )
    return tr.plural(
        "Of {n} plant {k} has a KPI off track; {plant} stands worst.",
        "Of {n} plants {k} have a KPI off track; {plant} stands worst.",
        count,
        k=book.count("plants.off-track", len(off)),
        plant=book.name("plants", off[0].plant),
    )


def _plants_table(book: Book, rows: Sequence[PlantView], end: str) -> b.Table:
    tr = book.tr
    known = plant_views(book).values()
    # What no plant has a value of is no column: dashes in every row would only push the rest aside.
    healths: list[Col[PlantView]] = [
        Col("health", tr("System health"), lambda one: _health(book, one), "status")
    ]
    uptimes: list[Col[PlantView]] = [
        Col("uptime", tr("Availability, twelve months"), lambda one: _uptime(book, one), "number")
    ]
    tickets: list[Col[PlantView]] = [
        Col("tickets", tr("Open tickets"), lambda one: _tickets(book, one), "number")
    ]
    return Rows(
        rows,
        anchor=lambda one: one.plant,
        source=lambda one: book.handbook.plants[one.plant].where,
        tone=lambda one: "red" if one.worst and one.worst.rag is Rag.RED else None,
    ).table(
        f"plants{end}",
        Col("plant", tr("Plant"), lambda one: book.link("plants", one.plant)),
        Col("met", tr("KPIs on track"), lambda one: _met(book, one)),
        Col("worst", tr("Worst KPI"), lambda one: _worst(book, one), "status"),
        Col("spark", tr("Last 12 months"), lambda one: kpi_spark(book, one.worst) if one.worst else ""),
        *(healths if any(one.health for one in known) else ()),
        *(uptimes if any(one.uptime for one in known) else ()),
        *(tickets if any(one.tickets for one in known) else ()),
    )


def _met(book: Book, one: PlantView) -> b.Inline:
    if not one.judged:
        return b.Missing(book.tr("no value"))
    return book.tr("{part} of {whole}", part=one.met, whole=len(one.judged))


def _worst(book: Book, one: PlantView) -> b.Content:
    if one.worst is None:
        return b.Missing()
    return (book.link("kpis", one.worst.kpi.id), " ", book.rag(one.worst.rag))


def _health(book: Book, one: PlantView) -> b.Inline:
    worst = one.health.worst if one.health else None
    return target_chip(book, worst.rag if worst else Rag.GREY)


def _uptime(book: Book, one: PlantView) -> b.Inline:
    if one.uptime is None:
        return b.Missing()
    year = one.uptime.of_system(book.figures.year)
    return figure(book, year.percent if isinstance(year, Uptime) else year, "%", 2)


def _tickets(book: Book, one: PlantView) -> b.Inline:
    return count_cell(book, one.tickets.last.backlog) if one.tickets else b.Missing()


def _leaves(book: Book) -> Iterable[Leaf]:
    for name, plant in book.handbook.plants.items():
        yield Leaf(name, book.text(plant.name), plant.where)


@records("plan/by-plant", section="plan", place=90, of=_leaves)
def draw_plant(book: Book, name: str) -> tuple[b.Block, ...]:
    """Return what is measured in one plant, and the work on the modules that it uses."""
    tr, plant, view = book.tr, book.handbook.plants[name], plant_views(book)[name]
    running = _initiatives(book, plant)
    return (
        b.Lead(_plant_lead(book, view)),
        _facts(book, plant, view),
        mine_widget(book, "plant", name, _filtered(book)),
        *_section(tr("KPIs here"), "kpis", plant_kpis_table(book, name, view.kpis)),
        *_section(tr("System health here"), "health", _health_table(book, name, view)),
        *_section(tr("Work here"), "initiatives", _work_table(book, name, running)),
        *_section(tr("Promised next"), "commitments", _next_table(book, name, running)),
        *_risks(book, name, running),
        b.Paragraph(
            tr(
                "Work and risks are those of the initiatives that name this plant or, where they name none, "
                "change a module which it uses."
            ),
            small=True,
        ),
    )


def _filtered(book: Book) -> Mapping[str, str]:
    """Return the pages whose rows can be chosen by plant, by their paths with their titles."""
    tr, found = book.tr, dict[str, str]()
    if book.handbook.initiatives:
        found["plan/roadmap"] = tr("Roadmap")
        found["plan/initiatives"] = tr("Initiatives")
        found["plan/commitments"] = tr("Commitments")
        if not book.handbook.hides("risks"):
            found["plan/risks"] = tr("Risks")
    if book.handbook.kpis:
        found["plan/kpis"] = tr("KPIs")
    return found


def _section(title: str, anchor: str, table: b.Table) -> tuple[b.Block, ...]:
    return (b.Heading(title, anchor), table) if table.rows else ()


def _plant_lead(book: Book, view: PlantView) -> str:
    tr, name = book.locale.tr, book.name("plants", view.plant)
    if not view.judged:
        return tr("No KPI has a value of its own in {plant} by which it could be judged.", plant=name)
    words = {
        "plant": name,
        "k": book.count("plant.kpis.on-track", view.met, view.plant),
    }
    sentence = tr.plural(
        "In {plant} {k} of {n} KPI is on track",
        "In {plant} {k} of {n} KPIs are on track",
        book.count("plant.kpis", len(view.judged), view.plant),
        **words,
    )
    if view.worst is None or view.worst.rag is Rag.GREEN:
        return tr("{sentence}.", sentence=sentence)
    worst = book.text(view.worst.kpi.name)
    return tr("{words}; “{kpi}” stands worst.", words=sentence, kpi=worst)


def _facts(book: Book, plant: Plant, view: PlantView) -> b.Facts:
    tr = book.tr
    pairs: list[tuple[str, b.Content]] = [
        (
            tr("Modules"),
            book.links("modules", plant.modules)
            if plant.modules
            else b.Missing(tr("none is named, so all of them")),
        ),
    ]
    if plant.people:
        pairs.append((tr("Its people"), book.links("people", plant.people)))
    if view.uptime is not None:
        pairs.append((tr("Availability, twelve months"), _uptime(book, view)))
    if view.tickets is not None:
        pairs.append((tr("Open tickets"), _tickets(book, view)))
    return b.Facts(tuple(pairs))


def _health_table(book: Book, name: str, view: PlantView) -> b.Table:
    tr, series = book.tr, view.health.series if view.health else ()
    return Rows(sorted(series, key=_by_rag), tone=lambda one: "red" if one.rag is Rag.RED else None).table(
        f"health-of-{name}",
        Col("metric", tr("Metric"), lambda one: book.link("health_metrics", one.metric.id)),
        Col("module", tr("Module"), lambda one: _module(book, one)),
        Col("value", tr("Value"), lambda one: _value(book, one), "number"),
        Col("status", tr("Status"), lambda one: target_chip(book, one.rag), "status"),
    )


def _by_rag(one: HealthSeries) -> int:
    return [Rag.RED, Rag.AMBER, Rag.GREEN, Rag.GREY].index(one.rag)


def _module(book: Book, one: HealthSeries) -> b.Inline:
    return book.link("modules", one.module) if one.module else b.Missing()


def _value(book: Book, one: HealthSeries) -> b.Inline:
    return figure(book, one.latest, book.text(one.metric.unit), book.metric_decimals(one.metric))


def _initiatives(book: Book, plant: Plant) -> list[InitiativeState]:
    """Return the running initiatives that change something in the plant."""
    return [
        now for now in book.state.initiatives.values() if now.running and changes_plant(now.initiative, plant)
    ]


def _work_table(book: Book, name: str, running: Sequence[InitiativeState]) -> b.Table:
    tr = book.tr
    return Rows(
        sorted(running, key=lambda now: -RANK[now.declared]),
        source=lambda now: now.initiative.where,
        tone=lambda now: "red" if status_chip(book, now).tone == "red" else None,
    ).table(
        f"work-of-{name}",
        Col("initiative", tr("Initiative"), lambda now: book.link("initiatives", now.initiative.id)),
        Col("status", tr("Status"), lambda now: status_chip(book, now), "status"),
        Col("finish", tr("Expected finish"), lambda now: book.day(now.finish), "date"),
        Col("owner", tr("Owner"), lambda now: book.person(now.owner)),
        Col("modules", tr("Modules"), lambda now: book.links("modules", now.initiative.modules)),
    )


def _next_table(book: Book, name: str, running: Sequence[InitiativeState]) -> b.Table:
    """Return what is still to be reached in this work, the earliest first."""
    mine = {now.initiative.id for now in running}
    found = [
        one
        for owned in book.figures.commitments_by_owner.values()
        for one in owned
        if one.initiative.initiative.id in mine and not one.task.done
    ]
    dated = sorted((one for one in found if one.day), key=lambda one: one.day.toordinal() if one.day else 0)
    return commitments_table(book, dated, f"next-of-{name}", owner=True)


def _risks(book: Book, name: str, running: Sequence[InitiativeState]) -> tuple[b.Block, ...]:
    tr, mine = book.tr, {now.initiative.id for now in running}
    found = [one for one in live_risks(book.state) if one.initiative in mine]
    found.sort(key=lambda one: -one.score)
    if not found:
        return ()
    table = Rows[RiskState](found, source=lambda one: one.risk.where).table(
        f"risks-of-{name}",
        Col("risk", tr("Risk"), lambda one: book.link("risks", one.risk.id)),
        Col("score", tr("Score"), lambda one: risk_chip(book, one.score), "status"),
        Col("initiative", tr("Initiative"), lambda one: book.link("initiatives", one.initiative)),
        Col("owner", tr("Owner"), lambda one: book.person(one.risk.owner)),
        topic="risks",
    )
    return (b.Heading(tr("Open risks"), "risks", topic="risks"), table)

"""Read out of one plan what a group may know of it, in the languages of the group."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

from erpsite.analysis import state
from erpsite.analysis.figures import Figures
from erpsite.analysis.health.availability import Uptime
from erpsite.analysis.kpi.attainment import KpiStatus
from erpsite.analysis.kpi.course import shown_series
from erpsite.analysis.money.contracts import ContractStage
from erpsite.analysis.portfolio.priority import RankedInitiative
from erpsite.analysis.standing import verdict
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.state.not_available import NotAvailable
from erpsite.frozen import dataclass
from erpsite.group.company import (
    Company,
    CompanyChange,
    CompanyKpi,
    CompanyPlant,
    Contract,
    LoadOfRole,
    Project,
    Threat,
    Tie,
    Words,
    Work,
)  # fmt: skip
from erpsite.i18n import locale_of
from erpsite.model import Handbook
from erpsite.model.plan import Rag
from erpsite.model.text import Text
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.changes import change_record, change_sentence
from erpsite.pages.kit.kpi_words import kpi_number, target_text
from erpsite.pages.kit.plant_view import PlantView, plant_views
from erpsite.pages.kit.standing import verdict_words

__all__ = ["company_of"]

_MOST_CHANGES = 30


@dataclass(frozen=True)
class _Reader:
    """Read values out of one plan at a month, in the languages of the group."""

    figures: Figures
    books: Mapping[str, Book]
    hides: frozenset[str] = field(default_factory=frozenset)

    def words(self, text: Text | None) -> Words:
        return {language: str(book.text(text)) for language, book in self.books.items()}

    def name(self, kind: str, id_: str) -> Words:
        return {language: str(book.name(kind, id_)) for language, book in self.books.items()}


def company_of(
    handbook: Handbook, id_: str, languages: Sequence[str], *, as_of: str = "", name: Text | None = None,
    address: str = "", plants: Sequence[str] = (), findings: int = 0,
) -> Company:  # fmt: skip
    """Return what the group reads of a plan, as its edition shows it.

    `as_of` is a month (`YYYY-MM`); left out, or where the plan's last review is earlier, that one's.
    """
    own = handbook.default_as_of
    now = state(handbook, min(as_of, own) if as_of else own)
    figures, plan = Figures(now), handbook.plan
    books = {one: Book(now, locale_of(one, plan.currency), figures) for one in languages}
    edition = handbook.edition
    reader = _Reader(figures, books, frozenset(edition.hides) if edition else frozenset())
    found = verdict(figures)
    money = "money" not in reader.hides
    return Company(
        id=id_,
        name=reader.words(name or plan.organisation),
        handbook=address,
        edition=edition.id if edition else "",
        hides=tuple(sorted(reader.hides)),
        currency=plan.currency,
        as_of=now.as_of,
        plan_year=plan.plan_year,
        fiscal_offset=plan.fiscal_offset,
        languages=tuple(plan.languages),
        verdict={language: str(verdict_words(book)) for language, book in books.items()},
        rag=found.rag if money else found.rag_of_dates,
        promised=found.end.promised,
        expected=found.end.expected,
        late=found.end.late,
        p80=found.end.p80,
        **_sums(reader),
        projects=_projects(reader),
        work=_work(reader),
        ties=_ties(figures),
        days_off=_days_off(figures),
        kpis=tuple(_kpi(reader, one) for one in figures.kpis),
        plants=_plants(reader, plants),
        threats=_threats(reader),
        contracts=_contracts(reader),
        loads=_loads(reader),
        changes=_changes(reader),
        since=_month_before(figures),
        findings=findings,
        plan=plan.id or "",
    )


def _sums(reader: _Reader) -> dict[str, Any]:
    """Return the counts and sums of the whole plan."""
    figures, money = reader.figures, "money" not in reader.hides
    bands = {rag: figures.kpis_in(rag).value for rag in Rag}
    return {
        "envelope": figures.envelope.value if money else None,
        "approved": figures.approved.value if money and figures.budget.stated else None,
        "spent": figures.spent.value if money and figures.spend_known else None,
        "at_completion": figures.at_completion.value if money and figures.budget.stated else None,
        "running": figures.initiatives_running.value,
        "finished": figures.initiatives_finished.value,
        "kpis_met": bands[Rag.GREEN],
        "kpis_judged": sum(bands.values()) - bands[Rag.GREY],
        "actions_overdue": figures.actions_overdue.value,
    }


def _projects(reader: _Reader) -> tuple[Project, ...]:
    figures = reader.figures
    ranks: Mapping[str, RankedInitiative] = figures.rank
    return tuple(_project(reader, now, ranks.get(name)) for name, now in figures.state.initiatives.items())


def _project(reader: _Reader, now: InitiativeState, ranked: RankedInitiative | None) -> Project:
    money = "money" not in reader.hides
    one = now.initiative
    score = ranked.score if ranked and not isinstance(ranked.score, NotAvailable) else None
    promised = reader.figures.benefit_of.get(one.id)
    return Project(
        id=one.id,
        name=reader.name("initiatives", one.id),
        stage=now.stage,
        declared=now.declared,
        computed=now.computed,
        complete=now.complete,
        finish=_finish(reader, now),
        promised=now.baseline_finish,
        slip=_slip(reader, now),
        budget=one.stated_cost if money else None,
        spent=now.spent if money else None,
        forecast=now.forecast_cost if money else None,
        rank=ranked.rank if ranked else None,
        score=score,
        above_the_line=bool(ranked and ranked.funded),
        benefit=promised.promised if money and promised else None,
    )


def _finish(reader: _Reader, now: InitiativeState) -> dt.date | None:
    return reader.figures.schedule.finish_of(now.initiative.id) or now.finish


def _slip(reader: _Reader, now: InitiativeState) -> int | None:
    finish = _finish(reader, now)
    if finish is None or now.baseline_finish is None:
        return None
    return reader.figures.state.days.slip(now.baseline_finish, finish)


def _work(reader: _Reader) -> tuple[Work, ...]:
    names: dict[str, Text] = {}
    for one in reader.figures.handbook.initiatives.values():
        names |= {f"{one.id}/{phase.id}": phase.name for phase in one.phases}
        names |= {f"{one.id}/{stone.id}": stone.name for stone in one.milestones}
    scheduled = reader.figures.schedule.tasks
    found = []
    for task in reader.figures.network.tasks:
        planned = scheduled.get(task.id)
        start = planned.start if planned else task.start
        finish = planned.finish if planned else task.finish
        text = reader.words(names.get(task.id))
        found.append(Work(task.id, text, start, finish, task.done, task.started, task.duration or 0))
    return tuple(found)


def _ties(figures: Figures) -> tuple[Tie, ...]:
    return tuple(Tie(one.before, one.after, one.type.value, one.lag) for one in figures.network.links)


def _days_off(figures: Figures) -> tuple[dt.date, ...]:
    days, year = figures.state.days, figures.handbook.plan.plan_year
    first, last = dt.date(year - 1, 1, 1).toordinal(), dt.date(year + 2, 12, 31).toordinal()
    every = (dt.date.fromordinal(number) for number in range(first, last + 1))
    return tuple(day for day in every if not days.is_worked(day))


def _kpi(reader: _Reader, one: KpiStatus) -> CompanyKpi:
    books = reader.books
    text = {
        language: "" if one.judged is None else kpi_number(book, one.kpi, "judged", one.judged).text
        for language, book in books.items()
    }
    return CompanyKpi(
        one.kpi.id,
        reader.name("kpis", one.kpi.id),
        reader.words(one.kpi.unit),
        one.judged,
        text,
        {language: target_text(book, one.kpi) for language, book in books.items()},
        one.rag,
        one.month,
        _series(reader, one),
    )


def _series(reader: _Reader, one: KpiStatus) -> tuple[float | None, ...]:
    return tuple(value for _, value in shown_series(reader.figures.handbook, one)[-12:])


def _plants(reader: _Reader, chosen: Sequence[str]) -> tuple[CompanyPlant, ...]:
    book = next(iter(reader.books.values()))
    views = plant_views(book).values()
    return tuple(_plant(reader, one) for one in views if not chosen or one.plant in chosen)


def _plant(reader: _Reader, one: PlantView) -> CompanyPlant:
    year = one.uptime.of_system(reader.figures.year) if one.uptime else None
    tickets = one.tickets.last.backlog if one.tickets else None
    worst = one.worst
    health = one.health.worst.rag if one.health and one.health.worst else Rag.GREY
    return CompanyPlant(
        one.plant,
        reader.name("plants", one.plant),
        one.met,
        len(one.judged),
        -one.badness[0],
        reader.name("kpis", worst.kpi.id) if worst else {},
        worst.rag if worst else Rag.GREY,
        _series(reader, worst) if worst else (),
        health,
        year.percent if isinstance(year, Uptime) else None,
        tickets,
    )


def _threats(reader: _Reader) -> tuple[Threat, ...]:
    if "risks" in reader.hides:
        return ()
    live = sorted(reader.figures.live_risks, key=lambda one: (-one.score, one.risk.id))
    return tuple(Threat(one.risk.id, reader.words(one.risk.name), one.initiative, one.score) for one in live)


def _contracts(reader: _Reader) -> tuple[Contract, ...]:
    if "third-parties" in reader.hides:
        return ()
    money = "money" not in reader.hides
    return tuple(
        Contract(
            one.party.id,
            reader.words(one.party.name),
            one.initiative,
            (one.party.amount if one.party.amount is not None else one.budgeted) if money else None,
            one.party.due,
            one.stage is ContractStage.LATE,
        )
        for one in reader.figures.contracts()
        if one.stage is not ContractStage.OUTSIDE
    )


def _loads(reader: _Reader) -> tuple[LoadOfRole, ...]:
    found = reader.figures.resources
    return tuple(
        LoadOfRole(role, reader.name("roles", role), period, load.effort, load.capacity)
        for (role, period), load in found.loads.items()
        if load.effort or load.capacity
    )


def _month_before(figures: Figures) -> str:
    """Return the month of the review before the one shown; empty where there is none."""
    held = [review.month for review in figures.state.reviews]
    return held[-2] if len(held) > 1 else ""


def _changes(reader: _Reader) -> tuple[CompanyChange, ...]:
    before = _month_before(reader.figures)
    if not before:
        return ()
    found = []
    for change in reader.figures.changes(before, reader.figures.state.as_of)[:_MOST_CHANGES]:
        records, sentences = {}, {}
        for language, book in reader.books.items():
            record = change_record(book, change)
            records[language] = record if isinstance(record, str) else record.text
            sentences[language] = str(change_sentence(book, change))
        found.append(CompanyChange(records, sentences))
    return tuple(found)

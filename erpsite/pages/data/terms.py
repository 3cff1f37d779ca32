"""Hold the handbook's terms, one meaning each (GLOSSARY.md)."""

from __future__ import annotations

from erpsite.frozen import dataclass
from erpsite.pages.kit.book import Book

__all__ = ["Term", "terms"]


@dataclass(frozen=True, slots=True)
class Term:
    """Hold one term in the reader's language."""

    code: str
    """Name in YAML keys and code."""
    name: str
    meaning: str
    file: str = ""
    """Data file that holds the records."""
    path: str = ""
    """Page that shows them."""


def terms(book: Book) -> tuple[Term, ...]:
    """Return every term, in the order a plan comes into being."""
    return (
        *_plan_terms(book),
        *_situation_terms(book),
        *_state_terms(book),
        *_delivery_terms(book),
        *_review_terms(book),
    )


def _state_terms(book: Book) -> tuple[Term, ...]:
    tr = book.tr
    return (
        Term("rhythm", tr("Rhythm"),
             tr("How often a measure has a value: each month, quarter, half-year or year; between two due "
                "dates nothing is missing."), "kpis.yml"),
        Term("unknown", tr("Not known"),
             tr("Nobody said: an empty cell, or a field left out. It is never 0.")),
        Term("withheld", tr("Withheld"),
             tr("Somebody may not say, with the reason: {withheld: reason}, in a table withheld: reason. "
                "It is never 0.")),
        Term("plant", tr("Plant (site, department)"),
             tr("The plan’s own dimension by which values and work are told apart."), "organisation.yml"),
        Term("incident", tr("Outage"), tr("The system, or part of it, was down or slow from … to …."),
             "incidents.csv", "preread/health"),
        Term("ticket", tr("Ticket"), tr("A request or a problem at the help desk; never an outage."),
             "tickets.csv", "preread/health"),
    )  # fmt: skip


def _plan_terms(book: Book) -> tuple[Term, ...]:
    tr = book.tr
    return (
        Term("plan", tr("Annual plan"), tr("What one handbook is about: one organisation, one plan year."),
             "handbook.yml", "index"),
        Term("handbook", tr("Planning handbook"), tr("This site."), "", "index"),
        Term("as-of", tr("As of"),
             tr("The month whose state the handbook shows: the baseline plus every review up to it.")),
        Term("charter", tr("Meeting charter"),
             tr("Why the meeting is held, issued by the sponsor before it."),
             "charter.yml", "meeting/charter"),
        Term("working-group", tr("Planning working group"),
             tr("IT lead, business leads, finance and data analyst; it starts at least four weeks before."),
             "working_group.yml", "meeting/working-group"),
        Term("agenda", tr("Agenda"), tr("Timed sessions, each with goal, output, lead and linked pages."),
             "agenda.yml", "meeting/agenda"),
        Term("preread", tr("Pre-read"),
             tr("What is sent a week before the meeting: draft plan, charts, list of problems, short notes."),
             "", "preread/brief"),
    )  # fmt: skip


def _situation_terms(book: Book) -> tuple[Term, ...]:
    tr = book.tr
    return (
        Term("module", tr("Module"), tr("A part of the ERP system, such as finance or supply chain."),
             "modules.yml"),
        Term("health-metric", tr("Health metric"),
             tr("How the system itself runs: availability, stability, security, performance, usage, "
                "data accuracy, satisfaction."), "health_metrics.yml", "preread/health"),
        Term("pain-point", tr("Pain point"),
             tr("A problem in a business process, with evidence, cause, solution and expected benefit."),
             "pain_points.yml", "preread/pain-points"),
        Term("completed-item", tr("Completed item"), tr("What last year delivered against what it promised."),
             "completed.yml", "preread/last-year"),
        Term("maturity", tr("Maturity assessment"),
             tr("Scores over functional coverage, data accuracy, user experience and technical "
                "architecture."),
             "maturity.yml", "preread/maturity"),
        Term("opportunity", tr("Technology opportunity"),
             tr("AI, RPA, low-code and the like, tied to a pain point."), "opportunities.yml",
             "preread/opportunities"),
    )  # fmt: skip


def _delivery_terms(book: Book) -> tuple[Term, ...]:
    tr = book.tr
    return (
        Term("objective", tr("Objective"),
             tr("A business goal that the ERP system must serve, or an ERP objective under one."),
             "objectives.yml", "plan/objectives"),
        Term("initiative", tr("Initiative"),
             tr("A funded piece of the plan: phases, milestones, budget, people, risks."), "initiatives/",
             "plan/initiatives"),
        Term("milestone", tr("Milestone"), tr("A dated, checkable result of an initiative."), "initiatives/",
             "plan/roadmap"),
        Term("roadmap", tr("Roadmap"), tr("The year’s initiatives as a Gantt chart."), "", "plan/roadmap"),
        Term("baseline", tr("Baseline"), tr("The plan as the meeting approved it; it never changes.")),
        Term("forecast", tr("Forecast"), tr("The date or cost that is expected today.")),
        Term("slip", tr("Slip"), tr("Forecast − baseline, in working days.")),
        Term("risk", tr("Risk"), tr("Probability × impact, with trigger, response and owner."),
             "initiatives/", "plan/risks"),
        Term("kpi", tr("KPI"),
             tr("A measure of success with target, comparator, owner and monthly actuals."), "kpis.yml",
             "plan/kpis"),
    )  # fmt: skip


def _review_terms(book: Book) -> tuple[Term, ...]:
    tr = book.tr
    return (
        Term("decision", tr("Decision"),
             tr("What the meeting resolved; numbered, never changed, superseded by another."),
             "decisions.yml", "reviews/decisions"),
        Term("action", tr("Action"), tr("One owner, one due day, one acceptance test."), "reviews/",
             "reviews/actions"),
        Term("review", tr("Monthly review"),
             tr("One month’s record: progress, KPIs, deviations, corrective measures, minutes."), "reviews/",
             "reviews/index"),
        Term("plan-check", tr("Plan check"), tr("The four pitfalls as rules over the data."), "",
             "data/plan-check"),
        Term("pitfall", tr("Pitfall"),
             tr("Technology without business, no data, too idealistic, nobody follows up.")),
        Term("edition", tr("Edition"),
             tr("The handbook for one audience; what is hidden never enters its build."), "handbook.yml"),
        Term("release", tr("Release"), tr("An unchangeable published copy of the handbook, one a review.")),
    )  # fmt: skip

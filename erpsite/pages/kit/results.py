"""Share the analyses of the plan between its pages: each is computed once a build."""

from __future__ import annotations

from collections.abc import Mapping

from erpsite.analysis.goals.alignment import Alignment, alignment
from erpsite.analysis.kpi.attainment import KpiStatus, kpi_status
from erpsite.analysis.money.budget import BudgetState, budget_state
from erpsite.analysis.money.contracts import ContractState, contracts
from erpsite.analysis.money.value import PlanValue, plan_value
from erpsite.analysis.people.resources import Resources, resources, resources_by_month
from erpsite.analysis.portfolio.priority import RankedInitiative
from erpsite.analysis.schedule.optimism import Optimism, optimism
from erpsite.analysis.trace import Trace, trace
from erpsite.analysis.trace.backlinks import Backlinks, backlinks
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.diagnosis import priorities_of
from erpsite.pages.kit.scheduling import schedule_of

__all__ = [
    "alignment_of",
    "budget_of",
    "contracts_of",
    "kpi_of",
    "kpis_of",
    "links_of",
    "optimism_of",
    "rank_of",
    "resources_by_month_of",
    "resources_of",
    "trace_of",
    "value_of",
]


def links_of(book: Book) -> Backlinks:
    """Return the reverse references of the plan."""
    found: Backlinks = book.once("backlinks", lambda: backlinks(book.state))
    return found


def kpi_of(book: Book, name: str) -> KpiStatus:
    """Return the status of one KPI."""
    kpi = book.handbook.kpis[name]
    found: KpiStatus = book.once(f"kpi:{name}", lambda: kpi_status(book.handbook, kpi, book.state.as_of))
    return found


def kpis_of(book: Book) -> tuple[KpiStatus, ...]:
    """Return the status of every KPI, in file order."""
    return tuple(kpi_of(book, name) for name in book.handbook.kpis)


def value_of(book: Book) -> PlanValue:
    """Return earned value and earned schedule."""
    found: PlanValue = book.once("earned-value", lambda: plan_value(book.state))
    return found


def alignment_of(book: Book) -> Alignment:
    """Return what serves what."""
    found: Alignment = book.once("alignment", lambda: alignment(book.state, links_of(book)))
    return found


def trace_of(book: Book) -> Trace:
    """Return what traces from evidence to a business goal, and where the rest breaks."""
    found: Trace = book.once("trace", lambda: trace(book.state))
    return found


def resources_of(book: Book) -> Resources:
    """Return effort against capacity."""
    found: Resources = book.once("resources", lambda: resources(book.state))
    return found


def resources_by_month_of(book: Book) -> Resources:
    """Return effort against capacity by month, of the roles for which effort is given by month."""
    found: Resources = book.once("resources-by-month", lambda: resources_by_month(book.state))
    return found


def contracts_of(book: Book, initiative: str = "") -> tuple[ContractState, ...]:
    """Return the third parties of one initiative, or of all that are funded, late ones first."""
    found: dict[str, tuple[ContractState, ...]] = book.once("contracts", lambda: _contracts(book))
    return found.get(initiative, ())


def _contracts(book: Book) -> dict[str, tuple[ContractState, ...]]:
    everything = contracts(book.state)
    found: dict[str, list[ContractState]] = {}
    for one in everything:
        found.setdefault(one.initiative, []).append(one)
    return {
        "": tuple(one for one in everything if one.funded),
        **{name: tuple(rows) for name, rows in found.items()},
    }


def budget_of(book: Book) -> BudgetState:
    """Return the money of the plan."""
    found: BudgetState = book.once("budget-state", lambda: budget_state(book.state))
    return found


def optimism_of(book: Book) -> Optimism:
    """Return how likely the promised dates are."""
    found: Optimism = book.once("optimism", lambda: optimism(book.state, schedule_of(book)))
    return found


def rank_of(book: Book) -> Mapping[str, RankedInitiative]:
    """Return each initiative's place in the ranking, by id."""
    found: Mapping[str, RankedInitiative] = book.once(
        "rank-by-id", lambda: {one.initiative.id: one for one in priorities_of(book).ranked}
    )
    return found

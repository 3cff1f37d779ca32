"""Hold what a group reads of one company's plan: plain values, so that many plans fit beside one another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from erpsite.analysis.state.rag import worse
from erpsite.frozen import dataclass
from erpsite.model.plan import Rag

__all__ = [
    "Company",
    "CompanyChange",
    "CompanyKpi",
    "CompanyPlant",
    "Contract",
    "LoadOfRole",
    "Project",
    "Threat",
    "Tie",
    "Words",
    "Work",
]  # fmt: skip

Words = Mapping[str, str]
"""A text in each language of the group."""


@dataclass(frozen=True)
class Project:
    """Hold one initiative."""

    id: str
    name: Words
    stage: str
    declared: Rag
    computed: Rag
    complete: float | None
    """Percent."""
    finish: dt.date | None
    promised: dt.date | None
    """The last baseline finish."""
    slip: int | None
    """Working days of the company; positive is late."""
    budget: Decimal | None
    spent: Decimal | None
    forecast: Decimal | None
    """Cost at completion by its owner; None where none was given. Amounts are in the plan's currency."""
    rank: int | None = None
    score: float | None = None
    above_the_line: bool = False
    benefit: Decimal | None = None
    """Promised a year."""

    @property
    def rag(self) -> Rag:
        """Return the worse of what is declared and what the numbers say."""
        return worse(self.declared, self.computed)


@dataclass(frozen=True)
class Work:
    """Hold a phase or milestone of the schedule."""

    id: str
    """`initiative/part`."""
    name: Words
    start: dt.date | None
    finish: dt.date | None
    done: bool
    started: bool
    days: int
    """Working days that it takes; a milestone takes none."""


@dataclass(frozen=True)
class Tie:
    """Hold a link within one plan."""

    before: str
    after: str
    type: str
    lag: int


@dataclass(frozen=True)
class CompanyKpi:
    """Hold a KPI as it stands."""

    id: str
    name: Words
    unit: Words
    value: float | None
    text: Words
    """The value as the company's handbook prints it."""
    target: Words
    rag: Rag
    month: str | None
    """Month of the value."""
    series: tuple[float | None, ...] = ()


@dataclass(frozen=True)
class CompanyPlant:
    """Hold how one plant stands."""

    id: str
    name: Words
    met: int
    judged: int
    weight: float
    """By which plants are ordered: off track counts ten times at risk."""
    worst: Words
    """The KPI that stands worst; empty without one."""
    worst_rag: Rag
    series: tuple[float | None, ...]
    health: Rag
    uptime: float | None
    """Percent of the last twelve months."""
    open_tickets: int | None


@dataclass(frozen=True)
class Threat:
    """Hold a live risk."""

    id: str
    text: Words
    initiative: str
    score: int
    """Probability × impact, 1 to 25."""


@dataclass(frozen=True)
class Contract:
    """Hold what another company delivers."""

    party: str
    name: Words
    initiative: str
    amount: Decimal | None
    due: dt.date | None
    late: bool


@dataclass(frozen=True)
class LoadOfRole:
    """Hold what is asked of a role in a quarter, in person-days."""

    role: str
    name: Words
    period: str
    effort: float
    capacity: float | None


@dataclass(frozen=True)
class CompanyChange:
    """Hold one change since the month before."""

    record: Words
    sentence: Words


@dataclass(frozen=True)
class Company:
    """Hold one company's plan as the group may see it."""

    id: str
    name: Words
    handbook: str
    """Address of its own handbook; empty where none is stated."""
    edition: str
    hides: tuple[str, ...]
    """Topics that the edition hides."""
    currency: str
    as_of: str
    plan_year: int
    fiscal_offset: int
    languages: tuple[str, ...]
    verdict: Words
    rag: Rag
    promised: dt.date | None
    expected: dt.date | None
    late: int | None
    p80: dt.date | None
    envelope: Decimal | None
    approved: Decimal | None
    spent: Decimal | None
    at_completion: Decimal | None
    running: int
    finished: int
    kpis_met: int
    kpis_judged: int
    actions_overdue: int
    projects: tuple[Project, ...] = ()
    work: tuple[Work, ...] = ()
    ties: tuple[Tie, ...] = ()
    days_off: tuple[dt.date, ...] = ()
    """Days that are not worked, weekends too, from the year before the plan's to two years after it."""
    kpis: tuple[CompanyKpi, ...] = ()
    plants: tuple[CompanyPlant, ...] = ()
    threats: tuple[Threat, ...] = ()
    contracts: tuple[Contract, ...] = ()
    loads: tuple[LoadOfRole, ...] = ()
    changes: tuple[CompanyChange, ...] = ()
    since: str = ""
    """Month that the changes are counted from."""
    findings: int = 0
    """What `erpsite check` warns of in the files."""
    release: str = ""
    """Release of its handbook that links lead to; empty where the month names it."""
    plan: str = ""
    """Id of the plan itself (`id:` in `handbook.yml`); empty where it has none."""

    @property
    def hides_money(self) -> bool:
        """Say whether the edition tells no amount."""
        return "money" in self.hides

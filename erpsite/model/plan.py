"""Hold `handbook.yml`: what the plan is about and how it is computed and shown."""

import datetime as dt
import enum
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StrictBool

from erpsite.i18n import DEFAULT, facts_of
from erpsite.issues import Source
from erpsite.model.base import Record, kept
from erpsite.model.forge import Forge
from erpsite.model.kinds import kind
from erpsite.model.levelling import Absence, FreezePeriod, LevelSettings
from erpsite.model.quantity import (
    Currency,
    Day,
    Figure,
    Language,
    Money,
    Month,
    Percent,
    PositiveFigure,
    Quarter,
    Ref,
    Share,
    Slug,
    Whole,
    YearDay,
    next_month,
)
from erpsite.model.text import Text

__all__ = [
    "FORMAT", "Budget", "Calendar", "CurrencyRate", "Department", "Edition", "Method", "Plan",
    "Prioritisation", "Rag", "Role", "RuleSetting", "Seen",
    "Survey", "Theme", "Thresholds", "Topic", "Waiver",
]  # fmt: skip


FORMAT = 1
"""Format of the data folder that this version writes; it reads this one and all before it."""


class Rag(enum.StrEnum):
    """Name a status; grey means that there is no data, or stale data."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"


class Method(enum.StrEnum):
    """Name the way initiatives are ranked (FORMULAS.md, Prioritisation and portfolio)."""

    WSJF = "wsjf"
    RICE = "rice"
    WEIGHTED = "weighted"


class Calendar(Record):
    """Say which days are worked."""

    base: str | None = None
    """`china`: mainland public holidays with make-up days; `weekdays`: Monday to Friday; or a country's code,
    such as `DE`, with a part of it where its holidays differ, such as `DE-BY`. Left out, and without days of
    its own, a plan whose first language is Chinese has `china`; every other one has `weekdays`."""
    holidays: tuple[Day, ...] = ()
    """Days off besides the base calendar's."""
    yearly: tuple[YearDay, ...] = ()
    """Days off of every year, as `MM-DD`, such as `12-24`."""
    working_days: tuple[Day, ...] = ()
    """Days worked although the base calendar has them off."""
    half_days: tuple[Day, ...] = ()
    """Days of which the half is worked: dates may fall on them, and in capacity they count half."""
    freezes: tuple[FreezePeriod, ...] = ()
    """Times in which nothing goes live, such as the year-end close; the levelled plan keeps out of them."""


class Window(Record):
    """Say which days and months the plan may hold; outside of it they are refused."""

    first: Day | None = None
    last: Day | None = None


class CurrencyRate(Record):
    """State what another currency is worth; amounts stated in it are converted by this rate."""

    code: Currency
    rate: PositiveFigure
    """Units of the plan's currency for one unit of this one."""
    on: Day
    """The day of the rate."""


class Budget(Record):
    """Say how much money the plan year has."""

    envelope: Money | None = None
    """All that may be spent in the plan year, contingency included, in the plan's currency; left out or
    withheld, nobody says how far the money reaches."""
    contingency: Share | None = 0
    """Share of the envelope that is held back for surprises, 0 to 1; left out, nothing is."""
    approved_on: Day | None = None
    """When the envelope was approved."""


@kind("roles", page=None)
class Role(Record):
    """Describe a kind of worker whose time is scarce."""

    id: Slug
    name: Text
    capacity: Mapping[Quarter, Figure] = {}
    """Person-days available in each quarter."""
    absences: tuple[Absence, ...] = ()
    """When people of the role are away, taken off the capacity above."""
    daily_cost: Money | None = None
    """Loaded cost of one person-day, in the plan's currency."""


@kind("departments", page=None)
class Department(Record):
    """Name a part of the organisation."""

    id: Slug
    name: Text


@kind("themes", page=None)
class Theme(Record):
    """Name a subject that survey answers are about."""

    id: Slug
    name: Text


class Survey(Record):
    """Say how the satisfaction survey was held."""

    minimum_n: Whole = 5
    """Smallest group of answers that is shown."""
    asked: Whole | None = None
    """How many people were asked."""
    themes: tuple[Theme, ...] = ()
    target: Figure | None = None
    """Mean score to reach, 1 to 5."""
    closed_on: tuple[Day, ...] = ()
    """The days on which rounds were closed; without one, a round closes 45 days after its last answer."""
    answers_at_closing: tuple[Whole, ...] = ()
    """How many answers each of these rounds had when it was closed; a later one could be told."""


RiskScore = Annotated[int, Field(strict=True, ge=1, le=25)]
"""Probability × impact, 1 to 25."""


class Thresholds(Record):
    """Set the bands of FORMULAS.md; every default is the one written there."""

    pace_on_track: Share = 0.95
    """Pace from which a KPI is on track."""
    pace_at_risk: Share = 0.60
    """Pace from which a KPI is at risk rather than off track."""
    cost_amber: Share = 0.05
    """Cost overrun, as a share of the budget, from which an initiative is amber."""
    cost_red: Share = 0.10
    """Cost overrun, as a share of the budget, from which an initiative is red."""
    slip_amber: Share = 0.05
    """Slip, as a share of the baseline duration, from which an initiative is amber."""
    slip_red: Share = 0.15
    """Slip, as a share of the baseline duration, from which an initiative is red."""
    review_age_days: Whole = 35
    """Days after which the last review is called old."""
    risk_medium: RiskScore = 4
    """Score, probability × impact, from which a risk is medium."""
    risk_high: RiskScore = 9
    """Score from which a risk is high."""
    risk_very_high: RiskScore = 16
    """Score from which a risk is very high."""


class Prioritisation(Record):
    """Say how initiatives are ranked."""

    method: Method = Method.WSJF
    weights: Mapping[Slug, Share] = {}
    """Weight of each criterion of the weighted score; they sum to 1."""


Topic = Literal["money", "people", "risks", "survey-comments", "minutes", "third-parties"]
"""What an edition can hide, and what a part of a page can be about."""


class Seen(Record):
    """Say that somebody has looked at a text that an edition may not be able to judge, and lets it stand."""

    text: Annotated[str, Field(pattern=r"^[0-9a-f]{16,64}$")]
    """Its mark, as `erpsite editions NAME` shows it: the first 16 figures of its SHA-256. A text that
    changes has another mark and has to be looked at again."""
    by: Annotated[Slug, Ref("people")]
    on: Day
    note: Text | None = None
    """What was found."""


@kind("editions", page=None)
class Edition(Record):
    """Describe the handbook for one audience."""

    id: Slug
    name: Text
    hides: tuple[Topic, ...] = ()
    """What never enters this edition's build."""
    seen: tuple[Seen, ...] = ()
    """Texts and files that somebody has looked at; publishing asks for each that a program cannot judge."""


class RuleSetting(Record):
    """Change one rule of the plan check."""

    severity: Literal["error", "warning", "info", "off"] | None = None
    limits: Mapping[str, Figure] = {}
    """Thresholds of the rule, by name."""


class Waiver(Record):
    """Excuse one record from one rule, for a while."""

    rule: str
    record: str
    """The id of the record that is excused."""
    by: Annotated[str, Ref("people")]
    reason: Text
    until: Day
    """The last day on which the waiver holds."""


@kind("plan", file="handbook.yml", key=(), page="index", required=True)
class Plan(Record):
    """Describe one organisation's annual plan for one year."""

    also_withheld = frozenset({"budget"})

    id: Slug | None = None
    """What calendars and news feeds know the plan by: unlike any other plan's, and kept over the years."""
    format: Annotated[int, Field(strict=True, ge=1)] = 1
    """Format of the data folder; `erpsite upgrade` writes the present one."""
    organisation: Text
    title: Text | None = None
    """Name of the handbook; left out, it is made from the organisation and the year."""
    about: Text | None = None
    """One paragraph on the organisation and its ERP system."""
    plan_year: Annotated[int, Field(strict=True, ge=2000, le=2100)]
    fiscal_start: Annotated[int, Field(strict=True, ge=1, le=12)] = 1
    """First month of the fiscal year, 1 to 12."""
    fiscal_year_named: Literal["start", "end"] = "start"
    """After which calendar year a fiscal year is named, and with it `plan_year` and every quarter: the one in
    which it starts, or the one in which it ends."""
    languages: tuple[Language, ...] = DEFAULT
    """Languages of the site, the first of them first: those that have a catalogue."""
    currency: Currency = "CNY"
    """ISO 4217 code of all money in the plan."""
    currencies: tuple[CurrencyRate, ...] = ()
    """Rates of other currencies that amounts are stated in; without one they are refused, never summed."""
    timezone: str = "Asia/Shanghai"
    """IANA name of the time zone that all times are in."""
    meeting_date: Day
    """The day of the annual planning meeting."""
    preread_sent_on: Day | None = None
    """The day the pre-read was sent to everyone who attends."""
    next_review: Day | None = None
    """The day of the next monthly review, where it is known."""
    data_from: Month | None = None
    """First month that monthly series may hold; left out, January of the year before the plan year."""
    window: Window = Window.model_construct()
    """Days and months that the plan may hold. Left out, what lies far from the plan year is noted."""
    calendar: Calendar = Calendar.model_construct()
    budget: Budget = Budget.model_construct()
    roles: tuple[Role, ...] = ()
    departments: tuple[Department, ...] = ()
    survey: Survey = Survey.model_construct()
    loaded_hourly_cost: Money | None = None
    """What one working hour of an employee costs the organisation, in the plan's currency."""
    maintenance_excluded: StrictBool = True
    """Whether scheduled maintenance is left out of eligible minutes and down minutes alike."""
    availability_target: Percent = 99.5
    """Availability that the system is held to, in percent."""
    thresholds: Thresholds = Thresholds.model_construct()
    prioritisation: Prioritisation = Prioritisation.model_construct()
    levelling: LevelSettings = LevelSettings.model_construct()
    """How the plan that capacity allows is looked for."""
    editions: tuple[Edition, ...] = ()
    rules: Mapping[str, RuleSetting] = {}
    """Changed severities and thresholds of the plan check, by rule id."""
    waivers: tuple[Waiver, ...] = ()
    forge: Forge | None = None
    """Where the plan is kept; pages can send requests there. Left out, they talk to nobody."""

    @property
    def base_calendar(self) -> str:
        """Return the base calendar: as stated, else that of the first language, `china` for Chinese."""
        own = self.calendar
        if own.base is not None:
            return "china" if own.base == "CN" else own.base
        plain = bool(own.holidays or own.working_days or own.yearly or own.half_days)
        return facts_of(self.languages[0]).calendar if self.languages and not plain else "weekdays"

    @kept
    def fiscal_offset(self) -> int:
        """Return the first month of a fiscal year, counted from January of the year it is named after.

        1 to 12; 0 and below lie in the calendar year before, where a year is named after its end.
        """
        ends_later = self.fiscal_year_named == "end" and self.fiscal_start > 1
        return self.fiscal_start - 12 if ends_later else self.fiscal_start

    @kept
    def first_month(self) -> str:
        """Return the first month of the plan year, as `YYYY-MM`."""
        return next_month(f"{self.plan_year:04d}-01", self.fiscal_offset - 1)

    @kept
    def last_month(self) -> str:
        """Return the last month of the plan year, as `YYYY-MM`."""
        return next_month(self.first_month, 11)

    @kept
    def series_from(self) -> str:
        """Return the first month that monthly series may hold, as `YYYY-MM`."""
        return self.data_from or next_month(self.first_month, -12)

    @property
    def first_day(self) -> dt.date:
        """Return the first day of the plan year."""
        return dt.date.fromisoformat(f"{self.first_month}-01")

    @property
    def spendable(self) -> Decimal | None:
        """Return the envelope less its contingency, in the plan's currency; None if either is not known."""
        whole, held = self.budget.envelope, self.budget.contingency
        return None if whole is None or held is None else whole * (1 - Decimal(str(held)))

    @property
    def envelope_place(self) -> Source:
        """Return where the envelope is stated, or where the plan begins that does not state it."""
        return self.budget.where_of("envelope") if self.budget.where.path else self.where

"""Hold the whole plan: every record of every file, by kind and id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from functools import cached_property

from erpsite.errors import UnknownNameError
from erpsite.frozen import dataclass
from erpsite.model.agenda import Agenda
from erpsite.model.base import Record
from erpsite.model.charter import Charter
from erpsite.model.completed import CompletedItem
from erpsite.model.data_source import DataSource
from erpsite.model.decision import Decision
from erpsite.model.files import DataFile, data_files, refuse_loose_ends
from erpsite.model.freeze import Freeze
from erpsite.model.health import HealthMetric, HealthValue
from erpsite.model.health_settled import HealthSeriesKey, settle_health
from erpsite.model.imported import ImportReport
from erpsite.model.incident import Incident
from erpsite.model.initiative import Initiative
from erpsite.model.kpi import Kpi, KpiActual
from erpsite.model.kpi_actuals import settle_actuals
from erpsite.model.levelling import Levelling
from erpsite.model.maturity import MaturityDimension
from erpsite.model.meeting import MeetingRecord
from erpsite.model.module import Module
from erpsite.model.objective import Objective
from erpsite.model.opportunity import Opportunity
from erpsite.model.organisation import Plant
from erpsite.model.pain_point import PainPoint
from erpsite.model.person import Person
from erpsite.model.plan import Department, Edition, Plan, Role, Theme
from erpsite.model.question import ReaderQuestion
from erpsite.model.review import Action, Review
from erpsite.model.risk import Risk
from erpsite.model.rolled import RollupAccount
from erpsite.model.survey import SurveyAnswer
from erpsite.model.ticket import Ticket
from erpsite.model.working_group import WorkingGroup

__all__ = ["FILES", "Handbook"]


@dataclass(frozen=True)
class Handbook:
    """Hold one loaded plan; references have been checked, so looking up an id it holds cannot fail.

    Records with an id are kept in file order by id; reviews by month; tables as tuples. Each field of records
    whose kind names a file is a file of the data folder, and files are read in this order.
    """

    plan: Plan
    people: Mapping[str, Person]
    modules: Mapping[str, Module]
    plants: Mapping[str, Plant] = field(default_factory=dict)
    charter: Charter | None = None
    working_group: WorkingGroup | None = None
    agenda: Agenda | None = None
    objectives: Mapping[str, Objective] = field(default_factory=dict)
    sources: Mapping[str, DataSource] = field(default_factory=dict)
    health_metrics: Mapping[str, HealthMetric] = field(default_factory=dict)
    health_values: tuple[HealthValue, ...] = ()
    incidents: tuple[Incident, ...] = ()
    tickets: tuple[Ticket, ...] = ()
    survey: tuple[SurveyAnswer, ...] = ()
    completed: Mapping[str, CompletedItem] = field(default_factory=dict)
    pain_points: Mapping[str, PainPoint] = field(default_factory=dict)
    maturity: Mapping[str, MaturityDimension] = field(default_factory=dict)
    opportunities: Mapping[str, Opportunity] = field(default_factory=dict)
    kpis: Mapping[str, Kpi] = field(default_factory=dict)
    kpi_actuals: tuple[KpiActual, ...] = ()
    initiatives: Mapping[str, Initiative] = field(default_factory=dict)
    freezes: Mapping[str, Freeze] = field(default_factory=dict)
    meeting_decisions: Mapping[str, Decision] = field(default_factory=dict)
    """Those in `decisions.yml`; `decisions` has all of them."""
    reader_questions: Mapping[str, ReaderQuestion] = field(default_factory=dict)
    """What readers asked of the pre-read before the meeting."""
    meeting: MeetingRecord | None = None
    reviews: Mapping[str, Review] = field(default_factory=dict)
    """By month, earliest first."""
    levelling: Mapping[str, Levelling] = field(default_factory=dict)
    """Committed proposals of the levelled plan, by month."""
    rollups: Mapping[str, RollupAccount] = field(default_factory=dict)
    """What was counted from raw logs, by name; its values stand in `health_values` and `kpi_actuals`."""
    imports: Mapping[str, ImportReport] = field(default_factory=dict)
    """What was brought in from files, by the name of the map."""
    edition: Edition | None = None
    """The edition that this is, with what it hides already gone; None: everything is here."""
    withheld_ids: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Ids of the whole plan that written pages may still name, by kind: with the id that the record has in
    this edition, or empty where the record is gone."""
    cut: Callable[[str], str] | None = field(default=None, compare=False, repr=False)
    """Takes names and amounts that the edition hides out of a text of no record, such as a written page."""

    @cached_property
    def withheld_actuals(self) -> Mapping[tuple[str, str], object]:
        """Return why the whole plan's actual of a KPI in a month may not be said, by both."""
        return {
            (row.kpi, row.month): next(iter(row.withheld.values()))
            for row in self.kpi_actuals
            if row.plant is None and row.withheld
        }

    @cached_property
    def withheld_health(self) -> Mapping[tuple[str, str | None, str], object]:
        """Return why a health value may not be said, by metric, module and month."""
        return {
            (row.metric, row.module, row.month): next(iter(row.withheld.values()))
            for row in self.health_values
            if row.plant is None and row.withheld
        }

    def hides(self, topic: str) -> bool:
        """Say whether something was taken out, such as `money` or `risks`."""
        return self.edition is not None and topic in self.edition.hides

    @cached_property
    def decisions(self) -> Mapping[str, Decision]:
        """Return every decision, of the meeting and of the reviews, by id."""
        later = (decision for review in self.reviews.values() for decision in review.decisions)
        return {**self.decided_in_meeting, **{decision.id: decision for decision in later}}

    @cached_property
    def decided_in_meeting(self) -> Mapping[str, Decision]:
        """Return the meeting's decisions, of `decisions.yml` and of `meeting.yml`, by id."""
        captured = self.meeting.decisions if self.meeting else ()
        return {**self.meeting_decisions, **{decision.id: decision for decision in captured}}

    @cached_property
    def actions(self) -> Mapping[str, Action]:
        """Return every action, of the meeting and of every review, by id."""
        given = self.meeting.actions if self.meeting else ()
        later = (action for review in self.reviews.values() for action in review.actions)
        return {action.id: action for action in (*given, *later)}

    @cached_property
    def risks(self) -> Mapping[str, Risk]:
        """Return every risk, of the plan and first seen in a review, by id."""
        planned = [risk for initiative in self.initiatives.values() for risk in initiative.risks]
        seen = [risk for review in self.reviews.values() for risk in review.new_risks]
        return {risk.id: risk for risk in [*planned, *seen]}

    @cached_property
    def actuals(self) -> Mapping[str, Mapping[str, KpiActual]]:
        """Return the actuals by KPI and month, from their parts and over the plants where need be."""
        return settle_actuals(self.kpis, self.kpi_actuals)

    @cached_property
    def health(self) -> Mapping[HealthSeriesKey, Mapping[str, HealthValue]]:
        """Return the health values by metric and module, then by month, over the plants where need be."""
        return settle_health(self.health_metrics, self.health_values)

    @cached_property
    def roles(self) -> Mapping[str, Role]:
        """Return the roles of `handbook.yml` by id."""
        return {role.id: role for role in self.plan.roles}

    @cached_property
    def departments(self) -> Mapping[str, Department]:
        """Return the departments of `handbook.yml` by id."""
        return {department.id: department for department in self.plan.departments}

    @cached_property
    def themes(self) -> Mapping[str, Theme]:
        """Return the survey themes of `handbook.yml` by id."""
        return {theme.id: theme for theme in self.plan.survey.themes}

    def find(self, kind: str, name: str) -> Record:
        """Return the record of that kind and id; raise `UnknownNameError` with the nearest ids."""
        records: Mapping[str, Record] = getattr(self, kind)
        if name not in records:
            raise UnknownNameError(kind, name, records)
        return records[name]

    @property
    def default_as_of(self) -> str:
        """Return the last month whose review is no draft, or the month of the planning meeting."""
        finished = [month for month, review in self.reviews.items() if not review.draft]
        return max(finished, default=f"{self.plan.meeting_date:%Y-%m}")


FILES: tuple[DataFile, ...] = data_files(Handbook)
"""Every file of the data folder; `initiatives` and `reviews` are folders with one YAML file a record.

An optional file that is missing means an empty collection, and the pages it feeds say so.
"""
refuse_loose_ends(Handbook, FILES)

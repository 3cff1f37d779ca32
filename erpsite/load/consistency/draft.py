"""Hold all records that are valid one by one, before it is known whether they fit together."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from erpsite.frozen import dataclass
from erpsite.load.references import Ids
from erpsite.model import FILES
from erpsite.model.agenda import Agenda
from erpsite.model.base import Record
from erpsite.model.charter import Charter
from erpsite.model.completed import CompletedItem
from erpsite.model.data_source import DataSource
from erpsite.model.decision import Decision
from erpsite.model.freeze import Freeze
from erpsite.model.health import HealthMetric, HealthValue
from erpsite.model.incident import Incident
from erpsite.model.initiative import Initiative
from erpsite.model.kpi import Kpi, KpiActual
from erpsite.model.maturity import MaturityDimension
from erpsite.model.meeting import MeetingRecord
from erpsite.model.module import Module
from erpsite.model.objective import Objective
from erpsite.model.opportunity import Opportunity
from erpsite.model.organisation import Plant
from erpsite.model.pain_point import PainPoint
from erpsite.model.person import Person
from erpsite.model.plan import Plan
from erpsite.model.review import Review
from erpsite.model.survey import SurveyAnswer
from erpsite.model.ticket import Ticket
from erpsite.model.working_group import WorkingGroup

__all__ = ["Draft"]


@dataclass(frozen=True)
class Draft:
    """Hold the valid records in file order; what is not valid is missing here, but its id is in `ids`.

    The fields are named as in `Handbook`; a file that no rule asks for by name needs none and is in
    `records` all the same. A rule that needs `plan` has nothing to say without it.
    """

    ids: Ids
    records: Mapping[str, Sequence[Record]] = dataclasses.field(default_factory=dict)
    """Every valid record, by field of the handbook; of one id, only the first."""
    plan: Plan | None = None
    people: tuple[Person, ...] = ()
    modules: tuple[Module, ...] = ()
    plants: tuple[Plant, ...] = ()
    charter: Charter | None = None
    working_group: WorkingGroup | None = None
    agenda: Agenda | None = None
    objectives: tuple[Objective, ...] = ()
    sources: tuple[DataSource, ...] = ()
    health_metrics: tuple[HealthMetric, ...] = ()
    health_values: tuple[HealthValue, ...] = ()
    incidents: tuple[Incident, ...] = ()
    tickets: tuple[Ticket, ...] = ()
    survey: tuple[SurveyAnswer, ...] = ()
    completed: tuple[CompletedItem, ...] = ()
    pain_points: tuple[PainPoint, ...] = ()
    maturity: tuple[MaturityDimension, ...] = ()
    opportunities: tuple[Opportunity, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    kpi_actuals: tuple[KpiActual, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    freezes: tuple[Freeze, ...] = ()
    meeting_decisions: tuple[Decision, ...] = ()
    meeting: MeetingRecord | None = None
    reviews: tuple[Review, ...] = ()

    @classmethod
    def of(cls, records: Mapping[str, Sequence[Record]], ids: Ids) -> Draft:
        """Return the draft of these records, by field of the handbook; of one id, only the first counts."""
        kept = {file.field: _without_copies(records.get(file.field, ())) for file in FILES}
        values: dict[str, Any] = {}
        for field in fields(cls):
            if found := kept.get(field.name):
                values[field.name] = found[0] if field.default is None else found
        return cls(ids, kept, **values)

    @property
    def top_records(self) -> Iterator[Record]:
        """Give every record that stands in a file by itself, tables included."""
        for found in self.records.values():
            yield from found

    @property
    def decisions(self) -> Iterator[Decision]:
        """Give the decisions of the meeting and of the reviews."""
        yield from self.meeting_decisions
        yield from self.meeting.decisions if self.meeting else ()
        for review in self.reviews:
            yield from review.decisions


def _without_copies(records: Sequence[Record]) -> tuple[Record, ...]:
    if not records or "id" not in type(records[0]).model_fields:
        return tuple(records)
    first: dict[str, Record] = {}
    for record in records:
        first.setdefault(str(record.__dict__["id"]), record)
    return tuple(first.values())

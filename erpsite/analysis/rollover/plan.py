"""Put the new year's plan together."""

from __future__ import annotations

from erpsite.analysis.rollover.completed import next_completed
from erpsite.analysis.rollover.frame import next_agenda, next_charter, next_group, next_plan
from erpsite.analysis.rollover.initiatives import carried_initiatives, next_initiatives
from erpsite.analysis.rollover.measures import (
    next_actuals,
    next_health,
    next_incidents,
    next_kpis,
    next_maturity,
    next_tickets,
)
from erpsite.analysis.rollover.note import Note, Turn
from erpsite.analysis.rollover.pushes import push_dates
from erpsite.analysis.rollover.registers import (
    next_meeting,
    next_opportunities,
    next_pain_points,
    note_orphaned_risks,
    without_lost_links,
)
from erpsite.analysis.state.plan_state import PlanState
from erpsite.frozen import dataclass
from erpsite.i18n import Translator
from erpsite.model import Handbook

__all__ = ["Rollover", "rollover"]


@dataclass(frozen=True)
class Rollover:
    """Hold the new year's handbook and what a person must decide before it is one."""

    handbook: Handbook
    notes: tuple[Note, ...]
    """In the order of the files."""


def rollover(before: PlanState, year: int, tr: Translator) -> Rollover:
    """Return the plan of `year` begun from a state of an earlier year's; `tr` says the notes.

    People, modules, sources, objectives and health metrics stay. What goes on comes as a proposal with its
    ids; reviews, decisions and survey answers stay behind.
    """
    turn, old = Turn(before, year, tr), before.handbook
    carried = frozenset(carried_initiatives(turn))
    pains = next_pain_points(turn, carried)
    handbook = Handbook(
        plan=next_plan(turn),
        people=old.people,
        modules=old.modules,
        plants=old.plants,
        charter=next_charter(turn),
        working_group=next_group(turn),
        agenda=next_agenda(turn),
        objectives=old.objectives,
        sources=old.sources,
        health_metrics=old.health_metrics,
        health_values=next_health(turn),
        incidents=next_incidents(turn),
        tickets=next_tickets(turn),
        completed=next_completed(turn, carried),
        pain_points=pains,
        maturity=next_maturity(turn),
        opportunities=next_opportunities(turn, carried, frozenset(pains)),
        kpis=next_kpis(turn),
        kpi_actuals=next_actuals(turn),
        initiatives=next_initiatives(turn, carried),
        meeting=next_meeting(turn, carried),
    )
    note_orphaned_risks(turn, carried)
    if old.survey:
        turn.note("survey.csv", text=tr("Hold the satisfaction survey; last year’s answers stay behind."))
    if old.objectives:
        turn.note("objectives.yml", text=tr("Confirm or renew the objectives."))
    handbook = push_dates(turn, without_lost_links(handbook))
    notes = sorted(turn.notes, key=lambda note: note.path)
    return Rollover(handbook, tuple(notes))

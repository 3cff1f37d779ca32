"""Turn last year's initiatives into completed items: what was promised against what was delivered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Set
from typing import Literal

from erpsite.analysis.rollover.note import Turn
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.i18n import Locale, locale_of
from erpsite.model.completed import CompletedItem, Outcome
from erpsite.model.text import Text

__all__ = ["next_completed"]

State = Literal["delivered", "partly", "carried-over", "cancelled"]


def next_completed(turn: Turn, carried: Set[str]) -> Mapping[str, CompletedItem]:
    """Return an item for each initiative that was funded: delivered, carried over or cancelled."""
    items = {}
    for name, now in turn.before.initiatives.items():
        state = _state(now)
        if state:
            items[name] = _item(turn, now, state, name if name in carried else None)
    return items


def _state(now: InitiativeState) -> State | None:
    """Return what became of an initiative; None where it was never funded."""
    if now.stage == "finished":
        return "delivered"
    if now.stage == "approved":
        return "carried-over"
    return "cancelled" if now.initiative.stage == "approved" else None


def _item(turn: Turn, now: InitiativeState, state: State, carried_to: str | None) -> CompletedItem:
    initiative, benefit, tr = now.initiative, now.initiative.benefit, turn.tr
    done = state == "delivered"
    if done and benefit and benefit.realised is None:
        text = tr("Measure the benefit that was realised.")
        turn.note("completed.yml", initiative.id, "delivered", text=text)
    turn.note("completed.yml", initiative.id, "state", text=tr("Say what was learned (lesson)."))
    return CompletedItem(
        id=initiative.id,
        name=initiative.name,
        modules=initiative.modules,
        owner=now.owner,
        state=state,
        promised=Outcome(
            date=_promised_day(now),
            cost=initiative.cost or None,
            benefit=benefit.text if benefit else None,
            measure=float(benefit.amount) if benefit and benefit.amount is not None else None,
        ),
        delivered=Outcome(
            date=now.finish if done else None,
            cost=now.spent,
            measure=float(benefit.realised) if benefit and benefit.realised is not None else None,
        ),
        unit=_unit(turn) if benefit else None,
        carried_to=carried_to,
    )


def _promised_day(now: InitiativeState) -> dt.date | None:
    return max((task.first_finish for task in now.tasks.values() if task.first_finish), default=None)


def _unit(turn: Turn) -> Text:
    return Text(
        {language: _a_year(locale_of(language, turn.plan.currency)) for language in turn.plan.languages}
    )


def _a_year(locale: Locale) -> str:
    return locale.tr("{currency} a year", currency=locale.currency_word)

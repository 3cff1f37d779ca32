"""Write the risks that are due for a look, the KPIs to comment, and the open actions carried over."""

from __future__ import annotations

from erpsite.analysis.kpi.attainment import KpiStatus, kpi_statuses
from erpsite.analysis.kpi.digits import kpi_decimals
from erpsite.analysis.reviews.next_review.comments import kpis_to_comment
from erpsite.analysis.reviews.next_review.lines import Lines, amount, plain_words, text_slot
from erpsite.analysis.state.plan_state import PlanState
from erpsite.analysis.state.registers import ActionState, RiskState
from erpsite.i18n import Locale, Translator
from erpsite.model import Handbook
from erpsite.model.kpi import Comparator
from erpsite.model.plan import Rag
from erpsite.model.quantity import last_day_of

__all__ = ["write_actions", "write_kpis", "write_risks"]

_HIGH = 9
"""Score from which an open risk without a day for its next look is due every month (FORMULAS.md, Risk)."""


_SIGNS = {Comparator.AT_LEAST: "≥", Comparator.AT_MOST: "≤"}


def write_risks(lines: Lines, now: PlanState, month: str, locale: Locale) -> None:
    """Add the section `risks`: open ones whose next look falls into the month, the highest score first."""
    tr, people = locale.tr, now.handbook.people
    due = sorted((one for one in now.risks.values() if _is_due(one, month)), key=lambda one: -one.score)
    lines.say(0, tr("Risks due for a look: {n}", n=len(due)))
    if due:
        lines.key(0, "risks:")
    for one in due:
        owner = people.get(one.risk.owner)
        lines.say(
            2,
            one.risk.name.in_(locale.language),
            owner.name.in_(locale.language) if owner else "",
            tr("sign: {text}", text=plain_words(one.risk.trigger.in_(locale.language), 80)),
        )
        lines.key(2, f"- risk: {one.risk.id}")
        lines.key(4, "confirmed: false", tr("overwrite what has changed, then delete this line"))
        lines.key(4, f"probability: {one.probability}", tr("1 to 5"))
        lines.key(4, f"impact: {one.impact}", tr("1 to 5"))
        lines.key(4, f"status: {one.status}", tr("open, closed or occurred"))
        was = tr("was {day}", day=one.next_look) if one.next_look else ""
        lines.slot(4, f"next_look: {last_day_of(month)}", was)
        lines.slot(4, f"note: {text_slot(now.handbook.plan.languages)}")
    lines.gap()


def _is_due(one: RiskState, month: str) -> bool:
    if one.status != "open":
        return False
    return one.score >= _HIGH if one.next_look is None else one.next_look <= last_day_of(month)


def write_kpis(lines: Lines, now: PlanState, month: str, locale: Locale) -> None:
    """Add the KPIs to comment as comments: first those that the check asks for, the worst first.

    A KPI that has no value of the month yet shows how it stood last time.
    """
    handbook: Handbook = now.handbook
    tr, slot = locale.tr, text_slot(handbook.plan.languages)
    worst = {Rag.RED: 0, Rag.AMBER: 1, Rag.GREY: 2, Rag.GREEN: 3}
    before, today = kpi_statuses(handbook, now.as_of), kpi_statuses(handbook, month)
    missing = [name for name, one in today.items() if not one.fresh]
    shown = [before[name] if name in missing else one for name, one in today.items()]
    known = sorted(shown, key=lambda one: worst[one.rag])
    if missing:
        lines.say(0, tr("No value of {month} in kpis.csv yet: {kpis}", month=month, kpis=", ".join(missing)))
    decimals = kpi_decimals(handbook, month)
    owed = {one.kpi.id for one in kpis_to_comment(handbook, month)}
    owed |= {one.kpi.id for one in known if one.kpi.id in missing and one.rag is Rag.RED}
    asked = [one for one in known if one.kpi.id in owed]
    lines.say(
        0,
        tr(
            "KPIs to comment: {n} off track or in another band than a month ago, then the others",
            n=len(asked),
        ),
    )
    if known:
        lines.slot(0, "kpi_comments:")
    for one in [*asked, *(one for one in known if one.kpi.id not in owed)]:
        mark = tr("to comment") if one.kpi.id in owed else ""
        words = (mark, one.kpi.name.in_(locale.language), _standing(one, locale, decimals[one.kpi.id]))
        lines.slot(0, "  # " + plain_words(" · ".join(filter(None, words))))
        lines.slot(0, f"  - kpi: {one.kpi.id}")
        lines.slot(0, f"    text: {slot}")
    lines.gap()


def _standing(one: KpiStatus, locale: Locale, digits: int) -> str:
    """Return a KPI's last value, its month, its target and its status."""
    kpi, tr = one.kpi, locale.tr
    unit = kpi.unit.in_(locale.language)
    if kpi.comparator is Comparator.BETWEEN:
        goal = f"{amount(kpi.low or 0)}–{amount(kpi.high or 0)}"
    else:
        goal = f"{_SIGNS[kpi.comparator]} {amount(kpi.target or 0)}"
    if one.judged is None:
        return tr("no value yet; target {target}", target=locale.with_unit(goal, unit))
    return tr(
        "{actual} in {month}; target {target}; {status}",
        actual=locale.quantity(one.judged, unit, digits),
        month=one.month,
        target=locale.with_unit(goal, unit),
        status=_status_word(one.rag, locale),
    )


def _status_word(rag: Rag, locale: Locale) -> str:
    tr = locale.tr
    return {
        Rag.GREEN: tr("On track"),
        Rag.AMBER: tr("At risk"),
        Rag.RED: tr("Off track"),
        Rag.GREY: tr("No data"),
    }[rag]


def _due(tr: Translator, one: ActionState, late: bool) -> str:
    """Return by which day an action is due, and whether that is still to come."""
    if one.due is None:
        return tr("no due day")
    return tr("due {day}", day=one.due) if late else tr("due {day}, not yet", day=one.due)


def write_actions(lines: Lines, now: PlanState, month: str, locale: Locale) -> None:
    """Add the section `action_updates`: every open action, the one due first on top."""
    tr, people = locale.tr, now.handbook.people
    open_ones = sorted((one for one in now.actions.values() if one.status == "open"), key=lambda one: one.by)
    lines.say(0, tr("Open actions carried over: {n}", n=len(open_ones)))
    if open_ones:
        lines.key(0, "action_updates:")
    for one in open_ones:
        owner = people.get(one.action.owner)
        late = one.by <= last_day_of(month)
        lines.say(
            2,
            one.action.text.in_(locale.language),
            owner.name.in_(locale.language) if owner else "",
            _due(tr, one, late),
            tr("carried over {n} times", n=one.carried) if one.carried else "",
        )
        if one.action.acceptance:
            lines.say(2, tr("done when: {text}", text=one.action.acceptance.in_(locale.language)))
        lines.key(2, f"- action: {one.action.id}")
        lines.key(4, "confirmed: false", tr("overwrite what has changed, then delete this line"))
        lines.key(4, "status: open", tr("open, done or dropped"))
        lines.slot(4, f"done_on: {last_day_of(month)}")
        lines.slot(
            4, f"due: {one.due or last_day_of(month)}", tr("the new day, where it moved; say why in the note")
        )
        lines.slot(4, f"note: {text_slot(now.handbook.plan.languages)}")
    lines.gap()

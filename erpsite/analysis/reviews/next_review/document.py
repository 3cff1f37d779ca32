"""Put the file of the next review together.

A PMO lead fills it in half an hour: every entry holds last month's values, so that only what moved is typed.
An entry counts for nothing while `confirmed: false` stands in it, so that no number of last month can be
published as this month's; deleting that line is how a person says "this is so". The file is valid at every
step of the way, and `erpsite check` lists the entries that still wait.
"""

from __future__ import annotations

from erpsite.analysis.reviews.next_review.lines import Lines, text_slot
from erpsite.analysis.reviews.next_review.occasion import Occasion
from erpsite.analysis.reviews.next_review.progress import write_progress
from erpsite.analysis.reviews.next_review.registers import write_actions, write_kpis, write_risks
from erpsite.analysis.state.plan_state import PlanState, state
from erpsite.i18n import Locale
from erpsite.model import Handbook

__all__ = ["next_review"]


def next_review(handbook: Handbook, begun: Occasion, locale: Locale) -> str:
    """Return the YAML of the review that begins; its comments are in the language of `locale`."""
    now = state(handbook, begun.before)
    lines = Lines(locale)
    _write_head(lines, handbook, begun, locale)
    write_progress(lines, now, begun.month, locale)
    write_risks(lines, now, begun.month, locale)
    write_kpis(lines, now, begun.month, locale)
    write_actions(lines, now, begun.month, locale)
    _write_rest(lines, now, begun, locale)
    return lines.text


def _write_head(lines: Lines, handbook: Handbook, begun: Occasion, locale: Locale) -> None:
    tr, slot = locale.tr, text_slot(handbook.plan.languages)
    lines.key(0, "# yaml-language-server: $schema=../../schemas/review.schema.json")
    lines.say(
        0,
        tr("Review of {month}, begun from the state of {before}.", month=begun.month, before=begun.before),
    )
    lines.say(0, tr("1. Each entry holds the values of last time. Overwrite what has changed."))
    lines.say(
        0,
        tr(
            "2. Delete its line 'confirmed: false': until then the entry counts for nothing and is not shown."
        ),
    )
    lines.say(
        0, tr("3. Lines that begin with '# ' and a key are for what happened; delete the '# ' to use one.")
    )
    lines.say(
        0,
        tr(
            "4. 'erpsite check' lists what still waits; until nothing does, the site keeps showing the month "
            "before."
        ),
    )
    lines.key(0, f"month: {begun.month}")
    lines.key(0, f"held_on: {begun.held_on}", tr("expected day; write the real one"))
    lines.key(0, f"chair: {begun.chair}")
    lines.key(
        0, f"attendees: [{', '.join(begun.attendees)}]", tr("those of last time") if begun.attendees else ""
    )
    lines.slot(
        0, f"summary: {slot}", tr("two or three sentences: what moved, what it means, what is decided")
    )
    lines.gap()


def _write_rest(lines: Lines, now: PlanState, begun: Occasion, locale: Locale) -> None:
    """Add the sections that begin empty, each as an example to uncomment."""
    tr, slot = locale.tr, text_slot(now.handbook.plan.languages)
    some = next((name for name, one in now.initiatives.items() if one.running), "")
    lines.say(0, tr("Deviations and corrective measures: one person, one day."))
    lines.slot(0, "measures:")
    lines.slot(0, f"  - deviation: {slot}")
    lines.slot(0, f"    measure: {slot}")
    lines.slot(0, f"    owner: {begun.chair}")
    lines.slot(0, f"    due: {begun.held_on}")
    if some:
        lines.slot(0, f"    initiative: {some}")
    lines.gap()
    lines.say(0, tr("Decisions never change later; a new one supersedes an old one."))
    lines.slot(0, "decisions:")
    lines.slot(0, f"  - id: d-{begun.month}-01")
    lines.slot(0, f"    date: {begun.held_on}")
    lines.slot(0, f"    title: {slot}")
    lines.slot(0, f"    text: {slot}")
    lines.slot(0, f"    by: {begun.chair}")
    lines.gap()
    lines.say(0, tr("New actions: one owner, one day, one test that says it is done."))
    lines.slot(0, "actions:")
    lines.slot(0, f"  - id: a-{begun.month}-01")
    lines.slot(0, f"    text: {slot}")
    lines.slot(0, f"    owner: {begun.chair}")
    lines.slot(0, f"    due: {begun.held_on}")
    lines.slot(0, f"    acceptance: {slot}")
    lines.gap()
    lines.slot(0, f"minutes: {slot}")

"""Draw the page of one initiative: what and why, when, with whom and for how much, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping

from erpsite.analysis.figures import Figure
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.model.initiative import Initiative
from erpsite.model.plan import Rag
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import (
    actual_cell,
    change_cell,
    days_late,
    expected_progress,
    initiative_slip,
    progress_cell,
    span_cell,
    target_text,
    text_cell,
)
from erpsite.pages.kit.columns import Rows, spread
from erpsite.pages.kit.computed_days import later_end, told_end
from erpsite.pages.kit.naming import stage_chip
from erpsite.pages.kit.notes import method_notes
from erpsite.pages.kit.page import each, records
from erpsite.pages.kit.rates import rates_note
from erpsite.pages.kit.states import (
    budget_words,
    finish_silence,
    held_words,
    withheld_words,
    yearly_benefit,
)
from erpsite.pages.kit.words import computed_chip, declared_chip, kpi_chip, type_name
from erpsite.pages.plan.initiative_finish import finish_blocks
from erpsite.pages.plan.initiative_follow_up import follow_up_blocks
from erpsite.pages.plan.initiative_money import money_blocks
from erpsite.pages.plan.initiative_schedule import schedule_blocks

__all__ = ["draw_initiative", "effects_table", "initiative_sentence"]


@records("plan/initiatives", section="plan", place=20, of=each("initiatives", "summary"))
def draw_initiative(book: Book, name: str) -> tuple[b.Block, ...]:
    """Return everything about one initiative as of the month shown."""
    tr, now = book.tr, book.state.initiatives[name]
    one = now.initiative
    return (
        b.Lead(book.locale.sentence(initiative_sentence(book, now), *_later_end(book, now))),
        *rates_note(book),
        *finish_blocks(book, now),
        *_watermelon(book, now),
        *((b.Prose(book.text(one.summary)),) if one.summary else ()),
        _facts(book, now),
        b.Heading(tr("Why"), "why"),
        _why(book, one),
        effects_table(book, one),
        *schedule_blocks(book, now),
        *money_blocks(book, now),
        *follow_up_blocks(book, now),
        *method_notes(
            book,
            tr(
                "Dates and money are compared with what the meeting approved; reviews say what became of "
                "them."
            ),
            (
                (tr("Status"), "rag"),
                (tr("Slip"), "slip"),
                (tr("Earned value"), "earned-value"),
                (tr("Earned schedule"), "earned-schedule"),
            ),
            (one.where, now.where),
            name,
            topic="money",
        ),
    )


def initiative_sentence(book: Book, now: InitiativeState) -> str:
    """Return where an initiative stands, in one sentence."""
    tr, one = book.tr, now.initiative
    words: dict[str, object] = {
        "name": book.text(one.name),
        "budget": budget_words(book, one) or book.amount(Figure("initiative.budget", one.cost, one.id)),
        "finish": book.locale.day(now.finish) if now.finish else tr("no day set"),
        "slip": days_late(book, Figure("slip", now.slip(book.state.days) or 0, one.id)),
        "spent": _spent(book, now),
    }
    if now.stage == "finished":
        return tr("“{name}” is finished: {spent} of {budget} spent, the last date {finish}, {slip}.", **words)
    if now.stage in ("deferred", "rejected"):
        return tr("“{name}” is not in this year's plan; it would have cost {budget}.", **words)
    if not now.finish or budget_words(book, one) or (now.complete is None and now.reported):
        return _in_parts(book, now, words)
    if now.stage == "proposed":
        return tr("“{name}” is proposed for {budget}, to finish on {finish}.", **words)
    if now.complete is None:
        return tr(
            "“{name}” is to finish on {finish} for {budget}; no review has reported on it yet.", **words
        )
    done = book.figure(Figure("initiative.complete", now.complete, one.id), "%")
    return tr(
        "“{name}” is {done} done and expected on {finish}, {slip}; {spent} of {budget} is spent.",
        done=done,
        **words,
    )


def _later_end(book: Book, now: InitiativeState) -> tuple[str, ...]:
    """Return that the end that people gave cannot hold, in a sentence; nothing where it can."""
    later = later_end(book, now)
    if later is None:
        return ()
    day = book.locale.day(later.day)
    if later.by_link:
        return (book.tr("As what it waits for is later, it ends by its links on {day}.", day=day),)
    return (book.tr("As work is not done by its day, it ends on {day}.", day=day),)


def _in_parts(book: Book, now: InitiativeState, words: Mapping[str, object]) -> str:
    """Return where an initiative stands where its last day, its budget or its progress is not known."""
    tr = book.tr
    unstated = budget_words(book, now.initiative) == tr("no budget stated")
    parts = [
        tr("to finish on {day}", day=words["finish"]) if now.finish else tr("no last day set"),
        tr("no budget stated") if unstated else tr("budget {budget}", budget=words["budget"]),
        _progress_words(book, now),
    ]
    if now.reported:
        parts.append(tr("spent: {spent}", spent=words["spent"]))
    told = book.locale.clauses(*parts)
    if now.stage == "proposed":
        return tr("“{name}” is proposed: {parts}.", name=words["name"], parts=told)
    return tr("“{name}” is approved: {parts}.", name=words["name"], parts=told)


def _progress_words(book: Book, now: InitiativeState) -> str:
    tr = book.tr
    if now.complete is not None:
        done = book.figure(Figure("initiative.complete", now.complete, now.initiative.id), "%")
        return tr("{done} of the work is done", done=done)
    if not now.reported:
        return tr("no review has reported on it yet")
    held = withheld_words(book, now.withheld, "complete")
    return tr("progress {reason}", reason=held or tr("not reported yet"))


def _spent(book: Book, now: InitiativeState) -> object:
    """Return what is spent, as a figure; in words where nobody reported it, or it is withheld."""
    if now.spent is not None:
        return book.amount(Figure("initiative.spent", now.spent, now.initiative.id))
    return withheld_words(book, now.withheld, "spent") or book.tr("an unknown part")


def _watermelon(book: Book, now: InitiativeState) -> tuple[b.Block, ...]:
    tr = book.tr
    if now.running and now.watermelon:
        title = tr("The owner says on track, but cost and slip say off track")
        return (b.Callout("red", title, _path(book, now), topic="money"),)
    if now.worst is Rag.GREEN or not now.path_to_green:
        return ()
    return (b.Callout("amber", tr("The way back on track"), _path(book, now)),)


def _path(book: Book, now: InitiativeState) -> tuple[b.Block, ...]:
    if not now.path_to_green:
        return (b.Paragraph(book.tr("How it gets back on track is not said.")),)
    return (b.Prose(book.text(now.path_to_green)),)


def _declared(book: Book, now: InitiativeState) -> b.Content:
    """Return the declared status, with what the system it comes from calls it, or that it is withheld."""
    chip = declared_chip(book, now)
    words = withheld_words(book, now.withheld, "status") or (
        book.tr("in the source: “{status}”", status=book.text(now.source_status)) if now.source_status else ""
    )
    return (chip, " ", words) if words else chip


def _scores_withheld(book: Book, one: Initiative) -> str:
    """Return why the scores that the ranking needs may not be said; empty where they may."""
    held = one.withheld.get("scores") or next(iter(one.scores.withheld.values()), None)
    return held_words(book, held)


def _facts(book: Book, now: InitiativeState) -> b.Facts:
    tr, one = book.tr, now.initiative
    links, rank = book.figures.links, book.figures.rank.get(one.id)
    place: b.Content = b.Missing(_scores_withheld(book, one) or tr("not ranked"))
    if rank:
        place = b.Link(
            tr("{rank} of {n}", rank=rank.rank, n=len(book.figures.rank)), "plan/portfolio", one.id
        )
    reported: b.Content = b.Missing(tr("not reported yet"))
    if now.reported:
        reported = book.link("reviews", now.reported, book.locale.month(now.reported))
    kind: tuple[b.Inline, ...] = (type_name(book, one.type),)
    if one.mandatory:
        kind += (" ", b.Chip("blue", tr("mandatory")))
    return b.Facts(
        (
            (tr("Type"), kind),
            (tr("Stage"), stage_chip(book, now.stage)),
            (tr("Owner"), book.person(now.owner)),
            *(((tr("Further owners"), book.links("people", one.co_owners)),) if one.co_owners else ()),
            (tr("Business owner"), book.person(one.business_owner)),
            (tr("Sponsor"), book.person(one.sponsor)),
            (tr("Modules"), book.links("modules", one.modules)),
            *(((tr("Plants"), book.links("plants", one.plants)),) if one.plants else ()),
            (tr("Declared"), _declared(book, now)),
            (tr("By the numbers"), computed_chip(book, now)),
            (tr("Progress"), progress_cell(book, now, expected_progress(book, now))),
            (tr("Planned"), span_cell(book, one.baseline_start, now.baseline_finish)),
            (
                tr("Expected"),
                told_end(
                    book,
                    now,
                    span_cell(book, now.start, now.finish, "" if now.finish else finish_silence(book, now)),
                ),
            ),
            (tr("Slip, working days"), initiative_slip(book, now)),
            (tr("Priority"), place),
            (tr("Needs first"), book.links("initiatives", one.depends_on)),
            (tr("Needed by"), book.links("initiatives", links.dependants.get(one.id, ()))),
            (tr("Last report"), reported),
        )
    )


def _why(book: Book, one: Initiative) -> b.Facts:
    tr = book.tr
    promise: tuple[b.Inline, ...] = (b.Missing(tr("not stated")),)
    if one.benefit:
        promise = (yearly_benefit(book, one.benefit), " · ", book.text(one.benefit.text))
        if one.benefit.measure_on:
            promise += (" · ", tr("measured on {day}", day=book.locale.day(one.benefit.measure_on)))
    return b.Facts(
        (
            (tr("Objectives"), book.links("objectives", one.objectives)),
            (tr("Pain points"), book.links("pain_points", _pains(book, one))),
            (tr("Technology opportunities"), book.links("opportunities", one.opportunities)),
            (tr("Promised benefit"), promise),
        ),
        topics={tr("Promised benefit"): "money"},
    )


def _pains(book: Book, one: Initiative) -> tuple[str, ...]:
    """Return the pain points that the initiative solves, whichever record holds the reference."""
    return book.figures.pains_by_initiative.get(one.id, ())


def effects_table(book: Book, one: Initiative) -> b.Table:
    """Return the KPIs that an initiative should move, with where they stand."""
    tr, month = book.tr, book.locale.month(book.state.as_of)
    return Rows(
        [(effect, book.figures.kpi(effect.kpi)) for effect in one.kpis], source=lambda row: row[0].where
    ).table(
        "kpi-effects",
        spread("kpi", tr("KPI"), lambda effect, _: book.link("kpis", effect.kpi)),
        spread("effect", tr("Expected effect"), lambda effect, _: text_cell(book, effect.effect), wide=True),
        spread("change", tr("Expected change"), lambda effect, _: change_cell(book, effect), "number"),
        spread("actual", tr("Actual, {month}", month=month), lambda _, kpi: actual_cell(book, kpi), "number"),
        spread("target", tr("Target"), lambda _, status: target_text(book, status.kpi), "number"),
        spread("status", tr("Status"), lambda _, status: kpi_chip(book, status), "status"),
        empty=tr("It says of no KPI that it will move."),
    )

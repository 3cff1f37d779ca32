"""Say when an initiative ends, in four days that belong together, above the picture of its phases."""

from __future__ import annotations

from erpsite.analysis.figures import Figure
from erpsite.analysis.schedule.optimism import FinishChance
from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.computed_days import later_end
from erpsite.pages.kit.gantt import small_roadmap
from erpsite.pages.kit.states import finish_silence, held_words

__all__ = ["finish_blocks"]


def finish_blocks(book: Book, now: InitiativeState) -> tuple[b.Block, ...]:
    """Return the days promised, expected and likely, then the picture; nothing for what is not approved."""
    if now.stage not in ("approved", "finished") or not now.tasks:
        return ()
    days = (_promised(book, now), _expected(book, now), *_likely(book, now))
    return (b.Tiles(days), *small_roadmap(book, now.initiative.id))


def _promised(book: Book, now: InitiativeState) -> b.Tile:
    tr = book.tr
    held = next(
        (task.planned_withheld for task in now.tasks.values() if task.planned_withheld is not None), None
    )
    day = book.day(now.baseline_finish, held_words(book, held) or tr("no day set"))
    note = tr("by the renewed baseline") if now.rebaselined else tr("as the meeting approved it")
    return b.Tile(tr("Promised"), day, note)


def _expected(book: Book, now: InitiativeState) -> b.Tile:
    tr = book.tr
    if now.stage == "finished" or all(task.done for task in now.tasks.values()):
        return b.Tile(tr("Finished"), book.day(now.finish, finish_silence(book, now)), tr("its last day"))
    later = later_end(book, now)
    if later is None:
        note = tr("as last reported") if now.reported else tr("as planned; no review has reported on it yet")
        return b.Tile(tr("Expected"), book.day(now.finish, finish_silence(book, now)), note)
    told = book.locale.day(now.finish) if now.finish else ""
    why = (
        tr("by its links; told for {day}", day=told)
        if later.by_link
        else tr("as work is not done by its day; told for {day}", day=told)
    )
    return b.Tile(tr("Expected"), book.day(later.day), why)


def _likely(book: Book, now: InitiativeState) -> tuple[b.Tile, ...]:
    one = book.figures.optimism.initiatives.get(now.initiative.id)
    if not isinstance(one, FinishChance):
        return ()
    tr, note = book.tr, ""
    if isinstance(one.chance, float):
        share = book.share(Figure("schedule.chance-of-promise", one.chance, now.initiative.id))
        note = tr("the promised day is {chance} likely", chance=share)
    return (
        b.Tile(tr("50% likely by"), book.day(one.p50), note),
        b.Tile(tr("80% likely by"), book.day(one.p80), tr("four of five runs end by then")),
    )

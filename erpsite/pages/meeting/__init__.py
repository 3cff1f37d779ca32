"""Draw the pages of the planning meeting: charter, people, working group, agenda, run sheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from erpsite.issues import Source
from erpsite.model.base import Record
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book, PageEntry
from erpsite.pages.meeting.agenda import draw_agenda
from erpsite.pages.meeting.charter import draw_charter
from erpsite.pages.meeting.live import draw_live
from erpsite.pages.meeting.people import draw_people
from erpsite.pages.meeting.record import draw_record
from erpsite.pages.meeting.working_group import draw_working_group

__all__ = ["entries"]


def entries(book: Book) -> tuple[PageEntry, ...]:
    """Return the pages of the section, in reading order."""
    tr, plan = book.tr, book.handbook
    charter = _where(plan.charter, "charter.yml")
    group = _where(plan.working_group, "working_group.yml")
    agenda = _where(plan.agenda, "agenda.yml")
    pages: tuple[tuple[str, str, Callable[[Book], tuple[b.Block, ...]], Source, str], ...] = (
        (
            "charter", tr("Meeting charter"), draw_charter, charter,
            tr("Why the annual planning meeting is held, and what must exist when it ends."),
        ),
        (
            "people", tr("People"), draw_people, Source("people.yml"),
            tr("Everyone whom the plan names, and what each one answers for."),
        ),
        (
            "working-group", tr("Planning working group"), draw_working_group, group,
            tr("Who prepares the meeting, what is done, what is late, and how ready the pack is."),
        ),
        (
            "agenda", tr("Agenda"), draw_agenda, agenda,
            tr("The sessions of the planning meeting with goal, output, lead and pages."),
        ),
        (
            "live", tr("Meeting mode"), draw_live, agenda,
            tr("Runs the day from a projector: clock, speaker timer, decisions and actions; below it the run "
               "sheet to print."),
        ),
        (
            "record", tr("Record of the meeting"), draw_record, _where(plan.meeting, "meeting.yml"),
            tr("What the planning meeting decided, who does what, the votes, and what was parked."),
        ),
    )  # fmt: skip
    return tuple(
        PageEntry(f"meeting/{name}", title, "meeting", partial(draw, book), where, description=description)
        for name, title, draw, where, description in pages
    )


def _where(record: Record | None, path: str) -> Source:
    return record.where if record is not None else Source(path)

"""Name phases and milestones, and link to them."""

from __future__ import annotations

from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book

__all__ = ["task_link", "task_name"]


def task_name(book: Book, now: InitiativeState, part: str) -> str:
    """Return the name of a phase or milestone of an initiative; its id where there is none."""
    names = {phase.id: phase.name for phase in now.initiative.phases}
    names |= {stone.id: stone.name for stone in now.initiative.milestones}
    return book.text(names[part]) if part in names else part


def task_link(book: Book, now: InitiativeState, to: str) -> b.Inline:
    """Return a link to what a task waits for: `part`, `initiative/part`, or a whole `initiative`.

    `now` is the initiative on whose page the link stands. What is not in the plan stays its id.
    """
    owner, _, part = to.rpartition("/")
    if part in now.tasks and owner in ("", now.initiative.id):
        return b.Link(task_name(book, now, part), "", f"task-{part}")
    other = book.state.initiatives.get(owner or part)
    if other is None:
        return to
    if not owner:
        return book.link("initiatives", part)
    name = f"{book.text(other.initiative.name)} / {task_name(book, other, part)}"
    return b.Link(name, f"plan/initiatives/{owner}", f"task-{part}")

"""Put the plan that capacity allows into words, for pages and for the command."""

from __future__ import annotations

from collections.abc import Iterable

from erpsite.analysis.levelling.committed import Cause, Committed, causes_of
from erpsite.analysis.schedule.tasks import parts_of, scheduled_states
from erpsite.issues import Source
from erpsite.model.levelling import Levelling, Relief, SharedRole, Told
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.task_names import task_name

__all__ = [
    "beside_draft", "clash_source", "clash_words", "levelled_end", "levelled_of", "levelled_sentence",
    "levelled_words",
    "origin_sentence", "quality_words", "reason_words", "relief_words", "role_name", "shared_words",
    "task_words",
]  # fmt: skip


def levelled_of(book: Book) -> Committed | None:
    """Return the committed proposal of the month shown, looked up once; None without one."""
    return book.figures.levelling


def task_words(book: Book, task: str | None) -> str:
    """Return a phase or milestone with its initiative; the id where it is no longer in the plan."""
    initiative, _, part = (task or "").partition("/")
    now = book.state.initiatives.get(initiative)
    if now is None:
        return task or ""
    name = book.text(now.initiative.name)
    return book.tr("{initiative}: {task}", initiative=name, task=task_name(book, now, part)) if part else name


def role_name(book: Book, role: str | None) -> str:
    """Return the name of a role; its id where it is no longer in the plan."""
    return book.name("roles", role) if role and role in book.handbook.roles else role or ""


def reason_words(book: Book, because: Told) -> str:
    """Return why a task is not a day earlier."""
    tr = book.tr
    if because.kind == "capacity" and because.until:
        return tr(
            "waits for {role} until {day}",
            role=role_name(book, because.role),
            day=book.locale.day(because.until),
        )
    if because.kind == "link":
        return tr("waits for “{task}”", task=task_words(book, because.other))
    if because.kind == "freeze":
        freezes = {one.id: book.text(one.name) for one in book.handbook.plan.calendar.freezes}
        return tr("waits for the end of the freeze “{name}”", name=freezes.get(because.other or "", ""))
    return tr("gives way to what counts more")


def quality_words(book: Book, record: Levelling) -> str:
    """Return how good a plan is, as the solver has shown it."""
    tr = book.tr
    if record.outcome == "proved":
        return tr("proved best")
    if record.outcome == "within":
        return tr(
            "within {gap} of the best possible after {seconds} s of search",
            gap=book.locale.percent(record.gap, 1),
            seconds=book.locale.number(record.seconds, 0),
        )
    return tr("impossible") if record.outcome == "impossible" else tr("no plan was found in the time given")


def levelled_sentence(book: Book) -> str:
    """Return when the plan ends with the people there are, and what would change that; may be empty."""
    found = levelled_of(book)
    return "" if found is None else _whole_sentence(book, found)


def beside_draft(book: Book) -> str:
    """Return what plan is meant beside what stands above the cut line; empty where both are one."""
    drafted = {one.initiative.id for one in book.figures.priorities.funded}
    planned = {now.initiative.id for now in scheduled_states(book.state)} | {
        name for name in drafted if book.state.initiatives[name].stage == "proposed"
    }
    if not drafted or planned == drafted:
        return ""
    more, less = len(planned - drafted), len(drafted - planned)
    parts = (
        book.tr("below the line: {n}", n=book.count("levelling.below-the-line", more)) if more else "",
        book.tr("above it and not in the plan: {n}", n=book.count("levelling.not-planned", less))
        if less
        else "",
    )
    return book.tr(
        "The plan is {n} initiatives ({what}).",
        n=book.count("levelling.initiatives", len(planned)),
        what=book.locale.clauses(*parts),
    )


def levelled_end(book: Book) -> str:
    """Return only when the plan ends with the people there are; may be empty."""
    found = levelled_of(book)
    if found is None:
        return ""
    return book.locale.sentence(_end_sentence(book, found), *([_stale(book, found)] if found.stale else []))


def levelled_words(book: Book, record: Levelling) -> str:
    """Return the same of a proposal that was computed just now."""
    return _whole_sentence(book, Committed(record, False, record.moves))


def _whole_sentence(book: Book, found: Committed) -> str:
    words = [_end_sentence(book, found), *_missed_sentence(book, found), *_relief_sentence(book, found)]
    return book.locale.sentence(*words, *([_stale(book, found)] if found.stale else []))


def _end_sentence(book: Book, found: Committed) -> str:
    record, tr, day = found.record, book.tr, book.locale.day
    if record.outcome == "impossible":
        return _impossible_sentence(book, found)
    if record.end is None or record.planned_end is None:
        return tr("Whether the people there are suffice was not found out in the time given.")
    if not record.moves:
        return tr(
            "With the people there are, the plan ends on {end}: no date moves for want of people.",
            end=day(record.end),
        )
    if record.end == record.planned_end:
        return _still_sentence(book, found, day(record.end))
    last = [move for move in record.moves if move.finish == record.end]
    if causes_of(record, last) is Cause.FREEZES:
        return tr(
            "With the freezes of the calendar, the plan ends on {end}, not on {planned}.",
            end=day(record.end),
            planned=day(record.planned_end),
        )
    return tr(
        "With the people there are, the plan ends on {end}, not on {planned}.",
        end=day(record.end),
        planned=day(record.planned_end),
    )


def _impossible_sentence(book: Book, found: Committed) -> str:
    """Return that there is no plan, and whether people, freezes, dates or a choice make it so."""
    tr, cause = book.tr, found.impossible_for
    if cause is Cause.PEOPLE:
        return tr("With the people there are, no plan keeps all links and dates.")
    if cause is Cause.FREEZES:
        return tr("With the freezes of the calendar, no plan keeps all links and dates.")
    if cause is Cause.BOTH:
        return tr("With the people and the freezes there are, no plan keeps all links and dates.")
    if cause is Cause.GROUP:
        return tr("No plan can hold all of these initiatives: only one of their group can be chosen.")
    if cause is Cause.DATES:
        return tr("No plan keeps all links and dates, however many people there are.")
    return tr("No plan keeps all capacities, links and dates.")


def _still_sentence(book: Book, found: Committed, day: str) -> str:
    """Return that the end stays and what moves, with what it moves for."""
    plural = book.locale.tr.plural
    number = book.count("levelling.dates-moved", len(found.record.moves))
    cause = causes_of(found.record, found.record.moves)
    if cause is Cause.FREEZES:
        return plural(
            "With the freezes of the calendar, the plan still ends on {end}, but {n} date moves.",
            "With the freezes of the calendar, the plan still ends on {end}, but {n} dates move.",
            number, end=day,
        )  # fmt: skip
    if cause is Cause.BOTH:
        return plural(
            "With the people and the freezes there are, the plan still ends on {end}, but {n} date moves.",
            "With the people and the freezes there are, the plan still ends on {end}, but {n} dates move.",
            number, end=day,
        )  # fmt: skip
    return plural(
        "With the people there are, the plan still ends on {end}, but {n} date moves.",
        "With the people there are, the plan still ends on {end}, but {n} dates move.",
        number, end=day,
    )  # fmt: skip


def _missed_sentence(book: Book, found: Committed) -> list[str]:
    missed = [name for name in found.record.missed if name not in found.record.missed_anyway]
    if not missed or not found.solved:
        return []
    names = [book.name("initiatives", name) for name in missed if name in book.handbook.initiatives]
    return [
        book.locale.tr.plural(
            "It misses {n} promise that the dates alone would keep: {names}.",
            "It misses {n} promises that the dates alone would keep: {names}.",
            book.count("levelling.promises-missed", len(missed)),
            names=book.locale.join(names),
        )
    ]


def _relief_sentence(book: Book, found: Committed) -> list[str]:
    return [
        book.tr(
            "{measure} brings the end to {day}.",
            measure=relief_words(book, one),
            day=book.locale.day(one.end),
        )
        for kind in ("person", "drop")
        if (one := found.best(kind)) is not None and one.end is not None
    ]


def _stale(book: Book, found: Committed) -> str:
    month = book.locale.month(found.record.month)
    if found.record.month != book.state.as_of:
        return book.tr("This was computed for {month}; the plan has gone on since.", month=month)
    return book.tr(
        "This is stale: the plan has changed since it was computed; `erpsite level` computes it anew."
    )


def origin_sentence(book: Book) -> str:
    """Return from which committed proposal dates come, with its quality; empty without one."""
    found = levelled_of(book)
    if found is None:
        return ""
    words = book.tr(
        "Levelled dates are those of the proposal for {month}, {quality}.",
        month=book.locale.month(found.record.month),
        quality=quality_words(book, found.record),
    )
    return book.locale.sentence(words, *([_stale(book, found)] if found.stale else []))


def shared_words(book: Book, shared: Iterable[SharedRole]) -> str:
    """Return which roles count with what a group's other companies leave of them; empty without one."""
    roles = dict.fromkeys(role_name(book, one.role) for one in shared)
    if not roles:
        return ""
    return book.tr(
        "Shared with other companies of the group, and counted with what these have of it less what they ask "
        "for: {roles}.",
        roles=book.locale.join(list(roles)),
    )


def relief_words(book: Book, one: Relief) -> str:
    """Return a measure."""
    tr = book.tr
    name = one.initiative or ""
    initiative = book.name("initiatives", name) if name in book.handbook.initiatives else name
    if one.kind == "person":
        quarter = book.locale.quarter(one.quarter or "")
        return tr("One more {role} in {quarter}", role=role_name(book, one.role), quarter=quarter)
    if one.kind == "drop":
        return tr("Dropping “{initiative}”", initiative=initiative)
    return tr(
        "Beginning “{initiative}” after {quarter}",
        initiative=initiative,
        quarter=book.locale.quarter(one.quarter or ""),
    )


def clash_words(book: Book, one: Told) -> str:
    """Return one member of a contradiction."""
    tr, task = book.tr, task_words(book, one.task)
    role, days = role_name(book, one.role), book.locale.number(one.days or 0, 1)
    day = book.locale.day(one.until) if one.until else ""
    if one.kind == "capacity":
        return tr(
            "{role} can give {days} more person-days in {quarter}",
            role=role, days=days, quarter=book.locale.quarter(one.period or ""),
        )  # fmt: skip
    if one.kind == "link":
        lag = round(one.days or 0)
        other = task_words(book, one.other)
        if lag:
            return tr(
                "“{task}” waits for “{other}”, {lag} working days", task=task, other=other, lag=f"{lag:+d}"
            )
        return tr("“{task}” waits for “{other}”", task=task, other=other)
    if one.kind == "fixed":
        return tr("“{task}” is fixed on {day}", task=task, day=day)
    if one.kind == "start":
        return tr("“{task}” is not earlier than {day}", task=task, day=day)
    if one.kind == "freeze":
        return tr("“{task}” may not end in a freeze", task=task)
    if one.kind == "group":
        return tr(
            "“{task}” is one of the group {group}, of which only one can be chosen",
            task=task,
            group=one.other,
        )
    return tr(
        "“{task}” asks {role} for {days} person-days, more than its days in any quarter can have",
        task=task, role=role, days=days,
    )  # fmt: skip


def clash_source(book: Book, one: Told) -> Source | None:
    """Return where a member of a contradiction stands in the data; None where it is gone."""
    role = book.handbook.roles.get(one.role or "")
    if one.kind == "capacity":
        place = f"capacity.{one.period}" if role and one.period in role.capacity else "capacity"
        return role.where_of(place) if role else None
    initiative, _, part = (one.task or "").partition("/")
    now = book.state.initiatives.get(initiative)
    if now is None:
        return None
    parts = {one.id: one for one in parts_of(now)}
    if part not in parts:
        return now.initiative.where
    if one.kind == "effort":
        asked = (
            line for line in now.initiative.effort if line.role == one.role and line.phase in (None, part)
        )
        return next((line.where for line in asked), parts[part].where_of("id"))
    field = {"link": "after", "fixed": "fixed", "start": "start"}.get(one.kind, "id")
    return parts[part].where_of(field)

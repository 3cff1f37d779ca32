"""Draw a page for each person: what they owe by when, and everything they answer for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from erpsite.analysis.figures import Figures
from erpsite.analysis.people.commitments import Commitment
from erpsite.analysis.state.registers import ActionState
from erpsite.frozen import dataclass
from erpsite.model.person import Person
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.action_tables import action_chip
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import text_cell
from erpsite.pages.kit.columns import Col, Rows
from erpsite.pages.kit.commitment_tables import commitment_day, commitment_title, commitments_table
from erpsite.pages.kit.decision_tables import decisions_table
from erpsite.pages.kit.kpi_tables import kpis_table
from erpsite.pages.kit.mine import mine_widget
from erpsite.pages.kit.page import Leaf, records
from erpsite.pages.kit.subscriptions import person_subscriptions
from erpsite.pages.kit.words import risk_chip, status_chip, task_chip
from erpsite.pages.meeting.people import duties_table, owned_by
from erpsite.pages.meeting.words import side_names

__all__ = ["draw_person"]

_ROLES = ("owner", "business-owner", "sponsor")


@dataclass(frozen=True)
class _Owed:
    """Hold one thing that somebody owes by a day."""

    day: dt.date | None
    title: b.Content
    """What, as a link to its place."""
    words: str
    kind: str
    about: b.Content
    status: b.Content
    late: bool
    told: b.Content = ()
    """The day as its cell tells it, where that is more than a day."""


def _people(book: Book) -> Iterable[Leaf]:
    """Yield everyone; nobody where the edition hides people."""
    if book.handbook.hides("people"):
        return
    for name, person in book.handbook.people.items():
        yield Leaf(name, book.text(person.name), person.where, book.text(person.title))


@records("meeting/people", section="meeting", place=90, of=_people)
def draw_person(book: Book, name: str) -> tuple[b.Block, ...]:
    """Return what one person owes by when, and what they own, sponsor, decide and answer for."""
    person, tr = book.handbook.people[name], book.tr
    owed = _owed(book, name)
    blocks = (
        b.Lead(_lead(book, person, owed)),
        *_left(book, person),
        _facts(book, person),
        person_subscriptions(book, name),
        mine_widget(book, "person", name),
        b.Heading(tr("Owed, the earliest first"), "owed"),
        _owed_table(book, owed),
        *_initiatives(book, name),
        *_measures(book, name),
        *_risks(book, name),
        *_decisions(book, name),
        *_done(book, name),
    )
    if not owned_by(book)[name].held:
        return blocks
    duties = b.Details(tr("Every duty, record by record"), (duties_table(book, [person]),))
    return (*blocks, b.Heading(tr("Answers for"), "duties"), duties)


def _owed(book: Book, name: str) -> Sequence[_Owed]:
    """Return the open commitments and actions of one person, the earliest first."""
    mine = book.figures.commitments_by_owner.get(name, ())
    found = [_of_commitment(book, one) for one in mine if not one.task.done]
    found += [_of_action(book, one) for one in _actions_of(book).get(name, ())]
    return sorted(found, key=lambda one: one.day or dt.date.max)


def _of_commitment(book: Book, one: Commitment) -> _Owed:
    part = one.milestone or one.phase
    words = book.text(part.name) if part else ""
    kind = book.tr("Milestone") if one.milestone else book.tr("Phase")
    about = book.link("initiatives", one.initiative.initiative.id)
    chip = task_chip(book, one.initiative.initiative.id, one.task)
    return _Owed(
        one.day, commitment_title(book, one), words, kind, about, chip, one.overdue, commitment_day(book, one)
    )


def _of_action(book: Book, one: ActionState) -> _Owed:
    words, action = book.text(one.action.text), one.action
    about = book.link("initiatives", action.initiative) if action.initiative else b.Missing()
    link = b.Link(words, "reviews/actions", action.id)
    return _Owed(one.by, link, words, book.tr("Action"), about, action_chip(book, one), one.overdue)


def _actions_of(book: Book) -> Mapping[str, Sequence[ActionState]]:
    """Return the open actions by owner, gathered once."""
    return book.figures.of(_open_actions)


def _open_actions(figures: Figures) -> Mapping[str, Sequence[ActionState]]:
    found: dict[str, list[ActionState]] = {}
    for one in figures.state.actions.values():
        if one.status == "open":
            found.setdefault(one.action.owner, []).append(one)
    return found


def _lead(book: Book, person: Person, owed: Sequence[_Owed]) -> str:
    tr, name = book.locale.tr, book.text(person.name)
    if not owed:
        return tr("{name} owes nothing by a day at present.", name=name)
    late = sum(one.late for one in owed)
    ahead = next((one for one in owed if one.day and not one.late), None)
    words = tr.plural(
        "{name} still owes {n} result",
        "{name} still owes {n} results",
        book.count("person.owed", len(owed), person.id),
        name=name,
    )
    if late:
        count = book.count("person.overdue", late, person.id)
        words = tr("{words}, {late} overdue", words=words, late=count)
    if ahead is None or ahead.day is None:
        return tr("{sentence}.", sentence=words)
    return tr(
        "{words}; the next is “{what}”, due on {day}.",
        words=words,
        what=ahead.words,
        day=book.locale.day(ahead.day),
    )


def _left(book: Book, person: Person) -> tuple[b.Block, ...]:
    if person.left_on is None or person.left_on > book.state.today:
        return ()
    day = book.locale.day(person.left_on)
    return (b.Callout("grey", book.tr("Left on {day}", day=day)),)


def _facts(book: Book, person: Person) -> b.Facts:
    tr, handbook = book.tr, book.handbook
    department = handbook.departments.get(person.department or "")
    plants = [name for name, plant in handbook.plants.items() if person.id in plant.people]
    pairs: list[tuple[str, b.Content]] = [
        (tr("Position"), book.text(person.title)),
        (tr("Department"), text_cell(book, department.name if department else None)),
        (tr("Speaks for"), side_names(book)[person.side]),
    ]
    if plants:
        pairs.append((tr("Plants"), book.links("plants", plants)))
    return b.Facts(tuple(pairs))


def _owed_table(book: Book, owed: Sequence[_Owed]) -> b.Table:
    tr = book.tr
    return Rows(owed, tone=lambda one: "red" if one.late else None).table(
        "owed",
        Col("what", tr("What"), lambda one: one.title),
        Col("day", tr("Date"), lambda one: one.told or book.day(one.day, tr("no day set")), "date"),
        Col("status", tr("Status"), lambda one: one.status, "status"),
        Col("kind", tr("Kind"), lambda one: one.kind),
        Col("about", tr("Initiative"), lambda one: one.about),
        empty=tr("Nothing is owed by a day at present."),
    )


def _initiatives(book: Book, name: str) -> tuple[b.Block, ...]:
    """Return the running initiatives with the part that this person has in each."""
    tr, owned, now = book.tr, owned_by(book)[name], book.state.initiatives
    words = {
        "owner": tr("Owner"), "business-owner": tr("Business owner"), "sponsor": tr("Sponsor"),
    }  # fmt: skip
    roles: dict[str, list[str]] = {}
    for duty in _ROLES:
        for one in owned.of("initiatives", duty):
            roles.setdefault(one, []).append(words[duty])
    if not roles:
        return ()
    table = Rows(list(roles), source=lambda one: book.handbook.initiatives[one].where).table(
        "initiatives",
        Col("initiative", tr("Initiative"), lambda one: book.link("initiatives", one)),
        Col("role", tr("As"), lambda one: book.locale.join(roles[one])),
        Col("status", tr("Status"), lambda one: status_chip(book, now[one]), "status"),
        Col(
            "finish", tr("Expected finish"), lambda one: book.day(book.state.initiatives[one].finish), "date"
        ),
    )
    return (b.Heading(tr("Initiatives"), "initiatives"), table)


def _measures(book: Book, name: str) -> tuple[b.Block, ...]:
    kpis = [book.handbook.kpis[one] for one in owned_by(book)[name].of("kpis")]
    return (b.Heading(book.tr("KPIs"), "kpis"), kpis_table(book, kpis)) if kpis else ()


def _risks(book: Book, name: str) -> tuple[b.Block, ...]:
    """Return the open risks that the person watches, the highest first."""
    tr, risks = book.tr, book.state.risks
    mine = sorted(owned_by(book)[name].of("risks"), key=lambda one: -risks[one].score)
    if not mine:
        return ()
    table = Rows(mine, source=lambda one: risks[one].risk.where).table(
        "risks",
        Col("risk", tr("Risk"), lambda one: book.link("risks", one)),
        Col("score", tr("Score"), lambda one: risk_chip(book, risks[one].score), "status"),
        Col("look", tr("Next look"), lambda one: book.day(risks[one].next_look), "date"),
        Col("initiative", tr("Initiative"), lambda one: book.link("initiatives", risks[one].initiative)),
        Col("response", tr("Response"), lambda one: book.text(risks[one].risk.response), wide=True),
        topic="risks",
    )
    return (b.Heading(tr("Open risks"), "risks", topic="risks"), table)


def _decisions(book: Book, name: str) -> tuple[b.Block, ...]:
    """Return what the person has decided, and the sessions of the meeting that they lead."""
    tr, agenda = book.tr, book.handbook.agenda
    led = [one for one in (agenda.sessions if agenda else ()) if one.lead == name]
    made = [one for one in book.state.decisions.values() if one.by == name]
    blocks: list[b.Block] = []
    if led:
        items = tuple(
            (f"{one.start}\u2013{one.end} ", b.Link(book.text(one.title), "meeting/agenda")) for one in led
        )
        blocks += [b.Heading(tr("Leads in the planning meeting"), "sessions"), b.Items(items)]
    if made:
        blocks += [b.Heading(tr("Decisions made"), "decisions"), decisions_table(book, made)]
    return tuple(blocks)


def _done(book: Book, name: str) -> tuple[b.Block, ...]:
    done = [one for one in book.figures.commitments_by_owner.get(name, ()) if one.task.done]
    if not done:
        return ()
    tr = book.locale.tr
    title = tr.plural("{n} commitment reached", "{n} commitments reached", len(done))
    return (b.Details(title, (commitments_table(book, done, "reached"),)),)

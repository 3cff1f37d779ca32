"""Draw everyone whom the plan names, and what each one answers for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from erpsite.analysis.figures import Figures
from erpsite.model.person import Person
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.cells import text_cell
from erpsite.pages.kit.columns import Col, Rows, cols, spread
from erpsite.pages.kit.page import page
from erpsite.pages.kit.placeable import placeable
from erpsite.pages.meeting.ownership import Owned, ownership
from erpsite.pages.meeting.words import side_names

__all__ = ["draw_people", "duties_table", "owned_by", "people_table"]

_LOAD = ("initiatives", "kpis", "risks", "actions")
"""Kinds of record that make up a person's load."""
_MOST_NAMES = 3


def owned_by(book: Book) -> Mapping[str, Owned]:
    """Return what each person answers for, computed once per build."""
    return book.figures.of(_owned)


def _owned(figures: Figures) -> Mapping[str, Owned]:
    return ownership(figures.state)


@page(
    "meeting/people",
    section="meeting",
    needs=("people",),
    place=20,
    title="People",
    description="Everyone whom the plan names, and what each one answers for.",
    file="people.yml",
)
def draw_people(book: Book) -> tuple[b.Block, ...]:
    """Return the people with their load, those who left with duties, and everyone's duties."""
    people, tr = list(book.handbook.people.values()), book.tr
    return (
        b.Lead(_lead(book, people), topic="risks"),
        *_left(book, people),
        people_table(book, people),
        b.Details(tr("Who answers for what, record by record"), (duties_table(book, people),)),
        b.Paragraph(
            tr(
                "As of {month}. Counted are initiatives that are approved and not finished, "
                "and risks and actions that are open.",
                month=book.locale.month(book.state.as_of),
            ),
            small=True,
            topic="risks",
        ),
    )


def _gone(book: Book, person: Person) -> bool:
    return person.left_on is not None and person.left_on <= book.state.today


def _lead(book: Book, people: Sequence[Person]) -> str:
    owned, tr = owned_by(book), book.locale.tr
    here = [person for person in people if not _gone(book, person)]
    loads = {person.id: sum(len(owned[person.id].of(kind)) for kind in _LOAD) for person in here}
    most = max(loads.values(), default=0)
    names = [book.name("people", name) for name, load in loads.items() if load == most]
    if not most or len(names) > _MOST_NAMES:
        return tr.plural(
            "{n} person carries the plan, and nobody stands out by load.",
            "{n} people carry the plan, and nobody stands out by load.",
            book.count("people.carrying", len(here)),
        )
    return tr.plural(
        "{n} person carries the plan, with {load} initiatives, KPIs, open risks and open actions.",
        "{n} people carry the plan; the largest load, {load} initiatives, KPIs, open risks and open actions, "
        "lies with {names}.",
        book.count("people.carrying", len(here)),
        load=book.count("people.largest-load", most),
        names=book.locale.join(names),
    )


def _left(book: Book, people: Sequence[Person]) -> tuple[b.Block, ...]:
    owned = owned_by(book)
    items: list[b.Content] = []
    for person in people:
        held = [
            (kind, name) for duty, kind in owned[person.id].held for name in owned[person.id].of(kind, duty)
        ]
        if not _gone(book, person) or person.left_on is None or not held:
            continue
        words = book.locale.tr.plural(
            "{name} left on {day} and still answers for {n} record:",
            "{name} left on {day} and still answers for {n} records:",
            len(held),
            name=book.text(person.name),
            day=book.locale.day(person.left_on),
        )
        items.append((words, *_linked(book, held)))
    if not items:
        return ()
    return (b.Callout("red", book.tr("Duties of people who have left"), (b.Items(tuple(items)),)),)


def _linked(book: Book, held: Sequence[tuple[str, str]]) -> list[b.Inline]:
    parts: list[b.Inline] = []
    for kind, name in held:
        parts.append(book.locale.join(("", "")) if parts else book.locale.facts.space)
        parts.append(book.link(kind, name))
    return parts


@placeable("people")
def people_table(book: Book, people: Sequence[Person]) -> b.Table:
    """Return the people with position, department, side, and how much each answers for."""
    tr, owned, sides = book.tr, owned_by(book), side_names(book)
    titles = {
        "initiatives": tr("Running initiatives"),
        "kpis": tr("KPIs"),
        "risks": tr("Open risks"),
        "actions": tr("Open actions"),
    }
    return Rows(
        people,
        anchor=lambda one: one.id,
        source=lambda one: one.where,
        tone=lambda one: "grey" if _gone(book, one) else None,
    ).table(
        "people",
        Col("person", tr("Who"), lambda one: _name(book, one)),
        Col("title", tr("Position"), lambda one: book.text(one.title)),
        Col("department", tr("Department"), lambda one: _department(book, one)),
        Col("side", tr("Speaks for"), lambda one: sides[one.side]),
        *cols(
            _LOAD,
            lambda kind: Col[Person](
                kind,
                titles[kind],
                lambda one: b.Number(n := len(owned[one.id].of(kind)), str(n)),
                "number",
                topic="risks" if kind == "risks" else None,
            ),
        ),
        empty=tr("The plan names nobody."),
    )


def _name(book: Book, person: Person) -> b.Content:
    hidden = book.handbook.hides("people")
    name = book.text(person.name) if hidden else book.link("people", person.id)
    if not _gone(book, person) or person.left_on is None:
        return name
    return (name, " ", b.Chip("grey", book.tr("left on {day}", day=book.locale.day(person.left_on))))


def _department(book: Book, person: Person) -> b.Inline:
    department = book.handbook.departments.get(person.department or "")
    return text_cell(book, department.name if department else None)


def duties_table(book: Book, people: Sequence[Person]) -> b.Table:
    """Return every duty of these people with links to the records, a group a person."""
    tr, owned, words = book.tr, owned_by(book), _duty_names(book)
    duties = [(one, duty, kind) for one in people for duty, kind in owned[one.id].held]
    return Rows(
        [(one, duty, kind, owned[one.id].of(kind, duty)) for one, duty, kind in duties],
        group=lambda row: book.text(row[0].name),
    ).table(
        "duties",
        spread("duty", tr("Duty"), lambda _, duty, kind, _names: words[duty, kind]),
        spread(
            "count",
            tr("Count"),
            lambda _, _duty, _kind, names: b.Number(len(names), str(len(names))),
            "number",
        ),
        spread("records", tr("Records"), lambda _, _duty, kind, names: book.links(kind, names), wide=True),
        empty=tr("Nobody answers for anything yet."),
    )


def _duty_names(book: Book) -> dict[tuple[str, str], str]:
    tr = book.tr
    return {
        ("owner", "initiatives"): tr("Owns initiatives"),
        ("business-owner", "initiatives"): tr("Speaks for the business in"),
        ("sponsor", "initiatives"): tr("Sponsors initiatives"),
        ("owner", "objectives"): tr("Owns objectives"),
        ("owner", "kpis"): tr("Owns KPIs"),
        ("owner", "modules"): tr("Owns modules"),
        ("it-owner", "modules"): tr("Runs modules in IT"),
        ("owner", "pain_points"): tr("Speaks for pain points"),
        ("owner", "opportunities"): tr("Owns technology opportunities"),
        ("owner", "risks"): tr("Owns open risks"),
        ("owner", "actions"): tr("Open actions"),
        ("owner", "sources"): tr("Owns data sources"),
    }

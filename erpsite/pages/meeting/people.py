"""Draw everyone whom the plan names, and what each one answers for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from erpsite.model.person import Person
from erpsite.pages import blocks as b
from erpsite.pages.book import Book
from erpsite.pages.meeting.ownership import Owned, ownership
from erpsite.pages.meeting.words import side_names

__all__ = ["draw_people", "duties_table", "owned_by", "people_table"]


def owned_by(book: Book) -> Mapping[str, Owned]:
    """Return what each person answers for, computed once per build."""
    owned: Mapping[str, Owned] = book.once("ownership", lambda: ownership(book.state))
    return owned


def draw_people(book: Book) -> tuple[b.Block, ...]:
    """Return the people with their load, those who left with duties, and everyone's duties."""
    people, tr = list(book.handbook.people.values()), book.tr
    return (
        b.Lead(_lead(book, people)),
        *_left(book, people),
        people_table(book, people),
        b.Heading(tr("Who answers for what"), "duties"),
        duties_table(book, people),
        b.Paragraph(
            tr(
                "As of {month}. Counted are initiatives that are approved and not finished, "
                "and risks and actions that are open.",
                month=book.locale.month(book.state.as_of),
            ),
            small=True,
        ),
        b.Paragraph((tr("Source:"), " ", *_places(people)), small=True),
    )


def _places(people: Sequence[Person]) -> tuple[b.Inline, ...]:
    return (b.Place(people[0].where),) if people else ("–",)


def _gone(book: Book, person: Person) -> bool:
    return person.left_on is not None and person.left_on <= book.state.today


def _lead(book: Book, people: Sequence[Person]) -> str:
    owned, tr = owned_by(book), book.locale.tr
    here = [person for person in people if not _gone(book, person)]
    loads = {person.id: len(owned[person.id].of("initiatives")) for person in here}
    most = max(loads.values(), default=0)
    if not most:
        return tr.plural(
            "The plan names {n} person; no initiative is running.",
            "The plan names {n} people; no initiative is running.",
            len(here),
        )
    names = [book.name("people", name) for name, load in loads.items() if load == most]
    return tr.plural(
        "{n} person carries the plan; {names} answers for {load} running initiatives.",
        "{n} people carry the plan; the most running initiatives, {load}, lie with {names}.",
        len(here),
        load=most,
        names=book.locale.join(names),
    )


def _left(book: Book, people: Sequence[Person]) -> tuple[b.Block, ...]:
    tr, owned = book.tr, owned_by(book)
    items: list[b.Content] = []
    for person in people:
        if not _gone(book, person) or person.left_on is None or not owned[person.id].held:
            continue
        count = sum(len(owned[person.id].of(kind, duty)) for duty, kind in owned[person.id].held)
        words = book.locale.tr.plural(
            "{name} left on {day} and still answers for {n} record.",
            "{name} left on {day} and still answers for {n} records.",
            count,
            name=book.text(person.name),
            day=book.locale.day(person.left_on),
        )
        items.append((words, " ", b.Link(tr("See which"), "", f"duties-{person.id}")))
    if not items:
        return ()
    title = tr("Duties of people who have left")
    return (b.Callout("red", title, (b.Items(tuple(items)),)),)


def people_table(book: Book, people: Sequence[Person]) -> b.Table:
    """Return the people with position, department, side, and how much each answers for."""
    tr, owned, sides = book.tr, owned_by(book), side_names(book)
    columns = (
        b.Column("person", tr("Who")),
        b.Column("title", tr("Position")),
        b.Column("department", tr("Department")),
        b.Column("side", tr("Speaks for")),
        b.Column("initiatives", tr("Running initiatives"), "number"),
        b.Column("kpis", tr("KPIs"), "number"),
        b.Column("risks", tr("Open risks"), "number"),
        b.Column("actions", tr("Open actions"), "number"),
    )
    rows = []
    for person in people:
        mine = owned[person.id]
        counts = (len(mine.of(kind)) for kind in ("initiatives", "kpis", "risks", "actions"))
        department = book.handbook.departments.get(person.department or "")
        rows.append(
            b.Row(
                (
                    _name(book, person),
                    book.text(person.title),
                    book.text(department.name) if department else b.Missing(),
                    sides[person.side],
                    *(b.Number(count, str(count)) for count in counts),
                ),
                anchor=person.id,
                source=person.where,
                tone="grey" if _gone(book, person) else None,
            )
        )
    return b.Table("people", columns, tuple(rows), empty=tr("The plan names nobody."))


def _name(book: Book, person: Person) -> b.Content:
    name = book.text(person.name)
    if not _gone(book, person) or person.left_on is None:
        return name
    return (name, " ", b.Chip("grey", book.tr("left on {day}", day=book.locale.day(person.left_on))))


def duties_table(book: Book, people: Sequence[Person]) -> b.Table:
    """Return every duty of these people with links to the records, a group a person."""
    tr, owned, words = book.tr, owned_by(book), _duty_names(book)
    columns = (
        b.Column("duty", tr("Duty")),
        b.Column("count", tr("Count"), "number"),
        b.Column("records", tr("Records"), wide=True),
    )
    rows = []
    for person in people:
        for number, (duty, kind) in enumerate(owned[person.id].held):
            names = owned[person.id].of(kind, duty)
            rows.append(
                b.Row(
                    (words[duty, kind], b.Number(len(names), str(len(names))), book.links(kind, names)),
                    anchor="" if number else f"duties-{person.id}",
                    group=book.text(person.name),
                )
            )
    return b.Table("duties", columns, tuple(rows), empty=tr("Nobody answers for anything yet."))


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

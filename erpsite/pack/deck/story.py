"""Choose what the slides tell: first where the plan stands, then one message a slide with what shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from erpsite.pack.deck.opening import opening_slide
from erpsite.pack.deck.pictures import picture_of
from erpsite.pack.deck.places import place_of, said_at
from erpsite.pack.deck.roadmap import roadmap_lanes
from erpsite.pack.deck.slides import Cell, Grid, Part, Points, Slide
from erpsite.pack.deck.words import cell_of, clean, says_nothing, words_of
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book, PageEntry
from erpsite.pages.site.site_map import site_map

__all__ = ["preread_slides", "review_month", "review_slides"]

_TABLES: Mapping[str, tuple[str, ...]] = {
    "meeting/agenda": ("agenda",),
    "preread/health": ("health-sides",),
    "preread/last-year": ("completed",),
    "preread/pain-points": ("pain-points",),
    "preread/maturity": ("maturity",),
    "preread/opportunities": ("opportunities",),
    "preread/draft-plan": ("priorities",),
}
"""Which tables of a page go to the slides; of a page that is not named, the first one."""
_REVIEW_TABLES = (
    "reports", "changes", "kpi-movement", "measures", "review-decisions", "new-actions", "carried-actions",
)  # fmt: skip
_NOT_SHOWN = frozenset({"preread/brief", "preread/questions", "preread/freeze"})
"""Pages of the pre-read that are read, not shown; the brief has slides of its own."""


def preread_slides(book: Book) -> tuple[Slide, ...]:
    """Return the slides of the pre-read: where the plan stands, the brief, then a part a page."""
    entries = {entry.path: entry for entry in site_map(book)}
    slides = [opening_slide(book, book.tr("Pre-read"))]
    if "preread/brief" in entries:
        slides += _brief(book, entries)
    paths = [path for path in ("meeting/agenda",) if path in entries]
    paths += [path for path in entries if path.startswith("preread/") and path not in _NOT_SHOWN]
    for path in paths:
        slides += _page(book, entries[path])
    return (*slides, *_roadmap(book, entries))


def review_month(book: Book) -> str:
    """Return the month whose review is shown: the last one up to the book's; empty before the first."""
    return book.state.reviews[-1].month if book.state.reviews else ""


def review_slides(book: Book) -> tuple[Slide, ...]:
    """Return the slides of the last review: where the plan stood, what changed, what is done about it."""
    month = review_month(book)
    then, entries = book.at(month), {entry.path: entry for entry in site_map(book)}
    title = book.tr("Review of {month}", month=book.locale.month(month))
    slides = [opening_slide(then, title)]
    entry = entries.get(f"reviews/{month}")
    if entry is not None:
        slides += _review(then, entry)
    return (*slides, *_roadmap(then, entries))


def _brief(book: Book, entries: Mapping[str, PageEntry]) -> Iterator[Slide]:
    """Yield what was found and what is asked: the numbered lists of the brief under their headings."""
    entry = entries["preread/brief"]
    blocks = tuple(entry.draw())
    lead = next((words_of(block.content) for block in blocks if isinstance(block, b.Lead)), entry.title)
    for heading, block in _under_headings(blocks):
        if not isinstance(block, b.Items) or heading is None or heading.anchor not in {"findings", "asked"}:
            continue
        items = tuple(_without_link(item) for item in block.items)
        title = lead
        if heading.anchor == "findings":
            title = book.locale.tr.plural("{n} finding matters most", "{n} findings matter most", len(items))
        notes = tuple(
            f"{text} — {said_at(book, _page_of(item, entries, entry).where)}"
            for text, item in zip(items, block.items, strict=True)
        )
        yield Slide(
            f"{entry.path}#{heading.anchor}",
            title,
            (Points(items, ordered=True),),
            _source(book, entry),
            notes,
        )


def _without_link(content: b.Content) -> str:
    """Return an item without the link to its page at the end, which no slide can follow."""
    if isinstance(content, tuple) and len(content) > 1 and isinstance(content[-1], b.Link):
        content = content[:-1]
    return words_of(content)


def _page_of(content: b.Content, entries: Mapping[str, PageEntry], otherwise: PageEntry) -> PageEntry:
    """Return the page that an item links to, whose data say it."""
    parts = content if isinstance(content, tuple) else (content,)
    link = next((part for part in reversed(parts) if isinstance(part, b.Link)), None)
    return entries.get(link.path, otherwise) if link else otherwise


def _under_headings(blocks: Iterable[b.Block]) -> Iterator[tuple[b.Heading | None, b.Block]]:
    heading = None
    for block in blocks:
        if isinstance(block, b.Heading):
            heading = block
        else:
            yield heading, block


def _page(book: Book, entry: PageEntry) -> Iterator[Slide]:
    """Yield a slide for each chart of a page, and one for its table, whose message is the page's lead."""
    blocks = tuple(entry.draw())
    lead = next((words_of(block.content) for block in blocks if isinstance(block, b.Lead)), entry.title)
    chosen = _chosen_tables(entry.path, blocks)
    charts = [block for block in blocks if isinstance(block, b.Chart)]
    for table in chosen:
        yield _table_slide(book, entry, table, lead)
    if not chosen and not charts:
        return
    for chart in charts:
        yield chart_slide(book, entry, chart)


def _chosen_tables(path: str, blocks: Sequence[b.Block]) -> list[b.Table]:
    """Return the tables of a page that go to the slides, out of folded parts as well; else its first one."""
    if path not in _TABLES:
        return [block for block in blocks if isinstance(block, b.Table) and block.rows][:1]
    parts = [
        part for block in blocks for part in (block.blocks if isinstance(block, b.Details) else (block,))
    ]
    return [one for one in parts if isinstance(one, b.Table) and one.rows and one.name in _TABLES[path]]


def _review(book: Book, entry: PageEntry) -> Iterator[Slide]:
    for heading, block in _under_headings(entry.draw()):
        title = heading.text if heading else entry.title
        if isinstance(block, b.Chart):
            yield chart_slide(book, entry, block)
        elif isinstance(block, b.Table) and block.name in _REVIEW_TABLES and block.rows:
            yield _table_slide(book, entry, block, _counted(book, title, block))
        elif isinstance(block, b.Items) and heading and heading.anchor == "path-to-green":
            items = tuple(words_of(item) for item in block.items)
            notes = tuple(f"{one} — {said_at(book, entry.where)}" for one in items)
            yield Slide(
                f"{entry.path}#{heading.anchor}", title, (Points(items),), _source(book, entry), notes
            )


def _counted(book: Book, title: str, table: b.Table) -> str:
    """Return a heading with how many rows there are, or how many of each status."""
    counts: dict[str, int] = {}
    for row in table.rows:
        _, tone = next(((text, tone) for text, tone in map(cell_of, row.cells) if tone), ("", None))
        if tone:
            word = next(
                part.text
                for cell in row.cells
                for part in (cell if isinstance(cell, tuple) else (cell,))
                if isinstance(part, b.Chip)
            )
            counts[word] = counts.get(word, 0) + 1
    colon = book.locale.facts.colon
    if not counts or sum(counts.values()) < len(table.rows) or any(map(_has_digit, counts)):
        return f"{title}{colon}{len(table.rows)}"
    found = sorted(counts.items(), key=lambda pair: -pair[1])
    return f"{title}{colon}{book.locale.join([f'{word} {n}' for word, n in found])}"


def _has_digit(word: str) -> bool:
    """Say whether a status counts something itself, such as days, so that no two are alike."""
    return any(letter.isdigit() for letter in word)


def chart_slide(book: Book, entry: PageEntry, chart: b.Chart) -> Slide:
    """Return a chart with its finding as the message; one that PowerPoint cannot draw, as its table."""
    part: Part | None = picture_of(chart)
    otherwise = said_at(book, entry.where)
    notes = tuple(_row_note(book, chart.table, row, otherwise) for row in chart.table.rows)
    if part is None:
        part = _grid(book, chart.table, chart.alt or chart.finding, otherwise)
    note = book.locale.join([clean(one) for one in (chart.unit, chart.source, chart.as_of) if one])
    return Slide(f"{entry.path}#chart-{chart.name}", clean(chart.finding), (part,), note, notes)


def _table_slide(book: Book, entry: PageEntry, table: b.Table, title: str) -> Slide:
    otherwise = said_at(book, entry.where)
    grid = _grid(book, table, f"{entry.title}{book.locale.facts.colon}{title}", otherwise)
    return Slide(f"{entry.path}#{table.name}", title, (grid,), _source(book, entry))


def _source(book: Book, entry: PageEntry) -> str:
    month = book.tr("As of {month}", month=book.locale.month(book.state.as_of))
    return book.locale.join([clean(entry.title), month])


def _grid(book: Book, table: b.Table, alt: str, otherwise: str) -> Grid:
    rows = (*table.rows, *((table.total,) if table.total else ()))
    kept = [place for place in range(len(table.columns)) if not says_nothing(place, rows)]
    cells = tuple(
        tuple(Cell(*cell_of(row.cells[place])) if place < len(row.cells) else Cell("") for place in kept)
        for row in rows
    )
    return Grid(
        tuple(clean(table.columns[place].title) for place in kept),
        cells,
        tuple(table.columns[place].kind in {"number", "date"} for place in kept),
        clean(alt),
        tuple(_row_note(book, table, row, otherwise) for row in rows),
        total=table.total is not None,
    )


def _row_note(book: Book, table: b.Table, row: b.Row, otherwise: str) -> str:
    """Return the figures of a row with the place they come from."""
    texts = [words_of(cell) for cell in row.cells]
    values = [
        f"{clean(column.title)} {text}"
        for column, text in zip(table.columns[1:], texts[1:], strict=False)
        if text and column.kind != "text"
    ]
    name = texts[0] if texts else ""
    said = f"{name}{book.locale.facts.colon}{book.locale.join(values)}" if values else name
    return f"{said} — {place_of(book, row, otherwise)}"


def _roadmap(book: Book, entries: Mapping[str, PageEntry]) -> Sequence[Slide]:
    entry = entries.get("plan/roadmap")
    if entry is None:
        return ()
    # The page is drawn as the edition has it; where it is not in it, it opens with words that say so.
    blocks = tuple(entry.draw())
    lanes = roadmap_lanes(book) if any(isinstance(block, b.Drawing) for block in blocks) else None
    if lanes is None:
        return ()
    lead = next((words_of(block.content) for block in blocks if isinstance(block, b.Lead)), entry.title)
    return (Slide(f"{entry.path}#lanes", lead, (lanes,), _source(book, entry)),)

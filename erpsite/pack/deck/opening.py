"""Make the slide that stands alone: the sentence, the four facts and the picture that open every summary."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.pack.deck.pictures import picture_of
from erpsite.pack.deck.places import said_at
from erpsite.pack.deck.slides import Part, Picture, Slide, TileText, TileTexts
from erpsite.pack.deck.words import clean, signed, words_of
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.charts.reviews import curve_at, draw_s_curve_chart
from erpsite.pages.kit.standing import opening_blocks

__all__ = ["opening_slide"]


def opening_slide(book: Book, kind: str) -> Slide:
    """Return where the plan stands, in the words of home, review, mail and PDF, as the edition shows it."""
    blocks = opening_blocks(book)
    lead = next((words_of(block.content) for block in blocks if isinstance(block, b.Lead)), book.title)
    parts: list[Part] = []
    notes: list[str] = []
    for block in blocks:
        if isinstance(block, b.Tiles):
            parts.append(TileTexts(tuple(_tile(tile) for tile in block.tiles)))
            notes += [note for tile in block.tiles for note in _notes(book, tile)]
    picture, chart_notes = _picture(book)
    if picture is not None:
        parts.append(picture)
    month = book.tr("As of {month}", month=book.locale.month(book.state.as_of))
    source = book.locale.join([clean(book.title), kind, month])
    return Slide("standing", lead, tuple(parts), source, (*notes, *chart_notes))


def _tile(tile: b.Tile) -> TileText:
    status = signed(tile.status) if tile.status else ""
    return TileText(clean(tile.title), words_of(tile.value), words_of(tile.note), status, tile.tone)


def _notes(book: Book, tile: b.Tile) -> Iterator[str]:
    """Yield a line for each record that a fact of the first slide rests on."""
    yield f"{clean(tile.title)} {words_of(tile.value)} – {words_of(tile.note)}".rstrip(" –")
    for place in sorted(set(_places(book, tile.path))):
        yield f"    {place}"


def _places(book: Book, path: str) -> Iterator[str]:
    figures, state = book.figures, book.state
    if path == "plan/roadmap":
        last = max((now.finish for now in figures.funded if now.finish), default=None)
        yield from (said_at(book, now.where) for now in figures.funded if now.finish == last)
    elif path == "plan/resources":
        yield from (said_at(book, now.initiative.where) for now in figures.funded)
        yield from (said_at(book, now.where) for now in figures.funded)
    elif path == "plan/value":
        known = (now.initiative for now in figures.funded if now.initiative.benefit)
        yield from (said_at(book, one.benefit.where) for one in known if one.benefit)
    elif path == "reviews/actions":
        open_ones = (one.action for one in state.actions.values() if one.status == "open")
        yield from (said_at(book, one.where) for one in open_ones)


def _picture(book: Book) -> tuple[Picture | None, tuple[str, ...]]:
    """Return planned, earned and forecast to the end; nothing where money is hidden or nothing is funded."""
    if book.handbook.hides("money") or not book.figures.funded:
        return None, ()
    curve = curve_at(book, book.state.as_of)
    chart = draw_s_curve_chart(book, curve) if curve is not None else None
    if not isinstance(chart, b.Chart):
        return None, ()
    picture = picture_of(chart)
    if picture is None:
        return None, ()
    notes = tuple(
        f"{words_of(row.cells[0])}{book.locale.facts.colon}"
        f"{book.locale.join([words_of(cell) for cell in row.cells[1:]])}"
        for row in chart.table.rows
    )
    where = "data/initiatives, data/reviews"
    head = f"{clean(chart.finding)} — {where}"
    found = Picture(
        picture.kind,
        picture.categories,
        picture.series,
        picture.unit,
        picture.decimals,
        picture.alt,
        clean(chart.finding),
    )
    return found, (head, *notes)

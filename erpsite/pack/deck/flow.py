"""Lay what is too long for one slide over several, each with what it shows of the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from erpsite.i18n import Translator
from erpsite.pack.deck.fitting import (
    cut_to,
    height_of,
    line_count,
    line_height,
    longest_piece,
    size_that_fits,
    width_of_text,
)
from erpsite.pack.deck.slides import Grid, Lane, Lanes, Link, Part, Picture, Points, Slide
from erpsite.pack.deck.template import Frame
from erpsite.pack.deck.words import count_words

__all__ = [
    "CELL", "GAP", "HEAD", "LANE_TRACK", "Room", "column_widths", "flow", "point_size", "points_height",
    "room_of", "row_height", "table_size", "title_size",
]  # fmt: skip

_POINT_SIZES = (18.0, 16.0, 14.0, 12.0)
CELL = (5.0, 3.0)
"""Margins of a cell at its sides and above and below, in points."""
GAP = 6.0
"""Points between one sentence and the next."""
HEAD, LANE_TRACK = 22.0, 15.0
"""Points of the quarters above the roadmap, and of a row of a lane."""
_FOOT = 18.0
"""Points of the line below with unit, source and date."""
_KEY = 34.0
_BAR, _MANY = 21.0, 17.0
"""Points of a lying bar with its name, and of each further series."""
_EMU = 12_700


class Room:
    """Hold the room of a slide's body in points."""

    def __init__(self, frame: Frame) -> None:
        self.left, self.top = frame.left / _EMU, frame.top / _EMU
        self.width, self.height = frame.width / _EMU, frame.height / _EMU - _FOOT
        self.foot = self.top + self.height


def room_of(frame: Frame) -> Room:
    """Return the room above the line of unit and source."""
    return Room(frame)


def flow(slides: Sequence[Slide], room: Room, tr: Translator) -> Iterator[Slide]:
    """Yield the slides, each short enough for its room."""
    for slide in slides:
        if len(slide.parts) != 1:
            yield slide
            continue
        pieces = list(_pieces(slide.parts[0], room))
        every = pieces[-1][2] if pieces else 0
        for number, (part, first, last, notes) in enumerate(pieces, start=1):
            if len(pieces) == 1:
                yield replace(slide, parts=(part,), notes=(*slide.notes, *notes))
                continue
            own = slide.notes[first - 1 : last] if len(slide.notes) == every else slide.notes
            yield replace(
                slide,
                key=f"{slide.key}/{number}",
                parts=(part,),
                notes=(*own, *notes),
                count=count_words(tr, first, last, every),
                whole=slide.parts[0],
            )


Piece = tuple[Part, int, int, tuple[str, ...]]
"""A part, the first and the last thing in it, and what the notes say of them."""


def _pieces(part: Part, room: Room) -> Iterator[Piece]:
    match part:
        case Points():
            yield from _points(part, room)
        case Grid():
            yield from _rows(part, room)
        case Picture():
            yield from _bars(part, room)
        case Lanes():
            yield from _lanes(part, room)
        case _:
            yield part, 1, 1, ()


def points_height(texts: Sequence[str], size: float, width: float) -> float:
    """Return the height of sentences below each other."""
    return sum(height_of(text, size, width - 2.4 * size) + GAP for text in texts)


def point_size(part: Points, room: Room) -> float:
    """Return the size of the letters of sentences: the largest that fits, else one for several slides."""
    fitting = (size for size in _POINT_SIZES if points_height(part.items, size, room.width) <= room.height)
    return next(fitting, 14.0)


def _points(part: Points, room: Room) -> Iterator[Piece]:
    size = point_size(part, room)
    for first, last in _filled([points_height([one], size, room.width) for one in part.items], room.height):
        yield replace(part, items=part.items[first:last]), first + 1, last, ()


def _filled(heights: Sequence[float], room: float) -> list[tuple[int, int]]:
    """Return from where to where things of those heights fill slides, each about as full as the others."""
    fewest = _cut(heights, room, 1)
    even = _cut(heights, room, len(fewest))
    return even if len(even) <= len(fewest) else fewest


def _cut(heights: Sequence[float], room: float, slides: int) -> list[tuple[int, int]]:
    """Return the parts of at most `room`, ended earlier where the rest fits as many slides as are left."""
    cuts: list[tuple[int, int]] = []
    first, used, left = 0, 0.0, sum(heights)
    for place, height in enumerate(heights):
        fair = left / max(1, slides - len(cuts)) if slides > 1 else room
        if place > first and (used + height > room or used + height / 2 > fair):
            cuts.append((first, place))
            left -= used
            first, used = place, 0.0
        used += height
    return [*cuts, (first, len(heights))] if heights else []


def table_size(grid: Grid, room: Room) -> float:
    """Return the size of a table's letters: small where there are many columns or little width."""
    width = room.width / max(1, len(grid.header))
    return 12.0 if width >= 125 else 11.0 if width >= 95 else 10.0


def column_widths(grid: Grid, room: Room, size: float) -> tuple[float, ...]:
    """Return the width of each column in points: as its texts want it, none below its longest word."""
    columns = list(zip(*((*(cell.text for cell in row),) for row in grid.rows), strict=True))
    wanted, least = [], []
    for place, head in enumerate(grid.header):
        texts = columns[place] if place < len(columns) else ()
        widths = sorted(width_of_text(text, size) for text in texts) or [0.0]
        typical = widths[min(len(widths) - 1, int(len(widths) * 0.9))]
        longest = max((longest_piece(text, size) for text in texts), default=0.0)
        if grid.numbers[place]:  # numbers and days stay on one line where there is room
            longest = max(longest, min(widths[-1], 110.0))
        longest = max(longest, 1.1 * longest_piece(head, size))  # heads are bold
        margin = 2 * CELL[0] + 2
        least.append(min(longest, room.width / 4) + margin)
        wanted.append(max(min(typical, room.width * 0.6), min(width_of_text(head, size), 90)) + margin)
    return _shared(wanted, least, room.width)


def _shared(wanted: Sequence[float], least: Sequence[float], width: float) -> tuple[float, ...]:
    """Return widths that add up to the width: least ones first, the rest by what is wanted beyond them."""
    floor = sum(least)
    if floor >= width:
        return tuple(one * width / floor for one in least)
    more = [max(want - low, 0.1 * low) ** 0.75 for want, low in zip(wanted, least, strict=True)]
    total, rest = sum(more), width - floor
    return tuple(low + rest * one / total for low, one in zip(least, more, strict=True))


def row_height(texts: Sequence[str], widths: Sequence[float], size: float) -> float:
    """Return the height of a row of a table in points."""
    highest = max(
        line_count(text, size, width - 2 * CELL[0]) * line_height(text, size)
        for text, width in zip(texts, widths, strict=True)
    )
    return highest + 2 * CELL[1]


def _rows(grid: Grid, room: Room) -> Iterator[Piece]:
    size = table_size(grid, room)
    widths = column_widths(grid, room, size)
    head = row_height(grid.header, widths, size)
    grid = _short_enough(grid, widths, size, room.height - head)
    heights = [row_height([cell.text for cell in row], widths, size) for row in grid.rows]
    for first, last in _filled(heights, room.height - head):
        whole = grid.total and last == len(grid.rows)
        part = replace(grid, rows=grid.rows[first:last], notes=(), total=whole)
        yield part, first + 1, last, grid.notes[first:last]


def _short_enough(grid: Grid, widths: Sequence[float], size: float, height: float) -> Grid:
    """Return the table with texts cut that alone fill more than a slide; the notes have them whole."""
    rows, notes = list(grid.rows), list(grid.notes)
    for number, row in enumerate(rows):
        if row_height([cell.text for cell in row], widths, size) <= height:
            continue
        cells = []
        for cell, width in zip(row, widths, strict=True):
            lines = int((height - 2 * CELL[1]) / line_height(cell.text, size))
            text = cut_to(cell.text, size, width - 2 * CELL[0], lines)
            if text != cell.text and number < len(notes):
                notes[number] += f"\n    {cell.text}"
            cells.append(replace(cell, text=text))
        rows[number] = tuple(cells)
    return replace(grid, rows=tuple(rows), notes=tuple(notes))


def _bars(part: Picture, room: Room) -> Iterator[Piece]:
    """Yield bars as many as have room; columns and lines are left whole."""
    if part.kind not in {"bar", "stacked-bar"}:
        yield part, 1, 1, ()
        return
    shown = [one for one in part.series if not one.hidden]
    each = _BAR + (_MANY * (len(shown) - 1) * 0.6 if part.kind == "bar" else 0)
    most = max(1, int((room.height - 40) / each))
    every = len(part.categories)
    slides = -(-every // most)
    cuts = [round(every * number / slides) for number in range(slides + 1)] if slides else [0]
    for first, last in pairwise(cuts):
        series = tuple(
            replace(
                one,
                values=one.values[first:last],
                colours=one.colours[first:last] if len(one.colours) == every > 1 else one.colours,
            )
            for one in part.series
        )
        yield replace(part, categories=part.categories[first:last], series=series), first + 1, last, ()


def _lanes(part: Lanes, room: Room) -> Iterator[Piece]:
    heights = [lane.tracks * LANE_TRACK + 5 for lane in part.lanes]
    for first, last in _filled(heights, room.height - HEAD - _KEY):
        lanes = part.lanes[first:last]
        here = {bar.key for lane in lanes for bar in lane.bars}
        inside = tuple(link for link in part.links if link.before in here and link.after in here)
        out = sum((link.before in here) != (link.after in here) for link in part.links)
        notes = [lane.note for lane in lanes] + _said_links(lanes, part.links)
        yield (
            replace(part, lanes=lanes, links=inside, elsewhere=part.elsewhere.format(n=out) if out else ""),
            first + 1,
            last,
            tuple(notes),
        )


def _said_links(lanes: Sequence[Lane], links: Sequence[Link]) -> list[str]:
    """Return every link of these lanes in words: arrows that cross are hard to follow."""
    here = {bar.key for lane in lanes for bar in lane.bars}
    return [f"    {link.after} ← {link.before}" for link in links if link.after in here]


def title_size(text: str, frame: Frame) -> float:
    """Return the size in which a message fits the title of the template."""
    first = frame.title_size
    sizes = [first, *(size for size in (28.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0, 12.0) if size < first)]
    width, height = frame.title_width / _EMU - 16, frame.title_height / _EMU - 7
    return size_that_fits([text], sizes, width, height)

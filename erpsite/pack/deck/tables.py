"""Draw tables that PowerPoint edits, in the template's own style."""

from __future__ import annotations

import re
from typing import Any

from erpsite.extras import need
from erpsite.pack.deck.canvas import TONES, Canvas, describe
from erpsite.pack.deck.flow import CELL, Room, column_widths, row_height, table_size
from erpsite.pack.deck.slides import Grid

__all__ = ["draw_grid", "table_style"]

_EMU = 12_700
_STYLE = re.compile(rb'<a:tblStyleLst[^>]*\bdef="(\{[0-9A-Fa-f-]+\})"')


def draw_grid(canvas: Canvas, grid: Grid, whole: Grid, room: Room, name: str, style: str) -> None:
    """Add a table at the top of the room; `whole` is the table that it is a part of, for even columns."""
    size = table_size(whole, room)
    widths = column_widths(whole, room, size)
    rows, columns = len(grid.rows) + 1, len(grid.header)
    texts = [grid.header, *(tuple(cell.text for cell in row) for row in grid.rows)]
    heights = [row_height(row, widths, size) for row in texts]
    box = canvas.emu((room.left, room.top, sum(widths), sum(heights)))
    frame = canvas.slide.shapes.add_table(rows, columns, *box)
    frame.name = name
    describe(frame, grid.alt)
    table = frame.table
    table.last_row = grid.total
    if style:
        frame._element.find(".//{*}tblPr/{*}tableStyleId").text = style
    for place, width in enumerate(widths):
        table.columns[place].width = int(width * _EMU)
    for place, height in enumerate(heights):
        table.rows[place].height = int(height * _EMU)
    for place, head in enumerate(grid.header):
        _cell(canvas, table.cell(0, place), head, size, right=grid.numbers[place], bold=True)
    for number, row in enumerate(grid.rows, start=1):
        last = grid.total and number == len(grid.rows)
        for place, cell in enumerate(row):
            colour = TONES[cell.tone] if cell.tone and not last else ""
            made = table.cell(number, place)
            _cell(canvas, made, cell.text, size, colour, right=grid.numbers[place], bold=last)


def _cell(
    canvas: Canvas, cell: Any, said: str, size: float, colour: str = "", *, right: bool, bold: bool
) -> None:
    text = need("pptx.enum.text")
    cell.margin_left = cell.margin_right = int(CELL[0] * _EMU)
    cell.margin_top = cell.margin_bottom = int(CELL[1] * _EMU)
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = text.PP_ALIGN.RIGHT if right else text.PP_ALIGN.LEFT
    canvas.run(paragraph, said, size, colour, bold=bold)


def table_style(made: Any) -> str:
    """Return the id of the style that the template gives new tables; empty where it names none."""
    for part in made.part.package.iter_parts():
        if str(part.partname) == "/ppt/tableStyles.xml":
            found = _STYLE.search(part.blob)
            return found[1].decode() if found else ""
    return ""

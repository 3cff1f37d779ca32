"""Draw the roadmap as shapes: a bar a phase, a diamond a milestone, an arrow for what waits."""

from __future__ import annotations

from typing import Any

from erpsite.extras import need
from erpsite.pack.deck.canvas import INK, SOFT, TONES, Canvas, describe
from erpsite.pack.deck.fitting import cut_to, line_height, width_of_text
from erpsite.pack.deck.flow import HEAD, LANE_TRACK, Room
from erpsite.pack.deck.slides import Bar, Lanes

__all__ = ["draw_lanes"]

_EMU = 12_700
_NAMES = 0.26
"""Share of the width that the names of the lanes take."""
_SMALL = 9.0
Shapes = dict[str, Any]


def draw_lanes(canvas: Canvas, lanes: Lanes, room: Room) -> None:
    """Add the lanes under their quarters, then the links, the day shown and the key to the signs."""
    left, width = room.left + room.width * _NAMES, room.width * (1 - _NAMES)
    scale = width / lanes.days
    height = sum(lane.tracks * LANE_TRACK + 5 for lane in lanes.lanes)
    _quarters(canvas, lanes, (left, room.top, scale, HEAD + height))
    drawn: Shapes = {}
    top = room.top + HEAD
    for number, lane in enumerate(lanes.lanes):
        high = lane.tracks * LANE_TRACK + 5
        if number % 2 == 0:
            band = canvas.slide.shapes.add_shape(1, *canvas.emu((room.left, top, room.width, high)))
            band.name = f"band {number + 1}"
            canvas.paint(band, "F3F6F9")
        name_width = room.width * _NAMES - 8
        size = 10.0 if lane.tracks > 1 or width_of_text(lane.name, 10.0) <= name_width else _SMALL
        lines = max(1, int(high / line_height(lane.name, size)))
        said = cut_to(lane.name, size, name_width, lines)
        box = (room.left + 3, top, name_width, high)
        canvas.text([(said, size, INK, False)], box, name=f"lane {number + 1}", alt=lane.name, middle=True)
        for bar in lane.bars:
            drawn[bar.key] = _bar(canvas, bar, left, scale, top + 2 + bar.track * LANE_TRACK)
        top += high
    _today(canvas, lanes, (left, room.top, scale, HEAD + height))
    _links(canvas, lanes, drawn)
    foot = lanes.key if not lanes.elsewhere else f"{lanes.key}\n{lanes.elsewhere}"
    words = [(line, _SMALL, SOFT, False) for line in foot.split("\n")]
    canvas.text(words, (room.left, top + 4, room.width, 28), name="key")


def _quarters(canvas: Canvas, lanes: Lanes, place: tuple[float, float, float, float]) -> None:
    left, top, scale, height = place
    for number, span in enumerate(lanes.quarters):
        box = (left + span.start * scale, top, (span.finish - span.start) * scale, HEAD - 4)
        size = 10.0 if width_of_text(span.label, 10.0) <= box[2] else 8.0
        if width_of_text(span.label, size) <= box[2]:
            canvas.text([(span.label, size, SOFT, True)], box, name=f"quarter {number + 1}")
        line = _straight(canvas, box[0], top, box[0], top + height, "D5DCE4", 0.75)
        line.name = f"quarter line {number + 1}"


def _bar(canvas: Canvas, bar: Bar, left: float, scale: float, top: float) -> Any:
    shapes = need("pptx.enum.shapes").MSO_SHAPE
    high = LANE_TRACK - 4
    start, width = left + bar.start * scale, max((bar.finish - bar.start) * scale, 2.0)
    if bar.milestone:
        middle = start + width / 2
        box = (middle - high / 2, top, high, high)
        shape = canvas.slide.shapes.add_shape(shapes.DIAMOND, *canvas.emu(box))
    else:
        shape = canvas.slide.shapes.add_shape(shapes.RECTANGLE, *canvas.emu((start, top, width, high)))
    canvas.paint(shape, TONES[bar.tone])
    shape.name = f"bar {bar.key}"
    describe(shape, bar.alt)
    if not bar.milestone and width_of_text(bar.name, 8.0) + 4 <= width:
        frame = shape.text_frame
        frame.word_wrap = False
        frame.margin_left = frame.margin_right = int(2 * _EMU)
        frame.margin_top = frame.margin_bottom = 0
        frame.vertical_anchor = need("pptx.enum.text").MSO_ANCHOR.MIDDLE
        canvas.run(frame.paragraphs[0], bar.name, 8.0, "FFFFFF")
    return shape


def _today(canvas: Canvas, lanes: Lanes, place: tuple[float, float, float, float]) -> None:
    left, top, scale, height = place
    if 0 <= lanes.today <= lanes.days:
        at = left + lanes.today * scale
        line = _straight(canvas, at, top, at, top + height, TONES["red"], 1.25)
        line.name = "today"
        describe(line, lanes.today_name)


def _straight(canvas: Canvas, x0: float, y0: float, x1: float, y1: float, colour: str, points: float) -> Any:
    kinds = need("pptx.enum.shapes").MSO_CONNECTOR
    line = canvas.slide.shapes.add_connector(kinds.STRAIGHT, *(int(one * _EMU) for one in (x0, y0, x1, y1)))
    line.line.color.rgb = need("pptx.dml.color").RGBColor.from_string(colour)
    line.line.width = int(points * _EMU)
    return line


def _links(canvas: Canvas, lanes: Lanes, drawn: Shapes) -> None:
    """Glue an arrow from the end of what is waited for to the beginning of what waits."""
    kinds = need("pptx.enum.shapes").MSO_CONNECTOR
    if not drawn:
        return
    first = next(iter(drawn.values()))._element
    names = {bar.key: bar.name for lane in lanes.lanes for bar in lane.bars}
    for link in lanes.links:
        line = canvas.slide.shapes.add_connector(kinds.ELBOW, 0, 0, 0, 0)
        line.begin_connect(drawn[link.before], 3)
        line.end_connect(drawn[link.after], 1)
        line.line.color.rgb = need("pptx.dml.color").RGBColor.from_string(SOFT)
        line.line.width = int(0.75 * _EMU)
        properties = line.line._get_or_add_ln()
        properties.append(
            properties.makeelement(f"{{{_A}}}tailEnd", {"type": "triangle", "w": "sm", "len": "sm"})
        )
        line.name = f"link {link.before} {link.after}"
        first.addprevious(line._element)  # behind the bars, whose names stay readable
        describe(line, f"{names[link.before]} → {names[link.after]}")


_A = "http://schemas.openxmlformats.org/drawingml/2006/main"

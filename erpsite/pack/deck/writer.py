"""Write slides into a template: between its cover and its legal notice, with its footers."""

from __future__ import annotations

import copy
import io
from collections.abc import Sequence
from typing import Any

from erpsite.extras import need
from erpsite.frozen import dataclass
from erpsite.i18n import Locale
from erpsite.pack.deck.canvas import INK, SOFT, TONES, Canvas, Letters, set_fonts
from erpsite.pack.deck.charts import draw_picture
from erpsite.pack.deck.default_template import HAN_FONT
from erpsite.pack.deck.fitting import cut_to, height_of, line_height, size_that_fits
from erpsite.pack.deck.flow import GAP, Room, flow, point_size, points_height, room_of, title_size
from erpsite.pack.deck.lanes import draw_lanes
from erpsite.pack.deck.slides import Grid, Lanes, Part, Picture, Points, Slide, TileText, TileTexts
from erpsite.pack.deck.stamp import Stamp, content_hash, stamp_line
from erpsite.pack.deck.tables import draw_grid, table_style
from erpsite.pack.deck.template import Frame, Template, body_layout, frame_of

__all__ = ["Told", "write_slides"]

_EMU = 12_700
_FOOTERS = ("dt", "ftr", "sldNum")
_TILE_GAP = 10.0


@dataclass(frozen=True, slots=True)
class Told:
    """Hold what every slide of one deck is told."""

    locale: Locale
    kind: str
    month: str
    edition: str
    title: str
    """Title of the deck, in the file's properties."""
    plan: str
    """Id of the plan, in the file's properties and in each stamp; empty where it has none."""
    footer: str
    """What stands in the footer where the template leaves it empty."""
    origin: str
    """First line of the speaker notes: which commit the figures come from."""
    day: Any
    """Day that the file says it was made on: the last of the month shown."""


def write_slides(slides: Sequence[Slide], template: Template, told: Told) -> bytes:
    """Return the presentation; its zip still holds the time it was made."""
    made = need("pptx").Presentation(io.BytesIO(template.content))
    layout = body_layout(made)
    frame = frame_of(made, layout)
    room = room_of(frame)
    # A picture of the template's first slide would be the wrong one.
    kept = len(made.slides)
    style = table_style(made)
    letters = _letters(told.locale, layout)
    for slide in flow(slides, room, told.locale.tr):
        page = made.slides.add_slide(layout)
        canvas = Canvas(page, letters)
        _draw(canvas, slide, frame, room, style)
        _footers(page, layout, told, letters)
        _notes(page, slide, told)
    _put_cover_first(made, kept)
    _set_properties(made, told)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _tag(locale: Locale) -> str:
    return locale.facts.office_tag or locale.html_lang


def _letters(locale: Locale, layout: Any) -> Letters:
    han = locale.facts.script == "han"
    return Letters(_tag(locale), han, HAN_FONT if han and _leaves_han_open(layout) else "")


def _leaves_han_open(layout: Any) -> bool:
    """Say whether the theme names no Chinese font."""
    relation = need("pptx.opc.constants").RELATIONSHIP_TYPE.THEME
    theme = layout.slide_master.part.part_related_by(relation).blob
    fonts = need("lxml.etree", "pack").fromstring(theme).findall(".//{*}minorFont/{*}ea")
    return not any(font.get("typeface") for font in fonts)


def _draw(canvas: Canvas, slide: Slide, frame: Frame, room: Room, style: str) -> None:
    title = canvas.slide.shapes.title
    words = f"{slide.title} ({slide.count})" if slide.count else slide.title
    size = title_size(words, frame)
    lines = max(1, int((frame.title_height / _EMU - 7) / line_height(words, size)))
    words = cut_to(words, size, frame.title_width / _EMU - 16, lines)
    paragraph = title.text_frame.paragraphs[0]
    canvas.run(paragraph, words, size, bold=True)
    if size == frame.title_size:
        paragraph.runs[0].font.size = None
    paragraph.runs[0].font.bold = None
    top = room.top
    for part in slide.parts:
        top = _part(canvas, slide, part, room, top, style)
    if slide.source:
        box = (room.left, room.foot + 2, room.width, 14)
        said = cut_to(slide.source, 9.0, room.width)
        canvas.text([(said, 9.0, SOFT, False)], box, name="source")


def _part(canvas: Canvas, slide: Slide, part: Part, room: Room, top: float, style: str) -> float:
    """Draw one part below what is drawn already, and return where the next one may begin."""
    name = (slide.key.rpartition("#")[2] or slide.key).partition("/")[0]
    match part:
        case Points():
            _points(canvas, part, slide.whole if isinstance(slide.whole, Points) else part, room, name)
        case TileTexts():
            return _tiles(canvas, part, room, top, alone=len(slide.parts) == 1)
        case Picture():
            if part.finding and top > room.top:
                words = cut_to(part.finding, 12.0, room.width, 2)
                high = height_of(words, 12.0, room.width) + 2
                canvas.text([(words, 12.0, INK, True)], (room.left, top, room.width, high), name="finding")
                top += high
            box = (room.left, top, room.width, max(room.foot - top, 60.0))
            draw_picture(canvas, part, box, name)
        case Grid():
            draw_grid(canvas, part, slide.whole if isinstance(slide.whole, Grid) else part, room, name, style)
        case Lanes():
            draw_lanes(canvas, part, room)
    return room.foot


def _points(canvas: Canvas, part: Points, whole: Points, room: Room, name: str) -> None:
    size = point_size(whole, room)
    shape = canvas.text(
        [(item, size, INK, False) for item in part.items],
        (room.left, room.top, room.width, min(room.height, points_height(part.items, size, room.width))),
        name=name,
    )
    for paragraph in shape.text_frame.paragraphs:
        paragraph.space_after = int(GAP * _EMU)
        properties = paragraph._p.get_or_add_pPr()
        properties.set("marL", str(int(size * 2 * _EMU)))
        properties.set("indent", str(-int(size * 2 * _EMU)))
        kind, how = ("buAutoNum", {"type": "arabicPeriod"}) if part.ordered else ("buChar", {"char": "•"})
        properties.append(properties.makeelement(f"{{{_A}}}{kind}", how))


_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def _tiles(canvas: Canvas, part: TileTexts, room: Room, top: float, *, alone: bool) -> float:
    """Draw tiles side by side, as high as the fullest of them, and return where they end."""
    count = max(1, len(part.tiles))
    width = (room.width - _TILE_GAP * (count - 1)) / count
    inner = width - 16
    most = room.height * (0.9 if alone else 0.5)
    note = size_that_fits(
        [max((tile.note for tile in part.tiles), key=len)], (12.0, 11.0, 10.0, 9.0), inner, most - 80
    )
    tiles = [_tile_words(tile, inner, note) for tile in part.tiles]
    height = max(sum(height_of(text, size, inner) for text, size, *_ in words) for words in tiles) + 14
    for number, (tile, words) in enumerate(zip(part.tiles, tiles, strict=True)):
        left = room.left + number * (width + _TILE_GAP)
        alt = f"{tile.title} {tile.value}. {tile.status} {tile.note}".strip()
        canvas.text(
            words, (left, top, width, height), name=f"fact {number + 1}", alt=alt, fill="F3F6F9", inset=7.0
        )
    return top + height + 8


def _tile_words(tile: TileText, width: float, note: float) -> list[tuple[str, float, str, bool]]:
    value = size_that_fits(
        [tile.value], (24.0, 20.0, 18.0, 16.0, 14.0), width, line_height(tile.value, 24.0) + 1
    )
    words = [(tile.title, 12.0, SOFT, False), (tile.value, value, INK, True)]
    if tile.status:
        words.append((tile.status, 12.0, TONES[tile.tone or "grey"], True))
    return [*words, (tile.note, note, INK, False)] if tile.note else words


def _footers(page: Any, layout: Any, told: Told, letters: Letters) -> None:
    """Copy footer, date and number of the layout: what is added by a program has none otherwise."""
    for shape in layout.placeholders:
        kind = shape._element.find(".//{*}nvPr/{*}ph")
        if kind is None or kind.get("type") not in _FOOTERS:
            continue
        if kind.get("type") == "dt" and not shape.text_frame.text.strip():
            continue
        twin = copy.deepcopy(shape._element)
        twin.find(".//{*}cNvPr").set("id", str(max(one.shape_id for one in page.shapes) + 1))
        page.shapes._spTree.append(twin)
        added = page.shapes[-1]
        if kind.get("type") == "ftr" and not added.text_frame.text.strip():
            added.text_frame.text = told.footer
            for run in added.text_frame.paragraphs[0].runs:
                set_fonts(run.font._element, letters)


def _notes(page: Any, slide: Slide, told: Told) -> None:
    """Write the speaker notes: the message, where each figure comes from, and the stamp."""
    of = (told.kind, told.locale.language, told.month, told.edition)
    stamp = Stamp(*of, slide.key, content_hash(page), told.plan)
    lines = [slide.title, told.origin, *slide.notes, "", stamp_line(stamp)]
    frame = page.notes_slide.notes_text_frame
    if frame is None:
        frame = _notes_body(page.notes_slide)
    frame.text = "\n".join(lines)


def _notes_body(notes: Any) -> Any:
    """Add the room for notes that the template's master of notes leaves out."""
    box = notes.shapes.add_textbox(685_800, 4_400_550, 5_486_400, 3_600_450)
    properties = box._element.find(".//{*}nvPr")
    namespace = "http://schemas.openxmlformats.org/presentationml/2006/main"
    properties.append(properties.makeelement(f"{{{namespace}}}ph", {"type": "body", "idx": "1"}))
    return box.text_frame


def _put_cover_first(made: Any, kept: int) -> None:
    """Put the new slides behind the first slide of the template, and before its others."""
    if kept > 1:
        listed = made.slides._sldIdLst
        for entry in list(listed)[1:kept]:
            listed.remove(entry)
            listed.append(entry)


def _set_properties(made: Any, told: Told) -> None:
    properties = made.core_properties
    properties.title, properties.language = told.title, _tag(told.locale)
    properties.created = properties.modified = told.day
    if told.plan:
        properties.identifier = told.plan
    properties.revision = 1
    properties.last_modified_by = ""

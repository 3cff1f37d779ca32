"""Make the template that slides are laid on where the company has none: wide, plain, with its footers."""

from __future__ import annotations

import io
import re
from typing import Any

from erpsite.extras import need

__all__ = ["HAN_FONT", "default_template"]

_INCH = 914_400
_WIDTH, _HEIGHT = int(13.333 * _INCH), int(7.5 * _INCH)
_MARGIN = int(0.5 * _INCH)
HAN_FONT = "Microsoft YaHei"
"""The font of Chinese letters: on every Windows and in Office for Mac; others take their own instead."""
_LATIN_FONT = "Calibri"
_INK = "1D2733"
_ACCENTS = ("0B5C94", "B36B00", "00785A", "8A4F7D", "5B6877", "B3261E")


def default_template() -> bytes:
    """Return a presentation of 13.33 × 7.5 inches with the one layout “Title Only”, without a slide."""
    made = need("pptx").Presentation()
    made.slide_width, made.slide_height = _WIDTH, _HEIGHT
    for layout in list(made.slide_layouts):
        if layout.name != "Title Only":
            made.slide_layouts.remove(layout)
    master = made.slide_masters[0]
    for shape in (*master.placeholders, *made.slide_layouts[0].placeholders):
        _place(shape)
    kinds = need("pptx.enum.shapes").PP_PLACEHOLDER
    for shape in list(made.slide_layouts[0].placeholders):
        if shape.placeholder_format.type == kinds.DATE:  # the footer says of which month the figures are
            shape._element.getparent().remove(shape._element)
    _drop_thumbnail(made)
    _style_titles(master)
    _set_theme(master)
    properties = made.core_properties
    properties.author, properties.title, properties.last_modified_by = "", "", ""
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _drop_thumbnail(made: Any) -> None:
    """Leave out the small picture of the template, which no deck looks like."""
    relations = made.part.package._rels
    for name, relation in list(relations.items()):
        if relation.reltype.endswith("/thumbnail"):
            relations.pop(name)


def _place(shape: Any) -> None:
    """Put a placeholder of the square template where a wide slide wants it."""
    kinds = need("pptx.enum.shapes").PP_PLACEHOLDER
    wide, foot, high = _WIDTH - 2 * _MARGIN, int(7.02 * _INCH), int(0.34 * _INCH)
    places = {
        kinds.TITLE: (_MARGIN, int(0.35 * _INCH), wide, int(0.95 * _INCH)),
        kinds.BODY: (_MARGIN, int(1.4 * _INCH), wide, int(5.5 * _INCH)),
        kinds.DATE: (int(9.2 * _INCH), foot, int(1.9 * _INCH), high),
        kinds.FOOTER: (_MARGIN, foot, int(8.6 * _INCH), high),
        kinds.SLIDE_NUMBER: (_WIDTH - _MARGIN - int(1.2 * _INCH), foot, int(1.2 * _INCH), high),
    }
    place = places.get(shape.placeholder_format.type)
    if place is not None:
        shape.left, shape.top, shape.width, shape.height = place
        if shape.placeholder_format.type == kinds.FOOTER:
            for level in shape._element.findall(".//{*}lvl1pPr"):
                level.set("algn", "l")


def _style_titles(master: Any) -> None:
    """Set titles left, dark and of a size in which a sentence fits."""
    level = master._element.find("{*}txStyles/{*}titleStyle/{*}lvl1pPr")
    level.set("algn", "l")
    level.find("{*}defRPr").set("sz", "2600")
    level.find("{*}defRPr").set("b", "1")
    for title in (one for one in master.placeholders if one.placeholder_format.type == 1):
        title.text_frame.vertical_anchor = need("pptx.enum.text").MSO_ANCHOR.BOTTOM


def _set_theme(master: Any) -> None:
    """Name the fonts, the Chinese one too, and the colours of the charts."""
    relation = need("pptx.opc.constants").RELATIONSHIP_TYPE.THEME
    theme = master.part.part_related_by(relation)
    xml = theme.blob.decode("utf-8")
    xml = re.sub(r'<a:latin typeface="[^"]*"', f'<a:latin typeface="{_LATIN_FONT}"', xml)
    xml = re.sub(r'<a:ea typeface=""', f'<a:ea typeface="{HAN_FONT}"', xml)
    for number, colour in enumerate(_ACCENTS, start=1):
        xml = _coloured(xml, f"accent{number}", colour)
    theme._blob = _coloured(xml, "dk2", _INK).encode("utf-8")


def _coloured(xml: str, name: str, colour: str) -> str:
    return re.sub(
        rf'(<a:{name}>\s*<a:srgbClr val=")[0-9A-Fa-f]{{6}}', lambda found: found[1] + colour, xml, count=1
    )

"""Mark each slide with what it was made from, in its speaker notes, where copying keeps it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

from erpsite.extras import need
from erpsite.frozen import dataclass

__all__ = ["Place", "Stamp", "content_hash", "places_of", "read_stamp", "stamp_line"]

Place = tuple[str, int, int, int, int]
"""Name of a shape, its left, top, width and height in EMU; a height that its words decide is 0."""

_STAMP = re.compile(
    r"\[erpsite (?P<kind>preread|review) (?P<language>[\w-]+) (?P<month>\d{4}-\d{2}) (?P<edition>\S+)"
    r" (?P<key>\S+) (?P<hash>[0-9a-f]{16})(?: (?P<plan>\S+))?\]"
)
_WITHOUT = "-"
"""What stands for the whole handbook, which is no edition."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Hold what a slide was made from, and the hash of what it said then."""

    kind: str
    language: str
    month: str
    edition: str
    key: str
    hash: str
    plan: str = ""
    """Id of the plan that it was made from; empty where the plan had none."""


def stamp_line(stamp: Stamp) -> str:
    """Return a stamp as a line of the speaker notes."""
    edition = stamp.edition or _WITHOUT
    plan = f" {stamp.plan}" if stamp.plan else ""
    return f"[erpsite {stamp.kind} {stamp.language} {stamp.month} {edition} {stamp.key} {stamp.hash}{plan}]"


def read_stamp(slide: Any) -> Stamp | None:
    """Return the stamp in the notes of a slide; None where it has none."""
    if not slide.has_notes_slide:
        return None
    texts = (shape.text_frame.text for shape in slide.notes_slide.shapes if shape.has_text_frame)
    found = next((match for text in texts if (match := _STAMP.search(text))), None)
    if found is None:
        return None
    edition = "" if found["edition"] == _WITHOUT else found["edition"]
    of = (found["kind"], found["language"], found["month"], edition)
    return Stamp(*of, found["key"], found["hash"], found["plan"] or "")


def content_hash(slide: Any) -> str:
    """Return the hash of what a slide says: its texts, tables, the numbers of its charts, its roadmap.

    Footer, date and number of the template do not count, nor does how anything looks.
    """
    said = json.dumps(list(_said(slide.shapes)), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:16]


def places_of(slide: Any) -> tuple[Place, ...]:
    """Return where every shape of a slide stands, by their names; the template's feet left out."""
    found = []
    for shape in slide.shapes:
        if not _is_foot(shape):
            high = 0 if getattr(shape, "has_table", False) else shape.height or 0
            found.append((shape.name, shape.left or 0, shape.top or 0, shape.width or 0, high))
    return tuple(sorted(found))


def _is_foot(shape: Any) -> bool:
    kinds = need("pptx.enum.shapes").PP_PLACEHOLDER
    feet = {kinds.FOOTER, kinds.DATE, kinds.SLIDE_NUMBER}
    return bool(shape.is_placeholder and shape.placeholder_format.type in feet)


def _said(shapes: Any) -> Iterator[list[object]]:
    kinds = need("pptx.enum.shapes")
    for shape in shapes:
        if _is_foot(shape):
            continue
        if shape.shape_type == kinds.MSO_SHAPE_TYPE.GROUP:
            yield from _said(shape.shapes)
        elif getattr(shape, "has_chart", False) and shape.has_chart:
            yield ["chart", *_charted(shape.chart)]
        elif getattr(shape, "has_table", False) and shape.has_table:
            yield [
                "table",
                [[_plain(cell.text_frame.text) for cell in row.cells] for row in shape.table.rows],
            ]
        elif shape.name.startswith("bar "):
            points = [round(one / 12_700) for one in (shape.left, shape.top, shape.width, shape.height)]
            yield ["bar", shape.name, _plain(shape.text_frame.text), points]
        elif shape.has_text_frame and _plain(shape.text_frame.text):
            yield ["text", _plain(shape.text_frame.text)]


def _charted(chart: Any) -> Iterator[object]:
    for plot in chart.plots:
        yield [_plain(str(name)) for name in plot.categories]
        for series in plot.series:
            yield [
                _plain(series.name),
                [None if value is None else f"{value:.9g}" for value in series.values],
            ]


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()

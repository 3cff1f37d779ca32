"""Put shapes and texts on a slide: in points, in the fonts of the language, each with words for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from erpsite.charts.palette import COLOURS
from erpsite.extras import need
from erpsite.frozen import dataclass
from erpsite.pages.kit.blocks import Tone

__all__ = ["INK", "SOFT", "TONES", "Canvas", "Letters", "describe", "set_fonts"]

INK, SOFT = COLOURS["light"]["@ink"][1:], COLOURS["light"]["@soft"][1:]
TONES: dict[Tone, str] = {
    "green": COLOURS["light"]["@green"][1:].upper(),
    "amber": COLOURS["light"]["@amber"][1:].upper(),
    "red": COLOURS["light"]["@red"][1:].upper(),
    "grey": COLOURS["light"]["@soft"][1:].upper(),
    "blue": COLOURS["light"]["@blue"][1:].upper(),
}
_EMU = 12_700
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


@dataclass(frozen=True, slots=True)
class Letters:
    """Hold what the texts of a deck are written in."""

    tag: str
    """Language tag as Office knows it, such as `en-GB`."""
    han: bool
    """Whether they are Chinese letters."""
    font: str = ""
    """Font of the Chinese letters, where the template leaves it open."""


@dataclass(frozen=True)
class Canvas:
    """Hold a slide of python-pptx, and what its texts are written in."""

    slide: Any
    letters: Letters

    def text(
        self,
        words: Iterable[tuple[str, float, str, bool]],
        box: tuple[float, float, float, float],
        *,
        name: str,
        alt: str = "",
        fill: str = "",
        middle: bool = False,
        right: bool = False,
        inset: float = 0.0,
    ) -> Any:
        """Add a box of paragraphs, each (text, points, RRGGBB, bold), and return the shape."""
        shapes = need("pptx.enum.shapes")
        if fill:
            shape = self.slide.shapes.add_shape(shapes.MSO_SHAPE.RECTANGLE, *self.emu(box))
            self.paint(shape, fill)
        else:
            shape = self.slide.shapes.add_textbox(*self.emu(box))
        shape.name = name
        describe(shape, alt)
        self._write(shape.text_frame, list(words), middle=middle, right=right, inset=inset)
        return shape

    def _write(
        self,
        frame: Any,
        words: list[tuple[str, float, str, bool]],
        *,
        middle: bool,
        right: bool,
        inset: float,
    ) -> None:
        text = need("pptx.enum.text")
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = int(inset * _EMU)
        frame.vertical_anchor = text.MSO_ANCHOR.MIDDLE if middle else text.MSO_ANCHOR.TOP
        for number, (said, size, colour, bold) in enumerate(words):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.alignment = text.PP_ALIGN.RIGHT if right else text.PP_ALIGN.LEFT
            self.run(paragraph, said, size, colour, bold=bold)

    def run(self, paragraph: Any, said: str, size: float, colour: str = "", *, bold: bool = False) -> None:
        """Add words to a paragraph."""
        run = paragraph.add_run()
        run.text = said
        font = run.font
        font.size, font.bold = int(size * _EMU), bold
        if colour:
            font.color.rgb = need("pptx.dml.color").RGBColor.from_string(colour)
        set_fonts(font._element, self.letters)

    def paint(self, shape: Any, colour: str, line: str = "") -> None:
        """Fill a shape with a colour (RRGGBB), without shadow; `line` is its edge."""
        colours = need("pptx.dml.color").RGBColor
        shape.fill.solid()
        shape.fill.fore_color.rgb = colours.from_string(colour)
        for style in shape._element.findall("{*}style"):  # the theme's shadow and edge
            shape._element.remove(style)
        if line:
            shape.line.color.rgb = colours.from_string(line)
            shape.line.width = int(0.75 * _EMU)
        else:
            shape.line.fill.background()

    @staticmethod
    def emu(box: tuple[float, float, float, float]) -> tuple[int, int, int, int]:
        """Return left, top, width and height in EMU."""
        left, top, width, height = box
        return int(left * _EMU), int(top * _EMU), int(width * _EMU), int(height * _EMU)


def set_fonts(properties: Any, letters: Letters) -> None:
    """State the language of a run (`a:rPr`), and the Chinese font where the template leaves it open."""
    properties.set("lang", letters.tag)
    if letters.han:
        properties.set("altLang", "en-US")
    if letters.font and properties.find(f"{{{_A}}}ea") is None:
        font = properties.makeelement(f"{{{_A}}}ea", {"typeface": letters.font})
        latin = properties.find(f"{{{_A}}}latin")
        if latin is not None:
            latin.addnext(font)
        else:
            _after_fill(properties, font)


def _after_fill(properties: Any, font: Any) -> None:
    """Put the font where the schema has it: behind line, fill and effects, before links."""
    before = {"ln", "noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill", "effectLst",
              "effectDag", "highlight", "uLnTx", "uLn", "uFillTx", "uFill"}  # fmt: skip
    place = 0
    for number, child in enumerate(properties, start=1):
        if child.tag.rpartition("}")[2] in before:
            place = number
    properties.insert(place, font)


def describe(shape: Any, alt: str) -> None:
    """Give a shape the words that a reader who does not see it is told."""
    if alt:
        shape._element.xpath(".//p:cNvPr")[0].set("descr", alt)

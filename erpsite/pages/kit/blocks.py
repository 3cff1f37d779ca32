"""Hold the parts a page is made of, as plain values that renderers turn into HTML, Markdown or a workbook.

Whatever stands in a `str` here is text, never markup: the renderers escape it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import field
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from erpsite.frozen import dataclass
from erpsite.i18n import Withheld
from erpsite.issues import Source
from erpsite.model.plan import Topic
from erpsite.renamed import renamed

__all__ = [
    "SHAPES", "Away", "Block", "Callout", "Cell", "Chain", "Chart", "Chip", "Column", "Content",
    "Details", "Drawing", "Facts", "FigureName", "Heading", "Html", "Inline", "Items", "Lead", "Link",
    "Missing", "Number", "Paragraph", "Place", "Progress", "Prose", "Row", "Spark", "Strong", "Table",
    "Tile", "Tiles", "Tone", "Topic", "When", "Widget",
]  # fmt: skip

if not TYPE_CHECKING:
    __getattr__ = renamed(__name__, {"Figure": "Chart"})

Tone = Literal["green", "amber", "red", "grey", "blue"]
"""Meaning of a colour: good, watch, bad, unknown, neutral."""
SHAPES: Mapping[Tone, str] = {"green": "●", "amber": "▲", "red": "■", "grey": "○", "blue": "◆"}
"""Shape of each tone, so that colour never stands alone."""


@dataclass(frozen=True, slots=True)
class Strong:
    """Stress some words."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Point to a page of the handbook by its path, such as `plan/kpis`, or to a place in this page."""

    text: str
    path: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Away:
    """Lead to another site, such as a company's own handbook, by an http address or from this site's root."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Chip:
    """Show a status as a word, a shape and a colour."""

    tone: Tone
    text: str


@dataclass(frozen=True, slots=True)
class FigureName:
    """Name a figure: by its id, the record that it is of, and the month at whose end it stood so."""

    id: str
    """Subject and basis, such as `money.spent` or `initiatives.at-risk.declared`."""
    of: str = ""
    """Id of the record; empty for the whole plan."""
    at: str = ""
    """Month (`YYYY-MM`)."""


@dataclass(frozen=True, slots=True)
class Number:
    """Hold a number with how it is printed; the number itself goes to the workbook."""

    value: float | Decimal
    text: str
    """As the reader sees it, unit included."""
    unit: str = ""
    figure: FigureName | None = None
    """Which figure of the plan it is; every number in a lead, a tile or a total says it."""

    def __format__(self, spec: str) -> str:
        """Return the number as it is printed, so that a sentence can be given it."""
        return format(self.text, spec)


@dataclass(frozen=True, slots=True)
class When:
    """Hold a day or a month with how it is printed."""

    value: dt.date | str
    text: str


@dataclass(frozen=True, slots=True)
class Missing:
    """Say that there is no value, and why."""

    reason: str = ""
    topic: Topic | None = None
    """What it is about, where the edition hides it."""

    @property
    def figure(self) -> Withheld | None:
        """Return what a sentence that is given it remembers, where it is hidden."""
        return Withheld(self.reason, self.topic) if self.topic else None

    @property
    def text(self) -> str:
        """Return the reason."""
        return self.reason

    def __format__(self, spec: str) -> str:
        """Return the reason, so that a sentence can be given it."""
        return format(self.reason, spec)


@dataclass(frozen=True, slots=True)
class Progress:
    """Show a share (0 to 1) as a bar with its number; `expected` marks where it should be."""

    share: float
    text: str
    tone: Tone = "blue"
    expected: float | None = None
    number: Number | None = None
    """What it shows, where that is a figure of the plan."""


@dataclass(frozen=True, slots=True)
class Spark:
    """Show a short series as a line the height of the text; None is a gap."""

    values: tuple[float | None, ...]
    label: str
    """What a reader who does not see it is told."""
    target: float | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """Show what is typed as it stands: a key, a file, a command, the id of a rule; `path` links it."""

    text: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Link to the line of the data that says this."""

    source: Source


Inline = str | Strong | Link | Away | Chip | Number | When | Missing | Progress | Spark | Place | Code
Content = Inline | tuple[Inline, ...]
"""One inline value, or several one after the other."""
Cell = Content


@dataclass(frozen=True, slots=True)
class Heading:
    """Begin a part of the page; `anchor` is its id, stable across languages."""

    text: str
    anchor: str
    level: int = 2
    topic: Topic | None = None
    """What the part below it is about; an edition that hides that has neither."""


@dataclass(frozen=True, slots=True)
class Lead:
    """Say the page's answer: one sentence that a reader could repeat in the meeting."""

    content: Content
    topic: Topic | None = None
    """What it is about; an edition that hides that has it not."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Hold a paragraph of the interface's own words."""

    content: Content
    small: bool = False
    """Whether it is a note: method, source, date."""
    topic: Topic | None = None
    """What it is about; an edition that hides that has it not."""


@dataclass(frozen=True, slots=True)
class Prose:
    """Hold a text that people wrote in the data; a little Markdown in it is allowed and sanitised."""

    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """Describe a column; `kind` decides alignment and the workbook's type."""

    key: str
    title: str
    kind: Literal["text", "number", "date", "status", "bar"] = "text"
    wide: bool = False
    """Whether it holds sentences and wants room."""
    topic: Topic | None = None
    """What it is about; an edition that hides that has it not."""


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one row: a cell for each column, the row's anchor, and where it stands in the data."""

    cells: tuple[Cell, ...]
    anchor: str = ""
    source: Source | None = None
    tone: Tone | None = None
    group: str = ""
    """Rows of one group stand under a row with its name."""


@dataclass(frozen=True, slots=True)
class Table:
    """Hold a table; on a phone each row becomes a card."""

    name: str
    """Stable name: the sheet in the workbook, the file of the download, the id on the page."""
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    empty: str = ""
    """What to say when there is no row."""
    total: Row | None = None
    topic: Topic | None = None
    """What all of it is about; an edition that hides that has it not."""
    opened: int = 0
    """Rows that stand open where the table is longer than most; 0: as many as of any table."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Hold short facts, each a name and its value."""

    pairs: tuple[tuple[str, Content], ...]
    topics: Mapping[str, Topic] = field(default_factory=dict)
    """What some of them are about, by their names."""


@dataclass(frozen=True, slots=True)
class Items:
    """Hold a list; an item may be a paragraph's content."""

    items: tuple[Content, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Tile:
    """Show one figure large, with what it means; the whole tile links to its page."""

    title: str
    value: Content
    note: Content = ""
    path: str = ""
    tone: Tone | None = None
    topic: Topic | None = None
    """What it is about; an edition that hides that has it not."""
    status: Chip | None = None
    """Its status in a word with its sign; left out, the word that its tone stands for."""


@dataclass(frozen=True, slots=True)
class Tiles:
    """Hold tiles side by side."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """Set something apart that must not be missed."""

    tone: Tone
    title: str
    blocks: tuple[Block, ...] = ()
    topic: Topic | None = None
    """What it is about; an edition that hides that has it not."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Show steps of an argument, each leading to the next: evidence → cause → solution → benefit."""

    steps: tuple[tuple[str, tuple[Content, ...]], ...]
    repeated: bool = False
    """Whether other pages say it too, so that a search need not find it here."""


@dataclass(frozen=True, slots=True)
class Details:
    """Hold what only some readers want, folded away."""

    summary: str
    blocks: tuple[Block, ...]
    open: bool = False
    topic: Topic | None = None
    """What it is about; an edition that hides that has it not."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Hold a chart: what Plotly draws as plain data, its finding, and the table that says the same."""

    name: str
    """Stable name, unique on the page."""
    spec: dict[str, object]
    finding: str
    """Title: what the chart shows, as a sentence."""
    unit: str
    source: str
    as_of: str
    table: Table
    alt: str = ""
    """What a reader who does not see it is told; left out, the finding."""
    height: int = 360
    topic: Topic | None = None
    """What it is about; an edition that hides that has it not."""


@dataclass(frozen=True, slots=True)
class Html:
    """Hold markup that erpsite itself made and escaped, with its plain Markdown counterpart."""

    html: str
    markdown: str = ""


@dataclass(frozen=True, slots=True)
class Widget:
    """Hold what a script needs to bring a part of the page to life; other blocks say it without one."""

    name: str
    """Names the script, `widget-<name>.js`."""
    data: dict[str, object]
    """Plain data in JSON's types; texts are in the reader's language."""
    paths: tuple[str, ...] = ()
    """Pages whose URLs, as seen from this one, the script needs; they come under `urls`."""
    sources: tuple[str, ...] = ()
    """Files of data whose lines the script links to; under `sources` come URLs with `{line}`, or null."""
    press: str = ""
    """What the button says that starts it; its script is not loaded before. Left out, it starts by itself."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Hold a picture with links, drawn where the page stands, and the table that says the same."""

    name: str
    """Stable name, unique on the page."""
    draw: Callable[[Callable[[str, str], str]], str]
    """Make its escaped HTML, given the function that makes the URL of a page and an anchor on it."""
    tell: Callable[[], Table]
    """Make the table that says the same; a site shows the picture alone."""

    @property
    def table(self) -> Table:
        """Return the table that says the same."""
        return self.tell()


Block = (
    Heading
    | Lead
    | Paragraph
    | Prose
    | Table
    | Facts
    | Items
    | Tiles
    | Callout
    | Chain
    | Details
    | Chart
    | Html
    | Widget
    | Drawing
)

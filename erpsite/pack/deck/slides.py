"""Hold what slides say, as plain values: texts, tiles, pictures, tables, lanes; the writer draws them."""

from __future__ import annotations

from typing import Literal

from erpsite.frozen import dataclass
from erpsite.pages.kit.blocks import Tone

__all__ = [
    "Bar", "Cell", "Grid", "Lane", "Lanes", "Link", "Part", "Picture", "Points", "Series", "Slide", "Span",
    "TileText", "TileTexts",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Points:
    """Hold sentences, numbered where their order counts."""

    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class TileText:
    """Hold the words of one tile."""

    title: str
    value: str
    note: str
    status: str = ""
    """Its status as a word with its sign."""
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class TileTexts:
    """Hold tiles side by side."""

    tiles: tuple[TileText, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """Hold one series of a picture: a value for each category, None for a gap."""

    name: str
    values: tuple[float | None, ...]
    colours: tuple[str, ...] = ()
    """RRGGBB, one for the whole series or one for each value; none where the template chooses."""
    dash: Literal["solid", "dash", "dot"] = "solid"
    hidden: bool = False
    """Whether it only lifts what stands on it."""
    outline: bool = False
    """Whether bars show only how far they reach: a target around what is measured."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Hold a chart that PowerPoint draws from its own workbook."""

    kind: Literal["bar", "stacked-bar", "column", "stacked-column", "line"]
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    decimals: int
    alt: str
    finding: str = ""
    """What it shows, where it is not the slide's title."""
    scale: tuple[float, float] | None = None
    """The least and the best of scores; left out, bars begin at zero."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Hold the text of a cell."""

    text: str
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """Hold a table; rows may be many, the flow lays them over slides."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[bool, ...]
    """Which columns hold numbers."""
    alt: str
    notes: tuple[str, ...] = ()
    """For each row, what the speaker notes say of it."""
    total: bool = False
    """Whether the last row is the total."""


@dataclass(frozen=True, slots=True)
class Span:
    """Hold a stretch of the time axis, in days from its first."""

    start: int
    finish: int
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """Hold a phase or a milestone of a lane, in days from the first of the axis; the end is excluded."""

    key: str
    name: str
    start: int
    finish: int
    tone: Tone
    milestone: bool
    alt: str
    track: int = 0
    """Row within its lane: those that overlap in time stand below each other."""


@dataclass(frozen=True, slots=True)
class Link:
    """Hold a dependency: the key of what waits, and of what it waits for."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Lane:
    """Hold one initiative of the roadmap."""

    name: str
    bars: tuple[Bar, ...]
    note: str
    """What the speaker notes say of it."""

    @property
    def tracks(self) -> int:
        """Return how many rows it needs."""
        return 1 + max((bar.track for bar in self.bars), default=0)


@dataclass(frozen=True, slots=True)
class Lanes:
    """Hold the roadmap, or the part of it that one slide shows."""

    days: int
    today: int
    today_name: str
    quarters: tuple[Span, ...]
    lanes: tuple[Lane, ...]
    links: tuple[Link, ...]
    key: str
    """What the signs mean."""
    elsewhere: str
    """Words, with `{n}`, for the links that lead to lanes of other slides."""


Part = Points | TileTexts | Picture | Grid | Lanes


@dataclass(frozen=True, slots=True)
class Slide:
    """Hold one slide: its message, what shows it, and what the speaker notes say."""

    key: str
    """Names it over months and languages, such as `preread/health#availability`."""
    title: str
    parts: tuple[Part, ...]
    source: str = ""
    """Unit, source and date, in small letters below."""
    notes: tuple[str, ...] = ()
    count: str = ""
    """Which part of the whole it shows, such as `1 to 12 of 30`."""
    whole: Part | None = None
    """What it shows a part of, so that columns are as wide on each slide of a table."""

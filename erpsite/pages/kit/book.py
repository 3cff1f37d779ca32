"""Hold what every page is drawn from: the plan, its state, the language, and the words for both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from decimal import Decimal
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from erpsite.analysis.figures import Figure, Figures
from erpsite.analysis.state.plan_state import PlanState
from erpsite.frozen import dataclass
from erpsite.i18n import Locale, Translator
from erpsite.issues import Issue, Source
from erpsite.model import Handbook
from erpsite.model.health import HealthMetric
from erpsite.model.kpi import Kpi
from erpsite.model.plan import Rag
from erpsite.model.text import Text
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.links import record_path

__all__ = ["Book", "PageEntry", "forget", "forget_all", "once"]

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class PageEntry:
    """List one page: where it stands and how to draw it; drawing waits until the page is wanted."""

    path: str
    """Address without ending, such as `plan/kpis/order-cycle-time`; the same in every language."""
    title: str
    section: str
    """`home`, `meeting`, `preread`, `plan`, `reviews`, `data` or one of another package."""
    draw: Callable[[], Sequence[b.Block]]
    where: Source = field(default_factory=lambda: Source(""))
    """The data it is edited in."""
    parent: str = ""
    """Path of the page above; a page with a parent stays out of the navigation."""
    description: str = ""
    """One sentence for search results and link previews."""
    topics: tuple[b.Topic, ...] = ()
    """What the whole page is about; an edition that hides one of these has the page without its content."""
    explains: bool = False
    """Whether it explains words and methods, and links to pages that have no content in some edition."""

    @property
    def in_nav(self) -> bool:
        """Say whether the page stands in the navigation."""
        return not self.parent


@dataclass(frozen=True)
class Book:
    """Draw from one plan at one month in one language."""

    state: PlanState
    locale: Locale
    shared: Figures | None = field(default=None, compare=False, repr=False)
    """The state's figures where somebody has computed some already: they are the same in every language."""
    issues: tuple[Issue, ...] = field(default=(), compare=False, repr=False)
    """What was found in the files while the plan was read."""
    packed: tuple[tuple[str, int], ...] = field(default=(), compare=False, repr=False)
    """Name and bytes of each file of the pack that the site carries."""
    titles: Mapping[str, str] | None = field(default=None, compare=False, repr=False)
    """Titles of the site's pages by path, where they are known before the site map is drawn."""
    _drawn: dict[tuple[object, ...], Any] = field(default_factory=dict, init=False, compare=False, repr=False)
    """What `once` keeps: parts of pages in this language."""

    def __post_init__(self) -> None:
        """Let no amount be printed where the edition hides money, and name fiscal years as the plan does."""
        fiscal = self.state.handbook.plan.fiscal_offset
        if self.locale.fiscal_offset != fiscal:
            object.__setattr__(self, "locale", replace(self.locale, fiscal_offset=fiscal))
        if self.state.handbook.hides("money") and not self.locale.instead_of_money:
            object.__setattr__(self, "locale", replace(self.locale, instead_of_money=self.not_here))

    @property
    def not_here(self) -> str:
        """Return what stands where the edition hides something."""
        return self.tr("not in this edition")

    @property
    def handbook(self) -> Handbook:
        """Return the plan."""
        return self.state.handbook

    @property
    def tr(self) -> Translator:
        """Return the translator of interface text."""
        return self.locale.tr

    @property
    def title(self) -> str:
        """Return the handbook's name."""
        edition = self.handbook.edition
        if edition is not None and edition.hides:
            return self.tr("{title} ({edition})", title=self._plain_title, edition=self.text(edition.name))
        return self._plain_title

    @property
    def _plain_title(self) -> str:
        plan = self.handbook.plan
        if plan.title:
            return self.text(plan.title)
        name = self.text(plan.organisation)
        year = self.locale.year(plan.plan_year)
        title = self.tr("{organisation} ERP planning handbook {year}", organisation=name, year=year)
        # A name in Latin letters and a year do not run into one another, where no space stands between them.
        runs = name[-1:].isascii() and name[-1:].isalnum() and title.startswith(name + year)
        return f"{name} {title.removeprefix(name)}" if runs else title

    @cached_property
    def figures(self) -> Figures:
        """Return the figures of the state, each computed once a build."""
        return self.shared or Figures(self.state)

    def at(self, month: str) -> Book:
        """Return the book that shows the plan as it stood at the end of a month (`YYYY-MM`)."""
        return self if month == self.state.as_of else _at(self, month)

    def text(self, text: Text | None) -> str:
        """Return a text of the data in the reader's language; empty where there is none."""
        return "" if text is None else self.locale.tidy(text.in_(self.locale.language))

    def name(self, kind: str, name: str) -> str:
        """Return a record's name in the reader's language."""
        record: Any = getattr(self.handbook, kind)[name]
        return self.text(getattr(record, "name", None) or getattr(record, "title", None) or record.text)

    def link(self, kind: str, name: str, text: str = "") -> b.Link:
        """Return a link to a record, under its own name unless another is given.

        Where an edition hides people, none has a page: what is left of them stands on the page of all.
        """
        return _link(self, kind, name, text)

    def links(self, kind: str, names: Iterable[str]) -> b.Content:
        """Return links to several records, separated as the language separates."""
        parts: list[b.Inline] = []
        for name in names:
            if parts:
                parts.append(self.locale.facts.list_separator)
            parts.append(self.link(kind, name))
        return tuple(parts) if parts else b.Missing()

    def person(self, name: str | None) -> b.Inline:
        """Return a person as a link, or a dash."""
        return self.link("people", name) if name else b.Missing(self.tr("nobody named"))

    def number(
        self, value: float | Decimal | None, unit: str = "", decimals: int = 1, why: str = ""
    ) -> b.Inline:
        """Return a number with its unit, or a dash with the reason."""
        if value is None:
            return b.Missing(why)
        return b.Number(value, self.locale.quantity(value, unit, decimals), unit)

    def kpi_decimals(self, kpi: Kpi) -> int:
        """Return the decimals that a KPI's values are printed with."""
        return self.figures.kpi_decimals.get(kpi.id, kpi.decimals)

    def metric_decimals(self, metric: HealthMetric) -> int:
        """Return the decimals that a health metric's values are printed with."""
        return self.figures.metric_decimals.get(metric.id, metric.decimals)

    def money(self, amount: Decimal | None, why: str = "") -> b.Inline:
        """Return an amount, or a dash with the reason."""
        if self.locale.instead_of_money:
            return b.Missing(self.locale.instead_of_money, "money")
        if amount is None:
            return b.Missing(why)
        return b.Number(amount, self.locale.money(amount), self.locale.currency)

    def figure(
        self,
        figure: Figure[float] | Figure[Decimal],
        unit: str = "",
        decimals: int = 0,
        *,
        sign: bool = False,
    ) -> b.Number:
        """Return a figure with its unit and its name; in a sentence, too, it keeps the name."""
        text = self.locale.quantity(figure.value, unit, decimals, sign=sign)
        return b.Number(figure.value, text, unit, self._name_of(figure))

    def amount(
        self, figure: Figure[Decimal] | Figure[Decimal | None], *, sign: bool = False
    ) -> b.Number | b.Missing:
        """Return an amount with its name; where the edition hides money, the words for that."""
        if self.locale.instead_of_money:
            return b.Missing(self.locale.instead_of_money, "money")
        if figure.value is None:
            return b.Missing(self.tr("not known"))
        text = self.locale.money(figure.value, sign=sign)
        return b.Number(figure.value, text, self.locale.currency, self._name_of(figure))

    def share(self, figure: Figure[float], decimals: int = 0, *, sign: bool = False) -> b.Number:
        """Return a share (0 to 1) in percent with its name."""
        text = self.locale.percent(figure.value, decimals, sign=sign)
        return b.Number(figure.value, text, "%", self._name_of(figure))

    def count(self, figure: Figure[int] | str, value: int = 0, of: str = "") -> b.Number:
        """Return a count with its name: a figure, or the id, the value and the record of one."""
        return self.figure(Figure(figure, value, of) if isinstance(figure, str) else figure)

    def _name_of(self, figure: Figure[Any]) -> b.FigureName:
        return b.FigureName(figure.id, figure.of, self.state.as_of)

    def day(self, day: dt.date | None, why: str = "") -> b.Inline:
        """Return a day, or a dash with the reason."""
        return b.When(day, self.locale.day(day)) if day else b.Missing(why)

    def month(self, month: str | None, why: str = "") -> b.Inline:
        """Return a month, or a dash with the reason."""
        return b.When(month, self.locale.month(month)) if month else b.Missing(why)

    def rag(self, rag: Rag) -> b.Chip:
        """Return a status as word, shape and colour."""
        return _rag(self, rag)


def once(draw: Callable[Concatenate[Book, P], R]) -> Callable[Concatenate[Book, P], R]:
    """Draw a part once for each book and argument; the arguments are hashable and given by position."""

    @wraps(draw)
    def drawn(book: Book, /, *args: P.args, **kwargs: P.kwargs) -> R:
        key, kept = (draw, *args), book._drawn
        if key not in kept:
            kept[key] = draw(book, *args, **kwargs)
        made: R = kept[key]
        return made

    return drawn


def forget(book: Book, drawn: Callable[..., object], *args: object) -> None:
    """Let go of a part that `once` keeps, because nobody will ask for it again."""
    book._drawn.pop((getattr(drawn, "__wrapped__", drawn), *args), None)


def forget_all(book: Book, but: Callable[..., object]) -> None:
    """Let go of all that `once` keeps but for one function's parts: the pages are drawn."""
    kept = getattr(but, "__wrapped__", but)
    for key in [key for key in book._drawn if key[0] is not kept]:
        del book._drawn[key]


@once
def _at(book: Book, month: str) -> Book:
    then = book.figures.at(month)
    return Book(then.state, book.locale, then, titles=book.titles)


@once
def _link(book: Book, kind: str, name: str, text: str) -> b.Link:
    path, anchor = record_path(kind, name)
    if kind == "people" and book.handbook.hides("people"):
        path, anchor = "meeting/people", name
    return b.Link(text or book.name(kind, name), path, anchor)


@once
def _rag(book: Book, rag: Rag) -> b.Chip:
    words = {
        Rag.GREEN: book.tr("On track"),
        Rag.AMBER: book.tr("At risk"),
        Rag.RED: book.tr("Off track"),
        Rag.GREY: book.tr("No data"),
    }
    return b.Chip(rag.value, words[rag])

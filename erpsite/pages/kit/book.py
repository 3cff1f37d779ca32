"""Hold what every page is drawn from: the plan, its state, the language, and the words for both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from erpsite.analysis.kpi.digits import kpi_decimals
from erpsite.analysis.state.plan_state import PlanState
from erpsite.i18n import Locale, Translator
from erpsite.issues import Source
from erpsite.model import Handbook
from erpsite.model.health import HealthMetric
from erpsite.model.kpi import Kpi
from erpsite.model.plan import Rag
from erpsite.model.text import Text
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.links import record_path

__all__ = ["Book", "PageEntry"]


@dataclass(frozen=True)
class PageEntry:
    """List one page: where it stands and how to draw it; drawing waits until the page is wanted."""

    path: str
    """Address without ending, such as `plan/kpis/order-cycle-time`; the same in every language."""
    title: str
    section: str
    """`home`, `meeting`, `preread`, `plan`, `reviews` or `data`."""
    draw: Callable[[], Sequence[b.Block]]
    where: Source = field(default_factory=lambda: Source(""))
    """The data it is edited in."""
    parent: str = ""
    """Path of the page above; a page with a parent stays out of the navigation."""
    description: str = ""
    """One sentence for search results and link previews."""

    @property
    def in_nav(self) -> bool:
        """Say whether the page stands in the navigation."""
        return not self.parent


@dataclass(frozen=True)
class Book:
    """Draw from one plan at one month in one language."""

    state: PlanState
    locale: Locale
    memo: dict[str, Any] = field(default_factory=dict, compare=False)
    """Analyses computed once per build, by name."""

    def __post_init__(self) -> None:
        """Let no amount be printed where the edition hides money."""
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
        return self.tr(
            "{organisation} ERP planning handbook {year}",
            organisation=self.text(plan.organisation),
            year=plan.plan_year,
        )

    def once(self, name: str, compute: Callable[[], Any]) -> Any:
        """Return an analysis, computed the first time it is asked for."""
        if name not in self.memo:
            self.memo[name] = compute()
        return self.memo[name]

    def text(self, text: Text | None) -> str:
        """Return a text of the data in the reader's language; empty where there is none."""
        return self.locale.tidy(text.in_(self.locale.language)) if text else ""

    def name(self, kind: str, name: str) -> str:
        """Return a record's name in the reader's language."""
        record: Any = getattr(self.handbook, kind)[name]
        return self.text(getattr(record, "name", None) or getattr(record, "title", None) or record.text)

    def link(self, kind: str, name: str, text: str = "") -> b.Link:
        """Return a link to a record, under its own name unless another is given."""
        path, anchor = record_path(kind, name)
        return b.Link(text or self.name(kind, name), path, anchor)

    def links(self, kind: str, names: Iterable[str]) -> b.Content:
        """Return links to several records, separated as the language separates."""
        parts: list[b.Inline] = []
        for name in names:
            if parts:
                parts.append("、" if self.locale.language == "zh" else ", ")
            parts.append(self.link(kind, name))
        return tuple(parts) if parts else b.Missing()

    def person(self, name: str | None) -> b.Inline:
        """Return a person as a link, or a dash."""
        return self.link("people", name) if name else b.Missing()

    def number(
        self, value: float | Decimal | None, unit: str = "", decimals: int = 1, why: str = ""
    ) -> b.Inline:
        """Return a number with its unit, or a dash with the reason."""
        if value is None:
            return b.Missing(why)
        return b.Number(value, self.locale.quantity(value, unit, decimals), unit)

    def kpi_decimals(self, kpi: Kpi) -> int:
        """Return the decimals that a KPI's values are printed with."""
        found: Mapping[str, int] = self.once("kpi-decimals", lambda: kpi_decimals(self.handbook))
        return found.get(kpi.id, kpi.decimals)

    def metric_decimals(self, metric: HealthMetric) -> int:
        """Return the decimals that a health metric's values are printed with."""
        return self.handbook.metric_decimals.get(metric.id, metric.decimals)

    def money(self, amount: Decimal | None, why: str = "") -> b.Inline:
        """Return an amount, or a dash with the reason."""
        if amount is None or self.locale.instead_of_money:
            return b.Missing(self.locale.instead_of_money or why)
        return b.Number(amount, self.locale.money(amount), self.locale.currency)

    def day(self, day: dt.date | None, why: str = "") -> b.Inline:
        """Return a day, or a dash with the reason."""
        return b.When(day, self.locale.day(day)) if day else b.Missing(why)

    def month(self, month: str | None, why: str = "") -> b.Inline:
        """Return a month, or a dash with the reason."""
        return b.When(month, self.locale.month(month)) if month else b.Missing(why)

    def rag(self, rag: Rag) -> b.Chip:
        """Return a status as word, shape and colour."""
        words = {
            Rag.GREEN: self.tr("On track"),
            Rag.AMBER: self.tr("At risk"),
            Rag.RED: self.tr("Off track"),
            Rag.GREY: self.tr("No data"),
        }
        return b.Chip(rag.value, words[rag])

"""Hold what the pages of a group are drawn from, and the words for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property

from erpsite.frozen import dataclass
from erpsite.group.company import Company
from erpsite.group.whole import Total, Whole
from erpsite.i18n import Locale, Translator, locale_of
from erpsite.model.plan import Rag
from erpsite.pages.kit import blocks as b

__all__ = ["GroupBook"]


@dataclass(frozen=True)
class GroupBook:
    """Draw from one group in one language."""

    whole: Whole
    locale: Locale

    @property
    def tr(self) -> Translator:
        """Return the translator of interface text."""
        return self.locale.tr

    @property
    def title(self) -> str:
        """Return the handbook's name."""
        return self.tr("{group}: group handbook of ERP plans", group=self.group_name)

    @property
    def group_name(self) -> str:
        """Return the group's name."""
        return self.whole.group.name.in_(self.locale.language)

    def words(self, text: Mapping[str, str]) -> str:
        """Return a text in the reader's language; what a summary lacks is said in its first one."""
        return text.get(self.locale.language) or next(iter(text.values()), "")

    def company(self, one: Company) -> b.Link:
        """Return a link to a company's page in this handbook."""
        return b.Link(self.words(one.name), f"companies/{one.id}")

    def away(self, one: Company, path: str, text: str) -> b.Inline:
        """Return a link into the company's own handbook at the release shown, or the text alone.

        Where the address holds `{language}`, `{release}` or `{month}`, they are replaced; a release is named
        by its month, unless the group names another of that month.
        """
        if not one.handbook:
            return text
        language = self.locale.language if self.locale.language in one.languages else one.languages[0]
        address = one.handbook.rstrip("/")
        if "{" in address:
            release = one.release or one.as_of
            for field, value in (("language", language), ("release", release), ("month", one.as_of)):
                address = address.replace(f"{{{field}}}", value)
        else:
            address = f"{address}/{language}"
        return b.Away(text, f"{address}/{path}".rstrip("/") + "/")

    def rag(self, rag: Rag) -> b.Chip:
        """Return a status as word, shape and colour."""
        return self._chips[rag]

    @cached_property
    def _chips(self) -> Mapping[Rag, b.Chip]:
        tr = self.tr
        words = {
            Rag.GREEN: tr("On track"),
            Rag.AMBER: tr("At risk"),
            Rag.RED: tr("Off track"),
            Rag.GREY: tr("No data"),
        }
        return {rag: b.Chip(rag.value, text) for rag, text in words.items()}

    def day(self, day: dt.date | None, why: str = "") -> b.Inline:
        """Return a day, or a dash with the reason."""
        return b.When(day, self.locale.day(day)) if day else b.Missing(why)

    def count(self, count: float, decimals: int = 0) -> b.Number:
        """Return a count."""
        return b.Number(count, self.locale.number(count, decimals))

    def own_money(self, one: Company, amount: Decimal | None, why: str = "") -> b.Inline:
        """Return an amount in the company's own currency."""
        if one.hides_money:
            return b.Missing(self.tr("not in this edition"))
        if amount is None:
            return b.Missing(why or self.tr("not known"))
        locale = locale_of(self.locale.language, one.currency)
        return b.Number(amount, locale.money(amount), one.currency)

    def money(self, one: Company, amount: Decimal | None) -> b.Inline:
        """Return a company's amount in the group's currency."""
        if one.hides_money:
            return b.Missing(self.tr("not in this edition"))
        if amount is None:
            return b.Missing(self.tr("not known"))
        value = self.whole.converted(one, amount)
        if value is None:
            return b.Missing(self.tr("no rate for {currency}", currency=one.currency))
        return b.Number(value, self.locale.money(value), self.locale.currency)

    def total(self, total: Total) -> b.Content:
        """Return a sum in the group's currency, and of how many it is where not of all."""
        if total.amount is None:
            return b.Missing(self.tr("not known"))
        number = b.Number(total.amount, self.locale.money(total.amount), self.locale.currency)
        if total.of == total.every:
            return number
        return (number, " ", self.tr("of {n} of {all} companies", n=total.of, all=total.every))

    def slip(self, days: int | None) -> b.Inline:
        """Return working days with their sign; positive is late."""
        if days is None:
            return b.Missing(self.tr("no dates"))
        return b.Number(days, self.locale.number(days, 0, sign=True))

    def month(self, month: str) -> b.Inline:
        """Return a month."""
        return b.When(month, self.locale.month(month)) if month else b.Missing()

"""Hold what each language does its own way: signs between words, forms of dates, words of money.

A language states it in `erpsite/locale/<language>/locale.yml`. What it leaves out is as the Unicode CLDR has
it (through Babel) where the CLDR knows, else as the default of the field below.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import field, fields
from decimal import Decimal
from functools import cache
from typing import Any

from erpsite.frozen import dataclass
from erpsite.i18n.languages import FACTS, homes_of, known_languages
from erpsite.nearest import find_nearest
from erpsite.registry import answering

__all__ = ["Amounts", "Facts", "Scale", "facts_of", "meant_language"]


@dataclass(frozen=True, slots=True)
class Scale:
    """Say how large amounts are written short."""

    least: Decimal
    """Amount, as it is printed in the next smaller scale, from which this one is used: `from` in the file."""
    unit: Decimal
    """What the amount is divided by."""
    decimals: int
    text: str
    """With `{n}` for the number."""
    whole: int | None = None
    """Decimals of an amount that is a whole number of units; left out, as others."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """Say how the amounts of one currency are written short, in texts and in charts."""

    scales: tuple[Scale, ...]
    chart_unit: int
    chart_money: str
    """With `{code}`; empty, the catalogue's words for a million."""
    pairs: bool = False
    """Whether figures above a thousand stand in groups of two: 12,34,567."""


@dataclass(frozen=True)
class Facts:
    """Hold the facts of one language.

    Dates are patterns of the CLDR: `d`, `dd`, `M`, `MM`, `MMM` (short name), `MMMM` (name), `y`, `QQQ` (name
    of the quarter), `Q`. Other forms have fields in braces: `{y}` year, `{q}` name of the quarter, `{m}`,
    `{mon}`, `{month}` number, short name and name of a month; `{y2}` … are those of the last month.
    """

    name: str
    """What the language calls itself; left out, as the CLDR has it."""
    tag: str
    """Language tag of a page, such as `zh-Hans`; left out, the code."""
    months: tuple[str, ...]
    """Names from January, as they stand without a day."""
    short_months: tuple[str, ...]
    quarters: tuple[str, ...]
    day: str
    month: str
    list_separator: str
    """What stands between the words of a list."""
    decimal: str
    group: str
    percent: str
    """With `{n}` for the number; so it stands with the unit %, too."""
    quarter: str = "QQQ y"
    short_month: str = "MMM"
    from_month: str = ""
    """The first of two months of one year; left out, as any month."""
    to_month: str = ""
    """The last of two months of one year."""
    tick_month: str = "MMM\ny"
    """A month under an axis."""
    fiscal_quarter: str = "FY{y} {q} ({months})"
    fiscal_quarter_short: str = "FY{y} {q}"
    fiscal_year: str = "FY{y}"
    months_in_year: str = "{mon}–{mon2} {y2}"
    months_over_years: str = "{mon} {y}–{mon2} {y2}"
    space: str = " "
    """What stands between two sentences, and before a bracket."""
    tight_units: str = "%°/"
    """First characters of the units that stand close to their number, as Han always do."""
    units_agree: bool = False
    """Whether a unit in the plural stands in the English singular beside 1: 1 day."""
    colon: str = ": "
    comma: str = ", "
    semicolon: str = "; "
    currency: str = "{code}\u00a0{n}"
    """An amount: `{code}` is the ISO code, `{name}` what the language calls the currency."""
    currency_word: str = "{code}"
    """The currency alone, beside a field or in a unit."""
    currencies: Mapping[str, str] = field(default_factory=dict)
    """Names of currencies by code that differ from the CLDR's."""
    scales: tuple[Scale, ...] = (
        Scale(Decimal(10_000), Decimal(1_000), 0, "{n}\u00a0k"),
        Scale(Decimal(1_000_000), Decimal(1_000_000), 2, "{n}\u00a0m"),
    )
    """From the smallest up."""
    chart_unit: int = 1_000_000
    """What amounts are divided by in charts and in fields of a page."""
    chart_money: str = ""
    """The name of that unit, with `{code}`; left out, the catalogue's words for a million."""
    by_currency: Mapping[str, Amounts] = field(default_factory=dict)
    """Scales and charts of currencies that are counted in units of their own, such as lakh and crore."""
    plotly: str = ""
    """Locale of the chart library that the site carries; left out, it is made from these facts."""
    script: str = ""
    """`han` where folded lines leave no space, and charts in print are set in a Han font."""
    office_tag: str = ""
    """Language tag that office programs know, such as `zh-CN`, for slides; left out, `tag`."""
    calendar: str = "weekdays"
    """Base calendar of a plan that states none and has this language first."""
    complete: bool = False
    """Whether a text without translation is a bug; else it is said in English."""

    def amounts(self, currency: str) -> Amounts:
        """Return how the amounts of a currency are written: its own way, else the language's."""
        return self.by_currency.get(currency) or Amounts(self.scales, self.chart_unit, self.chart_money)


def facts_of(language: str) -> Facts:
    """Return the facts of a language; of one that states none, the CLDR's and the defaults.

    Raises `ValueError`, which names the file, or for another package's `ExtensionError`, if it is unusable.
    """
    return _facts(language, tuple(sys.path))


def meant_language(word: str) -> str | None:
    """Return the language that somebody may have meant by `zh-CN`, `English` or `中文`, or None."""
    known = {language: language for language in known_languages()}
    known |= {facts_of(language).name.casefold(): language for language in known}
    written = word.strip().casefold()
    nearest = known.get(re.split("[-_.]", written)[0]) or find_nearest(written, known)
    return known.get(nearest, nearest) if nearest else None


@cache
def _facts(language: str, _path: tuple[str, ...]) -> Facts:
    for home in homes_of(language):
        file = home.folder.joinpath(FACTS)
        if file.is_file():
            with answering(home.entry) if home.entry else nullcontext():
                stated = _read(file.read_text(encoding="utf-8"), f"{language}/{FACTS}")
                return Facts(**{**_by_babel(language, stated.keys()), **stated})
    return Facts(**_by_babel(language, {}.keys()))


def _read(text: str, place: str) -> dict[str, Any]:
    import yaml  # noqa: PLC0415 - `--help` need not pay for it

    try:
        stated = yaml.load(text, yaml.CSafeLoader) or {}
    except yaml.YAMLError as error:
        raise ValueError(f"{place}: {error}") from error
    if not isinstance(stated, dict):
        raise ValueError(f"{place}: must be a mapping, one fact a line")
    kinds = {one.name: str(one.type) for one in fields(Facts)}
    for name, value in stated.items():
        if name not in kinds:
            raise ValueError(f"{place}: {name} is not known; known are {', '.join(kinds)}")
        wanted = next(kind for start, kind in _KINDS.items() if kinds[name].startswith(start))
        if not isinstance(value, wanted):
            raise ValueError(f"{place}: {name} cannot be {value!r}")
    return {name: _value(name, value, place) for name, value in stated.items()}


_KINDS: Mapping[str, type] = {"str": str, "tuple": list, "Mapping": dict, "int": int, "bool": bool}
_DATES = frozenset(["day", "month", "short_month", "from_month", "to_month", "tick_month", "quarter"])
_COUNTS = {"months": 12, "short_months": 12, "quarters": 4}


def _value(name: str, value: Any, place: str) -> Any:
    if name in ("scales", "by_currency"):
        try:
            return _scales(value) if name == "scales" else {c: _amounts(**one) for c, one in value.items()}
        except (TypeError, AttributeError, ArithmeticError) as error:
            raise ValueError(f"{place}: {name}: {error}") from error
    if name in _COUNTS and len(value) != _COUNTS[name]:
        raise ValueError(f"{place}: {name} has {len(value)} names, not {_COUNTS[name]}")
    if name in _DATES and (odd := _odd_fields(value)):
        raise ValueError(f"{place}: {name} has the field {odd[0]}, which dates here have not")
    return tuple(map(str, value)) if isinstance(value, list) else value


def _odd_fields(pattern: str) -> list[str]:
    """Return the letters outside quotes that are no field of a date."""
    return re.findall("[^dMLyQ]", re.sub("[^A-Za-z]", "", re.sub("'[^']*'", "", pattern)))


def _scales(value: Any) -> tuple[Scale, ...]:
    return tuple(_scale(**{"least" if key == "from" else key: v for key, v in one.items()}) for one in value)


def _amounts(scales: Any, chart_unit: int = 1_000_000, chart_money: str = "", pairs: bool = False) -> Amounts:
    return Amounts(_scales(scales), int(chart_unit), chart_money, bool(pairs))


def _scale(least: float, unit: float, text: str, decimals: int = 0, whole: int | None = None) -> Scale:
    return Scale(Decimal(str(least)), Decimal(str(unit)), int(decimals), text, whole)


_CLDR = frozenset(
    [
        "name",
        "tag",
        "months",
        "short_months",
        "quarters",
        "day",
        "month",
        "list_separator",
        "decimal",
        "group",
        "percent",
    ]
)
"""Facts that have no default: what a language leaves out of them comes from the CLDR."""


def _by_babel(language: str, stated: Any) -> dict[str, Any]:
    """Return what the CLDR knows of the facts that are not stated; English forms of a language it lacks."""
    missing = _CLDR - set(stated)
    found: dict[str, Any] = {"tag": language} if "tag" in missing else {}
    if missing - {"tag"}:
        # 40 ms, which the languages that state everything do not pay.
        from babel import Locale, UnknownLocaleError  # noqa: PLC0415

        try:
            found |= dict(_of_cldr(Locale.parse(language), missing - {"tag"}))
        except (UnknownLocaleError, ValueError):
            found |= dict(_of_cldr(Locale.parse("root"), missing - {"tag"})) | {"name": language}
    return found


def _of_cldr(locale: Any, names: set[str] | frozenset[str]) -> Iterator[tuple[str, Any]]:
    months, quarters = locale.months, locale.quarters
    known: dict[str, Callable[[], Any]] = {
        "name": lambda: locale.get_display_name() or str(locale),
        "months": lambda: tuple(months["stand-alone"]["wide"][n] for n in range(1, 13)),
        "short_months": lambda: tuple(months["format"]["abbreviated"][n] for n in range(1, 13)),
        "quarters": lambda: tuple(quarters["format"]["abbreviated"][n] for n in range(1, 5)),
        "day": lambda: _plain(locale.date_formats["medium"].pattern, "y-MM-dd"),
        "month": lambda: _plain(locale.datetime_skeletons["yMMMM"].pattern, "MMMM y"),
        "list_separator": lambda: re.sub(r"\{[01]\}", "", locale.list_patterns["standard"]["middle"]),
        "decimal": lambda: locale.number_symbols["latn"]["decimal"],
        "group": lambda: locale.number_symbols["latn"]["group"],
        "percent": lambda: re.sub(r"[#0,.]+", "{n}", locale.percent_formats[None].pattern),
    }  # each is read only where it is asked for
    yield from ((name, known[name]()) for name in names)


def _plain(pattern: str, otherwise: str) -> str:
    """Return a pattern of dates whose fields erpsite knows, or another where it has more, such as eras."""
    return otherwise if _odd_fields(pattern) else pattern

"""Tell the scripts of a page what the page's language does its own way, as plain data."""

from __future__ import annotations

import re

from erpsite.i18n.facts import Facts
from erpsite.i18n.locale import Locale

__all__ = ["script_facts"]

_AXIS = {"d": "%-d", "dd": "%d", "M": "%-m", "MM": "%m", "MMM": "%b", "MMMM": "%B", "y": "%Y"}
"""Fields of the CLDR's patterns as the chart library writes them."""
_TOKEN = re.compile(r"'((?:[^']|'')*)'|(d{1,2}|[ML]{1,4}|y)", re.DOTALL)


def script_facts(locale: Locale) -> dict[str, object]:
    """Return what scripts write numbers, money, days and lists with; patterns as in `Facts`."""
    facts = locale.facts
    return {
        "tag": facts.tag,
        "day": facts.day,
        "months": facts.months,
        "shortMonths": facts.short_months,
        "list": facts.list_separator,
        "colon": facts.colon,
        "semicolon": facts.semicolon,
        "decimal": facts.decimal,
        "group": facts.group,
        "percent": facts.percent,
        "money": locale.money_pattern,
        "scales": [
            [float(one.least), float(one.unit), one.decimals, one.whole, one.text]
            for one in facts.amounts(locale.currency).scales
        ],
        "plotly": facts.plotly,
        "axis": _on_axes(facts),
    }


def _on_axes(facts: Facts) -> dict[str, str]:
    return {"@month-tick": _axis_pattern(facts.tick_month), "@month": _axis_pattern(facts.month)}


def _axis_pattern(pattern: str) -> str:
    return _TOKEN.sub(
        lambda found: (
            (found[1] or "'").replace("''", "'") if found[2] is None else _AXIS[found[2].replace("L", "M")]
        ),
        pattern,
    )

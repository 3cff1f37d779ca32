"""Read the currency that the text of an amount names, such as `EUR 1,000` or `1.200 €`."""

from __future__ import annotations

import re

from erpsite.frozen import dataclass
from erpsite.i18n.currencies import meant_currencies
from erpsite.load.fixes import fix_number

__all__ = ["ForeignAmount", "foreign_amount"]

_WORD = r"(?P<word>[^\d\s.,()+−-]{1,8})"
_BEFORE = re.compile(rf"(?P<sign>[-−]?)\s*{_WORD}\s*(?P<number>[-−]?\d.*)")
_AFTER = re.compile(rf"(?P<sign>[-−]?)(?P<number>\d.*?\d|\d)\s*{_WORD}")
_IN_BRACKETS = re.compile(r"^\((.+)\)$")
_DOLLARS = frozenset(
    ("USD", "AUD", "CAD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP", "BND", "FJD", "JMD", "TTD")
)
_POUNDS = frozenset(("GBP", "EGP", "FKP", "GIP", "LBP", "SDG", "SHP", "SSP", "SYP"))
_CROWNS = frozenset(("SEK", "NOK", "DKK", "ISK", "CZK"))
_SHARED = {"$": _DOLLARS, "£": _POUNDS, "KR": _CROWNS, "KR.": _CROWNS}
"""Signs that several currencies have."""


@dataclass(frozen=True, slots=True)
class ForeignAmount:
    """Hold an amount of another currency, as it should be written."""

    amount: str
    code: str


def foreign_amount(text: str, home: str) -> ForeignAmount | None:
    """Return the amount that a text states in another currency than `home`; None where it is no such text.

    A sign that may be of the plan's own currency, such as ¥ in a plan in yen, is taken for it.
    """
    plain = _IN_BRACKETS.sub(r"-\1", text.strip())
    if not home or len(plain) > 60:
        return None
    found = _BEFORE.fullmatch(plain) or _AFTER.fullmatch(plain)
    codes = meant_currencies(found["word"]) if found else ()
    if found is None or not codes or _may_be(home, found["word"], codes):
        return None
    amount = fix_number(found["sign"] + found["number"])
    return ForeignAmount(amount.text, codes[0]) if amount and not amount.percent else None


def _may_be(home: str, word: str, codes: tuple[str, ...]) -> bool:
    return home in codes or home in _SHARED.get(word.upper(), ())

"""Say which currencies there are, how many minor digits they have and what people call them (CLDR)."""

from __future__ import annotations

from functools import cache

__all__ = ["currency_codes", "currency_name", "is_currency", "meant_currencies", "minor_digits"]

_STILL_FOUND = 2015
"""A currency that ended later may stand in a plan that is looked up today."""
_NO_MONEY = frozenset({"XTS", "XXX", "CNH"})
"""A test code, the code for none, and a market's name for the yuan."""

_CALLED = {
    "¥": ("CNY", "JPY"), "RMB": ("CNY",), "CNH": ("CNY",), "YUAN": ("CNY",), "RENMINBI": ("CNY",),
    "元": ("CNY",), "人民币": ("CNY",), "CN¥": ("CNY",), "RMB¥": ("CNY",), "YEN": ("JPY",), "円": ("JPY",),
    "日元": ("JPY",), "JP¥": ("JPY",), "$": ("USD",), "US$": ("USD",), "USD$": ("USD",), "DOLLAR": ("USD",),
    "DOLLARS": ("USD",), "美元": ("USD",), "€": ("EUR",),
    "EURO": ("EUR",), "EUROS": ("EUR",), "欧元": ("EUR",),
    "£": ("GBP",), "UKP": ("GBP",), "STG": ("GBP",),
    "POUND": ("GBP",), "STERLING": ("GBP",), "英镑": ("GBP",),
    "HK$": ("HKD",), "港元": ("HKD",), "港币": ("HKD",), "NT$": ("TWD",), "NTD": ("TWD",), "新台币": ("TWD",),
    "A$": ("AUD",), "AU$": ("AUD",), "C$": ("CAD",), "CA$": ("CAD",), "S$": ("SGD",), "SG$": ("SGD",),
    "NZ$": ("NZD",), "R$": ("BRL",), "₩": ("KRW",), "WON": ("KRW",), "韩元": ("KRW",), "₹": ("INR",),
    "RS": ("INR", "PKR"), "₽": ("RUB",), "₺": ("TRY",), "₫": ("VND",), "฿": ("THB",), "₱": ("PHP",),
    "₪": ("ILS",), "₴": ("UAH",), "₦": ("NGN",), "KD": ("KWD",), "FR": ("CHF",), "SFR": ("CHF",),
    "FRANKEN": ("CHF",), "KR": ("SEK", "NOK", "DKK"), "ZŁ": ("PLN",), "ZL": ("PLN",), "KČ": ("CZK",),
    "RM": ("MYR",), "RP": ("IDR",), "DHS": ("AED",), "R": ("ZAR",), "MEX$": ("MXN",), "BS": ("VES",),
}  # fmt: skip
"""Signs and names that stand where a code should, in capitals."""


@cache
def currency_codes() -> frozenset[str]:
    """Return the ISO 4217 codes in use."""
    from babel.core import get_global  # noqa: PLC0415  # read only where a currency is not the yuan

    found = set()
    for uses in get_global("territory_currencies").values():
        found |= {code for code, _, end, _ in uses if end is None or end[0] >= _STILL_FOUND}
    return frozenset(found - _NO_MONEY)


def is_currency(code: str) -> bool:
    """Say whether a text is an ISO 4217 code in use."""
    return code == "CNY" or code in currency_codes()


def meant_currencies(text: str) -> tuple[str, ...]:
    """Return the codes that somebody may have meant by a sign, a name or a code in other letters."""
    word = text.strip().upper().rstrip(".")
    if word in currency_codes():
        return (word,)
    return _CALLED.get(word, ())


@cache
def minor_digits(code: str) -> int:
    """Return how many digits stand behind the point of an amount: 2, 0 for the yen, 3 for the dinar."""
    if code == "CNY":
        return 2
    from babel.core import get_global  # noqa: PLC0415  # the same

    fractions = get_global("currency_fractions")
    return int(fractions.get(code, fractions["DEFAULT"])[0])


@cache
def currency_name(code: str, language: str) -> str:
    """Return what a language calls a currency, the code where it has no word for it."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  # the same

    try:
        return str(Locale.parse(language).currencies.get(code, code))
    except (UnknownLocaleError, ValueError):
        return code

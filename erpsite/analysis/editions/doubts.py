"""Point at what may be an amount of money in a text from which the amounts with a currency have been cut."""

from __future__ import annotations

import re
from collections.abc import Iterator

from erpsite.analysis.editions.money_tokens import Token, is_counted, is_times, tokens_of
from erpsite.analysis.editions.plain_characters import PlainText, plain_characters

__all__ = ["doubtful_amounts", "has_doubtful_amount"]

_MAY_HOLD = re.compile(r"[\d½¼¾]|[零一二三四五六七八九十百千万亿两半几数壹贰叁肆伍陆柒捌玖拾]|[A-Za-z]{3}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MOST_FILL = 4
"""Words between a currency and its number that are looked over."""


def has_doubtful_amount(text: str, currency: str = "") -> str:
    """Return what may be an amount although no currency is named; empty where nothing is."""
    return next((words for _, words in doubtful_amounts(text, currency)), "")


def doubtful_amounts(text: str, currency: str = "") -> Iterator[tuple[int, str]]:
    """Yield place and words of what may be an amount in a text from which the amounts have been cut."""
    if not _MAY_HOLD.search(text):
        return
    plain = plain_characters(text)
    tokens = [token for token in tokens_of(plain.text, (currency,)) if token.kind != "space"]
    told = -1
    for at, token in enumerate(tokens):
        if token.start >= told and _is_doubtful(tokens, at):
            last = _end_of_number(tokens, at)
            told = tokens[last].end
            yield _excerpt(plain, token.start, told)


def _excerpt(plain: PlainText, start: int, end: int) -> tuple[int, str]:
    place, stop = plain.span(start, end)
    before = re.split(r"\s*\n\s*\n\s*", plain.whole[max(place - 12, 0) : place])[-1]
    return place, re.sub(r"\s+", " ", before + plain.whole[place:stop]).strip()


def _end_of_number(tokens: list[Token], at: int) -> int:
    last = at
    while last + 1 < len(tokens) and is_times(tokens[last + 1]):
        last += 1
    return last


def _is_doubtful(tokens: list[Token], at: int) -> bool:
    """Say whether a number may be money: by its size in words, its neighbours, or a word for money near."""
    token = tokens[at]
    if token.kind == "figures":
        return True
    if not token.is_number:
        return False
    last = _end_of_number(tokens, at)
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is not None and after.kind == "percent":
        return False
    if re.search(r"[.,][-–—]{1,2}$", token.text):
        return True
    counted = is_counted(tokens, last)
    if _near_currency(tokens, at, last) and (not counted or last > at or _is_sum(token.text)):
        return True
    large = last > at or re.search(r"[万萬亿億]|(?i:thousand|million|billion|lakh|crore|grand)", token.text)
    if large:
        return not counted
    if _YEAR.fullmatch(token.text) or counted:
        return False
    if _beside_hole(tokens, at, last):
        return True
    if _figures_of(token.text) >= 5 and re.search(r"\d\D\d{3}", token.text):
        return True
    return _is_sum(token.text) and (_near_budget(tokens, at, last) or _after_hole(tokens, at))


def _beside_hole(tokens: list[Token], at: int, last: int) -> bool:
    """Say whether an amount was cut just before or after a number, so that it may be the other half."""
    for step, place in ((-1, at - 1), (1, last + 1)):
        joined = (
            0 <= place < len(tokens)
            and tokens[place].kind in {"link", "loose"}
            and tokens[place].text not in ",;"
        )
        other = place + step if joined else place
        if 0 <= other < len(tokens) and tokens[other].kind == "hole":
            return True
    return False


def _after_hole(tokens: list[Token], at: int) -> bool:
    """Say whether an amount was cut before a number in the same sentence: “EUR 5,000 instead of 4,000”."""
    for token in reversed(tokens[:at]):
        if token.kind in {"stop", "hole"}:
            return token.kind == "hole"
    return False


def _figures_of(number: str) -> int:
    return len(re.sub(r"\D", "", re.split(r"[.,](?=\d{1,2}$)", number)[0]))


def _is_sum(number: str) -> bool:
    return _figures_of(number) >= 3 or bool(re.search(r"[千百]", number))


def _near_currency(tokens: list[Token], at: int, last: int) -> bool:
    """Say whether a currency stands so near that it may belong to the number, no other number between."""
    for near in (tokens[max(at - _MOST_FILL, 0) : at][::-1], tokens[last + 1 : last + 1 + _MOST_FILL]):
        for token in near:
            if token.kind in {"stop", "hole"} or token.is_number:
                break
            if token.kind in {"code", "maybe", "coin"}:
                return True
    return False


def _near_budget(tokens: list[Token], at: int, last: int) -> bool:
    near = tokens[max(at - 5, 0) : at] + tokens[last + 1 : last + 4]
    return any(token.kind == "budget" for token in near)

"""Point at what may be an amount of money in a text from which the amounts with a currency have been cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from erpsite.analysis.editions.money_places import MoneyPlaces, money_places
from erpsite.analysis.editions.money_tokens import Token, is_counted, is_times, tokens_of
from erpsite.analysis.editions.money_words import EACH, PER_TIME, PRICE_WORDS
from erpsite.analysis.editions.odd_sums import odd_sums
from erpsite.analysis.editions.plain_characters import PlainText, plain_characters

__all__ = ["doubtful_amounts"]

_MAY_HOLD = re.compile(r"[\d½¼¾]|[零一二三四五六七八九十百千万亿两半几数壹贰叁肆伍陆柒捌玖拾]|[A-Za-z]{3}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MOST_INDENT = 40
"""Characters before the number of a list's item."""
_MOST_FILL = 4
"""Words between a currency and its number that are looked over."""


def doubtful_amounts(text: str, currency: str = "", *, is_table: bool = False) -> Iterator[tuple[int, str]]:
    """Yield place and words of what may be an amount in a text from which the amounts have been cut.

    Of a table the first line is the head of its columns.
    """
    if not _MAY_HOLD.search(text):
        return
    plain = plain_characters(text)
    tokens = _Words(token for token in tokens_of(plain.text, (currency,)) if token.kind != "space")
    places = money_places(text, is_table=is_table)
    at = 0
    while at < len(tokens):
        last = _end_of_number(tokens, at) if tokens[at].kind in _BEGINS_NUMBER else at
        if _is_doubtful(tokens, at) or (places and _is_placed(tokens, at, plain, places)):
            yield _excerpt(plain, tokens[at].start, tokens[last].end)
        at = last + 1
    for start, end in odd_sums(plain.text):
        yield _excerpt(plain, start, end)


_BEGINS_NUMBER = frozenset({"number", "wordnumber", "figures"})


class _Words(list[Token]):
    """Hold the words of a text, and know of each whether an amount was cut before it in its sentence."""

    @cached_property
    def after_hole(self) -> list[bool]:
        """Say of each word whether a cut amount stands before it, and no end of a sentence between."""
        found, cut = [], False
        for token in self:
            found.append(cut)
            if token.kind in {"stop", "hole"}:
                cut = token.kind == "hole"
        return found


def _is_placed(tokens: list[Token], at: int, plain: PlainText, places: MoneyPlaces) -> bool:
    """Say whether a number stands where a text says that its numbers are money, and counts nothing else."""
    token = tokens[at]
    if token.kind != "number" or not re.search(r"\d", token.text) or _YEAR.fullmatch(token.text):
        return False
    last = _end_of_number(tokens, at)
    start, end = plain.span(token.start, tokens[last].end)
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    same_row = after is not None and "\n" not in plain.whole[end : plain.starts[after.start]]
    if same_row and after and (after.kind == "percent" or is_counted(tokens, last)):
        return False
    if re.match(r"[.)、](?:\s|$)", plain.whole[end : end + 2]) and _begins_line(plain.whole, start):
        return False  # the number of a list's item
    return places.hold(start, is_sum=_is_sum(token.text))


def _begins_line(text: str, place: int) -> bool:
    """Say whether nothing but some blanks stands before a place in its line."""
    before = text[max(place - _MOST_INDENT, 0) : place]
    return not before.rpartition("\n")[2].strip() and ("\n" in before or place <= _MOST_INDENT)


def _excerpt(plain: PlainText, start: int, end: int) -> tuple[int, str]:
    place, stop = plain.span(start, end)
    before = re.split(r"\s*\n\s*\n\s*", plain.whole[max(place - 12, 0) : place])[-1]
    return place, re.sub(r"\s+", " ", before + plain.whole[place:stop]).strip()


def _end_of_number(tokens: list[Token], at: int) -> int:
    last = at
    while last + 1 < len(tokens) and is_times(tokens[last + 1]):
        last += 1
    return last


def _is_doubtful(tokens: _Words, at: int) -> bool:
    """Say whether a number may be money: by its size in words, its neighbours, or a word for money near."""
    token = tokens[at]
    if token.kind == "figures" or _is_foreign_sum(tokens, at):
        return True
    if not token.is_number:
        return False
    last = _end_of_number(tokens, at)
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is not None and after.kind == "percent":
        return False
    counted = is_counted(tokens, last)
    if re.search(r"[.,][-–—]{1,2}$", token.text):
        return True
    if _near_currency(tokens, at, last) and (not counted or last > at or _is_sum(token.text)):
        return True
    if counted:
        return False
    large = last > at or _LARGE.search(token.text)
    return bool(large) or _is_bare_sum(tokens, at, last)


_MILLIONS = re.compile(r"(?i:millionen|milliarden|millions|milliards|millones|milioni|miljoen)")


def _is_foreign_sum(tokens: list[Token], at: int) -> bool:
    """Say whether a word for millions stands before a currency, its number in words that are not read."""
    if not _MILLIONS.fullmatch(tokens[at].text):
        return False
    return any(token.is_money for token in tokens[at + 1 : at + 3])


def _is_bare_sum(tokens: _Words, at: int, last: int) -> bool:
    """Say whether a plain number that counts nothing looks or stands as amounts do."""
    number = tokens[at].text
    if _YEAR.fullmatch(number) and not _is_priced_year(tokens, at, last):
        return False
    if _beside_hole(tokens, at, last) or _after_price(tokens, at) or _LIKE_MONEY.fullmatch(number):
        return True
    rest = " ".join(token.text for token in tokens[last + 1 : last + 5])
    if not _is_sum(number):
        if len(re.sub(r"\D", "", number)) > 1 and re.match(_PER_HEAD, rest):
            return True
        return number.isascii() and tokens.after_hole[at] and _is_compared(tokens, at, last)
    if re.search(EACH, "".join(token.text for token in tokens[max(at - 4, 0) : at])):
        return True
    if rest.startswith(("each", "apiece")) and at and tokens[at - 1].text in {"at", "@", "à"}:
        return True
    if re.match(PER_TIME, re.sub(r"(?<=[^A-Za-z]) (?=[一-鿿])", "", rest)):
        return True
    return _near_budget(tokens, at, last) or tokens.after_hole[at]


_PER_HEAD = r"(?:/|per|a)\s(?:seat|licen[cs]e|user)(?![A-Za-z])"
"""Behind it even a number of two figures is a price: “80 per user”."""


def _is_priced_year(tokens: list[Token], at: int, last: int) -> bool:
    """Say whether a number like a year stands behind a Chinese word for a price: 押金2000, 每人 2000."""
    before = tokens[at - 1].text if at else ""
    after = tokens[last + 1].text if last + 1 < len(tokens) else ""
    touches = bool(at) and tokens[at - 1].end == tokens[at].start
    each = "".join(token.text for token in tokens[max(at - 2, 0) : at]).endswith(("每人", "人均"))
    priced = each or (touches and before.endswith(("金", "价", "租", "薪")))
    return priced and not after.startswith(("年", "-", "/", "."))


_LARGE = re.compile(r"[万萬亿億]|(?i:thousand|million|billion|lakh|crore|grand|\b(?:mill?|mn|bn|thou)\b)")
_LIKE_MONEY = re.compile(
    r"\d{1,3}(?:\D\d{3})+(?:[.,]\d{2})?(?<!^\d\D\d{3})|\d{1,2}(?:,\d\d)+,\d{3}|\d{3,}[.,]\d\d|\d{2,}000"
)
"""Groups of thousands from 10,000 on, two decimals behind hundreds, thousands without a group."""


def _after_price(tokens: list[Token], at: int) -> bool:
    """Say whether a number stands just behind a word such as “price”."""
    if not re.search(r"\d|[十百千]", tokens[at].text):
        return False
    for token in reversed(tokens[max(at - 3, 0) : at]):
        if token.kind == "budget":
            return re.search(rf"(?:{PRICE_WORDS})$", token.text) is not None
        if token.kind not in {"fill", "join", "other"} or token.text in _PARTING:
            if token.text == "of" and re.search(r"\d[.,]\d", tokens[at].text):
                continue  # “an NPV of 2.4”, where “cost of 3” may be anything
            return False
    return False


_PARTING = frozenset({"in", "of", ",", "，", "、", ";"})
"""What parts a word such as “price” from a number that is none."""


def _beside_hole(tokens: list[Token], at: int, last: int) -> bool:
    """Say whether an amount was cut just before or after a number, so that it may be the other half."""
    for step, place in ((-1, at - 1), (1, last + 1)):
        other = place + step if 0 <= place < len(tokens) and _joins(tokens[place]) else place
        if 0 <= other < len(tokens) and tokens[other].kind == "hole":
            return True
    return False


def _joins(token: Token) -> bool:
    """Say whether a word joins two halves of an amount, or two amounts of a sum."""
    if token.kind in {"link", "loose"}:
        return token.text not in ",;"
    return token.text.lower() in {"in", "=", "+", "±", "("}


def _is_compared(tokens: list[Token], at: int, last: int) -> bool:
    """Say whether a small number says how much more or less something is: “EUR 5,000, and 20 more”."""
    near = tokens[max(at - 4, 0) : at] + tokens[last + 1 : last + 2]
    return any(token.text.lower() in _MORE for token in near)


_MORE = frozenset({
    "rest", "remaining", "remainder", "thereof", "davon", "剩", "其",
    "more", "less", "plus", "minus", "extra", "additional", "vat", "tax", "that", "instead",
    "多", "少", "增", "减", "加", "税", "涨", "降",
})  # fmt: skip


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

"""Cut the amounts of money that people have written out in running text.

An amount is a number beside a currency, in any spelling that `money_words` knows; of a range both ends go.
What looks like an amount and names no currency stays, and `doubtful_amounts` finds it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from erpsite.analysis.editions.money_tokens import Token, is_counted, is_times, tokens_of
from erpsite.analysis.editions.plain_characters import plain_characters

__all__ = ["without_amounts"]

_HAN = re.compile(r"[\u4e00-\u9fff]")
_MAY_HOLD = re.compile(r"[\d½¼¾]|[零一二三四五六七八九十百千万亿两半几数壹贰叁肆伍陆柒捌玖拾]|[A-Za-z]{3}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SUFFIX_ONLY = re.compile(r"元|欧|圆整?|块钱?|刀|镑|毛钱?|角钱?|分钱|大洋|文钱")
_MOST_FILL = 4
"""Words between a currency and its number that are looked over."""


def without_amounts(text: str, currency: str) -> str:
    """Return a text with every amount that names a currency replaced by words that say so.

    `currency` is the plan's own, an ISO 4217 code; all usual ones are known besides. Marks of emphasis that
    begin in an amount stay, so that the rest of the text keeps its form.
    """
    if not _MAY_HOLD.search(text):
        return text
    plain = plain_characters(text)
    spans = _Reader(tokens_of(plain.text, (currency,))).amounts()
    if not spans:
        return text
    instead = "（金额略）" if _HAN.search(text) else "[amount withheld]"
    kept, at = [], 0
    for first, last in spans:
        start, end = plain.span(first, last)
        left = plain.marks(start, end)
        if left and text.startswith(left, end):
            end, left = end + len(left), ""
        kept += [text[at:start], instead, left]
        if instead.endswith("]") and text[end : end + 1] in {"(", "["}:
            kept.append(" ")  # else Markdown takes it for a link
        at = end
    return "".join([*kept, text[at:]])


@dataclass
class _Item:
    """Hold one number with what belongs to it; places count tokens."""

    first: int
    last: int
    number: str
    paid: bool
    """Whether a currency stands beside it."""
    opens: bool
    """Whether the currency stands before it."""
    large: bool


class _Reader:
    """Read the amounts off the words of a text."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = [token for token in tokens if token.kind != "space"]

    def amounts(self) -> list[tuple[int, int]]:
        """Return start and end of each amount, in plain characters."""
        found: list[tuple[int, int]] = []
        at = 0
        while at < len(self.tokens):
            items = self._sequence(at)
            paid = items if any(item.paid for item in items) else []
            for before, item in zip([None, *paid], paid, strict=False):
                start, end = self.tokens[item.first].start, self.tokens[item.last].end
                if before and (self._is_range(before, item) or not (before.paid and item.paid)):
                    found[-1] = (found[-1][0], end)
                else:
                    found.append((start, end))
            at = items[-1].last + 1 if items else at + 1
        return found

    def _kind(self, at: int) -> str:
        return self.tokens[at].kind if at < len(self.tokens) else "end"

    def _sequence(self, at: int) -> list[_Item]:
        """Return the numbers that stand there in a row, joined by words such as “to” or “and”."""
        item = self._item(at)
        items = [item] if item else []
        while items:
            after = items[-1].last + 1
            while self._kind(after) in {"link", "loose"} and after < items[-1].last + 3:
                after += 1
            following = self._item(after) if after > items[-1].last + 1 else None
            if following is None or not self._belongs(items[-1], following):
                return items
            items.append(following)
        return items

    def _belongs(self, before: _Item, after: _Item) -> bool:
        """Say whether two numbers are ends of one range, or parts of one list of amounts."""
        if before.paid and after.paid:
            return True
        strong = self._is_range(before, after)
        if not strong and not self._is_between(before):
            bare = before if after.paid else after
            either = {self.tokens[place].text.lower() for place in range(before.last + 1, after.first)}
            if not bare.large and not either & {"or", "oder", "或", "或者"}:
                return False
        if after.opens and not before.paid:
            return False
        if before.paid or after.paid:
            if before.paid and not after.large and is_counted(self.tokens, after.last):
                return False
            return strong or not _YEAR.fullmatch(before.number)
        return True

    def _is_range(self, before: _Item, after: _Item) -> bool:
        return any(self._kind(place) == "link" for place in range(before.last + 1, after.first))

    def _is_between(self, item: _Item) -> bool:
        before = self.tokens[item.first - 1].text.lower() if item.first else ""
        return before in {"between", "either", "from", "介于", "从"}

    def _item(self, at: int) -> _Item | None:
        start, opens = at, False
        place = self._before_number(at)
        if place != at:
            opens, at = True, place
        if at >= len(self.tokens) or not self.tokens[at].is_number:
            return None
        last = self._whole_number(at)
        end = self._after_number(last, opens=opens)
        return _Item(start, end, self.tokens[at].text, opens or end > last, opens, last > at)

    def _whole_number(self, at: int) -> int:
        """Return the place of the last word of a number: 1.2, 1.2 million, 1千2百万."""
        last = at
        while True:
            if times := _times_at(self.tokens, last + 1):
                last = times
            elif last > at and self._is_glued_number(last):
                last += 1
            else:
                return last

    def _is_glued_number(self, last: int) -> bool:
        if last + 1 >= len(self.tokens) or not self.tokens[last + 1].is_number:
            return False
        return self.tokens[last + 1].start == self.tokens[last].end

    def _before_number(self, at: int) -> int:
        """Return the place of the number that a currency at `at` stands before; `at` where there is none."""
        place = at
        while place < at + _MOST_FILL and self._opens(place):
            place += 1
        if place == at:
            return at
        for _ in range(_MOST_FILL):
            if self._kind(place) in {"fill", "join", "link"} or self._opens(place):
                place += 1
            elif place < len(self.tokens) and is_times(self.tokens[place]):
                number = place + 1
                while self._kind(number) in {"fill", "join", "link"}:
                    number += 1
                if number > place + 3 or self._kind(number) != "number":
                    break
                place = number
        return place if place < len(self.tokens) and self.tokens[place].is_number else at

    def _opens(self, at: int) -> bool:
        if at >= len(self.tokens) or not self.tokens[at].is_money:
            return False
        return not _SUFFIX_ONLY.fullmatch(self.tokens[at].text)

    def _after_number(self, last: int, *, opens: bool) -> int:
        """Return the place of the last currency that stands after a number; `last` where there is none."""
        place, found = last + 1, last
        glue = 0
        while place < len(self.tokens):
            token = self.tokens[place]
            if token.is_money and not self._opens_another(place, opens=opens or found > last):
                found, glue = place, 0
                if _times_at(self.tokens, place + 1) and self._kind(place + 2) not in {
                    "number",
                    "wordnumber",
                }:
                    found = place = _times_at(self.tokens, place + 1)
                elif token.text in {"块", "塊"} and self._is_small_change(place):
                    found = place = place + 1
            elif glue >= 2 or not (token.kind == "join" or token.text in _GLUE):
                break
            else:
                glue += 1
            place += 1
        opened = any(token.text == "(" for token in self.tokens[last + 1 : found])
        tail = {"整", "正", "钱", *((")",) if opened else ())}
        while found > last and found + 1 < len(self.tokens) and self.tokens[found + 1].text in tail:
            found += 1
        return found

    def _is_small_change(self, coin: int) -> bool:
        """Say whether a number stands behind a coin that is its tenths: 五块二, and not 五块一年."""
        if not self._is_glued_number(coin):
            return False
        return self._kind(coin + 2) == "end" or self.tokens[coin + 2].text not in set("年个個月天日台次件")

    def _opens_another(self, at: int, *, opens: bool) -> bool:
        """Say whether the currency there stands before another number, to which it belongs."""
        place = self._before_number(at)
        if place == at:
            return False
        if is_times(self.tokens[place]) and self.tokens[place].kind != "number":
            return False
        return opens or self.tokens[at].kind == "code" or place == at + 1


_GLUE = frozenset({"of", "(", ")", "[", "]", '"', "|", "-", "–", "'", "worth"})
"""What may stand between a number and its currency, besides `AFTER_NUMBER`."""


def _times_at(tokens: list[Token], at: int) -> int:
    """Return the place of a multiplier at `at` or just behind a hyphen there; 0 where there is none."""
    if at < len(tokens) and is_times(tokens[at]):
        return at
    if at + 1 < len(tokens) and tokens[at].text == "-" and is_times(tokens[at + 1]):
        return at + 1
    return 0

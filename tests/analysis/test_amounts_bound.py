"""Reading amounts takes steps in proportion to the length of a text, whatever stands in it."""

from __future__ import annotations

from typing import Any, SupportsIndex

import pytest

from erpsite.analysis.editions import amounts, doubts

_PIECES = (
    "1 ", "百万 ", "EUR 5 ", "5 EUR ", "of ", "1 of ", "1万", "[amount withheld] 5,000 ", "千 ", "price 5 ",
    "5/", "5-", "5, ", "EUR ", "EUR EUR 5 to ", "1 1/2 ", "- 5 ", "( ", "5 (", "万", "5块", "5块5", "一",
    "1'000", "5 % ", "a b c ", "百万 % ", "5 and ", "5 to ", "between 5 and ", "CNY = ", "million ", "half ",
    "k", "5k ", "one ", "two million ", "预算 5 ", "多", "5 多 ", "（单位：万元）5 ", "| 5 ", "5。",
    "Budget: 5\n", "## Budget\n5 ", "- 5\n",
)  # fmt: skip
_ENDS = ("", "% ", " people", " EUR", "\n\nbudget (k€)\n")
_SHORT, _LONG = 40, 160


class _Counted(doubts._Words):
    """Count how many words are looked at, in slices as well."""

    steps = 0

    def __getitem__(self, place: SupportsIndex | slice) -> Any:
        _Counted.steps += len(range(*place.indices(len(self)))) if isinstance(place, slice) else 1
        return super().__getitem__(place)


class _CountedReader(amounts._Reader):
    def __init__(self, tokens: Any) -> None:
        super().__init__(tokens)
        self.tokens = _Counted(self.tokens)


def _steps(text: str) -> int:
    _Counted.steps = 0
    cut = amounts.without_amounts(text, "CNY")
    for whole in (text, cut):
        list(doubts.doubtful_amounts(whole, "CNY"))
    return _Counted.steps


@pytest.mark.parametrize("end", _ENDS)
def test_four_times_the_text_takes_four_times_the_steps(end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubts, "_Words", _Counted)
    monkeypatch.setattr(amounts, "_Reader", _CountedReader)
    for piece in _PIECES:
        short, long = _steps(piece * _SHORT + end), _steps(piece * _LONG + end)
        assert long <= 4.2 * short + 400, (piece, short, long)
        assert long <= 100 * len(piece * _LONG), (piece, long)

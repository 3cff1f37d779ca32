"""Pages with sums say by which rates amounts of other currencies were converted."""

from __future__ import annotations

import datetime as dt

import pytest

from erpsite.model.plan import CurrencyRate
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.plain_text import plain_text
from erpsite.pages.kit.rates import rates_note
from erpsite.pages.plan.resources import draw_resources
from tests.factory import small_handbook
from tests.pages.drawing import book_of

_START = "Amounts stated in other currencies are converted: "
_RATE = CurrencyRate(code="EUR", rate=7.85, on=dt.date(2026, 1, 5))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            _START + "1 EUR = 7.85 CNY (rate of 5\u00a0Jan\u00a02026).",
        ),
        ("zh", "以其他货币给出的金额已经换算：1 EUR = 7.85 CNY（2026年1月5日汇率）。"),
    ],
)
def test_sums_say_the_rate(language: str, words: str) -> None:
    plain = small_handbook()
    handbook = small_handbook(plan=plain.plan.model_copy(update={"currencies": (_RATE,)}))
    drawn = draw_resources(book_of(handbook, language))
    assert words in [plain_text(block.content) for block in drawn if isinstance(block, b.Paragraph)]
    assert rates_note(book_of(plain, language)) == ()

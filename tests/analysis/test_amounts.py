"""Every spelling of an amount is cut or pointed out; an ordinary number is neither."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from erpsite.analysis.editions.amounts import without_amounts
from erpsite.analysis.editions.doubts import doubtful_amounts

CASES = tuple(
    tuple(line.split("\t", 1))
    for line in (Path(__file__).parents[1] / "golden/editions/amounts.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
)
_ESCAPE = re.compile(r"\\(n|t|u[0-9a-f]{4})")


def _written(case: str) -> str:
    return _ESCAPE.sub(lambda found: {"n": "\n", "t": "\t"}.get(found[1]) or chr(int(found[1][1:], 16)), case)


def test_the_corpus_is_large() -> None:
    assert len(CASES) >= 300
    assert {verdict for verdict, _ in CASES} == {"cut", "half", "list", "keep"}
    assert len(set(CASES)) == len(CASES)


@pytest.mark.parametrize("case", [case for verdict, case in CASES if verdict == "cut"])
def test_an_amount_with_a_currency_is_cut_whole(case: str) -> None:
    text = _written(case)
    plain = text.replace("«", "").replace("»", "")
    instead = "（金额略）" if re.search(r"[\u4e00-\u9fff]", plain) else "[amount withheld]"
    cut = without_amounts(plain, "CNY")
    assert cut.replace("*", "") == re.sub("«.*?»", instead, text, flags=re.DOTALL).replace("*", "")
    assert cut.count("**") % 2 == plain.count("**") % 2
    assert list(doubtful_amounts(cut, "CNY")) == []


@pytest.mark.parametrize("case", [case for verdict, case in CASES if verdict == "half"])
def test_what_is_left_of_an_amount_that_was_cut_is_pointed_out(case: str) -> None:
    text = _written(case)
    cut = without_amounts(text, "CNY")
    assert cut != text
    assert list(doubtful_amounts(cut, "CNY"))


@pytest.mark.parametrize("case", [case for verdict, case in CASES if verdict == "list"])
def test_what_may_be_an_amount_stays_and_is_pointed_out(case: str) -> None:
    text = _written(case)
    assert without_amounts(text, "CNY") == text
    assert list(doubtful_amounts(text, "CNY"))


@pytest.mark.parametrize("case", [case for verdict, case in CASES if verdict == "keep"])
def test_an_ordinary_number_stays_and_is_not_pointed_out(case: str) -> None:
    text = _written(case)
    assert without_amounts(text, "CNY") == text
    assert list(doubtful_amounts(text, "CNY")) == []

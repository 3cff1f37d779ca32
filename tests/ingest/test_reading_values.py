"""Days and numbers are read as they are written, and two readings are never settled silently."""

from __future__ import annotations

from decimal import Decimal

import pytest

from erpsite.ingest.dates import readings_of, reads, split_span
from erpsite.ingest.numbers import NumberForm, mark_readings, read_number
from erpsite.ingest.personal import looks_personal


@pytest.mark.parametrize(
    ("texts", "forms"),
    [
        (["2026-03-04", "2026-3-12"], ["YYYY-MM-DD"]),
        (["03/04/2026", "05/06/2026"], ["DD/MM/YYYY", "MM/DD/YYYY"]),
        (["03/04/2026", "25/06/2026"], ["DD/MM/YYYY"]),
        (["03/25/2026", "25/06/2026", "26/07/2026"], ["DD/MM/YYYY", "MM/DD/YYYY"]),
        (["03.03.2026"], ["DD.MM.YYYY"]),
        (["12/Mar/26 4:05 PM"], ["DD/MMM/YY"]),
        (["2026年3月4日"], ["YYYY年MM月DD日"]),
        (["20260304"], ["YYYYMMDD"]),
        (["2026年3月"], ["YYYY年MM月"]),
        (["word", "12:30"], []),
    ],
)
def test_the_readings_of_a_column(texts: list[str], forms: list[str]) -> None:
    assert [group[0] for group in readings_of(texts)] == forms


@pytest.mark.parametrize(
    ("form", "text", "day"),
    [
        ("DD.MM.YYYY", "1.2.2026", "2026-02-01"),
        ("MM/DD/YYYY hh:mm", "02/13/2026 08:00", "2026-02-13"),
        ("YYYY/MM/DD", "2026/3/4 下午 3:05", "2026-03-04"),
        ("DD/MM/YYYY", "31/02/2026", None),
        ("MMM DD, YYYY", "Mar 4, 2026", "2026-03-04"),
    ],
)
def test_a_stated_form_reads_a_text(form: str, text: str, day: str | None) -> None:
    read = reads(form)
    assert read is not None
    found = read(text)
    assert (found and found.date().isoformat()) == day


def test_what_is_no_form_is_told() -> None:
    assert reads("day first") is None
    assert reads("DD.MM") is None


def test_spans_have_two_ends() -> None:
    assert split_span("2018.01-2020.12") == ("2018.01", "2020.12")
    assert split_span("2026年1月至3月") == ("2026年1月", "2026年3月")
    assert split_span("2026-01-05") is None


@pytest.mark.parametrize(
    ("text", "form", "number"),
    [
        ("¥1,234.50", NumberForm(signs=("¥",)), 1234.5),
        ("(1,234)", NumberForm(brackets=True), -1234),
        ("(1,234)", NumberForm(), None),
        ("12.5万", NumberForm(units={"万": Decimal(10_000)}), 125_000),
        ("1.234,5", NumberForm(decimal=","), 1234.5),
        ("12%", NumberForm(Decimal("0.01"), signs=("%",)), 0.12),
        ("１２", NumberForm(), 12),
        ("about 5", NumberForm(), None),
        ("1,23", NumberForm(), None),
    ],
)
def test_numbers_as_files_write_them(text: str, form: NumberForm, number: float | None) -> None:
    assert read_number(text, form) == number


def test_a_mark_that_may_part_thousands_or_decimals_has_two_readings() -> None:
    assert mark_readings(["1,234"]) == (".", ",")
    assert mark_readings(["1,234", "5.5"]) == (".",)
    assert mark_readings(["1.234", "5,5"]) == (",",)


@pytest.mark.parametrize(
    ("name", "values", "kind"),
    [
        ("Caller", ["a@x.example", "b@x.example"], "mail"),
        ("联系", ["13812345678"], "phone"),
        ("Host", ["10.0.0.1"], "ip"),
        ("证", ["11010519491231002X"], "id-number"),
        ("Number", ["INC001", "INC002"], ""),
        ("Amount", [120, 3000], ""),
    ],
)
def test_personal_columns_are_seen(name: str, values: list[str | int], kind: str) -> None:
    assert looks_personal(name, values) == kind

"""With many modules the health page shows the worst first, and no outage is rounded away."""

from __future__ import annotations

import pytest

from erpsite.load import load_handbook
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.reasons import uptime_decimals
from erpsite.pages.preread.health import draw_health
from erpsite.pages.preread.health_tables import availability_table, module_values_table
from tests.load.golden import BASE_PLAN, lay_out
from tests.pages.drawing import book_of, lead_of, words_of

_MODULES = 40


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Return the base plan with forty modules more; every fifth is beyond its limit, every tenth withheld."""
    folder = tmp_path_factory.mktemp("large") / "data"
    modules = "".join(f"- id: m{n}\n  name: Module {n}\n  owner: wang-fang\n" for n in range(_MODULES))
    values = {n: "withheld: audit" if n % 10 == 9 else 98.5 if n % 5 == 4 else 99.9 for n in range(_MODULES)}
    rows = "".join(f"availability,2026-03,m{n},{value}\n" for n, value in values.items())
    texts = {name: (BASE_PLAN / name).read_text("utf-8") for name in ("modules.yml", "health.csv")}
    write = {"modules.yml": texts["modules.yml"] + modules, "health.csv": texts["health.csv"] + rows}
    lay_out({"write": write}, folder)
    handbook = load_handbook(folder).handbook
    assert handbook is not None
    return book_of(handbook, "en", "2026-03")


def test_of_many_modules_the_worst_come_first(book: Book) -> None:
    rows = [words_of(row) for row in module_values_table(book, book.figures.health).rows]
    shown = [row[0] for row in rows if row[1] == "98.50%"]
    assert shown == [row[0] for row in rows][: len(shown)]
    assert len(shown) == 4  # modules 4, 14, 24 and 34; 9, 19, … are withheld
    first = words_of(availability_table(book).rows[0])
    assert first[0] == "Finance"  # the only one with an outage


def test_an_outage_of_one_module_of_many_is_not_a_hundred_percent(book: Book) -> None:
    # Two hours of one of 42 modules in two months: 120 / (42 x 84,960 min) is 0.003 %.
    assert "the ERP was up 99.997% of the time" in lead_of(draw_health(book))


@pytest.mark.parametrize(
    ("percent", "target", "decimals"),
    [(100.0, 99.5, 2), (99.9989, 99.5, 3), (99.4951, 99.5, 3), (99.93, 99.5, 2), (99.99999999, 99.5, 5)],
)
def test_an_availability_has_digits_enough_to_tell_it(percent: float, target: float, decimals: int) -> None:
    assert uptime_decimals(percent, target) == decimals

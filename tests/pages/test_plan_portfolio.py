"""Prove what the page of the portfolio says: the choice against the best, clashes, gaps, what-if."""

from __future__ import annotations

from typing import Any

import pytest

from erpsite.model.initiative import Initiative
from erpsite.model.plan import Plan
from erpsite.model.review import Review
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.plain_text import plain_text
from erpsite.pages.plan.portfolio import draw_portfolio
from tests.factory import INITIATIVES, PLAN, small_handbook
from tests.pages.drawing import book_of, lead_of, table_of, words_of

ROOMY = [
    {"id": "consultant", "name": "Consultant", "capacity": {"2026-Q1": 60, "2026-Q2": 100}},
    {"id": "key-user", "name": "Key user", "capacity": {"2026-Q1": 30}},
]


def _initiative(name: str, cost: float, value: int, **more: Any) -> dict[str, Any]:
    scores = {"business_value": value, "time_criticality": 1, "risk_reduction": 1, "job_size": 1}
    return {
        "id": name, "name": f"Project {name.upper()}", "type": "technology", "summary": "x",
        "modules": ["finance"], "owner": "zhao-min", "scores": {"wsjf": scores},
        "budget": [{"kind": "opex", "by_quarter": {"2026-Q1": cost}}], **more,
    }  # fmt: skip


def _book(
    *rows: dict[str, Any], language: str = "en", reviews: Any = None, decided: bool = False, **plan: Any
) -> Book:
    settings = {"budget": {"envelope": 100_000, "contingency": 0}, "roles": ROOMY, **plan}
    handbook = small_handbook(
        plan=Plan.model_validate({**PLAN, **settings}),
        initiatives={row["id"]: Initiative.model_validate(row) for row in rows},
        reviews=reviews or {},
        **({} if decided else {"meeting_decisions": {}}),
    )
    return book_of(handbook, language, "2026-03")


def _callouts(book: Book) -> list[str]:
    found = []
    for block in draw_portfolio(book):
        if isinstance(block, b.Callout):
            (items,) = block.blocks
            assert isinstance(items, b.Items)
            found += [f"{block.tone}: {plain_text(item)}" for item in items.items]
    return found


def _widget(book: Book) -> dict[str, Any]:
    (found,) = [block for block in draw_portfolio(book) if isinstance(block, b.Widget)]
    return found.data


def test_a_better_choice_is_named_with_its_swaps() -> None:
    # Of 100,000: a and b (60,000 + 40,000, value 10 + 7 = 17) beat a and c (10 + 5 = 15), by 2.
    book = _book(
        _initiative("a", 60_000, 8),
        _initiative("b", 40_000, 5, stage="deferred"),
        _initiative("c", 30_000, 3),
    )
    blocks = draw_portfolio(book)
    assert lead_of(blocks) == (
        "What was chosen is worth 15 points; the best choice under the same rules is worth 17 points, "
        "2 points more."
    )
    (row,) = table_of(blocks, "swaps").rows
    assert words_of(row) == ["Project C", "Project B", "+2", "CNY\u00a0+10\u00a0k"]
    scenarios = [words_of(one) for one in table_of(blocks, "scenarios").rows]
    # With 90,000 only a and c fit, with 70,000 only a or (b and c), which are worth 10 and 12.
    assert [row[2] for row in scenarios] == ["12", "12", "15", "17", "17"]
    assert scenarios[2][4:] == ["Project B", "Project C"]


def test_the_best_choice_is_praised() -> None:
    blocks = draw_portfolio(_book(_initiative("a", 60_000, 8), _initiative("b", 40_000, 5)))
    assert lead_of(blocks) == (
        "What was chosen is worth 17 points, and no choice that keeps every rule is worth more."
    )
    assert not table_of(blocks, "swaps").rows


def test_a_choice_that_breaks_rules_says_which_and_what_mends_it() -> None:
    busy = {"effort": [{"role": "key-user", "by_quarter": {"2026-Q1": 20}}]}
    book = _book(_initiative("a", 60_000, 8, **busy), _initiative("b", 40_000, 5, **busy))
    assert lead_of(draw_portfolio(book)) == (
        "What was chosen is worth 17 points but breaks one rule; leaving out “Project B” keeps every rule "
        "and is worth 10 points."
    )
    assert _callouts(book) == [
        "amber: Key user, Q1 2026: 40\u00a0person-days are asked for and 30\u00a0person-days are there; "
        "asked for by “Project A”, “Project B”.".replace("\u00a0", " ")
    ]


def test_before_the_meeting_the_proposal_is_compared() -> None:
    book = _book(_initiative("a", 60_000, 8, stage="proposed"), _initiative("b", 50_000, 5, stage="proposed"))
    assert "breaks one rule; leaving out “Project B”" in lead_of(draw_portfolio(book))
    assert _callouts(book) == [
        (
            "amber: The choice costs CNY\u00a0110\u00a0k, CNY\u00a010\u00a0k more than the "
            "CNY\u00a0100\u00a0k that may be spent."
        ),
        "grey: No initiative states its effort, so no capacity limits the choice.",
    ]


def test_clashing_rules_are_named_with_the_smallest_cause() -> None:
    must: dict[str, Any] = {"mandatory": True}
    book = _book(
        _initiative("a", 80_000, 8, **must),
        _initiative("b", 40_000, 5, exclusive_group="way", **must),
        _initiative("c", 1_000, 5, exclusive_group="way", **must),
        _initiative("d", 1_000, 5, effort=[{"role": "key-user", "by_quarter": {"2026-Q1": 31}}], **must),
    )
    assert _callouts(book) == [
        (
            "red: Mandatory “Project A”, “Project B”, with all that they need, cost CNY\u00a0120\u00a0k; "
            "CNY\u00a0100\u00a0k may be spent."
        ),
        (
            "red: Mandatory “Project B”, “Project C”, with all that they need, put more than one "
            "initiative of an exclusive group in."
        ),
        (
            "red: Mandatory “Project D”, with all that they need, ask for 31 person-days of Key user, "
            "Q1 2026; 30 person-days are there."
        ),
    ]
    assert lead_of(draw_portfolio(book)).startswith("No portfolio keeps every rule: Mandatory “Project A”")
    assert "way" not in " ".join(_callouts(book))


def test_what_the_data_lack_is_said() -> None:
    book = _book(
        _initiative("a", 0, 8),
        {**_initiative("b", 10_000, 5), "scores": {}},
        _initiative("c", 10_000, 5, effort=[{"role": "key-user", "by_quarter": {"2026-Q4": 3}}]),
        budget={"envelope": 0},
        language="en",
    )
    assert _callouts(book)[1:] == [
        "grey: Nothing may be spent: the envelope in handbook.yml is 0, or all of it is contingency.",
        "grey: No score: “Project B”.",
        "grey: Effort without capacity is not limited: Key user, Q4 2026.",
    ]


@pytest.mark.parametrize(
    ("language", "lead"),
    [
        ("en", "of 3, 1 has no score and 1 no known budget, so none of these is drawn."),
        ("zh", "3个项目中1个没有评分，1个预算不详，因此均不绘制。"),
    ],
)
def test_nothing_is_advised_where_a_score_or_a_budget_is_missing(language: str, lead: str) -> None:
    # a has a score and no budget, b a budget and no score; only c has both.
    bare = {name: value for name, value in _initiative("a", 10_000, 8).items() if name != "budget"}
    rows = (bare, {**_initiative("b", 10_000, 5), "scores": {}}, _initiative("c", 10_000, 5))
    blocks = draw_portfolio(_book(*rows, language=language))
    assert lead_of(blocks).endswith(lead)
    names = {block.name for block in blocks if isinstance(block, b.Table)}
    assert "swaps" not in names
    assert not [block for block in blocks if isinstance(block, b.Widget | b.Tiles)]
    whole = draw_portfolio(_book(_initiative("c", 10_000, 5), language=language))
    assert [block for block in whole if isinstance(block, b.Tiles)]


def test_without_any_score_nothing_is_called_best() -> None:
    book = _book({**_initiative("a", 10, 5), "scores": {}})
    assert lead_of(draw_portfolio(book)) == (
        "No initiative has scores yet, so no portfolio is better than another."
    )


def test_amounts_beyond_exact_arithmetic_are_not_solved() -> None:
    book = _book(_initiative("a", 10**15 - 1, 5), _initiative("b", 0.01, 5))
    assert "grey: The amounts are too large to be computed exactly; are they in whole units?" in _callouts(
        book
    )
    assert not [block for block in draw_portfolio(book) if isinstance(block, b.Widget)]


def test_an_exclusive_group_is_told_by_its_members() -> None:
    rows = [_initiative(name, 10_000, 5, exclusive_group="secret-slug") for name in "ab"]
    blocks = draw_portfolio(_book(*rows))
    cells = [" ".join(words_of(row)) for row in table_of(blocks, "portfolio").rows]
    assert all("one of: Project A or Project B" in text for text in cells)
    assert "secret-slug" not in " ".join(cells)


def test_the_ranking_draws_the_line_where_the_money_ends() -> None:
    book = _book(_initiative("a", 60_000, 8), _initiative("b", 50_000, 5), _initiative("c", 10_000, 3))
    blocks = draw_portfolio(book)
    rows = table_of(blocks, "portfolio").rows
    # 10, 7 and 5 points of delay for a job of one: a fits, b would make 110,000.
    assert [(row.anchor, row.group, words_of(row)[5]) for row in rows] == [
        ("a", "Above the cut line", "100%"),
        ("b", "Below the cut line", "0%"),
        ("c", "Below the cut line", "0%"),
    ]
    texts = [plain_text(block.content) for block in blocks if isinstance(block, b.Paragraph)]
    assert any("“Project B” is the first below the line" in text for text in texts)


def test_what_needs_something_below_the_line_is_marked() -> None:
    book = _book(_initiative("a", 60_000, 8, depends_on=["b"]), _initiative("b", 50_000, 5))
    first = words_of(table_of(draw_portfolio(book), "portfolio").rows[0])
    assert first[6] == "Needs first: Project B needs what stands below the line"


def test_the_what_if_carries_whole_numbers_and_every_breakpoint() -> None:
    book = _book(
        _initiative(
            "a", 60_000, 8, depends_on=["c"], effort=[{"role": "key-user", "by_month": {"2026-02": 2.5}}]
        ),
        _initiative("b", 40_500, 5, exclusive_group="x"),
        _initiative("c", 30_000, 3, exclusive_group="x", stage="deferred"),
    )
    data = _widget(book)
    assert data["steps"] == {"money": 1500, "value": 1, "effort": 2.5}
    fields = ("cost", "value", "needs", "group", "effort")
    assert [tuple(one[field] for field in fields) for one in data["items"]] == [
        (40, 10, [2], -1, {"0": 1}), (27, 7, [], 0, {}), (20, 5, [], 0, {}),
    ]  # fmt: skip
    assert data["cells"] == [{"role": "Key user", "quarter": "Q1 2026", "limit": 12}]
    # Nothing; c for 30,000; b for 40,500; a with c for 90,000. Bits stand in the order a, b, c.
    assert data["points"] == [[0, 0, "0"], [20, 5, "2"], [27, 7, "4"], [60, 15, "a"]]
    assert (data["people"], data["exact_below"], data["budget"]) == ([0, 1], None, 100_000)


def test_a_stage_that_a_review_has_set_is_marked_for_the_export() -> None:
    review = {"month": "2026-02", "held_on": "2026-03-02", "chair": "li-qiang"}
    rows = [{"initiative": "a", "stage": "rejected"}, {"initiative": "b", "stage": "finished"}]
    reviews = {"2026-02": Review.model_validate({**review, "progress": rows})}
    book = _book(_initiative("a", 10, 8), _initiative("b", 10, 8), reviews=reviews)
    assert [(one["stage"], one["reviewed"]) for one in _widget(book)["items"]] == [
        ("approved", "2026-02"), ("approved", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("method", ["wsjf", "rice", "weighted"])
def test_every_method_draws_in_both_languages(language: str, method: str) -> None:
    scores = {"weighted": {"value": 0.5}}
    rows = [{**row, "scores": {**row["scores"], **scores}} for row in INITIATIVES]
    book = _book(*rows, language=language, prioritisation={"method": method, "weights": {"value": 1}})
    assert len(draw_portfolio(book)) > 10


@pytest.mark.parametrize(
    ("language", "begins"),
    [("en", "Decided on 15\u00a0Jan\u00a02026: 2 of 3 initiatives. 1 of them is finished, and every choice "),
     ("zh", "2026年1月15日已决定：3个重点项目中的2个。其中1个已完成，")],
)  # fmt: skip
def test_after_the_meeting_finished_work_is_in_every_choice(language: str, begins: str) -> None:
    # Of 100,000: b and c are worth 7 + 10; but a is finished, for 60,000, and with it only b fits, for 3 + 7.
    review = {"month": "2026-02", "held_on": "2026-03-02", "chair": "li-qiang"}
    rows = [{"initiative": "a", "stage": "finished"}]
    reviews = {"2026-02": Review.model_validate({**review, "progress": rows})}
    initiatives = (
        _initiative("a", 60_000, 1),
        _initiative("b", 40_000, 5),
        _initiative("c", 60_000, 8, stage="deferred"),
    )
    book = _book(*initiatives, language=language, reviews=reviews, decided=True)
    assert lead_of(draw_portfolio(book)).startswith(begins)
    assert book.figures.portfolio.best == frozenset({0, 1})
    assert [one["finished"] for one in _widget(book)["items"]] == [True, False, False]
    assert _book(*initiatives).figures.portfolio.best == frozenset({1, 2})

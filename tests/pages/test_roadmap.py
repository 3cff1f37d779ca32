"""Prove what the roadmap draws: places, clipping, marks, words, and its place in content pages."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from erpsite.analysis.schedule.roadmap import Roadmap
from erpsite.errors import ContentError
from erpsite.issues import Source
from erpsite.model import Handbook
from erpsite.model.initiative import Initiative
from erpsite.model.review import Review
from erpsite.pages.content import ContentTemplate, content_context
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.gantt import roadmap_block, roadmap_of_book, tasks_table
from erpsite.pages.kit.gantt.axis import idle_spans, month_spans, quarter_spans, week_spans
from erpsite.pages.kit.gantt.bars import place_of
from erpsite.pages.render.html import HtmlRenderer
from erpsite.pages.render.markdown import MarkdownRenderer
from tests.factory import INITIATIVES, REVIEWS, small_handbook
from tests.pages.drawing import book_of

GOLDEN = Path(__file__).parents[1] / "golden" / "roadmap"


def _plan(*rows: dict[str, Any], reviews: bool = False) -> Handbook:
    records = {row["id"]: Initiative.model_validate(row) for row in rows}
    return small_handbook(initiatives=records, **({} if reviews else {"reviews": {}}))


def _one(name: str, **fields: Any) -> dict[str, Any]:
    base = {"id": name, "name": name, "type": "integration", "summary": name, "modules": ["supply-chain"]}
    return {**base, "owner": "li-qiang", **fields}


def _phase(name: str, start: str | None, finish: str | None, **more: Any) -> dict[str, Any]:
    return {"id": name, "name": name, "start": start, "finish": finish, **more}


def _html(book: Book, roadmap: Roadmap | None = None) -> str:
    return roadmap_block(book, roadmap or roadmap_of_book(book), "gantt", "Roadmap").draw(
        lambda path, anchor: f"../{path}/" + (f"#{anchor}" if anchor else "")
    )


def _mark(html: str, key: str) -> str:
    found = re.search(rf'<span class="([^"]*)" style="([^"]*)" data-k="{key}" data-f="([^"]*)"', html)
    assert found, key
    return " | ".join(found.groups())


def test_a_place_is_in_percent_of_the_plan_year() -> None:
    # 365 days; 2 February is day 33, so 32 days lie before it; to 31 March there are 58 days, both included.
    book = book_of(_plan(_one("x", phases=[_phase("a", "2026-02-02", "2026-03-31")])), "en", "2026-03")
    roadmap = roadmap_of_book(book)
    task = roadmap.lanes[0].phases[0]
    place = place_of(roadmap, task.start, task.finish)
    assert place is not None
    assert (place.start, place.finish, place.before, place.after) == (32, 90, False, False)
    left, width = place.share(roadmap.days)
    assert (round(left, 3), round(width, 3)) == (8.767, 15.89)


@pytest.mark.parametrize(
    ("start", "finish", "kind", "style"),
    [
        ("2025-11-03", "2026-01-31", "o1", "left:0%;width:8.49%"),
        ("2026-12-01", "2027-02-26", "c", "left:78.77%;width:20.75%"),
        ("2027-12-01", "2028-02-26", "o2", "left:95.75%;width:4.25%"),
        ("2025-11-03", "2028-02-26", "o1 o2", "left:0%;width:100%"),
        ("2025-03-03", "2025-06-30", "o1", "left:0%;width:0%"),
        ("2028-03-01", "2028-06-30", "o2 e", "left:100%;width:0%"),
    ],
)
def test_what_leaves_the_time_shown_is_cut_and_marked(start: str, finish: str, kind: str, style: str) -> None:
    html = _html(book_of(_plan(_one("x", phases=[_phase("a", start, finish)])), "en", "2026-03"))
    classes, place, _ = _mark(html, "a").split(" | ")
    assert place == style
    assert classes.split()[-len(kind.split()) :] == kind.split()


def test_what_has_no_date_is_listed_and_says_so() -> None:
    book = book_of(_plan(_one("bare"), _one("open", phases=[_phase("p", None, None)])), "en", "2026-03")
    html = _html(book)
    assert 'data-id="bare"' in html
    assert html.count("<em>no dates</em>") == 3  # both initiatives, and the phase
    rows = tasks_table(book, roadmap_of_book(book), "tasks").rows
    assert [row.cells[0] for row in rows] == [b.Missing("no phases yet"), ("", "p")]


def test_marks_tell_done_critical_late_and_pushed_apart() -> None:
    phases = [
        _phase("first", "2026-02-02", "2026-03-06"),
        _phase("then", "2026-03-02", "2026-04-30", after=[{"to": "first"}]),
        _phase("beside", "2026-04-01", "2026-04-10"),
    ]
    html = _html(book_of(_plan(_one("x", phases=phases)), "en", "2026-02"))
    assert " c" in _mark(html, "then").split(" | ")[0]
    assert " c" not in _mark(html, "beside").split(" | ")[0]
    # The first ends on 6 March: the second, planned for 2 March, cannot begin before the 9th.
    assert _mark(html, "then").startswith("es-gb t-a")
    assert 'class="es-gx"' in html
    assert 'data-w="x/first:FS:0"' in html


def test_a_renewed_baseline_leaves_the_first_one_to_be_seen() -> None:
    progress = {
        "initiative": "erp-crm",
        "rebaseline": "renew",
        "milestones": [{"milestone": "go-live", "forecast": "2026-08-07"}],
    }
    april = {**REVIEWS[0], "month": "2026-04", "held_on": "2026-05-06", "progress": [progress]}
    book = book_of(small_handbook(reviews={"2026-04": Review.model_validate(april)}), "en", "2026-04")
    html = _html(book)
    assert "es-g1" in html
    # 7 August is day 219, 30 June day 181: the new plan is the expected day, the first one stays beside it.
    assert _mark(html, "go-live").split(" | ")[2].split(",")[:6] == ["", "", "", "", "180", "180"]


def test_the_axis_names_quarters_months_and_iso_weeks() -> None:
    book = book_of(small_handbook(), "zh", "2026-03")
    roadmap = roadmap_of_book(book)
    quarters = quarter_spans(roadmap, book.locale, 1)
    assert [(q.start, q.finish, q.label) for q in quarters][1] == (90, 181, "2026年二季度")
    assert [m.label for m in month_spans(roadmap, book.locale)] == [f"{n}月" for n in range(1, 13)]
    weeks = week_spans(roadmap, book.locale)
    # 1 January 2026 is a Thursday: week 1 has four of its days in the year, and week 53 ends it.
    assert [(w.start, w.finish, w.label) for w in (weeks[0], weeks[1], weeks[-1])] == [
        (0, 4, "第1周"),
        (4, 11, "第2周"),
        (361, 365, "第53周"),
    ]
    assert week_spans(roadmap, book_of(small_handbook()).locale)[0].label == "W1"


def test_days_without_work_follow_the_plans_calendar() -> None:
    handbook = small_handbook()
    book = book_of(handbook, "en", "2026-03")
    idle = {
        day
        for span in idle_spans(roadmap_of_book(book), book.state.days)
        for day in range(span.start, span.finish)
    }
    first = roadmap_of_book(book).first
    worked = {
        n for n in range(365) if book.state.days.is_worked(type(first).fromordinal(first.toordinal() + n))
    }
    assert idle == set(range(365)) - worked
    assert 100 < len(idle) < 130


def test_the_text_of_the_data_is_escaped() -> None:
    name = "<b>\"&'</b>"
    row = _one("x", phases=[{**_phase("a", "2026-02-02", "2026-03-31"), "name": name}])
    row |= {"name": name}
    row["milestones"] = [{"id": "m", "name": name, "date": "2026-03-31"}]
    html = _html(book_of(_plan(row), "en", "2026-03"))
    assert "<b>&#34;" not in html
    assert '<b>"&' not in html
    assert html.count("&lt;b&gt;&#34;&amp;&#39;&lt;/b&gt;") >= 3


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_empty_roadmap_and_its_words_draw_in_both_languages(language: str) -> None:
    assert "es-gantt" in _html(book_of(_plan(), language, "2026-03"))


def _expand(markdown: str, language: str = "en") -> str:
    book = book_of(small_handbook(), language, "2026-03")
    template = ContentTemplate(
        HtmlRenderer(book.locale, "own/page"), content_context(book), Source("content/own/page.md")
    )
    token = template.expand(markdown)
    return template.fill(f"<p>{token}</p>")


def test_a_part_of_the_roadmap_stands_in_a_content_page() -> None:
    html = _expand('{{ roadmap(initiative="erp-crm") }}')
    assert re.findall(r'data-id="([^"]*)"', html) == ["erp-crm"]
    assert 'id="roadmap-initiative-erp-crm"' in html
    assert 'href="../../plan/initiatives/erp-crm/"' in html
    module = INITIATIVES[0]["modules"][0]
    found = re.findall(
        r'data-id="([^"]*)"', _expand(f'{{{{ roadmap(module="{module}", type="integration") }}}}')
    )
    assert "erp-crm" in found


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ('roadmap(module="suply-chain")', "there is no modules 'suply-chain'; did you mean 'supply-chain'?"),
        (
            'roadmap(type="integrations")',
            "there is no type of initiative 'integrations'; did you mean 'integration'?",
        ),
        ('roadmap(modul="x")', "there is no filter 'modul'; did you mean 'module'?"),
        ('roadmap(owner="li-qang")', "did you mean 'li-qiang'?"),
    ],
)
def test_an_unknown_value_is_an_error_with_the_nearest(call: str, message: str) -> None:
    with pytest.raises(ContentError, match=re.escape(message)):
        _expand("{{ " + call + " }}")


def test_markdown_gets_the_table_that_says_the_same() -> None:
    book = book_of(small_handbook(), "en", "2026-03")
    block = roadmap_block(book, roadmap_of_book(book), "gantt", "Roadmap")
    text = MarkdownRenderer(book.locale, "plan/roadmap").render("Roadmap", [block])
    assert "| Phase or milestone | Planned | Expected |" in text
    assert re.search(r"\| Roll-out \| .* \| Pilot \|", text)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_small_roadmap_is_drawn_as_before(language: str) -> None:
    drawn = re.sub(
        r"(?=<(?:tbody|tr|thead|td|div|ul|li|script|span|i|label)\b)",
        "\n",
        _html(book_of(small_handbook(), language, "2026-03")),
    )
    path = GOLDEN / f"small.{language}.html"
    if not path.exists():
        assert "CI" not in os.environ, f"{path.name} is missing; run the test here and commit the file"
        path.parent.mkdir(exist_ok=True)
        path.write_text(drawn + "\n", encoding="utf-8")
    assert drawn + "\n" == path.read_text(encoding="utf-8")

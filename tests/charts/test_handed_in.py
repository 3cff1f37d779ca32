"""Figures that authors hand in: real ones of Plotly Express are taken, what cannot be shown is refused."""

from __future__ import annotations

import base64
import json
import re
import struct
from pathlib import Path
from typing import Any

import markdown
import plotly.graph_objects as go
import pytest

from erpsite.analysis import state
from erpsite.charts import ChartError, read_chart, themed
from erpsite.errors import ContentError
from erpsite.i18n import locale_of
from erpsite.issues import Source
from erpsite.model.plan import Edition, Topic
from erpsite.model.text import Text
from erpsite.pages.content import ContentTemplate, content_context
from erpsite.pages.kit.book import Book
from erpsite.pages.render import HtmlRenderer
from tests.factory import small_handbook

EXPRESS = Path(__file__).parents[1] / "golden" / "express"
"""Written by Plotly Express 7.1 with `fig.write_json`: px.line, px.bar, px.imshow, px.pie, px.histogram."""


def _express(name: str) -> str:
    return (EXPRESS / f"{name}.json").read_text(encoding="utf-8")


def _spec(trace: dict[str, Any], **layout: Any) -> str:
    return json.dumps({"data": [trace], "layout": layout})


@pytest.mark.parametrize("name", ["line", "bars", "heat"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chart_of_plotly_express_is_taken(name: str, scheme: Any) -> None:
    spec = read_chart(_express(name)).spec
    go.Figure(themed(spec, scheme))
    text = json.dumps(spec)
    assert "bdata" not in text
    assert "template" not in spec["layout"]
    assert "#636efa" not in text.lower()


def test_packed_numbers_are_unpacked_and_gaps_stay_gaps() -> None:
    first, second = read_chart(_express("line")).spec["data"]
    assert first["y"] == [20.5, 20.25, None, 18.5]
    assert second["y"] == [11, 12, 13, 14]
    assert read_chart(_express("heat")).spec["data"][0]["z"] == [[1, 2, 3], [4, 5, 6]]


@pytest.mark.parametrize(
    ("dtype", "letter"), [("i1", "b"), ("u2", "H"), ("i4", "i"), ("f4", "f"), ("f8", "d")]
)
def test_each_kind_of_number_is_unpacked(dtype: str, letter: str) -> None:
    packed = {"dtype": dtype, "bdata": base64.b64encode(struct.pack(f"<3{letter}", 1, 2, 3)).decode()}
    assert read_chart(_spec({"y": packed})).spec["data"][0]["y"] == [1, 2, 3]


def test_axis_titles_stay_and_the_look_is_ours() -> None:
    layout = read_chart(_express("line")).spec["layout"]
    assert layout["xaxis"]["title"]["text"] == "month"
    assert layout["yaxis"]["automargin"] is True
    assert layout["font"]["color"] == "@ink"
    assert "title" not in layout
    assert layout["showlegend"] is True


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[1", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "list 'data'"),
        ('{"data": []}', "at least one trace"),
        ('{"data": ["x"]}', "data[0] must be a mapping"),
        (_spec({"type": "scattergl", "y": [1]}), "render_mode='svg'"),
        (_spec({"y": [1] * 2_001}), "2,001 points"),
        (_spec({"y": [1], "text": ["x" * 300_000]}), "300 kB"),
        (_spec({"y": [1]}, images=[{"source": "x.png"}]), "layout.images"),
        (_spec({"y": [1]}, mapbox={"style": "streets"}), "layout.mapbox"),
        (_spec({"y": [1], "text": ["https://example.com/x.png"]}), "address"),
        (_spec({"y": [1], "name": "<a href='x'>x</a>"}), "address"),
        (_spec({"y": [1], "name": "javascript:alert(1)"}), "address"),
        (_spec({"y": {"dtype": "i8", "bdata": "AAAA"}}), "packed as 'i8'"),
        (_spec({"y": {"dtype": "f8", "bdata": "AAAA"}}), "plain list"),
        (_spec({"y": {"dtype": "f8", "bdata": "%%%"}}), "plain list"),
        (
            _spec({"z": {"dtype": "i1", "bdata": "AQID", "shape": "2, 2"}, "type": "heatmap"}),
            "does not fit",
        ),
        (json.dumps({"data": [{"y": [1]}], "frames": [{}]}), "frames"),
        (json.dumps({"data": [{"y": [1]}], "layout": [1]}), "layout must be"),
        ('{"data": [{"y": ' + "[" * 40 + "]" * 40 + "}]}", "nested too deeply"),
    ],
)
def test_what_cannot_be_shown_is_refused_and_says_why(text: str, words: str) -> None:
    with pytest.raises(ChartError, match=re.escape(words)):
        read_chart(text)


@pytest.mark.parametrize("name", ["pie", "histogram"])
def test_a_kind_that_the_script_cannot_draw_is_named_with_those_it_can(name: str) -> None:
    with pytest.raises(ChartError, match=f"'{name}'; this site draws bar, heatmap"):
        read_chart(_express(name))


def _render(text: str, saved: dict[str, str], language: str = "en", hides: tuple[Topic, ...] = ()) -> str:
    edition = Edition(id="some", name=Text("Some"), hides=hides) if hides else None
    handbook = small_handbook(edition=edition)
    book = Book(state(handbook, handbook.default_as_of), locale_of(language))
    renderer = HtmlRenderer(book.locale, "guide")
    files = {name: (f"charts/{name}.json", text) for name, text in saved.items()}
    template = ContentTemplate(renderer, content_context(book, files), Source("content/guide.md", 1))
    html = template.fill(markdown.markdown(template.expand(text)))
    NOTES[:] = map(str, template.notes)
    return html


NOTES: list[str] = []
"""What the template rendered last has noted."""
CALL = '{{ chart("visits", title="Visits doubled", unit="h", source="web log") }}'


def test_it_is_placed_with_its_title_unit_source_date_and_a_table() -> None:
    html = _render(f"Text\n\n{CALL}\n", {"visits": _express("line")})
    assert "<strong>Visits doubled</strong>" in html
    assert "Unit: h" in html
    assert "Source: web log" in html
    assert "As of" in html
    assert '<div class="es-chart"' in html
    assert "<td" in html
    assert "Suzhou" in html
    assert "2025-11" in html


def test_its_table_is_in_the_language_of_the_page() -> None:
    html = _render(CALL, {"visits": _spec({"x": ["a"], "y": [1.5]})}, "zh")
    assert "数据点" in html
    assert "数值" in html
    assert "1.50" in html


@pytest.mark.parametrize("name", ["bars", "heat"])
def test_lying_bars_and_grids_have_tables_too(name: str) -> None:
    html = _render(CALL, {"visits": _express(name)})
    assert html.count("<tr") > 3


@pytest.mark.parametrize("missing", ["title", "unit", "source"])
def test_a_chart_without_title_unit_or_source_is_refused_at_its_line(missing: str) -> None:
    call = re.sub(rf' {missing}="[^"]*",?', "", CALL).replace(",)", ")").replace(", )", ")")
    with pytest.raises(ContentError, match=rf"content/guide.md:3: .*needs {missing}="):
        _render(f"One\n\n{call}", {"visits": _express("line")})


def test_a_bad_file_and_a_wrong_name_are_reported_at_the_line_that_places_them() -> None:
    with pytest.raises(
        ContentError, match=r"content/guide.md:3: charts/visits.json: data\[0\].type is 'pie'"
    ):
        _render(f"One\n\n{CALL}", {"visits": _express("pie")})
    with pytest.raises(ContentError, match=r"content/guide.md:1: .*'visit'; did you mean 'visits'"):
        _render(CALL.replace("visits", "visit"), {"visits": _express("line")})


def test_the_old_name_works_and_is_noted_with_file_and_line() -> None:
    html = _render(f"Text\n\n{CALL.replace('chart(', 'figure(')}\n", {"visits": _express("line")})
    assert "<strong>Visits doubled</strong>" in html
    assert NOTES == [
        "content/guide.md:3: figure(…) is called chart(…) now; the old name will go in a later version"
    ]
    assert _render(f"Text\n\n{CALL}\n", {"visits": _express("line")}) == html
    assert not NOTES


def test_a_saved_chart_and_one_of_the_plan_share_the_function() -> None:
    saved = {"pain-points": _express("line"), "visits": _express("bars")}
    of_the_plan = _render('{{ chart("pain-points") }}', saved)
    assert of_the_plan == _render('{{ chart("pain-points") }}', {})
    assert "Visits doubled" in _render(CALL.replace("visits", "pain-points"), saved)
    with pytest.raises(ContentError, match=r"drawn from the plan and says title"):
        _render(CALL.replace("visits", "pain-points"), {})
    with pytest.raises(ContentError, match="no chart 'pain-pints'; did you mean 'pain-points'"):
        _render('{{ chart("pain-pints") }}', saved)


def test_an_edition_that_hides_the_topic_of_a_saved_chart_does_not_show_it() -> None:
    call = CALL.replace(", unit", ', topic="money", unit')
    assert "Visits doubled" in _render(call, {"visits": _express("line")})
    hidden = _render(call, {"visits": _express("line")}, hides=("money",))
    assert "Visits doubled" not in hidden
    assert "not in this edition" in hidden
    with pytest.raises(ContentError, match="no topic 'mony'; did you mean 'money'"):
        _render(call.replace("money", "mony"), {"visits": _express("line")})

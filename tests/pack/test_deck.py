"""Open the slides as their readers do: what stands on each, where, from which data, and in whose template."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pptx
import pytest
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Inches

from erpsite.analysis import state
from erpsite.analysis.figures import Figures
from erpsite.i18n import locale_of
from erpsite.load import load_handbook
from erpsite.model import Handbook
from erpsite.model.text import Text
from erpsite.pack.deck import Deck, Telling, TemplateError, deck, open_template
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book
from erpsite.pages.kit.plain_text import plain_text
from erpsite.pages.kit.standing import opening_blocks
from tests.factory import small_handbook
from tests.plan_folder import ROOT

DECKS: tuple[tuple[Telling, str], ...] = (("preread", "en"), ("review", "zh"))


@pytest.fixture(scope="module")
def shared() -> Figures:
    """Return the sample's figures in October."""
    found = load_handbook(ROOT / "data").handbook
    assert found is not None
    return Figures(state(found, "2026-10"))


def _book(shared: Figures, language: str) -> Book:
    return Book(shared.state, locale_of(language, shared.handbook.plan.currency), shared)


@pytest.fixture(scope="module")
def decks(shared: Figures) -> dict[str, Any]:
    """Return the sample's slides, opened, by what they tell."""
    plain = open_template(None)
    return {
        telling: pptx.Presentation(
            io.BytesIO(deck(_book(shared, language), Deck(telling, plain, "abc123def456")))
        )
        for telling, language in DECKS
    }


def _small(telling: Telling = "review", template: Path | None = None, language: str = "en") -> bytes:
    handbook = small_handbook()
    book = Book(state(handbook, handbook.default_as_of), locale_of(language, handbook.plan.currency))
    return deck(book, Deck(telling, open_template(template), "abc"))


def _pages(decks: dict[str, Any]) -> Iterator[Any]:
    for one in decks.values():
        yield from one.slides


def _inside(made: Any) -> list[str]:
    """Return what lies outside its slide."""
    wide, high = made.slide_width, made.slide_height
    return [
        f"{number}: {shape.name}"
        for number, slide in enumerate(made.slides, start=1)
        for shape in slide.shapes
        if shape.left < 0
        or shape.top < 0
        or shape.left + shape.width > wide + 1
        or shape.top + shape.height > high + 1
    ]


def _over(one: Any, other: Any) -> bool:
    slack = 6_350  # half a point
    return bool(
        one.left + slack < other.left + other.width
        and other.left + slack < one.left + one.width
        and one.top + slack < other.top + other.height
        and other.top + slack < one.top + one.height
    )


def test_the_first_slide_says_what_every_summary_opens_with(shared: Figures, decks: dict[str, Any]) -> None:
    for telling, language in DECKS:
        first = decks[telling].slides[0]
        texts = " ".join(" ".join(s.text_frame.text.split()) for s in first.shapes if s.has_text_frame)
        for block in opening_blocks(_book(shared, language)):
            if isinstance(block, b.Lead):
                words = plain_text(block.content).replace("\u00a0", " ").partition(" ")[2]
                assert words.replace(" ", "") in first.shapes.title.text_frame.text.replace(
                    "\u00a0", " "
                ).replace(" ", "")
            elif isinstance(block, b.Tiles):
                for tile in block.tiles:
                    for said in (tile.title, tile.value, tile.note):
                        assert " ".join(plain_text(said).split()) in texts


def test_charts_and_tables_are_the_programs_own_and_hold_the_plans_numbers(
    shared: Figures, decks: dict[str, Any]
) -> None:
    charts = [s.chart for slide in _pages(decks) for s in slide.shapes if s.has_chart]
    tables = [s.table for slide in _pages(decks) for s in slide.shapes if s.has_table]
    assert len(charts) >= 8
    assert len(tables) >= 12
    assert not [s for slide in _pages(decks) for s in slide.shapes if s.shape_type == MSO_SHAPE_TYPE.PICTURE]
    for chart in charts:
        sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
        rows = list(sheet.iter_rows(min_row=2, values_only=True))
        assert [str(row[0]) for row in rows] == [str(one) for one in chart.plots[0].categories]
        for place, series in enumerate(chart.plots[0].series, start=1):
            assert [row[place] for row in rows] == [
                pytest.approx(v) if v is not None else v for v in series.values
            ]
        ids = chart._chartSpace.xpath("//c:axId/@val | //c:crossAx/@val")
        assert all(0 <= int(one) < 2**31 for one in ids)  # as the schema has them, and LibreOffice reads
    pain = next(s for s in _named(decks["preread"], "chart-pain-points"))
    costliest = max(one.money for one in shared.pain_points if one.money)
    assert pain.chart.plots[0].series[0].values[0] == float(costliest)


def test_the_cut_line_is_a_waterfall_and_scores_stand_on_their_scale(
    shared: Figures, decks: dict[str, Any]
) -> None:
    parts = [shape.chart for shape in _named(decks["preread"], "chart-priorities")]
    lifted, costs = ([v for chart in parts for v in chart.plots[0].series[n].values] for n in (0, 1))
    for start, cost, after in zip(lifted, costs, lifted[1:], strict=False):
        assert after == pytest.approx(start + cost)
    assert sum(costs) == pytest.approx(float(shared.priorities.ranked[-1].cumulative) / 1e6)
    axis = _named(decks["preread"], "chart-survey-modules")[0].chart.value_axis
    assert (axis.minimum_scale, axis.maximum_scale) == (1, 5)
    plot = _named(decks["preread"], "chart-survey-modules")[0].chart.plots[0]
    scores, target = plot.series
    assert set(target.values) == {shared.handbook.plan.survey.target}
    assert len(target.values) == len(scores.values)
    assert plot.overlap == 100  # the frame of the target stands around each bar
    assert "4.2" in target.name
    assert parts[0].value_axis._element.find("{*}crosses").get("val") == "max"  # numbers below the bars
    assert parts[0].category_axis.reverse_order


def _named(made: Any, name: str) -> list[Any]:
    return [shape for slide in made.slides for shape in slide.shapes if shape.name == name]


def test_long_tables_flow_over_slides_with_their_count(shared: Figures, decks: dict[str, Any]) -> None:
    parts = [shape.table for shape in _named(decks["preread"], "priorities")]
    assert len(parts) > 1
    rows = [table.cell(row, 1).text for table in parts for row in range(1, len(table.rows))]
    names = [_book(shared, "en").text(one.initiative.name) for one in shared.priorities.ranked]
    assert len(rows) == len(names)
    assert all(row.startswith(name) for row, name in zip(rows, names, strict=True))
    heads = {tuple(cell.text for cell in table.rows[0].cells) for table in parts}
    widths = {tuple(column.width for column in table.columns) for table in parts}
    assert len(heads) == len(widths) == 1
    titles = [s.shapes.title.text_frame.text for s in decks["preread"].slides]
    assert any(title.endswith(f"of {len(names)})") for title in titles)


def test_the_roadmap_is_shapes_with_glued_arrows(shared: Figures, decks: dict[str, Any]) -> None:
    for telling, _ in DECKS:
        shapes = [s for slide in decks[telling].slides for s in slide.shapes]
        bars = [s for s in shapes if s.name.startswith("bar ")]
        tasks = [f"{now.initiative.id}/{name}" for now in shared.funded for name in now.tasks]
        assert sorted(bar.name for bar in bars) == sorted(f"bar {name}" for name in tasks)
        ends = [
            (link._element.find(".//{*}stCxn"), link._element.find(".//{*}endCxn"))
            for link in shapes
            if link.name.startswith("link ")
        ]
        assert len(ends) > 5
        assert all(start is not None and end is not None for start, end in ends)


def test_everything_drawn_has_words_and_every_figure_its_file_line_and_commit(decks: dict[str, Any]) -> None:
    for slide in _pages(decks):
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table or shape.name.startswith(("bar ", "link ", "fact ")):
                assert shape._element.xpath(".//p:cNvPr")[0].get("descr"), shape.name
        notes = slide.notes_slide.notes_text_frame.text
        assert "abc123def456" in notes
        assert "data/" in notes
    table = next(
        slide for slide in decks["preread"].slides if any(s.name == "pain-points" for s in slide.shapes)
    )
    lines = [line for line in table.notes_slide.notes_text_frame.text.splitlines() if " — data/" in line]
    rows = next(s for s in table.shapes if s.name == "pain-points").table.rows
    assert len(lines) == len(rows) - 1
    assert all("data/pain_points.yml:" in line for line in lines)


def test_texts_say_their_language_and_chinese_ones_have_a_chinese_font(decks: dict[str, Any]) -> None:
    for telling, tag in (("preread", "en-GB"), ("review", "zh-CN")):
        made = decks[telling]
        # The number of a slide is the template's own.
        fields = [f for slide in made.slides for f in slide._element.iter("{*}fld")]
        numbers = [r for field in fields for r in field.iter("{*}rPr")]
        runs = [r for slide in made.slides for r in slide._element.iter("{*}rPr") if r not in numbers]
        assert {run.get("lang") for run in runs} == {tag}
        theme = made.slide_masters[0].part.part_related_by(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
        )
        assert b'<a:ea typeface="Microsoft YaHei"' in theme.blob


def test_the_same_plan_gives_the_same_bytes_without_a_clock() -> None:
    one = _small("preread")
    assert one == _small("preread")
    with zipfile.ZipFile(io.BytesIO(one)) as packed:
        moments = [entry.date_time for entry in packed.infolist()]
        for name in packed.namelist():
            if name.endswith(".xlsx"):
                inner = zipfile.ZipFile(io.BytesIO(packed.read(name)))
                moments += [entry.date_time for entry in inner.infolist()]
                assert b"T00:00:00Z</dcterms:created>" in inner.read("docProps/core.xml")
    assert set(moments) == {(1980, 1, 1, 0, 0, 0)}


def _hundred() -> Handbook:
    """Return a plan of 100 initiatives, every fifth with a very long name."""
    handbook = small_handbook()
    first = next(iter(handbook.initiatives.values()))
    long = "Integrated upgrade of warehouse management and manufacturing execution across three plants, wave"
    many = {}
    for number in range(100):
        words = f"{long} {number}" if number % 5 == 0 else f"Initiative {number}"
        made = first.model_copy(
            update={
                "id": f"one-{number}",
                "name": Text({"en": words, "zh": f"仓储与制造执行一体化升级{words}"}),
            }
        )
        many[made.id] = made
    return replace(handbook, initiatives={**handbook.initiatives, **many})


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_hundred_initiatives_flow_and_nothing_leaves_its_slide(language: str) -> None:
    handbook = _hundred()
    book = Book(state(handbook, handbook.default_as_of), locale_of(language, handbook.plan.currency))
    made = pptx.Presentation(io.BytesIO(deck(book, Deck("preread", open_template(None)))))
    assert _inside(made) == []
    for slide in made.slides:
        drawn = [
            s for s in slide.shapes if s.has_table or s.has_chart or s.name in {"source", "key", "finding"}
        ]
        drawn += [s for s in slide.shapes if s.name.startswith("fact ")]
        drawn += [s for s in slide.shapes if s.name.startswith("lane ")]
        clashes = [(a.name, c.name) for n, a in enumerate(drawn) for c in drawn[n + 1 :] if _over(a, c)]
        assert clashes == []


def test_nothing_leaves_its_slide_in_the_sample(decks: dict[str, Any]) -> None:
    for made in decks.values():
        assert _inside(made) == []


def _template(**size: float) -> Any:
    made = pptx.Presentation()
    if size:
        made.slide_width, made.slide_height = Inches(size["width"]), Inches(size["height"])
    return made


def test_cover_legal_notice_and_footers_of_the_template_stay_and_hidden_slides_go(tmp_path: Path) -> None:
    made = _template()
    for words, hidden in (("Cover of Acme", False), ("How to use", True), ("Legal notice", False)):
        slide = made.slides.add_slide(made.slide_layouts[5])
        slide.shapes.title.text_frame.text = words
        if hidden:
            slide._element.set("show", "0")
    layout = made.slide_layouts[5]
    next(p for p in layout.placeholders if p.name.startswith("Footer")).text_frame.text = "Acme, internal"
    file = tmp_path / "template.pptx"
    made.save(str(file))
    found: Any = None
    for read in (_small("review", file), _small("preread", file, "zh")):
        found = pptx.Presentation(io.BytesIO(read))
        titles = [slide.shapes.title.text_frame.text for slide in found.slides]
        assert titles[0] == "Cover of Acme"
        assert titles[-1] == "Legal notice"
        assert "How to use" not in titles
        assert len(titles) > 4
        for slide in list(found.slides)[1:-1]:
            assert "Acme, internal" in [s.text_frame.text for s in slide.shapes if s.has_text_frame]
        names = zipfile.ZipFile(io.BytesIO(read)).namelist()
        assert len(names) == len(set(names))
    chinese = [
        r for slide in list(found.slides)[1:-1] for r in slide._element.iter("{*}rPr") if r.get("altLang")
    ]
    assert chinese
    assert all(run.find("{*}ea") is not None for run in chinese)  # this theme names no Chinese font


@pytest.mark.parametrize(("width", "height"), [(10, 7.5), (10.83, 7.5), (13.333, 7.5)])
def test_slides_of_other_sizes_are_filled_without_leaving_them(
    width: float, height: float, tmp_path: Path
) -> None:
    made = _template(width=width, height=height)
    made.save(str(tmp_path / "template.pptx"))
    assert _inside(pptx.Presentation(io.BytesIO(_small("preread", tmp_path / "template.pptx")))) == []


def _without_layout(path: Path) -> None:
    made = pptx.Presentation()
    for layout in made.slide_layouts:
        layout.name = f"Acme {layout.name[:5]}"
    made.save(str(path))


def _upright(path: Path) -> None:
    made: Any = pptx.Presentation()
    made.slide_width, made.slide_height = Inches(5.2), Inches(9)
    title = next(p for p in made.slide_layouts[5].placeholders if p.placeholder_format.type == 1)
    title.left, title.top, title.width, title.height = (Inches(n) for n in (0.3, 0.3, 4.5, 1))
    made.save(str(path))


def _cut(path: Path) -> None:
    pptx.Presentation().save(str(path))
    path.write_bytes(path.read_bytes()[:9_000])


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_without_layout, "has no layout named “Title Only”; it has: Acme Title"),
        (_upright, "leaves 4.5 × "),
        (_cut, "is damaged, cut short or of another kind; save it again"),
        (
            lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
            "without a password",
        ),
        (lambda path: path.write_bytes(b""), "is damaged, cut short or of another kind"),
    ],
)
def test_a_template_that_cannot_be_used_is_said_with_its_cure(spoil: Any, words: str, tmp_path: Path) -> None:
    file = tmp_path / "template.pptx"
    spoil(file)
    with pytest.raises(TemplateError) as said:
        open_template(file)
    assert words in str(said.value)
    assert "template.pptx" in str(said.value)


def test_a_potx_under_the_name_is_read(tmp_path: Path) -> None:
    file, kind = tmp_path / "template.pptx", b"presentationml.presentation.main+xml"
    pptx.Presentation().save(str(file))
    with zipfile.ZipFile(file) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        kind, b"presentationml.template.main+xml"
    )
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    assert open_template(file).own

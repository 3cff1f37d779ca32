"""Compare a deck with the plan as its owner does: after an edit by hand, after an edit of the data."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pptx
import pptx.util
import pytest
from click.testing import CliRunner

from erpsite.cli.pack import command as pack
from erpsite.cli.verify import command as verify
from tests.plan_folder import write_plan_folder


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small plan whose slides are made."""
    folder = tmp_path_factory.mktemp("deck")
    write_plan_folder(folder)
    file = folder / "data" / "handbook.yml"
    file.write_text(f"id: plan-6f1d80c2b94e\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
    done = _run(pack, folder, "--only", "deck", "--out", str(folder / "pack"))
    assert done.return_value == 0, done.output
    return folder


def _run(command: Any, folder: Path, *words: str) -> Any:
    given = ["--data", str(folder / "data"), "--config", str(folder / "mkdocs.yml"), "--language", "en"]
    return CliRunner().invoke(command, [*given, *words], standalone_mode=False)


def _deck(folder: Path, kind: str) -> Path:
    return next((folder / "pack").glob(f"*-deck-{kind}-en.pptx"))


def _drawn(slide: Any) -> list[Any]:
    return [shape for shape in slide.shapes if not shape.is_placeholder]


def test_both_decks_are_made_in_every_language_and_agree_with_the_plan(packed: Path) -> None:
    assert len(list((packed / "pack").glob("*.pptx"))) == 4
    done = _run(verify, packed, "--deck", str(_deck(packed, "review")))
    assert done.return_value == 0
    assert "says what the plan gives today" in done.output


def test_slides_changed_by_hand_added_and_left_out_are_named(packed: Path, tmp_path: Path) -> None:
    made = pptx.Presentation(str(_deck(packed, "preread")))
    slides = list(made.slides)
    slides[0].shapes.title.text_frame.paragraphs[0].runs[0].text = "All is well"
    last = list(made.slides._sldIdLst)[-1]
    lost = slides[-1].shapes.title.text_frame.text
    made.part.drop_rel(last.rId)
    made.slides._sldIdLst.remove(last)
    made.slides.add_slide(made.slide_layouts[0]).shapes.title.text_frame.text = "Ours"
    made.save(str(tmp_path / "changed.pptx"))
    done = _run(verify, packed, "--deck", str(tmp_path / "changed.pptx"))
    assert done.return_value == 1
    assert "Slide 1 “All is well”: changed by hand" in done.output
    assert "“Ours”: not made by erpsite" in done.output
    assert f"Missing: “{' '.join(lost.split())}”" in done.output
    assert done.output.count("Slide ") == 2


def test_a_changed_chart_and_a_changed_plan_are_told_apart(packed: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(packed, tmp_path / "plan"))
    file = next((folder / "data" / "initiatives").glob("*.yml"))
    text = file.read_text(encoding="utf-8")
    name = next(line for line in text.splitlines() if line.strip().startswith("en:"))
    file.write_text(text.replace(name, name + " renamed", 1), encoding="utf-8")
    done = _run(verify, folder, "--deck", str(_deck(folder, "preread")))
    assert done.return_value == 1
    assert "stale; the plan gives something else today" in done.output
    assert "changed by hand" not in done.output


def test_shapes_moved_resized_or_laid_over_are_seen_and_rounding_is_not(packed: Path, tmp_path: Path) -> None:
    made = pptx.Presentation(str(_deck(packed, "preread")))
    moved, resized, covered, rounded = list(made.slides)[:4]
    _drawn(moved)[-1].left += pptx.util.Pt(40)
    _drawn(resized)[-1].width -= pptx.util.Pt(40)
    covered.shapes.add_shape(1, 0, 0, pptx.util.Pt(300), pptx.util.Pt(300))
    for shape in _drawn(rounded):
        shape.top = shape.top + 6_000
    made.save(str(tmp_path / "moved.pptx"))
    done = _run(verify, packed, "--deck", str(tmp_path / "moved.pptx"))
    assert done.return_value == 1
    told = [line for line in done.output.splitlines() if "moved, resized, added or taken away" in line]
    assert [line.split(" “")[0] for line in told] == ["Slide 1", "Slide 2", "Slide 3"]
    assert done.output.count("Slide ") == 3


@pytest.mark.parametrize(("language", "words"), [("en", "made from another plan"), ("zh", "由另一份计划")])
def test_a_deck_of_another_plan_is_not_called_stale(
    language: str, words: str, packed: Path, tmp_path: Path
) -> None:
    made = pptx.Presentation(str(_deck(packed, "preread")))
    own = made.core_properties.identifier
    assert own == "plan-6f1d80c2b94e"
    for number, slide in enumerate(made.slides):
        assert slide.notes_slide.notes_text_frame.text.endswith(f" {own}]")
        if number == 1:
            notes = slide.notes_slide.notes_text_frame
            notes.text = notes.text.replace(f" {own}]", " plan-0123456789ab]")
    made.save(str(tmp_path / "mixed.pptx"))
    mixed = _run(verify, packed, "--deck", str(tmp_path / "mixed.pptx"), "--language", language)
    assert words in mixed.output
    folder = Path(shutil.copytree(packed / "data", tmp_path / "plan" / "data")).parent
    (folder / "mkdocs.yml").write_bytes((packed / "mkdocs.yml").read_bytes())
    file = folder / "data" / "handbook.yml"
    file.write_text(file.read_text(encoding="utf-8").replace(own, "plan-0123456789ab"), encoding="utf-8")
    other = _run(verify, folder, "--deck", str(_deck(packed, "review")), "--language", language)
    assert words in str(other.exception)
    assert own in str(other.exception)
    assert "plan-0123456789ab" in str(other.exception)


def test_without_a_target_verify_says_that_slides_can_be_verified_too() -> None:
    done = CliRunner().invoke(verify, [])
    assert done.exit_code == 2
    assert "--deck" in done.output.splitlines()[-1]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_no_deck_is_said_in_a_sentence(language: str, packed: Path, tmp_path: Path) -> None:
    (tmp_path / "cut.pptx").write_bytes(_deck(packed, "review").read_bytes()[:5000])
    pptx.Presentation().save(str(tmp_path / "other.pptx"))
    for name in ("cut.pptx", "other.pptx"):
        done = _run(verify, packed, "--deck", str(tmp_path / name), "--language", language)
        assert done.exception is not None
        assert name in str(done.exception)
        assert ("演示文稿" in str(done.exception) or "幻灯片" in str(done.exception)) == (language == "zh")


@pytest.mark.parametrize("place", ["data/deck", "deck"])
def test_a_template_that_cannot_be_used_stops_before_anything_is_written(place: str, tmp_path: Path) -> None:
    write_plan_folder(tmp_path)
    (tmp_path / place).mkdir(parents=True)
    (tmp_path / place / "template.pptx").write_bytes(b"PK\x03\x04 cut")
    done = _run(pack, tmp_path, "--only", "deck", "--only", "calendar", "--out", str(tmp_path / "out"))
    assert done.return_value == 2
    assert "Nothing is written" in done.output
    assert "template.pptx" in done.output
    assert not (tmp_path / "out").exists()

"""The comparison of two sites finds what differs, and passes over only what is listed with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.compare_sites import differing, read_intended, read_parts


def _site(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("_", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def test_every_file_that_is_not_the_same_is_named(tmp_path: Path) -> None:
    before = _site(tmp_path / "a", zh_index="one", en_index="one", gone="x")
    after = _site(tmp_path / "b", zh_index="one", en_index="two", new="x")
    assert list(differing(before, after)) == [("en/index", "changed"), ("gone", "removed"), ("new", "added")]


def test_what_is_listed_needs_a_reason(tmp_path: Path) -> None:
    listed = tmp_path / "intended.txt"
    listed.write_text("# said above\nen/*  a number was wrong\n")
    assert read_intended(listed) == {"en/*": "a number was wrong"}
    listed.write_text("en/*\n")
    with pytest.raises(ValueError, match=r"intended\.txt:1"):
        read_intended(listed)


def test_a_part_that_is_listed_is_left_out_of_every_page(tmp_path: Path) -> None:
    listed = tmp_path / "intended.txt"
    listed.write_text("~<nav>.*?</nav>  the frame is new\nen/*  a number was wrong\n")
    parts = read_parts(listed)
    assert list(read_intended(listed)) == ["en/*"]
    frames = ("<nav>old\n</nav>", "<nav>new</nav>")
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    for folder, frame, words in zip(("a", "b"), frames, ("one", "two"), strict=True):
        (tmp_path / folder / "same.html").write_text(f"{frame}text &quot;", encoding="utf-8")
        (tmp_path / folder / "other.html").write_text(f"{frame}{words}", encoding="utf-8")
        (tmp_path / folder / "frame.js").write_text(frame, encoding="utf-8")
    found = list(differing(tmp_path / "a", tmp_path / "b", parts))
    assert found == [("frame.js", "changed"), ("other.html", "changed")]

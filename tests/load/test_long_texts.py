"""A text that nobody reads in a page is told at its place, and loads all the same."""

from __future__ import annotations

import shutil
from pathlib import Path

from erpsite.load import load_handbook
from erpsite.load.consistency import languages


def test_a_text_over_the_limit_is_told_with_file_and_line(tmp_path: Path, repo_root: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(repo_root / "tests/golden/base_plan", data)
    assert languages.LONGEST_TEXT == 100_000
    file = data / "handbook.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}about: |\n  {'word ' * 20_000}\n", encoding="utf-8")
    loaded = load_handbook(data)
    assert "long-text" not in {issue.code for issue in loaded.issues}
    file.write_text(f"{text}about: |\n  {'word ' * 20_001}\n", encoding="utf-8")
    loaded = load_handbook(data)
    (found,) = [issue for issue in loaded.issues if issue.code == "long-text"]
    assert (found.source.path, found.source.line) == ("handbook.yml", text.count("\n") + 1)
    assert loaded.handbook is not None

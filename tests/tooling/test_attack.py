"""The table of attempts names tests that exist, and the security page shows every kind of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.attack.kinds import KINDS, kind_of


@pytest.mark.parametrize("name", [name for names in KINDS.values() for name in names])
def test_an_attempt_is_a_test(repo_root: Path, name: str) -> None:
    path, _, function = name.partition("::")
    text = (repo_root / path).read_text(encoding="utf-8")
    assert f"def {function or 'test_'}" in text
    assert name in KINDS[kind_of(name)]


def test_the_security_page_shows_what_was_tried_and_held(repo_root: Path) -> None:
    text = (repo_root / "docs" / "security.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    shown = {row[0]: row[1:] for row in rows if len(row) == 3 and row[1].isdigit()}
    assert list(shown) == [*KINDS, "Together"]
    assert all(tried == held for tried, held in shown.values())
    other = (repo_root / "docs" / "security.zh-CN.md").read_text(encoding="utf-8")
    figures = [line.strip("| ").split(" | ")[1:] for line in other.splitlines() if line.startswith("| ")]
    assert [row for row in figures if row[0].isdigit()] == list(shown.values())


def test_it_is_bounded(repo_root: Path) -> None:
    makefile = (repo_root / "Makefile").read_text(encoding="utf-8")
    assert "tests.attack" in makefile
    main = (repo_root / "tests/attack/__main__.py").read_text(encoding="utf-8")
    assert "_LAST = 285" in main
    assert "signal.alarm(_LAST)" in main

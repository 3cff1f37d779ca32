"""Every page that asks too much is refused with its file and line, at once and in little memory."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from erpsite.errors import ContentError
from erpsite.issues import Source
from erpsite.pages.content.budget import Budget
from erpsite.pages.content.depth import refuse_depth
from tests.pages.bad_pages import BAD_PAGES

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def measured() -> dict[str, dict[str, Any]]:
    command = [sys.executable, "-m", "tests.pages.measure_pages"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=True)
    return {row["name"]: row for row in json.loads(done.stdout)}


@pytest.mark.parametrize("name", list(BAD_PAGES))
def test_a_page_that_asks_too_much_is_refused(measured: dict[str, dict[str, Any]], name: str) -> None:
    row = measured[name]
    assert row["told"].startswith("content/page.md:3: "), row["told"] or "it was not refused"
    assert "0x" not in row["told"]
    assert row["chinese"].startswith("content/page.md:3: ")
    assert re.search("[一-鿿]", row["chinese"])
    assert row["seconds"] < 1
    assert row["megabytes"] < 200


def test_steps_are_counted_and_not_seconds() -> None:
    budget = Budget(steps=10, characters=10, html=10, longest=3)
    assert list(budget.each("abc", 3)) == ["a", "b", "c"]
    with pytest.raises(ContentError, match="too often"):
        budget.spend(2)
    with pytest.raises(ContentError, match="too much text"):
        budget.put_out(11)
    with pytest.raises(ContentError, match="too large together"):
        budget.render(11)
    with pytest.raises(ContentError, match="at most 3"):
        budget.short("abcd")


@pytest.mark.parametrize("text", ["> > > x", "- - - x", "1. - * x", "     x", "xxxxxxxxxxx"])
def test_depth_is_refused_under_a_lowered_limit_at_its_line(text: str) -> None:
    limits = {"most_levels": 2, "most_indent": 4, "longest_line": 10}
    refuse_depth("a\n\nb", Source("content/page.md", 1), **limits)
    with pytest.raises(ContentError) as caught:
        refuse_depth(f"a\n\n{text}", Source("content/page.md", 1), **limits)
    assert caught.value.source == Source("content/page.md", 3)


@pytest.mark.parametrize("text", ["[[[", "[a](" * 3, "![" * 3, "<a " * 3, "[[\n["])
def test_brackets_that_nothing_closes_are_refused_under_a_lowered_limit(text: str) -> None:
    place = Source("content/page.md", 1)
    refuse_depth("[a](b) [c](d) <b>x</b> [e]\n\n[ [\n\n[ [", place, most_open=2)
    with pytest.raises(ContentError, match="brackets are left open here"):
        refuse_depth(text, place, most_open=2)

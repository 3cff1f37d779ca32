"""Follow the hints of warnings and notes to the letter: what was doubted is settled, and nothing breaks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from erpsite.issues import Issue
from erpsite.load import load_handbook
from tests.load.golden import lay_out
from tests.load.test_hints import FOLDER, _follow

_READINGS = ("fix", "nearest", "first", "second")
"""Fields of a message that say what to write, each a reading that a person may choose."""


def _readings(issue: Issue) -> Iterator[str]:
    for name in _READINGS:
        if name in issue.values and f"{{{name}}}" in issue.message:
            yield str(issue.values[name])


def _cases() -> list[Any]:
    """Return every case of the corpus with a warning or a note that says what to write."""
    found = []
    for path in sorted(FOLDER.rglob("*.yml")):
        case = yaml.safe_load(path.read_text(encoding="utf-8"))
        told = [line for line in case["expect"] if " warning " in line or " info " in line]
        if "encode" not in case and any("write " in line or "did you mean" in line for line in told):
            found.append(pytest.param(case, id=path.relative_to(FOLDER).with_suffix("").as_posix()))
    return found


def _doubts(folder: Path) -> list[Issue]:
    return [one for one in load_handbook(folder).issues if one.severity != "error" and one.source.line]


@pytest.mark.parametrize("case", _cases())
def test_each_reading_that_a_warning_offers_settles_it(case: dict[str, Any], tmp_path: Path) -> None:
    lay_out(case, tmp_path / "asked")
    offered = [(one, word) for one in _doubts(tmp_path / "asked") for word in _readings(one)]
    errors = sum(one.severity == "error" for one in load_handbook(tmp_path / "asked").issues)
    for number, (issue, word) in enumerate(offered):
        folder = tmp_path / f"followed-{number}"
        lay_out(case, folder)
        _follow(folder, issue, word)
        after = load_handbook(folder).issues
        place = (issue.code, issue.source.path, issue.source.line, issue.source.column)
        assert place not in [(one.code, one.source.path, one.source.line, one.source.column) for one in after]
        assert sum(one.severity == "error" for one in after) <= errors, [str(one) for one in after]

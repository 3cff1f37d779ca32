"""Prove that any valid plan, written and read again, is equal."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from erpsite.issues import Severity
from erpsite.load import load_handbook, write_handbook
from erpsite.model import FILES, DataFile, Handbook
from tests.factory import bare_handbook, small_handbook
from tests.load.golden import report_line
from tests.load.plans import plans


def _read_again(handbook: Handbook) -> Handbook:
    files = write_handbook(handbook)
    with TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder, name)
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        result = load_handbook(Path(folder))
    errors = [report_line(issue) for issue in result.issues if issue.severity is Severity.ERROR]
    assert errors == []
    assert result.handbook is not None
    return result.handbook


# Without shrinking: a whole plan shrinks for minutes, and the message of a failure is short as it is.
@settings(max_examples=40, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@pytest.mark.parametrize("kind", FILES, ids=lambda kind: kind.path)
@given(data=st.data())
def test_any_plan_is_equal_after_a_round_trip(kind: DataFile, data: st.DataObject) -> None:
    handbook = data.draw(plans(kind.path))
    again = _read_again(handbook)
    assert getattr(again, kind.field) == getattr(handbook, kind.field)
    assert again == handbook


def test_small_plans_are_equal_after_a_round_trip() -> None:
    for handbook in (bare_handbook(), small_handbook()):
        assert _read_again(handbook) == handbook


def test_writing_is_stable_and_leaves_out_defaults() -> None:
    files = write_handbook(small_handbook())
    assert files == write_handbook(_read_again(small_handbook()))
    assert list(files)[:3] == ["handbook.yml", "people.yml", "modules.yml"]
    assert "maintenance_excluded" not in files["handbook.yml"]
    assert files["handbook.yml"].startswith("format: 1\norganisation:\n  zh: 远山制造\n")

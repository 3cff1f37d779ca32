"""Prove that any valid plan, written and read again, is equal."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from erpsite.issues import Severity
from erpsite.load import load_handbook, write_handbook
from erpsite.model import FILES, DataFile, Handbook
from tests.factory import bare_handbook, small_handbook
from tests.load.golden import report_line
from tests.load.plans import plans


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where plans are written, one after the other."""
    return tmp_path_factory.mktemp("plan")


def _lay(folder: Path, files: Mapping[str, str]) -> None:
    """Make the folder hold these files and no others; most are there, from the plan before."""
    for path in folder.rglob("*"):
        if path.is_file() and path.relative_to(folder).as_posix() not in files:
            path.unlink()
    for name, text in files.items():
        path, content = folder / name, text.encode()
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)


def _read_again(handbook: Handbook, folder: Path) -> Handbook:
    _lay(folder, write_handbook(handbook))
    result = load_handbook(folder)
    errors = [report_line(issue) for issue in result.issues if issue.severity is Severity.ERROR]
    assert errors == []
    assert result.handbook is not None
    return result.handbook


# Without shrinking: a whole plan shrinks for minutes, and the message of a failure is short as it is.
@settings(max_examples=40, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@pytest.mark.parametrize("kind", FILES, ids=lambda kind: kind.path)
@given(data=st.data())
def test_any_plan_is_equal_after_a_round_trip(folder: Path, kind: DataFile, data: st.DataObject) -> None:
    handbook = data.draw(plans(kind.path))
    again = _read_again(handbook, folder)
    assert getattr(again, kind.field) == getattr(handbook, kind.field)
    assert again == handbook


def test_small_plans_are_equal_after_a_round_trip(folder: Path) -> None:
    for handbook in (bare_handbook(), small_handbook()):
        assert _read_again(handbook, folder) == handbook


def test_writing_is_stable_and_leaves_out_defaults(folder: Path) -> None:
    files = write_handbook(small_handbook())
    assert files == write_handbook(_read_again(small_handbook(), folder))
    assert list(files)[:3] == ["handbook.yml", "people.yml", "modules.yml"]
    assert "maintenance_excluded" not in files["handbook.yml"]
    assert files["handbook.yml"].startswith("format: 1\norganisation:\n  zh: 远山制造\n")

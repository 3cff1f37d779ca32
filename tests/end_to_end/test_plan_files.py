"""Build a handbook among what editors leave, and refuse one whose pages link to what is not theirs."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.load.golden import BASE_PLAN
from tests.warm import python

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Return a folder with a small plan, the sample's configuration and one written page."""
    shutil.copytree(BASE_PLAN, tmp_path / "data")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "note.md").write_text("# A note\n", encoding="utf-8")
    return tmp_path


def _run(plan: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [python(), "-m", "erpsite", *words]
    return subprocess.run(command, cwd=plan, capture_output=True, text=True, encoding="utf-8", check=False)


def test_what_is_no_part_of_the_plan_is_not_on_the_site(plan: Path) -> None:
    (plan / "data/initiatives/.#erp-crm.yml").symlink_to("nobody@host.12:3")
    (plan / "content/.#note.md").symlink_to("nobody@host.12:3")
    (plan / "data/initiatives/~draft.yml").write_text("mark-of-the-draft", encoding="utf-8")
    (plan / "data/kpis.xlsx").write_text("mark-of-the-draft", encoding="utf-8")
    for name in ("note.md~", "~$note.docx", "#note.md#", ".~lock.note.odt#", "note.md.bak"):
        (plan / "content" / name).write_text("mark-of-the-draft", encoding="utf-8")
    done = _run(plan, "build", "--as-of", "2026-03")
    assert done.returncode == 0, done.stderr
    files = [path for path in (plan / "site").rglob("*") if path.is_file()]
    assert [path for path in files if b"mark-of-the-draft" in path.read_bytes()] == []
    names = {path.name for path in files}
    assert "note.md~" not in names
    assert "~draft.yml.html" not in names
    assert (plan / "site/en/note/index.html").is_file()


@pytest.mark.parametrize(
    ("link", "target", "words"),
    [
        (
            "content/answers.csv",
            "../data/survey.csv",
            "content/answers.csv  error  the link leads into the data",
        ),
        ("content/all", "..", "content/all  error  the link leads out of the plan's folder"),
    ],
)
def test_a_link_that_leads_out_stops_check_and_build_before_anything_is_written(
    plan: Path, link: str, target: str, words: str
) -> None:
    (plan / link).symlink_to(target)
    before = sorted(path.name for path in plan.iterdir())
    checked, built = _run(plan, "check"), _run(plan, "build")
    assert checked.returncode == 1
    assert words in checked.stdout
    assert built.returncode == 2
    assert words in built.stderr
    assert "Traceback" not in built.stderr
    assert sorted(path.name for path in plan.iterdir()) == before

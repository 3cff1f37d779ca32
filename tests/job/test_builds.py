"""The real engine builds what a command asked for whatever `mkdocs.yml` lacks, and nothing else goes out."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from erpsite.job import STAMP, read_stamp, tables_hash
from erpsite.model.plan import Edition
from tests.factory import small_handbook
from tests.plan_folder import write_plan_folder
from tests.warm import python

pytestmark = pytest.mark.slow

OLDEST = Path(__file__).parents[1] / "golden/configurations/a6c7217.yml"
"""The first configuration of the sample: it knows no edition, no release, no data folder."""
PEOPLE = ("li-qiang", "Li Qiang", "李强")


def _run(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [python(), "-m", *command],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "LC_ALL": "C.UTF-8", **environment},
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the small plan with an edition that hides people, below the oldest configuration."""
    folder = tmp_path_factory.mktemp("plan")
    handbook = small_handbook()
    edition = Edition.model_validate({"id": "some", "name": "Some", "hides": ["people"]})
    changed = handbook.plan.model_copy(update={"editions": (edition,)})
    write_plan_folder(folder, replace(handbook, plan=changed))
    shutil.copy(OLDEST, folder / "mkdocs.yml")
    return folder


def _with_a_name(folder: Path) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [str(path) for path in files if any(name.encode() in path.read_bytes() for name in PEOPLE)]


def test_an_old_configuration_publishes_the_edition_that_was_asked_for(plan: Path, tmp_path: Path) -> None:
    target = tmp_path / "srv"
    done = _run(plan, "erpsite", "publish", "--to", str(target), "--edition", "some", "--as-of", "2026-02")
    assert done.returncode == 0, done.stdout + done.stderr
    site = target / "some/en/2026-02"
    stamp = read_stamp(site)
    assert stamp is not None
    assert (stamp.job, stamp.month, stamp.edition, stamp.release) == (True, "2026-02", "some", "2026-02")
    assert 'data-es-release="2026-02"' in (site / "index.html").read_text(encoding="utf-8")
    assert "February 2026" in (site / "index.html").read_text(encoding="utf-8")
    assert _with_a_name(target) == []


def test_a_plain_build_says_that_nobody_asked_for_it(plan: Path, tmp_path: Path) -> None:
    done = _run(plan, "mkdocs", "build", "--strict", "-v", "--site-dir", str(tmp_path / "site"))
    assert done.returncode == 0, done.stdout + done.stderr
    _assert_frames_are_shared(done.stderr)
    text = (tmp_path / "site" / STAMP).read_text(encoding="utf-8")
    assert json.loads(text)["job"] is False
    assert _with_a_name(tmp_path / "site")
    downloads = {file.name: file.read_bytes() for file in (tmp_path / "site/downloads").glob("*.csv")}
    assert json.loads(text)["data"] == tables_hash(downloads)
    assert not [key for key in json.loads(text) if "time" in key or "date" in key]


def _assert_frames_are_shared(log: str) -> None:
    """Assert that the templates as they are ask a page for nothing that only each page can answer."""
    given = [line for line in log.splitlines() if line.endswith("gives a frame")]
    assert any("plan/initiatives/" in line for line in given)
    assert "shares no frame" not in log


@pytest.mark.parametrize(
    ("plugins", "told"),
    [
        ("  - search\n", 'mkdocs.yml has no line "- erpsite" under "plugins"'),
        (
            "  - erpsite:\n      enabled: false\n",
            "mkdocs.yml:5: enabled: false keeps the plugin from running",
        ),
        ("  - erpsite:\n      edition: some\n", 'mkdocs.yml:5: edition: some sets edition to "some"'),
        ("  - erpsite:\n      as_of: 2026-02\n", 'mkdocs.yml:5: as_of: 2026-02 sets as_of to "2026-02"'),
        ("  - erpsite\n  - erpsite\n", "the plugin erpsite is entered 2 times; keep one entry:"),
    ],
)
def test_a_configuration_that_builds_something_else_is_refused(
    plugins: str, told: str, plan: Path, tmp_path: Path
) -> None:
    config = plan / "other" / "mkdocs.yml"
    (config.parent / "content").mkdir(parents=True, exist_ok=True)
    (config.parent / "content" / "index.md").write_text("# Words\n", encoding="utf-8")
    theme = "site_name: x\ndocs_dir: content\nplugins:\n"
    config.write_text(f"{theme}{plugins}theme: {{name: material}}\n", encoding="utf-8")
    words = [
        "build",
        "--config",
        str(config),
        "--data",
        str(plan / "data"),
        "--site-dir",
        str(tmp_path / "site"),
    ]
    done = _run(plan, "erpsite", *words)
    assert done.returncode == 2, done.stdout + done.stderr
    assert told in done.stderr
    assert not (tmp_path / "site").exists()


def test_a_warning_of_the_engine_is_told_and_stops_a_strict_build_alone(plan: Path, tmp_path: Path) -> None:
    shutil.copytree(plan, tmp_path / "plan")
    lost = "# Lost\n\n[nowhere](nowhere.md)\n"
    (tmp_path / "plan/content/lost.md").write_text(lost, encoding="utf-8")
    told = "WARNING -  Doc file 'lost.md' contains a link 'nowhere.md'"
    done = _run(tmp_path / "plan", "erpsite", "build")
    assert (done.returncode, told in done.stderr) == (2, True), done.stdout + done.stderr
    assert not (tmp_path / "plan/site").exists()
    done = _run(tmp_path / "plan", "erpsite", "build", "--no-strict")
    assert (done.returncode, told in done.stderr) == (0, True), done.stdout + done.stderr
    assert "INFO" not in done.stderr


def test_the_refusal_is_said_in_the_language_of_the_messages(plan: Path, tmp_path: Path) -> None:
    config = (plan / "mkdocs.yml").read_text("utf-8").replace("      data_dir: data", "      edition: some")
    (plan / "fixed.yml").write_text(config, encoding="utf-8")
    words = ["build", "--config", "fixed.yml", "--site-dir", str(tmp_path / "site"), "--language", "zh"]
    done = _run(plan, "erpsite", *words)
    assert done.returncode == 2
    assert "把edition设为“some”，但要构建的是“–”" in done.stderr

"""Languages that part from one reading of the plan are built as each would be alone."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from erpsite.cli import engine
from erpsite.cli.building import SiteBuild, build_site, make_job
from erpsite.i18n import translator
from erpsite.load.digest import data_digest
from tests.factory import small_handbook
from tests.plan_folder import write_plan_folder

pytestmark = pytest.mark.slow

Said = list[tuple[str, bool]]


def _build(folder: Path, site: Path) -> tuple[int, Said]:
    data, handbook, said = folder / "data", small_handbook(), []
    job = make_job(handbook, data, data_digest(data))
    build = SiteBuild(job, handbook, folder / "mkdocs.yml")
    code = build_site(build, site, translator("en"), lambda words, failure: said.append((words, failure)))
    return code, [one for one in said if one[1]]


def _files(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_plan_folder(tmp_path / "plan")
    return tmp_path / "plan"


def test_every_file_is_the_same(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _build(folder, tmp_path / "parted") == (0, [])
    monkeypatch.setattr(engine, "can_part", lambda: False)
    assert _build(folder, tmp_path / "alone") == (0, [])
    parted, alone = _files(tmp_path / "parted"), _files(tmp_path / "alone")
    assert parted.keys() == alone.keys()
    assert [name for name in parted if parted[name] != alone[name]] == []
    assert {name.split("/")[0] for name in parted} >= {"zh", "en"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_language_in_the_environment_changes_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("ERPSITE_LANGUAGE", language)
    assert _build(folder, tmp_path / "site") == (0, [])
    assert {name.split("/")[0] for name in _files(tmp_path / "site")} >= {"zh", "en"}


def test_a_fault_of_one_language_is_told_for_it(folder: Path, tmp_path: Path) -> None:
    (folder / "content").mkdir(exist_ok=True)
    (folder / "content/letter.md").write_text("# Letter\n", encoding="utf-8")
    (folder / "content/letter.zh.md").write_text("# 信\n\n{{ kpi('none') }}\n", encoding="utf-8")
    code, said = _build(folder, tmp_path / "site")
    told = [words for words, _ in said if words.startswith("[")]
    assert code != 0
    assert any(words.startswith("[zh]") and "letter.zh.md" in words for words in told), told
    assert not any(words.startswith("[en]") for words in told), told
    assert not (tmp_path / "site").exists()
    assert click.unstyle(said[-1][0]).startswith("The build failed")


def test_a_page_that_nobody_translated_is_shown_as_it_was_written(folder: Path, tmp_path: Path) -> None:
    """But a page of the data that one language replaces is not replaced in the other."""
    content = folder / "content"
    content.mkdir(exist_ok=True)
    (content / "letter.zh.md").write_text("# 信\n\n各位同事\n", encoding="utf-8")
    (content / "meeting").mkdir()
    (content / "meeting/charter.zh.md").write_text("# 自写任务书\n", encoding="utf-8")
    assert _build(folder, tmp_path / "site") == (0, [])
    english, chinese = (tmp_path / "site" / language for language in ("en", "zh"))
    assert "各位同事" in (english / "letter/index.html").read_text(encoding="utf-8")
    assert "自写任务书" in (chinese / "meeting/charter/index.html").read_text(encoding="utf-8")
    assert "自写任务书" not in (english / "meeting/charter/index.html").read_text(encoding="utf-8")

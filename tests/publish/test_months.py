"""Several months published by one command are what each of them is alone, and a fault ends them in order."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from erpsite.analysis import state
from erpsite.analysis.figures import Figures
from erpsite.cli import publishing
from erpsite.cli.building import SiteBuild
from erpsite.cli.main import CLEAN
from erpsite.cli.publish import command as publish
from erpsite.i18n import translator
from erpsite.load import load_handbook
from erpsite.model import Handbook
from erpsite.publish import FolderTarget
from erpsite.publish.decisions import changed_decisions
from erpsite.publish.manifest import hash_tree
from erpsite_mkdocs.order import Order
from erpsite_mkdocs.volume import open_volume
from tests.publish.fake_site import publish_fake, write_site
from tests.warm import python

ROOT = Path(__file__).resolve().parents[2]
MEASURED = "- id: cycle-time\n", "- id: cycle-time\n  measured_from: tickets.opened\n"
HOOK = """
import os
from mkdocs.exceptions import PluginError

def on_files(files, config):
    if os.environ["ERPSITE_AS_OF"] == "2026-03":
        raise PluginError("the tide is out")
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    folder = tmp_path / "plan"
    shutil.copytree(ROOT / "tests/golden/base_plan", folder / "data")
    (folder / "content").mkdir()
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def _publish(plan: Path, place: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [python(), "-m", "erpsite", "publish", "--to", str(place), *words],
        cwd=plan, env={**os.environ, "LC_ALL": "C.UTF-8"},
        capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip


def _let_tickets_measure(plan: Path) -> None:
    """Take the actuals of a KPI from tickets, so that the records themselves go by the month shown."""
    kpis = plan / "data/kpis.yml"
    kpis.write_text(kpis.read_text(encoding="utf-8").replace(*MEASURED), encoding="utf-8")


def _published(place: Path) -> dict[str, str]:
    return hash_tree(place / ".erpsite/store")


@pytest.mark.slow
@pytest.mark.parametrize(("edition", "measured"), [("", False), ("staff", True)])
def test_each_month_is_the_same_bytes_as_alone(
    plan: Path, tmp_path: Path, edition: str, measured: bool
) -> None:
    if measured:
        _let_tickets_measure(plan)
    words = ["--edition", edition] if edition else []
    together = _publish(plan, tmp_path / "together", "--months", "2026-01..2026-03", *words)
    assert together.returncode == 0, together.stdout + together.stderr
    assert "Published 2026-03: March 2026 review" in together.stdout
    for month in ("2026-01", "2026-02", "2026-03"):
        alone = _publish(plan, tmp_path / "alone", "--as-of", month, *words)
        assert alone.returncode == 0, alone.stdout + alone.stderr
    files = _published(tmp_path / "together")
    assert files == _published(tmp_path / "alone")
    assert len(files) > 1000
    lists = [(tmp_path / name / edition / "zh/versions.json").read_bytes() for name in ("together", "alone")]
    assert lists[0] == lists[1]


@pytest.mark.parametrize("measured", [False, True])
def test_months_look_back_at_the_same_figures_where_records_are_the_same(plan: Path, measured: bool) -> None:
    if measured:
        _let_tickets_measure(plan)
    whole = load_handbook(plan / "data").handbook
    assert whole is not None
    held = {month: open_volume(_order(plan, month)).book.figures for month in ("2026-02", "2026-03")}
    for month, now in held.items():
        alone = Figures(state(whole, month))
        assert now.state == alone.state
        assert now.at("2026-02").state == alone.at("2026-02").state
    assert (held["2026-03"].at("2026-02") is held["2026-02"]) is not measured


def _order(plan: Path, month: str) -> Order:
    return Order(plan / "data", "en", month, "", "", False, False, "", None)


@pytest.mark.slow
def test_a_month_that_cannot_be_built_is_named_and_those_before_it_stand(plan: Path, tmp_path: Path) -> None:
    (plan / "hook.py").write_text(HOOK, encoding="utf-8")
    with (plan / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("\nhooks: [hook.py]\n")
    done = _publish(plan, tmp_path / "srv", "--months", "2026-01..2026-05")
    assert done.returncode == 2
    told = click.unstyle(done.stderr)
    assert told.count("the tide is out") == 2  # once a language
    assert "The month 2026-03 was not published." in told
    assert "Published before it, and as it should be: 2026-01, 2026-02." in told
    assert "The rest: --months 2026-03..2026-05" in told
    assert [one.name for one in FolderTarget(tmp_path / "srv").read().releases] == ["2026-01", "2026-02"]
    assert FolderTarget(tmp_path / "srv").verify() == []
    assert list((tmp_path / "srv/.erpsite/staging").iterdir()) == []


class _Builder:
    """Write fake sites where real ones would be built, and do something before each."""

    def __init__(self, before: dict[str, object]) -> None:
        self.before = before
        self.built: list[str] = []

    def __call__(self, sites: list[tuple[SiteBuild, Path]], *_: object) -> Iterator[int]:
        for build, site in sites:
            if call := self.before.pop(build.job.month, None):
                assert callable(call)
                call()
            write_site(site, build.job.month, build.job.month, release=build.job.release)
            self.built.append(build.job.release)
            yield CLEAN

    def alone(self, build: SiteBuild, site: Path, *_: object) -> int:
        return next(self([(build, site)]))


def _run(plan: Path, place: Path, builder: _Builder, monkeypatch: pytest.MonkeyPatch, *words: str) -> object:
    monkeypatch.setattr(publishing, "build_sites", builder)
    monkeypatch.setattr(publishing, "build_site", builder.alone)
    told = ["--config", str(plan / "mkdocs.yml"), "--to", str(place), "--language", "en", *words]
    return CliRunner().invoke(publish, told, standalone_mode=False)


def test_a_month_that_is_published_already_is_told_before_anything_is_built(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_fake(FolderTarget(tmp_path / "srv"), "2026-03", "there")
    builder = _Builder({})
    done = _run(plan, tmp_path / "srv", builder, monkeypatch, "--months", "2026-01..2026-04")
    assert "'2026-03' is published already" in str(done.exception)  # type: ignore[attr-defined]
    assert builder.built == []
    assert "was not published" not in done.output  # type: ignore[attr-defined]


@pytest.mark.parametrize("fault", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_a_publish_that_is_cut_off_says_which_months_there_are(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    def stop() -> None:
        raise fault

    done = _run(
        plan, tmp_path / "srv", _Builder({"2026-02": stop}), monkeypatch, "--months", "2026-01..2026-03"
    )
    assert done.exit_code != 0  # type: ignore[attr-defined]
    assert "The month 2026-02 was not published." in done.output  # type: ignore[attr-defined]
    assert "as it should be: 2026-01." in done.output  # type: ignore[attr-defined]
    assert [one.name for one in FolderTarget(tmp_path / "srv").read().releases] == ["2026-01"]


def test_a_name_that_another_publisher_takes_meanwhile_costs_one_build_more(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = FolderTarget(tmp_path / "srv")
    builder = _Builder({"2026-02": lambda: publish_fake(target, "2026-02", "another")})
    words = ["--months", "2026-01..2026-03", "--reason", "moved"]
    done = _run(plan, tmp_path / "srv", builder, monkeypatch, *words)
    assert done.return_value == 0, done.output  # type: ignore[attr-defined]
    names = [release.name for release in target.read().of("")]
    assert names == ["2026-01", "2026-02", "2026-02.1", "2026-03"]


def test_decisions_are_held_against_what_another_publisher_released_meanwhile(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the same data said a moment ago is not asked again."""
    asked: list[str] = []

    def compared(target: FolderTarget, handbook: Handbook, edition: str = "") -> object:
        asked.append(target.read().of(edition)[-1].name if target.read().of(edition) else "")
        return changed_decisions(target, handbook, edition)

    monkeypatch.setattr(publishing, "changed_decisions", compared)
    target = FolderTarget(tmp_path / "srv")
    builder = _Builder({"2026-03": lambda: publish_fake(target, "2027-01", "another")})
    done = _run(plan, tmp_path / "srv", builder, monkeypatch, "--months", "2026-01..2026-04")
    assert done.return_value == 0, done.output  # type: ignore[attr-defined]
    assert asked == ["", "2027-01", "2027-01"]


@pytest.mark.parametrize("words", ["2026-05..2026-02", "2026-05..", "..2026-05", "2026-05..soon"])
def test_months_that_are_none_are_refused(plan: Path, tmp_path: Path, words: str) -> None:
    told = ["--config", str(plan / "mkdocs.yml"), "--to", str(tmp_path / "srv"), "--months", words]
    done = CliRunner().invoke(publish, told)
    assert done.exit_code == 2
    assert "2026-01..2026-12" in done.output or "soon" in done.output
    assert not (tmp_path / "srv").exists()


def test_one_month_and_several_are_not_asked_for_at_once(plan: Path, tmp_path: Path) -> None:
    told = ["--config", str(plan / "mkdocs.yml"), "--to", str(tmp_path / "srv")]
    with pytest.raises(click.UsageError, match="--months"):
        publish.main([*told, "--as-of", "2026-02", "--months", "2026-02..2026-03"], standalone_mode=False)
    assert translator("zh")("The month {month} was not published.", month="2026-03") == "2026-03未发布。"

"""Every configuration that was shipped, with lines gone or wrong, builds what was asked or is refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError

from erpsite.cli.engine import job_environment
from erpsite.job import BuildJob, JobFile, find_option, find_plugins
from erpsite_mkdocs.order import Order, settle, told_job

SHIPPED = sorted((Path(__file__).parents[1] / "golden/configurations").glob("*.yml"))
"""The configuration of the sample in each shape that it had, by the commit that brought it."""
HEAD = "site_name: x\ndocs_dir: content\nplugins:\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "data").mkdir()
    return tmp_path


def _told(folder: Path, **changes: object) -> JobFile:
    asked: dict[str, object] = {"edition": "staff", "release": "2026-03.1", "pack": str(folder / "files")}
    job = BuildJob(
        plan=str(folder / "data"),
        month="2026-03",
        languages=("zh", "en"),
        data="0" * 64,
        **(asked | changes),  # type: ignore[arg-type]
    )
    return JobFile(job, "en", "en", str(folder / "receipt.json"))


def _settled(folder: Path, text: str, told: JobFile | None, monkeypatch: pytest.MonkeyPatch) -> Order:
    file = folder / "mkdocs.yml"
    file.write_text(text, encoding="utf-8")
    if told is not None:
        for name, value in job_environment(told, folder / "job.json").items():
            monkeypatch.setenv(name, value)
    config = load_config(str(file))
    return settle(config.plugins["erpsite"].config, config, told)


def _built_as_asked(order: Order, told: JobFile) -> bool:
    job = told.job
    built = (str(order.data_dir), order.as_of, order.edition, order.release, order.pack_dir, order.language)
    asked = (job.plan, job.month, job.edition, job.release, job.pack, told.language)
    return built == asked and order.switcher and order.told is told


def _without(text: str, number: int) -> str:
    lines = text.splitlines()
    return "\n".join([*lines[:number], *lines[number + 1 :]]) + "\n"


def _option_lines(text: str) -> list[int]:
    return [
        number for number, line in enumerate(text.splitlines()) if line.startswith("      ") and "ENV" in line
    ]


def test_there_is_each_shape_that_was_shipped() -> None:
    assert len(SHIPPED) >= 8
    assert any("edition:" not in path.read_text("utf-8") for path in SHIPPED)
    newest = (Path(__file__).parents[2] / "mkdocs.yml").read_text("utf-8")
    assert newest in {path.read_text("utf-8") for path in SHIPPED}, (
        "add the new shape to golden/configurations"
    )


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_each_shipped_configuration_builds_what_was_asked(
    path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = _told(folder)
    assert _built_as_asked(_settled(folder, path.read_text("utf-8"), told, monkeypatch), told)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_line_that_is_gone_changes_nothing(
    path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, text = _told(folder), path.read_text("utf-8")
    numbers = _option_lines(text)
    assert numbers
    for number in numbers:
        assert _built_as_asked(_settled(folder, _without(text, number), told, monkeypatch), told)
    bare = "\n".join(line for n, line in enumerate(text.splitlines()) if n not in numbers)
    bare = bare.replace("  - erpsite:\n", "  - erpsite\n").replace("      data_dir: data\n", "")
    assert _built_as_asked(_settled(folder, bare, told, monkeypatch), told)


@pytest.mark.parametrize(
    ("option", "written"),
    [
        ("edition", "partners"),
        ("as_of", "2026-02"),
        ("language", "zh"),
        ("release", "2026-01"),
        ("pack_dir", "other"),
        ("data_dir", "elsewhere"),
    ],
)
def test_a_line_that_says_otherwise_is_refused_and_named(
    option: str, written: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"{HEAD}  - erpsite:\n      {option}: {written}\n"
    with pytest.raises(PluginError) as refused:
        _settled(folder, text, _told(folder), monkeypatch)
    assert f"mkdocs.yml:5: {option}: {written} sets {option} to" in str(refused.value)
    assert "delete the line" in str(refused.value)


def test_a_fixed_edition_is_not_overruled_by_a_job_for_the_whole_handbook(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"{HEAD}  - erpsite:\n      edition: staff\n"
    with pytest.raises(PluginError, match=r'edition to "staff", but "–" is to be built'):
        _settled(folder, text, _told(folder, edition="", pack=""), monkeypatch)


def test_a_line_that_says_the_same_is_no_reason_to_refuse(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = _told(folder)
    text = f"{HEAD}  erpsite:\n    edition: staff\n    data_dir: ./data\n"
    assert _built_as_asked(_settled(folder, text, told, monkeypatch), told)


def test_a_line_in_the_file_above_is_named_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    above = "site_name: x\ndocs_dir: content\nplugins:\n  erpsite:\n    edition: partners\n"
    (folder / "base.yml").write_text(above, encoding="utf-8")
    with pytest.raises(PluginError, match=r"base\.yml:5: edition: partners sets edition"):
        _settled(folder, "INHERIT: base.yml\n", _told(folder), monkeypatch)
    text = "INHERIT: base.yml\nplugins:\n  erpsite:\n    edition: people\n"
    with pytest.raises(PluginError, match=r"mkdocs\.yml:4: edition: people sets edition"):
        _settled(folder, text, _told(folder), monkeypatch)
    told = _told(folder)
    text = "INHERIT: base.yml\nplugins:\n  - erpsite\n"
    assert _built_as_asked(_settled(folder, text, told, monkeypatch), told)


@pytest.mark.parametrize("told", [True, False])
def test_the_plugin_entered_twice_is_refused_with_both_lines(
    told: bool, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"{HEAD}  - erpsite\n  - search\n  - erpsite:\n      edition: staff\n"
    with pytest.raises(PluginError) as refused:
        _settled(folder, text, _told(folder) if told else None, monkeypatch)
    assert "mkdocs.yml:4: - erpsite" in str(refused.value)
    assert "mkdocs.yml:6: - erpsite:" in str(refused.value)


def test_without_a_job_the_options_decide(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"{HEAD}  - erpsite:\n      edition: staff\n      as_of: 2026-02\n"
    order = _settled(folder, text, None, monkeypatch)
    assert (order.edition, order.as_of, order.told) == ("staff", "2026-02", None)
    assert told_job({}) is None


def test_a_job_that_cannot_be_read_stops_the_build(folder: Path) -> None:
    with pytest.raises(PluginError, match="leads to no build job"):
        told_job({"ERPSITE_JOB": str(folder / "gone.json")})
    (folder / "old.json").write_text('{"format": 0}', encoding="utf-8")
    with pytest.raises(PluginError, match="another version"):
        told_job({"ERPSITE_JOB": str(folder / "old.json")})


def test_lines_are_found_in_what_is_no_whole_configuration(tmp_path: Path) -> None:
    file = tmp_path / "mkdocs.yml"
    assert find_plugins(file) == ()
    for text in ("", "- a list", "plugins: 3", "plugins: [a: [", "INHERIT: mkdocs.yml\n"):
        file.write_text(text, encoding="utf-8")
        assert find_plugins(file) == ()
        assert find_option(file, "edition") is None


def test_the_environment_of_a_job_names_one_file_and_no_stale_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ERPSITE_JOB", "/stale")
    monkeypatch.setenv("ERPSITE_EDITION", "partners")
    environment = job_environment(_told(folder), folder / "job.json")
    assert environment["ERPSITE_JOB"] == str(folder / "job.json")
    assert environment["ERPSITE_EDITION"] == "staff"
    assert os.environ["ERPSITE_EDITION"] == "partners"

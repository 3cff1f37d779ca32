"""What is missing of an extra is one sentence with the command that mends it, in no case a traceback."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from erpsite import __main__ as started
from erpsite.cli.announce import command as announce
from erpsite.cli.pack import command as pack
from erpsite.extras import EXTRAS, MissingExtraError, missing_package, need, require
from tests.plan_folder import write_plan_folder

MODULES = {"playwright": "playwright.sync_api"}
PARTS = {"xlsxwriter": "workbook", "weasyprint": "brief", "playwright": "pdf", "pptx": "deck"}


def _block(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every import of a package fail as if it were not installed."""
    for name in [name for name in sys.modules if name.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)


@pytest.mark.parametrize("package", EXTRAS)
def test_each_missing_package_is_named_with_its_command(
    package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _block(package, monkeypatch)
    with pytest.raises(MissingExtraError) as missing:
        need(MODULES.get(package, package))
    assert str(missing.value) == (
        f"this needs {package}, which is not installed: pip install 'erpsite[{EXTRAS[package]}]'"
    )


@pytest.mark.parametrize("package", ["apprise", "requests"])
def test_an_announcement_without_what_carries_it_is_not_marked_as_sent(
    package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_plan_folder(tmp_path)
    _block(package, monkeypatch)
    words = ["--data", str(tmp_path / "data"), "--to", "json://127.0.0.1:9/x"]
    with pytest.raises(MissingExtraError, match=f"this needs {package}.*: pip install erpsite"):
        announce.main(words, standalone_mode=False)
    assert not (tmp_path / ".erpsite").exists()


@pytest.mark.parametrize("package", ["yaml", "numpy", "babel"])
def test_a_package_that_every_command_needs_is_named_too(
    package: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise ModuleNotFoundError(f"No module named '{package}.x'", name=f"{package}.x")

    monkeypatch.setattr("erpsite.cli.main", fail)
    with pytest.raises(SystemExit) as left:
        started.main()
    assert left.value.code == 2
    told = capsys.readouterr().err
    assert told == f"Error: this needs {package}, which is not installed: pip install erpsite\n"


def test_what_another_process_imports_is_looked_for_and_not_imported() -> None:
    require("json", "mkdocs")
    with pytest.raises(MissingExtraError, match="no_such_thing, which is not installed: pip install erpsite"):
        require("json", "no_such_thing")
    lost = missing_package("lxml.etree")
    assert lost is not None
    assert lost.command == "pip install 'erpsite[pack]'"


def test_a_module_of_erpsite_or_python_that_is_missing_is_a_bug() -> None:
    assert missing_package("erpsite.cli.nothing") is None
    assert missing_package("json.nothing") is None
    assert missing_package(None) is None


def test_a_package_that_is_there_but_broken_fails_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _block("xlsxwriter", monkeypatch)
    monkeypatch.delitem(sys.modules, "xlsxwriter")
    (tmp_path / "xlsxwriter.py").write_text("import something_that_is_not_there\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ModuleNotFoundError, match="something_that_is_not_there"):
        need("xlsxwriter")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("package", PARTS)
def test_pack_without_its_extra_says_one_sentence(
    package: str, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_plan_folder(tmp_path)
    _block(package, monkeypatch)
    words = ["--data", str(tmp_path / "data"), "--config", str(tmp_path / "mkdocs.yml")]
    words += ["--out", str(tmp_path / "out"), "--only", PARTS[package], "--language", language]
    done = CliRunner().invoke(pack, words, standalone_mode=False)
    assert done.exception is None
    assert done.return_value == 2
    told = [line for line in done.output.splitlines() if package in line]
    assert len(told) == (4 if package == "pptx" else 2)  # files in each language of the plan
    assert all("pip install 'erpsite[pack]'" in line for line in told)
    assert ("尚未安装" if language == "zh" else "is not installed") in told[0]
    assert "Traceback" not in done.output

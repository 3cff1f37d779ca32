"""The commands say what they do, exit with the right code, and print nothing they should not."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from erpsite.cli.check import command as check
from erpsite.cli.main import group
from erpsite.cli.new import command as new
from erpsite.cli.options import environment_language
from erpsite.cli.pages import command as pages
from erpsite.cli.schema import command as schema
from erpsite.load import load_handbook
from tests.plan_folder import write_plan_folder
from tests.warm import python

COMMANDS = (
    "announce", "build", "check", "diff", "freeze", "level", "new", "pages", "review", "rollover", "schema",
    "serve",
)  # fmt: skip


def _erpsite(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [python(), "-m", "erpsite", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    result = CliRunner().invoke(group, [name, "--help"])
    assert result.exit_code == 0
    assert "Example" in result.output
    assert f"erpsite {name}" in result.output


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_speaks_chinese_where_the_environment_does(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for one in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(one, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    result = CliRunner().invoke(group, [*([name] if name else []), "--help"], terminal_width=80)
    assert result.exit_code == 0
    assert result.output.startswith("用法：")
    prose = re.sub(r"(?m)^    .*$|`[^`]*`|\[[^]]*\]", "", result.output.partition("\n")[2])
    # English words are names: of commands, options, files and formats, never a sentence.
    assert not re.search(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", prose), prose
    assert re.search(r"选项：\n(?:.*\n)*?  (?:-h, )?--help +显示本说明并退出。", result.output)
    columns = [sum(2 if ord(one) > 0x2E80 else 1 for one in line) for line in result.output.splitlines()]
    options = result.output[: result.output.index("选项：")].count("\n")
    assert max(columns[options:]) <= 80 or "|" in result.output


def test_help_follows_the_language_that_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    result = CliRunner().invoke(group, ["check", "--language", "zh", "--help"])
    assert result.output.startswith("用法：")
    assert CliRunner().invoke(group, ["check", "--help"]).output.startswith("Usage: ")


def test_the_help_lists_every_command_without_loading_any() -> None:
    code = "import sys; from erpsite.cli.main import group; group(['--help'], standalone_mode=False);"
    code += "print([m for m in ('pydantic', 'babel', 'yaml', 'mkdocs', 'pandas') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert all(name in done.stdout for name in COMMANDS)
    assert done.stdout.rstrip().endswith("[]")


def test_check_is_clean_on_a_good_plan(tmp_path: Path) -> None:
    write_plan_folder(tmp_path)
    done = _erpsite("check", "--language", "en", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("0 errors") or " note " in done.stdout or " warning " in done.stdout


def test_check_fails_with_the_place_and_the_fix(tmp_path: Path) -> None:
    write_plan_folder(tmp_path)
    file = tmp_path / "data" / "kpis.yml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("target: 99.5", 'target: "99,5%"'), encoding="utf-8"
    )
    done = _erpsite("check", "--language", "en", cwd=tmp_path)
    assert done.returncode == 1
    line = next(i for i, text in enumerate(file.read_text("utf-8").splitlines(), 1) if "99,5%" in text)
    assert f"data/kpis.yml:{line}:11  error  target must be a number" in done.stdout
    assert "99.5" in done.stdout


def test_check_speaks_the_language_that_is_asked_for(tmp_path: Path) -> None:
    write_plan_folder(tmp_path)
    (tmp_path / "data" / "kpis.yml").write_text("- id: x\n", encoding="utf-8")
    assert "错误" in CliRunner().invoke(check, ["--data", str(tmp_path / "data"), "--language", "zh"]).output


@pytest.mark.parametrize(
    "arguments", [["check", "--data", "nowhere"], ["check", "--format", "xml"], ["nonsense"]]
)
def test_what_cannot_run_exits_with_2(arguments: list[str], tmp_path: Path) -> None:
    done = _erpsite(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_an_as_of_that_is_no_month_is_refused(tmp_path: Path) -> None:
    write_plan_folder(tmp_path)
    done = _erpsite("check", "--as-of", "March", cwd=tmp_path)
    assert done.returncode == 2
    assert "2026-03" in done.stderr


def test_check_as_of_a_month_leaves_later_reviews_out(tmp_path: Path) -> None:
    write_plan_folder(tmp_path)
    review = tmp_path / "data" / "reviews" / "2026-03.yml"
    review.write_text(review.read_text("utf-8").replace("chair: li-qiang", "chair: nobody"), encoding="utf-8")
    folder = str(tmp_path / "data")
    codes = [CliRunner().invoke(check, ["--data", folder, *extra]) for extra in ([], ["--as-of", "2026-02"])]
    assert ["nobody" in done.output for done in codes] == [True, False]


def test_json_and_github_and_sarif_name_the_same_places(tmp_path: Path) -> None:
    write_plan_folder(tmp_path)
    (tmp_path / "data" / "kpis.csv").write_text("kpi,month,actual\ncycle-time,2026-01,NA\n", encoding="utf-8")
    folder = str(tmp_path / "data")
    run = {
        form: CliRunner().invoke(check, ["--data", folder, "--format", form])
        for form in ("json", "github", "sarif")
    }
    first = next(row for row in json.loads(run["json"].output)["issues"] if row["severity"] == "error")
    assert (Path(first["path"]).name, first["line"]) == ("kpis.csv", 2)
    assert f"line={first['line']},col={first['column']}" in run["github"].output
    region = json.loads(run["sarif"].output)["runs"][0]["results"]
    assert {"startLine": first["line"], "startColumn": first["column"]} in [
        result["locations"][0]["physicalLocation"].get("region") for result in region
    ]


def test_schemas_are_valid_and_named_by_the_sample(tmp_path: Path, repo_root: Path) -> None:
    import jsonschema

    assert CliRunner().invoke(schema, [str(tmp_path)]).exit_code == 0
    written = {path.name: json.loads(path.read_text("utf-8")) for path in tmp_path.glob("*.json")}
    for content in written.values():
        jsonschema.Draft202012Validator.check_schema(content)
    for file in (repo_root / "data").rglob("*.yml"):
        first = file.read_text("utf-8").splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema="), file
        assert Path(first.partition("=")[2]).name in written, file


def test_the_schemas_in_the_repository_are_those_of_the_model(tmp_path: Path, repo_root: Path) -> None:
    CliRunner().invoke(schema, [str(tmp_path)])
    for path in tmp_path.glob("*.json"):
        assert (repo_root / "schemas" / path.name).read_text("utf-8") == path.read_text("utf-8"), (
            "run: erpsite schema"
        )


def test_new_starts_a_handbook_that_loads_and_never_overwrites(tmp_path: Path) -> None:
    target = tmp_path / "my-plan"
    assert CliRunner().invoke(new, [str(target)]).exit_code == 0
    assert load_handbook(target / "data").handbook is not None
    assert (target / "mkdocs.yml").is_file()
    (target / "data" / "mine.txt").write_text("keep", encoding="utf-8")
    again = CliRunner().invoke(new, [str(target)])
    assert again.exit_code != 0
    assert (target / "data" / "mine.txt").read_text(encoding="utf-8") == "keep"


def test_pages_are_written_as_markdown(tmp_path: Path) -> None:
    write_plan_folder(tmp_path)
    done = CliRunner().invoke(
        pages, [str(tmp_path / "out"), "--data", str(tmp_path / "data"), "--language", "en"]
    )
    assert done.exit_code == 0, done.output
    text = (tmp_path / "out" / "plan" / "initiatives" / "erp-crm.md").read_text(encoding="utf-8")
    assert text.startswith("# Join ERP and CRM\n")
    assert "<div" not in text


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LC_ALL": "C", "LANG": "zh_CN"}, "en"),
        ({"LANG": "de_DE"}, "en"),
        ({}, "en"),
    ],
)
def test_the_environment_decides_the_language_of_messages(
    variables: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert environment_language() == language

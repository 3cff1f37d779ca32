"""`erpsite editions` lists what a person has to judge, and publishing an edition waits for it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from erpsite.cli.check import command as check
from erpsite.cli.editions import command as editions
from erpsite.cli.publish import command as publish

EDITIONS = """
editions:
  - {id: some, name: Some, hides: [money, people, risks, third-parties]}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Return a small plan with an edition, a page, a table and a picture."""
    shutil.copytree(Path(__file__).parents[1] / "golden/base_plan", tmp_path / "data")
    file = tmp_path / "data/handbook.yml"
    text = re.sub(r"(?ms)^editions:\n(?:[ -].*\n)*", "", file.read_text(encoding="utf-8"))
    file.write_text(text + EDITIONS, encoding="utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Plan\ndocs_dir: content\nplugins: [erpsite]\n", encoding="utf-8"
    )
    return tmp_path


def _listed(plan: Path, *options: str) -> str:
    done = CliRunner().invoke(editions, ["some", "--data", str(plan / "data"), *options])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    lines = done.output.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("What a finding means"))


def test_a_page_a_table_and_a_picture_are_listed_with_file_and_line(plan: Path) -> None:
    before = set(_listed(plan).splitlines()[:-1])
    (plan / "content/note.md").write_text("# Note\n\nIt costs EUR 5m.\nIt saves 300k.\n", encoding="utf-8")
    (plan / "content/offer-5m.csv").write_text("a,b\n1,EUR 300\n", encoding="utf-8")
    (plan / "content/plan.png").write_bytes(b"picture")
    found = sorted(set(_listed(plan).splitlines()[:-1]) - before)
    assert [line.split("  ")[0].rpartition("content/")[2] for line in found] == [
        "note.md:4:1", "offer-5m.csv", "plan.png",
    ]  # fmt: skip
    assert "'It saves 300k'" in found[0] or "300k" in found[0]


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        (
            "costs.md",
            "# Costs (k€)\n\n| Item | Sum |\n|---|---|\n| Licence | 30 |\n| Service | 4 |\n",
            [5, 6],
        ),
        ("costs.zh.md", "# 说明\n\n单位：万元\n\n- 许可：30\n- 用户：40人\n", [5]),
        ("costs.csv", "item,budget,users\nLicence,30,12\nnone,,\n", [2]),
        ("costs.txt", "Costs:\n\n- Licence 850\n- 3 plants\n\nIn 2026 there are 850 of them.\n", [3]),
        ("costs.md", "| Item | Cost |\n|---|---|\n| Licence | 30 |\n\nOf 12 sites 3 have it.\n", [3]),
        ("costs.md", "{{ kpi('x') }}\n\nThe budget of {{ n }}\n300 is gone.\n", [4]),
    ],
)
def test_a_number_below_a_unit_or_a_head_of_money_is_listed(
    plan: Path, name: str, text: str, lines: list[int]
) -> None:
    before = set(_listed(plan).splitlines()[:-1])
    (plan / "content" / name).write_text(text, encoding="utf-8")
    found = sorted(set(_listed(plan).splitlines()[:-1]) - before)
    assert [int(line.split("  ")[0].split(":")[-2]) for line in found] == lines


@pytest.mark.parametrize(
    ("configuration", "folder"),
    [
        ("docs_dir: pages\n", "pages"),
        ("INHERIT: base.yml\n", "written"),
        ("docs_dir: !ENV [ERPSITE_NO_SUCH_NAME, elsewhere]\n", "elsewhere"),
        ("site_name: Plan\n", "docs"),
    ],
)
def test_pages_are_judged_where_the_configuration_puts_them(
    plan: Path, configuration: str, folder: str
) -> None:
    (plan / "base.yml").write_text("docs_dir: written\n", encoding="utf-8")
    (plan / "mkdocs.yml").write_text(configuration, encoding="utf-8")
    (plan / folder).mkdir()
    (plan / folder / "note.md").write_text("It saves 300k.\n", encoding="utf-8")
    (plan / folder / "all").symlink_to("../data")
    assert f"/{folder}/note.md:1:1  warning" in _listed(plan)
    done = CliRunner().invoke(check, ["--data", str(plan / "data")], env={"LC_ALL": "C"})
    assert re.search(rf"{folder}/all  error  +the link leads into the data", done.output)


def test_what_somebody_has_seen_is_not_listed_until_it_changes(plan: Path) -> None:
    before = _listed(plan).splitlines()[:-1]
    page = plan / "content/note.md"
    page.write_text("It saves 300k.\n", encoding="utf-8")
    (line,) = set(_listed(plan).splitlines()[:-1]) - set(before)
    mark = re.findall(r"\[([0-9a-f]{16})\]", line)[0]
    person = re.findall(r"id: ([a-z-]+)", (plan / "data/people.yml").read_text(encoding="utf-8"))[0]
    file = plan / "data/handbook.yml"
    text = file.read_text(encoding="utf-8")
    seen = f", seen: [{{text: '{mark}', by: {person}, on: 2026-01-05}}]}}\n"
    file.write_text(re.sub(r"third-parties\]\}\n", f"third-parties]{seen}", text), encoding="utf-8")
    assert line not in _listed(plan)
    page.write_text("It saves 301k.\n", encoding="utf-8")
    assert "301k" in _listed(plan)


def test_publishing_waits_for_what_is_listed(plan: Path, tmp_path: Path) -> None:
    (plan / "content/plan.pdf").write_bytes(b"document")
    arguments = ["--config", str(plan / "mkdocs.yml"), "--to", str(tmp_path / "public"), "--edition", "some"]
    done = CliRunner().invoke(
        publish, [*arguments, "--allow-dirty"], env={"LC_ALL": "C"}, standalone_mode=False
    )
    assert done.return_value == 1
    assert "plan.pdf" in done.stderr
    assert "was not published" in done.stderr
    assert not (tmp_path / "public/releases.json").exists()


def test_a_reason_is_judged_as_well(plan: Path, tmp_path: Path) -> None:
    arguments = ["--config", str(plan / "mkdocs.yml"), "--to", str(tmp_path / "public"), "--edition", "some"]
    done = CliRunner().invoke(
        publish, [*arguments, "--allow-dirty", "--reason", "Saves 300k more"], env={"LC_ALL": "C"},
        standalone_mode=False,
    )  # fmt: skip
    assert done.return_value == 1
    assert "--reason: This may be an amount of money, 'Saves 300k'" in done.stderr


def test_the_shipped_editions_have_nothing_to_look_at(repo_root: Path) -> None:
    done = CliRunner().invoke(
        editions, ["full", "staff", "partners", "--data", str(repo_root / "data")], env={"LC_ALL": "C"},
        standalone_mode=False,
    )  # fmt: skip
    assert (done.return_value, done.output) == (0, "0 errors, 0 warnings, 0 notes.\n")

"""The commands that a deployment calls: the policy, stale data, and editions."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from erpsite.cli import csp, editions, freshness

PAGES = {
    "a.html": "<script>one()</script><script src='x.js'></script>",
    "deep/b.html": '<script type="application/json">{}</script><script id="s">two()</script>'
    "<script>one()</script>",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a folder with two pages and two different inline scripts."""
    for name, content in PAGES.items():
        file = tmp_path / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return tmp_path / "site"


def _run(command: object, *arguments: str) -> Result:
    return CliRunner().invoke(command, arguments, standalone_mode=False)  # type: ignore[arg-type]


def test_policy_allows_each_inline_script_once_and_no_data(site: Path) -> None:
    policy = _run(csp.command, str(site), "--format", "header").output
    assert policy.count("'sha256-") == 2
    assert policy.startswith("Content-Security-Policy: default-src 'self'; script-src 'self' 'sha256-")
    assert "unsafe-inline" not in policy.replace("style-src-attr 'unsafe-inline'", "")


def test_policy_of_iis_is_the_same_in_xml(site: Path, tmp_path: Path) -> None:
    out = tmp_path / "web.config"
    assert _run(csp.command, str(site), "--format", "iis", "--out", str(out)).return_value == 0
    headers = {one.get("name"): one.get("value") for one in ET.parse(out).iter("add")}  # noqa: S314 - our own
    header = _run(csp.command, str(site), "--format", "header").output
    assert header == f"Content-Security-Policy: {headers['Content-Security-Policy']}\n"


def test_a_folder_without_pages_has_no_policy(tmp_path: Path) -> None:
    done = _run(csp.command, str(tmp_path))
    assert "no page" in str(done.exception)


@pytest.mark.parametrize(("today", "stale"), [("2026-11-03", "1 warning,"), ("2027-06-30", "36 warnings,")])
def test_data_grow_old_while_nobody_edits_them(repo_root: Path, today: str, stale: str) -> None:
    where = ("--data", str(repo_root / "data"), "--language", "en")
    done = _run(freshness.command, *where, "--today", today, "--strict")
    assert done.return_value == 1
    assert stale in done.output


def test_editions_are_listed_with_what_they_hide(repo_root: Path) -> None:
    done = _run(editions.command, "--data", str(repo_root / "data"), "--language", "en")
    assert "staff  Staff edition  money, risks, survey-comments, minutes" in done.output.splitlines()


def test_an_unknown_edition_is_named_with_those_that_exist(repo_root: Path) -> None:
    done = _run(editions.command, "nobody", "--data", str(repo_root / "data"))
    assert "full, staff, partners" in str(done.exception)

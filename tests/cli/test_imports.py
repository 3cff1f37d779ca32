"""A command imports what it uses, and the help of all of them nothing at all."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = (
    "numpy", "highspy", "networkx", "babel", "jinja2", "markdown", "nh3", "icalendar", "apprise", "holidays",
    "chinese_calendar", "jieba", "mkdocs", "watchfiles", "weasyprint", "playwright", "xlsxwriter", "pandas",
    "plotly",
)  # fmt: skip
"""What a start pays for: together more than two seconds."""
CODE = """
import contextlib, io, json, sys
sys.argv = ["erpsite", *json.loads(sys.argv[1])]
from erpsite.cli import main
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    with contextlib.suppress(SystemExit):
        main()
print(json.dumps(sorted(sys.modules)))
"""


def _modules(*words: str) -> set[str]:
    command = [sys.executable, "-c", CODE, json.dumps(words)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["new", "--help"], ["csp", "--help"]])
def test_help_imports_neither_the_model_nor_any_package(words: list[str]) -> None:
    found = _modules(*words)
    assert not found & {"pydantic", "yaml", "erpsite.model", "erpsite.load", "erpsite.i18n", *HEAVY}


@pytest.mark.parametrize(
    "command",
    ["announce", "build", "check", "diff", "editions", "freeze", "freshness", "pack", "pages", "publish",
     "releases", "retract", "review", "rollback", "rollover", "schema", "serve", "verify"],
)  # fmt: skip
def test_the_help_of_a_command_waits_for_no_heavy_package(command: str) -> None:
    assert not _modules(command, "--help") & (set(HEAVY) - {"jinja2", "nh3", "markdown"})


@pytest.mark.parametrize("command", ["releases", "retract", "rollback", "verify", "serve"])
def test_commands_about_releases_know_no_pages(command: str) -> None:
    found = _modules(command, "--help")
    assert not {
        name
        for name in found
        if name.startswith(("erpsite.pages.kit", "erpsite.pages.data", "erpsite.analysis"))
    }


def test_listing_the_rules_reads_no_plan_and_draws_nothing() -> None:
    found = _modules("check", "--list")
    assert not found & set(HEAVY)
    assert not {name for name in found if name.startswith(("erpsite.pages", "erpsite.charts"))}

"""A command imports what it uses, and the help of all of them nothing at all."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.plan_folder import write_plan_folder

HEAVY = (
    "numpy", "highspy", "babel", "jinja2", "markdown", "nh3", "icalendar", "apprise", "holidays",
    "chinese_calendar", "mkdocs", "watchfiles", "weasyprint", "playwright", "xlsxwriter", "pandas",
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


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["csp", "--help"]])
def test_help_imports_neither_the_model_nor_any_package(words: list[str]) -> None:
    found = _modules(*words)
    assert not found & {"pydantic", "yaml", "erpsite.model", "erpsite.load", "erpsite.i18n", *HEAVY}


@pytest.mark.parametrize(
    "command",
    ["announce", "build", "check", "diff", "editions", "freeze", "freshness", "new", "pack", "pages",
     "publish", "releases", "retract", "review", "rollback", "rollover", "schema", "serve", "verify"],
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


def test_a_build_needs_no_server_and_nothing_that_finds_names_in_texts() -> None:
    """The modules that the plugin, its forms and its data folder read, before a plan is opened."""
    code = (
        "import sys, erpsite_mkdocs.handbook; from erpsite.pages.forms import form_files;"
        "from erpsite.analysis.editions import cut_written, edition_of; print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    found = set(done.stdout.split())
    assert {"erpsite.pages.content", "erpsite.analysis.editions.making", "mkdocs.plugins"} <= found
    assert not found & {
        "mkdocs.livereload", "watchfiles", "socketserver", "erpsite_mkdocs.preview_server",
        "erpsite.analysis.editions.veil", "erpsite.analysis.editions.names", "erpsite.ingest.converting",
        "erpsite.ingest.changes.change_file",
    }  # fmt: skip


def test_checking_a_plan_reads_no_solver_and_no_analysis_that_no_rule_asks_for(tmp_path: Path) -> None:
    write_plan_folder(tmp_path)
    found = _modules("check", "--data", str(tmp_path / "data"))
    assert "erpsite.plancheck.realism.levelled_end" in found, "the rule that asks for a proposal ran"
    assert not found & {
        "erpsite.analysis.levelling.solving", "erpsite.analysis.portfolio.solution",
        "erpsite.analysis.trace.graph", "erpsite.analysis.diagnosis.maturity", "concurrent.futures",
        "babel",  # of which the yuan needs nothing
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "idle"),
    [
        (["freshness", "--today", "2026-03-31"], "erpsite.plancheck erpsite.explained erpsite.pages"),
        (["diff", "2026-02", "2026-03"], "erpsite.plancheck erpsite.explained"),
        (["upgrade", "--dry-run"], "erpsite.plancheck erpsite.explained erpsite.analysis erpsite.pages"),
        (["schema", "schemas"], "erpsite.analysis erpsite.pages erpsite.plancheck"),
    ],
)
def test_a_command_reads_no_part_of_the_house_that_it_does_not_use(
    words: list[str], idle: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_plan_folder(tmp_path)
    monkeypatch.chdir(tmp_path)
    found = _modules(*words)
    assert not found & {*HEAVY} - {"babel", "chinese_calendar"}
    assert not {name for name in found if name.startswith(tuple(idle.split()))}


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Return an environment in which pandas and Plotly note that they are imported, whoever does it."""
    note = tmp_path / "imported"
    for name in ("pandas", "plotly"):
        (tmp_path / "packages" / name).mkdir(parents=True)
        code = f"open({str(note)!r}, 'a').write({name!r})\n"
        (tmp_path / "packages" / name / "__init__.py").write_text(code, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "packages"), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-c", "import plotly"]
    subprocess.run(command, env=environment, check=True)
    assert note.read_text(encoding="utf-8") == "plotly"
    note.unlink()
    write_plan_folder(tmp_path)
    yield environment
    assert not note.exists()


@pytest.mark.slow
def test_check_and_build_import_neither_pandas_nor_plotly(watched: dict[str, str], tmp_path: Path) -> None:
    for words in (["check"], ["build", "--site-dir", "site"]):
        command = [sys.executable, "-m", "erpsite", *words]
        done = subprocess.run(command, cwd=tmp_path, env=watched, capture_output=True, text=True, check=False)
        assert done.returncode in {0, 1 if words == ["check"] else 0}, done.stdout + done.stderr
    assert (tmp_path / "site/en/data/charts/index.html").is_file()


@pytest.mark.slow
def test_serve_imports_neither_pandas_nor_plotly(watched: dict[str, str], tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "erpsite", "serve", "--address", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, cwd=tmp_path, env=watched, start_new_session=True)
    try:
        assert _shows_the_catalogue(port)
    finally:
        os.killpg(process.pid, 15)
        process.wait(timeout=60)


def _shows_the_catalogue(port: int) -> bool:
    end = time.monotonic() + 120
    while time.monotonic() < end:
        with (
            suppress(OSError),
            closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection,
        ):
            connection.request("GET", "/data/charts/")
            return connection.getresponse().status == 200
        time.sleep(0.2)
    return False

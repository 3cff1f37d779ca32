"""A plan with a roll-up, and a way to run the command on it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from erpsite.cli.rolling_up import command
from erpsite.errors import ErpsiteError

PLAN = Path(__file__).parents[2] / "golden/base_plan"
DEFINITION = """source: erp-log
files: [logs/*.csv, logs/*.csv.gz]
time: {column: ts, clock: local}
module: {column: module, values: {finance: [FI, "F*"], supply-chain: [MM]}}
plant: {column: plant, values: {plant-one: ["0010"]}}
user: user
transaction: tx
duration: {column: ms, unit: ms}
outcome: {column: status, error: [E]}
feeds:
  - {metric: response-time, measure: p95, unit: s}
"""
HEAD = "ts,module,plant,user,tx,ms,status\n"
ROWS = """2026-01-05 10:00:00,FI,0010,u1,FB60,100,S
2026-01-05 10:00:01,FB,0010,"u,2",FB60,250,S
2026-01-06 10:00:01,MM,0010,u1,ME21N,1800,E
2026-02-03 10:00:01,MM,0010,u1,ME21N,1900,S
"""

Command = Callable[..., Result]


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the plan in `data/` and a log in `logs/`; the command runs in it."""
    shutil.copytree(PLAN, tmp_path / "data")
    health = tmp_path / "data/health.csv"
    health.write_text(
        "".join(line for line in health.read_text().splitlines(True) if not line.startswith("response-time"))
    )
    (tmp_path / "data/rollups").mkdir()
    (tmp_path / "data/rollups/web.yml").write_text(DEFINITION)
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs/a.csv").write_text(HEAD + ROWS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run() -> Command:
    """Run the command with some words; a fault that a user can mend stays in the result."""

    def run(*words: str, language: str = "en") -> Result:
        runner = CliRunner()
        found = runner.invoke(
            command, [*words, "--language", language, "--threads", "1"], standalone_mode=False
        )
        if found.exception and not isinstance(found.exception, ErpsiteError):
            raise found.exception
        return found

    return run

"""What a solver prints by itself never reaches the standard output of a command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CALLS = """
import ctypes
from erpsite.analysis.portfolio.quiet import quiet
library = ctypes.CDLL(None)
print("before", flush=True)
with quiet():
    library.puts(b"a banner in the buffer of the C library")
    library.printf(b"and a line without an end")
print("after")
"""
SOLVES = """
from tests.analysis.portfolio.instances import random_problem
from erpsite.analysis.portfolio.optimum import Optimiser
problem = next(one for one in map(random_problem, range(50)) if len(one.candidates) > 5 and not one.mandatory)
print(len(Optimiser(problem).best(problem.budget_steps(problem.budget)).point.chosen) >= 0)
"""


def _said(code: str, folder: Path | None = None) -> str:
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def test_native_output_goes_nowhere_and_python_s_own_stays() -> None:
    assert _said(CALLS) == "before\nafter\n"


def test_output_of_a_process_without_standard_output_is_no_error() -> None:
    code = "import os; os.close(1)\nfrom erpsite.analysis.portfolio.quiet import quiet\nwith quiet(): pass"
    subprocess.run([sys.executable, "-c", code], check=True, stdin=subprocess.DEVNULL)


def test_highs_says_nothing_on_standard_output(repo_root: Path) -> None:
    assert _said(SOLVES, repo_root) == "True\n"

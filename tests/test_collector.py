"""When Python looks for circles of values, and when it need not."""

from __future__ import annotations

import subprocess
import sys

import pytest

_CIRCLE = """
class Told:
    def __del__(self): print("freed", flush=True)
one = Told()
one.itself = one
"""


def _said(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code + _CIRCLE], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("times", [1, 2])
def test_values_are_not_freed_one_by_one_when_a_build_ends(times: int) -> None:
    assert _said("") == "freed\n"
    assert _said("from erpsite.collector import collect_seldom\n" + "collect_seldom()\n" * times) == ""

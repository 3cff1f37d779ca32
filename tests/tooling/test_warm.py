"""A process that a server parts for is what an interpreter of its own would have been."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.warm import PROBE, programs, python

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each is an interpreter of its own")


def _run(program: str, ending: str, **more: Any) -> tuple[int, dict[str, Any], str]:
    done = subprocess.run(
        [program, str(PROBE), ending, "a b", "ü"], capture_output=True, check=False, encoding="utf-8", **more
    )
    return done.returncode, json.loads(done.stdout), done.stderr


@pytest.mark.parametrize("ending", ["none", "code", "words", "error", "signal"])
def test_it_is_told_the_same_and_ends_in_the_same_way(ending: str, tmp_path: Path) -> None:
    more = {
        "cwd": tmp_path, "input": "asked", "umask": 0o27, "start_new_session": ending == "code",
        "env": {"PATH": os.environ["PATH"], "TZ": "Asia/Shanghai", "LANG": "C.UTF-8", "NEW": "näher"},
    }  # fmt: skip
    code, told, said = _run(python(), ending, **more)
    other_code, other_told, other_said = _run(sys.executable, ending, **more)
    assert (code, told["told"]) == (other_code, other_told["told"])
    assert said.splitlines()[-1:] == other_said.splitlines()[-1:]
    assert (told["imported"], other_told["imported"]) == (True, False)


@pytest.mark.parametrize(
    "name", ["PYTHONHASHSEED", "PYTHONPATH", "PYTHONUTF8", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONWARNINGS"]
)
def test_what_only_a_start_can_give_is_given_to_an_interpreter(name: str) -> None:
    value = {"LC_ALL": "zh_CN.UTF-8", "PYTHONWARNINGS": "default"}.get(name, "1")
    _, told, _ = _run(python(), "none", env={**os.environ, name: value}, input="")
    assert not told["imported"]


def test_other_modules_are_given_to_an_interpreter() -> None:
    command = [python(), "-c", "import sys; print('erpsite' in sys.modules, sys.argv[1:])", "x"]
    assert subprocess.run(command, capture_output=True, check=True, text=True).stdout == "False ['x']\n"


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("group", [False, True])
def test_a_signal_reaches_the_process_that_runs(number: signal.Signals, group: bool) -> None:
    with subprocess.Popen(
        [python(), str(PROBE), "wait"], stdout=subprocess.PIPE, start_new_session=group
    ) as started:
        assert started.stdout
        process = json.loads(started.stdout.readline())["process"]
        assert process != started.pid
        (os.killpg if group else os.kill)(started.pid, number)
        assert started.wait(60) == -number
    end = time.monotonic() + 60
    while Path(f"/proc/{process}").exists():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_the_script_says_what_the_installed_one_says(tmp_path: Path) -> None:
    said = [
        subprocess.run(
            [folder / "erpsite", *words], cwd=tmp_path, capture_output=True, check=False, text=True
        )
        for folder in (programs(), Path(sys.executable).parent)
        for words in (["--version"], ["check", "--data", "nowhere"], ["nonsense"])
    ]
    for ours, true in zip(said[:3], said[3:], strict=True):
        assert (ours.returncode, ours.stdout, ours.stderr) == (true.returncode, true.stdout, true.stderr)

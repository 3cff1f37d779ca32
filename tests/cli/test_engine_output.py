"""A full disk during a build is one line; a bug keeps its traceback."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

import click
import pytest

from erpsite.cli.build import command as build
from erpsite.cli.engine_output import plain_output

HEAD = 'WARNING -  before\nTraceback (most recent call last):\n  File "x", line 1, in <module>\n'


@pytest.mark.parametrize(
    ("last", "told"),
    [
        ("OSError: [Errno 28] No space left on device", "No space left on device"),
        (
            "OSError: [Errno 28] No space left on device: '/a/b.png' -> '/srv/b.png'",
            "No space left on device: '/srv/b.png'",
        ),
        (
            "ModuleNotFoundError: No module named 'nh3.x'",
            "this needs nh3, which is not installed: pip install erpsite",
        ),
        ("PermissionError: [Errno 13] Permission denied: '/srv/x'", "Permission denied: '/srv/x'"),
    ],
)
def test_what_the_system_refuses_is_one_line(last: str, told: str) -> None:
    assert plain_output(HEAD + last) == ["WARNING -  before", told]


@pytest.mark.parametrize(
    "last",
    [
        "KeyError: 'x'",
        "FileNotFoundError: [Errno 2] No such file: 'x'",
        "ModuleNotFoundError: No module named 'erpsite.nothing'",
    ],
)
def test_every_other_traceback_stays_whole(last: str) -> None:
    assert plain_output(HEAD + last) == (HEAD + last).splitlines()
    assert plain_output("fine\n") == ["fine"]


def test_what_the_engine_tells_of_its_progress_is_left_out() -> None:
    said = (
        "INFO    -  Cleaning site directory\nINFO    -  Pages beside the nav:\n  - a.md\n\n"
        "\x1b[33mWARNING -  \x1b[0mA link leads nowhere\n           and goes on\n"
        "DEBUG   -  x\n\nAborted with 1"
    )
    assert plain_output(said) == [
        "\x1b[33mWARNING -  \x1b[0mA link leads nowhere", "           and goes on", "Aborted with 1",
    ]  # fmt: skip


def test_a_package_that_a_line_of_the_configuration_needs_is_named_with_its_command() -> None:
    line = "cannot find module 'pymdownx.slugs' (No module named 'pymdownx')"
    assert plain_output(line) == [line, "this needs pymdownx, which is not installed: pip install erpsite"]


def test_a_folder_that_takes_no_site_is_said_in_one_line(
    repo_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "/srv/.site")

    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    words = ["--config", str(repo_root / "mkdocs.yml"), "--data", str(repo_root / "data"), "--language", "en"]
    with pytest.raises(click.ClickException, match=r"'/srv/\.site' cannot be written: Permission denied"):
        build.main([*words, "--site-dir", str(tmp_path / "site")], standalone_mode=False)
    assert list(tmp_path.iterdir()) == []

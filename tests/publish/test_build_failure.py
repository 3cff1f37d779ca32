"""A release whose build fails is none; what the build is asked for is what publish was asked for."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from erpsite.cli import packing
from erpsite.cli.publish import command as publish
from erpsite.job import parse_job


@pytest.mark.parametrize("pack", [True, False])
def test_a_failed_build_publishes_nothing(
    pack: bool, repo_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = tmp_path / "asked"
    builder = tmp_path / "python"
    builder.write_text(f'#!/bin/sh\ncat "$ERPSITE_JOB" > {asked}\nexit 1\n', encoding="utf-8")
    builder.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(builder))
    monkeypatch.setattr(packing, "write_pack", lambda *_: True)  # what it makes is proved elsewhere
    words = ["--config", str(repo_root / "mkdocs.yml"), "--to", str(tmp_path / "srv"), "--as-of", "2026-03"]
    words += ["--edition", "staff", "--allow-dirty", "--language", "en", *(["--pack"] if pack else [])]
    done = CliRunner().invoke(publish, words, standalone_mode=False)
    assert done.return_value == 2
    assert "The build failed; nothing was published." in done.output
    job = parse_job(asked.read_text(encoding="utf-8")).job
    assert (job.month, job.edition, job.release) == ("2026-03", "staff", "2026-03")
    assert job.plan == str(repo_root / "data")
    assert bool(job.pack) is pack
    assert [path.name for path in (tmp_path / "srv").iterdir()] == [".erpsite"]
    assert list((tmp_path / "srv/.erpsite/staging").iterdir()) == []


def test_a_plan_without_a_configuration_is_told_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(click.UsageError, match="erpsite new"):
        publish.main(["--config", str(tmp_path / "mkdocs.yml"), "--to", "x"], standalone_mode=False)

"""The command `erpsite serve`."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from types import FrameType

import click

from erpsite.cli.engine import job_environment, let_content_be_missing, serving_option
from erpsite.cli.options import (
    LANGUAGE,
    as_of_option,
    config_option,
    edition_option,
    environment_language,
    speaker,
)
from erpsite.cli.refusing import no_configuration
from erpsite.extras import require
from erpsite.job import BuildJob, JobFile, dump_job

__all__ = ["command"]


@click.command("serve")
@config_option
@click.option(
    "--data", "data_dir", type=click.Path(path_type=Path), help="Folder of the plan's data. [default: data]"
)
@click.option(
    "--language", type=LANGUAGE, help="Language to show. Left out, the first of the plan's languages."
)
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to listen, HOST:PORT.")
@serving_option
@as_of_option
@edition_option
def command(
    *,
    config_file: Path,
    data_dir: Path | None,
    language: str | None,
    address: str,
    engine: str,
    as_of: str,
    edition: str,
) -> int:
    """Show the handbook in a browser and rebuild it at every edit.

    An edit of the data or of the content shows within a second; while the data has errors, the page
    lists them. A data folder that goes and comes back is followed. Only this machine's own names and
    addresses in figures are answered, so that no page on the internet can read the plan through a browser.

    \b
    Examples:
      erpsite serve
      erpsite serve --language en --address 127.0.0.1:9000
      erpsite serve --edition staff --as-of 2026-03
    """
    if not config_file.is_file():
        raise no_configuration(config_file, speaker())
    plan = (data_dir or config_file.parent / "data").resolve()
    chosen = language or ""
    job = BuildJob(str(plan), as_of, (chosen,), edition=edition, engine=engine)
    try:
        with tempfile.TemporaryDirectory(prefix="erpsite-serve-") as folder:
            return _serve(JobFile(job, chosen, environment_language(), str(Path(folder, "receipt.json"))),
                          Path(folder, "job.json"), config_file, address)  # fmt: skip
    except KeyboardInterrupt:
        return 0


def _end_with_server(number: int, _frame: FrameType | None) -> None:
    """End as a command that was asked to end: the engine's server, which waits below, ends too."""
    sys.exit(128 + number)


def _serve(told: JobFile, file: Path, config_file: Path, address: str) -> int:
    """Run the engine's server on a job that every rebuild reads again, and return its exit code."""
    require("mkdocs", "material", "watchfiles")
    file.write_text(dump_job(told), encoding="utf-8")
    signal.signal(signal.SIGTERM, _end_with_server)
    let_content_be_missing(config_file)
    arguments = [sys.executable, "-m", told.job.engine, "serve"]
    arguments += ["--config-file", str(config_file), "--dev-addr", address]
    return subprocess.call(arguments, env=job_environment(told, file))  # noqa: S603 - our own interpreter with our own arguments

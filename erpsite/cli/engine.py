"""Run the site engine in a process of its own; the core never imports it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from erpsite.job import JOB_VARIABLE, JobFile

__all__ = ["ENGINES", "job_environment", "let_content_be_missing", "start_build"]

ENGINES = ("mkdocs", "properdocs")


def let_content_be_missing(config_file: Path) -> None:
    """Make the folder of written pages where a plan has none: the engine stops without it."""
    folder = config_file.resolve().parent / "content"
    told = re.search(
        r"^docs_dir:\s*(\S+)", config_file.read_text(encoding="utf-8", errors="replace"), re.MULTILINE
    )
    if told and told[1].strip("\"'") == folder.name and not folder.exists():
        folder.mkdir()


def job_environment(told: JobFile, file: Path) -> dict[str, str]:
    """Return the environment of a build or a preview: the plugin reads the job's file, and nothing else.

    The other names are those that lines of `mkdocs.yml` may ask for; they say the same as the job.
    """
    job = told.job
    environment = _engine_environment(
        told.language,
        job.month,
        Path(job.plan),
        switcher=len(job.languages) > 1,
        pack_dir=Path(job.pack) if job.pack else None,
        edition=job.edition,
    )
    environment |= {JOB_VARIABLE: str(file), "ERPSITE_RELEASE": job.release}
    if job.offline:
        environment |= {"ERPSITE_OFFLINE": "true", "ERPSITE_DIRECTORY_URLS": "false"}
    return environment


def _engine_environment(
    language: str,
    as_of: str,
    data_dir: Path,
    *,
    switcher: bool,
    pack_dir: Path | None = None,
    edition: str = "",
) -> dict[str, str]:
    """Return the environment without the job; lines of `mkdocs.yml` read these names."""
    environment = {
        **os.environ,
        "ERPSITE_LANGUAGE": language,
        "ERPSITE_AS_OF": as_of,
        "ERPSITE_DATA": str(data_dir.resolve()),
        "ERPSITE_EDITION": edition,
        "ERPSITE_SWITCHER": "true" if switcher else "false",
        "ERPSITE_PACK": str(pack_dir.resolve()) if pack_dir else "",
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "946684800"),
    }
    environment.pop(JOB_VARIABLE, None)
    return environment


def start_build(
    file: Path, told: JobFile, config_file: Path, site_dir: Path, *, strict: bool
) -> subprocess.Popen[str]:
    """Start the build of one language into `site_dir` and return the running process."""
    arguments = [sys.executable, "-m", told.job.engine, "build", "--quiet", "--clean"]
    arguments += ["--config-file", str(config_file), "--site-dir", str(site_dir.resolve())]
    arguments += ["--strict"] if strict else []
    return subprocess.Popen(  # noqa: S603 - our own interpreter with our own arguments
        arguments,
        env=job_environment(told, file),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )

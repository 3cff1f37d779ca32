"""Run the site engine in a process of its own; the core never imports it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

__all__ = ["ENGINES", "engine_environment", "start_build"]

ENGINES = ("mkdocs", "properdocs")


def engine_environment(
    language: str,
    as_of: str,
    data_dir: Path,
    *,
    switcher: bool,
    pack_dir: Path | None = None,
    edition: str = "",
) -> dict[str, str]:
    """Return the environment of one build; `mkdocs.yml` reads these names."""
    return {
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


def start_build(
    engine: str, config_file: Path, site_dir: Path, environment: dict[str, str], *, strict: bool
) -> subprocess.Popen[str]:
    """Start the build of one language into `site_dir` and return the running process."""
    arguments = [sys.executable, "-m", engine, "build", "--quiet", "--clean"]
    arguments += ["--config-file", str(config_file), "--site-dir", str(site_dir.resolve())]
    arguments += ["--strict"] if strict else []
    return subprocess.Popen(  # noqa: S603 - our own interpreter with our own arguments
        arguments,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )

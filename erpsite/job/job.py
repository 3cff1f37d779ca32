"""Hold what one build was asked for, and carry it into the engine's process."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import Any

from erpsite.errors import ErpsiteError
from erpsite.frozen import dataclass

__all__ = ["JOB_VARIABLE", "BuildJob", "JobFile", "dump_job", "parse_job"]

JOB_VARIABLE = "ERPSITE_JOB"
"""The one variable of the environment that the plugin reads: the path of the job's file."""
_FORMAT = 1


@dataclass(frozen=True)
class BuildJob:
    """Hold what one build was asked for: made once by the command, and never changed after that."""

    plan: str
    """Folder of the plan's data, absolute."""
    month: str
    """Month whose state is shown, `YYYY-MM`."""
    languages: tuple[str, ...]
    """Every language that is built, in the plan's order."""
    edition: str = ""
    """Id of the edition; empty for the whole handbook."""
    release: str = ""
    """Name of the release that the site becomes; empty for a site without releases."""
    pack: str = ""
    """Folder with the files of the pack that the site offers, absolute; empty where it offers none."""
    offline: bool = False
    """Whether the site is opened from a file share."""
    engine: str = "mkdocs"
    data: str = ""
    """SHA-256 of the data as the command read it. It never leaves this machine: a hash of what an edition
    hides would let a reader try amounts until one fits."""


@dataclass(frozen=True)
class JobFile:
    """Hold what one process of the engine is told: the job, its own language, and where it answers."""

    job: BuildJob
    language: str
    messages: str
    """Language in which problems are said."""
    receipt: str
    """File that the process writes when its part is built, absolute."""


def dump_job(told: JobFile) -> str:
    """Return the text of a job's file."""
    return json.dumps({"format": _FORMAT, **asdict(told)}, ensure_ascii=False, indent=1) + "\n"


def parse_job(text: str) -> JobFile:
    """Return what a job's file says. Raises `ErpsiteError` where it is none of this version."""
    try:
        whole: dict[str, Any] = json.loads(text)
        if whole.pop("format") != _FORMAT:
            raise ValueError("another format")
        job: dict[str, Any] = whole.pop("job")
        known = {place.name for place in fields(BuildJob)}
        if job.keys() != known:
            raise ValueError(", ".join(sorted(job.keys() ^ known)))
        return JobFile(BuildJob(**{**job, "languages": tuple(job["languages"])}), **whole)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = "the build job was written by another version of erpsite ({why})"
        raise ErpsiteError(message, why=error) from error

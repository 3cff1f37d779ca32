"""Make the pack and build the site that offers it."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from erpsite.cli.building import SiteBuild, build_site
from erpsite.cli.main import CANNOT_RUN, CLEAN
from erpsite.i18n import Translator

__all__ = ["build_site_and_pack"]


def build_site_and_pack(build: SiteBuild, site_dir: Path, tr: Translator) -> int:
    """Make the pack, build the site that offers it, and return the exit code."""
    from erpsite.cli.packing import PARTS, PackJob, write_pack  # noqa: PLC0415 - only a build with a pack pays

    with tempfile.TemporaryDirectory(prefix="erpsite-pack-") as name:
        work, files = Path(name, "work"), Path(name, "pack")
        work.mkdir()
        packed = write_pack(PackJob(build, work), PARTS, files, tr)
        job = replace(build.job, pack=str(files.resolve()))
        built = build_site(replace(build, job=job), site_dir, tr)
    return built or (CLEAN if packed else CANNOT_RUN)

"""Hold a built site against the job it was built for, and name the line of `mkdocs.yml` to blame."""

from __future__ import annotations

from pathlib import Path

from erpsite.i18n import Translator
from erpsite.job import (
    STAMP,
    JobFile,
    find_option,
    find_plugins,
    options_left_out,
    read_receipt,
    read_stamp,
)

__all__ = ["differences"]

_OPTIONS = {"month": "as_of", "edition": "edition", "release": "release", "language": "language"}
"""The option of the plugin that each part of the stamp may come from."""


def differences(site: Path, told: JobFile, config_file: Path, tr: Translator) -> list[str]:
    """Return a sentence for each way in which one language of a site is not what was asked for."""
    stamp = read_stamp(site)
    receipt = read_receipt(Path(told.receipt))
    if stamp is None or receipt is None or not stamp.job:
        return [_unasked(config_file, tr)]
    if receipt.stamp != stamp:
        return [tr("{file} in the site is not the one that the build wrote.", file=STAMP)]
    found = [
        _otherwise(name, getattr(stamp, name), asked, config_file, tr)
        for name, asked in _asked(told).items()
        if getattr(stamp, name) != asked
    ]
    if receipt.data != told.job.data:
        found.append(tr("The data changed while the site was built; build it again."))
    return found


def _asked(told: JobFile) -> dict[str, str]:
    job = told.job
    return {
        "month": job.month, "edition": job.edition, "release": job.release, "language": told.language
    }  # fmt: skip


def _unasked(config_file: Path, tr: Translator) -> str:
    """Say why the plugin has not built the site."""
    if not find_plugins(config_file):
        return tr(
            '{file} has no line "- erpsite" under "plugins", so nothing of the plan is in the site; add it.',
            file=config_file.as_posix(),
        )
    if line := options_left_out(config_file):
        return tr("{line} keeps the plugin from running; delete the line.", line=line)
    return tr(
        'The plugin erpsite did not read the build job; nothing under "plugins" or "hooks" in {file} may '
        "stand in its place, and the engine must be of the same installation.",
        file=config_file.as_posix(),
    )


def _otherwise(name: str, built: str, asked: str, config_file: Path, tr: Translator) -> str:
    option = _OPTIONS[name]
    line = find_option(config_file, option)
    where = str(line) if line else config_file.as_posix()
    return tr(
        '{line} lets the site be built with {option} "{built}", but "{asked}" was asked for.',
        line=where,
        option=option,
        built=built or "–",
        asked=asked or "–",
    )

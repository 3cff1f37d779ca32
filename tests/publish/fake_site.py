"""Write a site of thirty files, and publish it as a process that can be killed at any moment."""

from __future__ import annotations

import sys
from pathlib import Path

from erpsite.job import STAMP, Stamp, dump_stamp
from erpsite.publish import BranchTarget, Draft, FolderTarget, PublishError, Release

__all__ = ["open_target", "publish_fake", "write_site"]

LANGUAGES = ("zh", "en")


def write_site(site: Path, words: str, month: str = "2026-03", edition: str = "", release: str = "") -> None:
    """Write ten shared files, five of their own content and the stamp for each language."""
    for language in LANGUAGES:
        for number in range(10):
            path = site / language / "assets" / f"part-{number}.js"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"// {number}\n" * 2000, encoding="utf-8")
        for name in ("index.html", "404.html", "plan/index.html", "reviews/index.html", "data/index.html"):
            path = site / language / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"<p>{name} {words} {language}</p>\n" * 50, encoding="utf-8")
        stamp = Stamp(True, month, edition, release, language, "d" * 64)
        (site / language / STAMP).write_text(dump_stamp(stamp), encoding="utf-8")


def open_target(place: str, branch: str, remote: str) -> FolderTarget | BranchTarget:
    """Return the folder, or the branch of the repository there."""
    return BranchTarget(Path(place), branch, remote) if branch else FolderTarget(Path(place))


def publish_fake(
    target: FolderTarget | BranchTarget, month: str, words: str, *, reason: str = "again", edition: str = ""
) -> Release:
    """Publish a fake site of a month."""
    draft = Draft(
        month, int(month[:4]), LANGUAGES, {"zh": "厂", "en": "Plant"}, edition, reason=reason, commit="c" * 40
    )
    with target.staging() as folder:
        write_site(folder / "site", words, month, edition)
        return target.publish(folder, draft, b"<svg/>")


def main(place: str, branch: str, remote: str, months: str, words: str) -> None:
    """Publish each month and say its name; the caller trusts only what was said."""
    target = open_target(place, branch, remote)
    for month in months.split(","):
        try:
            release = publish_fake(target, month, f"{words} {month}")
        except PublishError as error:
            sys.stderr.write(f"{error}\n")
            raise SystemExit(2) from error
        sys.stdout.write(f"{release.name}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])

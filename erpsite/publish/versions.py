"""Name releases for readers, and write the list that Material's selector reads."""

from __future__ import annotations

import json

from erpsite.i18n import locale_of
from erpsite.publish.releases import Release, ReleaseList

__all__ = ["release_title", "versions_json"]


def release_title(release: Release, language: str) -> str:
    """Return "October 2026 review", or "Approved plan 2026", marked where reissued or retracted."""
    locale = locale_of(language)
    tr = locale.tr
    if release.approved:
        title = tr("Approved plan {year}", year=release.plan_year)
    else:
        title = tr("{month} review", month=locale.month(release.month))
    if release.issue:
        title = tr("{title}, reissue {n}", title=title, n=release.issue)
    return tr("{title} (retracted)", title=title) if release.retracted else title


def versions_json(releases: ReleaseList, edition: str, language: str) -> bytes:
    """Return `versions.json` in mike's format, newest first."""
    aliases = releases.aliases(edition)
    rows = [
        {
            "version": release.name,
            "title": release_title(release, language),
            "aliases": sorted(alias for alias, name in aliases.items() if name == release.name),
        }
        for release in reversed(releases.of(edition))
        if language in release.languages
    ]
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()

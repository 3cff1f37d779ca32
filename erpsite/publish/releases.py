"""Keep the list of releases: pure bookkeeping, apart from git and from the file system."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import field, replace
from typing import Any

from erpsite.frozen import dataclass
from erpsite.model.quantity import is_month
from erpsite.publish.problems import PublishError, ReleaseTakenError, tr

__all__ = ["Draft", "Release", "ReleaseList", "dump_list", "is_release_name", "join_lists", "parse_list"]

FORMAT = 1
_EDITION = re.compile(r"(?:[a-z0-9][a-z0-9_-]{0,99})?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_TEXT = re.compile(r".{0,10000}", re.DOTALL)
_SHA256 = re.compile(r"[0-9a-f]{64}")
_ISSUE = re.compile(r"[1-9][0-9]{0,5}")


@dataclass(frozen=True)
class Draft:
    """Describe what is about to be released."""

    month: str
    """Month whose state is shown, `YYYY-MM`."""
    plan_year: int
    languages: tuple[str, ...]
    titles: Mapping[str, str]
    """The organisation's name by language, for the page above the languages."""
    edition: str = ""
    """Empty for the default edition."""
    approved: bool = False
    """Whether no review is in it yet: it is the plan as approved."""
    reason: str = ""
    """Why a month is issued again."""
    commit: str | None = None
    why_no_commit: str = ""
    dirty: bool = False
    tools: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    """Name that the built pages link to; empty where they link to none, as in tests of the list."""


@dataclass(frozen=True)
class Release:
    """Record one immutable release."""

    month: str
    issue: int
    """0 for the first of a month, then 1, 2, …"""
    plan_year: int
    manifests: Mapping[str, str]
    """SHA-256 of the manifest by language."""
    edition: str = ""
    approved: bool = False
    reason: str = ""
    commit: str | None = None
    retracted: str = ""
    """Why it was withdrawn; empty while it stands."""

    @property
    def name(self) -> str:
        """Return `2026-10`, or `2026-10.1` for the month's second issue."""
        return f"{self.month}.{self.issue}" if self.issue else self.month

    @property
    def order(self) -> tuple[str, int]:
        """Return what releases are sorted by."""
        return (self.month, self.issue)

    @property
    def languages(self) -> tuple[str, ...]:
        """Return its languages, in the plan's order."""
        return tuple(self.manifests)


@dataclass(frozen=True)
class ReleaseList:
    """Hold every release of one target, oldest first within an edition."""

    releases: tuple[Release, ...] = ()
    latest: Mapping[str, str] = field(default_factory=dict)
    """Name of the latest release by edition."""
    titles: Mapping[str, str] = field(default_factory=dict)
    joint: bool = False
    """Whether it was read from one file that tells of several editions, as earlier versions wrote it."""

    def of(self, edition: str) -> tuple[Release, ...]:
        """Return an edition's releases, oldest first."""
        return tuple(sorted((r for r in self.releases if r.edition == edition), key=lambda r: r.order))

    @property
    def doubled(self) -> tuple[Release, ...]:
        """Return the releases that the list names a second time."""
        seen: set[tuple[str, str]] = set()
        found = []
        for release in self.releases:
            key = (release.name, release.edition)
            if key in seen:
                found.append(release)
            seen.add(key)
        return tuple(found)

    @property
    def editions(self) -> tuple[str, ...]:
        """Return the editions that have a release, the default one first."""
        return tuple(sorted({release.edition for release in self.releases}))

    def find(self, name: str, edition: str = "") -> Release:
        """Return a release. Raises `PublishError` with the known names."""
        for release in self.of(edition):
            if release.name == name:
                return release
        known = ", ".join(r.name for r in self.of(edition)) or "–"
        raise PublishError(tr("There is no release '{name}'. There are: {known}."), name=name, known=known)

    def next_name(self, month: str, edition: str, reason: str) -> str:
        """Return the name that a new release gets. Raises `PublishError` where a reissue has no reason."""
        issues = [r.issue for r in self.of(edition) if r.month == month]
        if issues and not reason.strip():
            taken = max(issues)
            name = f"{month}.{taken}" if taken else month
            raise PublishError(
                tr(
                    "'{name}' is published already, and a release never changes. "
                    "To issue the month again beside it, say why with --reason."
                ),
                name=name,
            )
        return f"{month}.{max(issues) + 1}" if issues else month

    def added(self, draft: Draft, name: str, manifests: Mapping[str, str]) -> ReleaseList:
        """Return the list with one more release; it becomes the latest unless a later one stands."""
        issue = int(name.partition(".")[2] or 0)
        release = Release(
            draft.month, issue, draft.plan_year, dict(manifests), draft.edition,
            draft.approved, draft.reason, draft.commit,
        )  # fmt: skip
        later = [r for r in self.of(draft.edition) if not r.retracted and r.order > release.order]
        latest = dict(self.latest)
        if not later:
            latest[draft.edition] = name
        return ReleaseList((*self.releases, release), latest, {**self.titles, **draft.titles})

    def check_name(self, draft: Draft) -> str:
        """Return the name of a draft. Raises `ReleaseTakenError` where its pages were built for another."""
        name = self.next_name(draft.month, draft.edition, draft.reason)
        if draft.name not in {"", name}:
            raise ReleaseTakenError(tr("Another publisher took the name '{name}'."), name=draft.name)
        return name

    def with_latest(self, name: str, edition: str = "") -> ReleaseList:
        """Return the list with `latest` on another release."""
        if self.find(name, edition).retracted:
            raise PublishError(tr("'{name}' is retracted; `latest` cannot lead to it."), name=name)
        return replace(self, latest={**self.latest, edition: name}, joint=False)

    def retracted(self, name: str, reason: str, edition: str = "") -> ReleaseList:
        """Return the list with a release withdrawn; `latest` falls back to the newest that stands.

        Where none stands, `latest` leads to the note that is left in its place.
        """
        gone = self.find(name, edition)
        if gone.retracted:
            raise PublishError(tr("'{name}' is retracted already."), name=name)
        if not reason.strip():
            raise PublishError(tr("Say with --reason why '{name}' is retracted."), name=name)
        releases = tuple(replace(r, retracted=reason) if r is gone else r for r in self.releases)
        changed = replace(self, releases=releases, joint=False)
        standing = [r for r in changed.of(edition) if not r.retracted]
        if self.latest.get(edition) == name and standing:
            return changed.with_latest(standing[-1].name, edition)
        return changed

    def aliases(self, edition: str) -> dict[str, str]:
        """Return the release that each alias leads to: `latest` and the plan years."""
        latest = self.find(self.latest[edition], edition)
        standing = [r for r in self.of(edition) if not r.retracted]
        years = {str(r.plan_year): r.name for r in standing}
        return {**years, str(latest.plan_year): latest.name, "latest": latest.name}


def is_release_name(text: str) -> bool:
    """Say whether a text is the name of a release: `2026-10`, or `2026-10.1` for its second issue."""
    month, dot, issue = text.partition(".")
    return is_month(month) and (not dot or bool(_ISSUE.fullmatch(issue)))


def dump_list(releases: ReleaseList, edition: str | None = None) -> bytes:
    """Return the list of one edition as JSON, which tells of no other; without one, that of all.

    The same list is the same bytes.
    """
    rows: list[dict[str, Any]] = []
    told = [release for release in releases.releases if edition in {None, release.edition}]
    for release in told:
        row: dict[str, Any] = {"name": release.name, "edition": release.edition, "month": release.month}
        row |= {"plan_year": release.plan_year, "approved": release.approved, "reason": release.reason}
        row |= {"commit": release.commit, "retracted": release.retracted}
        rows.append({**row, "manifests": dict(release.manifests)})
    latest = {name: one for name, one in releases.latest.items() if edition in {None, name}}
    whole = {"format": FORMAT, "titles": dict(releases.titles), "latest": latest}
    return (json.dumps({**whole, "releases": rows}, ensure_ascii=False, indent=1) + "\n").encode()


def join_lists(lists: Mapping[str, ReleaseList]) -> ReleaseList:
    """Return one list of those that stand at the root and in the folders of editions, by edition.

    What the list at the root tells of an edition that has its own counts for nothing.
    """
    root = lists.get("", ReleaseList())
    releases = [release for release in root.releases if not release.edition or release.edition not in lists]
    latest = {name: one for name, one in root.latest.items() if not name or name not in lists}
    titles = dict(root.titles)
    for edition, one in lists.items():
        if edition:
            releases += one.of(edition)
            latest |= {name: last for name, last in one.latest.items() if name == edition}
            titles |= {language: title for language, title in one.titles.items() if language not in titles}
    return ReleaseList(
        tuple(releases), latest, titles, joint=any(release.edition for release in root.releases)
    )


def parse_list(content: bytes, place: object) -> ReleaseList:
    """Read the list. Raises `PublishError` for whatever is not a whole list: it is never taken as empty."""
    try:
        whole = json.loads(content)
        if whole["format"] != FORMAT:
            raise ValueError(f"format {whole['format']}")
        releases = tuple(_release(row) for row in whole["releases"])
        for edition, name in whole["latest"].items():
            _whole(_EDITION, edition)
            if not is_release_name(name):
                raise ValueError(name)
        for language, title in whole["titles"].items():
            _whole(_LANGUAGE, language), _whole(_TEXT, title)
        found = ReleaseList(releases, dict(whole["latest"]), dict(whole["titles"]))
        for edition in found.editions:
            found.aliases(edition)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, PublishError) as error:
        raise PublishError(
            tr(
                "The list of releases in '{place}' cannot be read ({why}). "
                "Nothing was changed; restore it first."
            ),
            place=place,
            why=error,
        ) from error
    return found


def _whole(pattern: re.Pattern[str], value: object) -> str:
    """Return a text that becomes a path or a page. Raises `ValueError` where it is no such text."""
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise ValueError(f"'{value}'"[:100])
    return value


def _release(row: dict[str, Any]) -> Release:
    """Return a release; what becomes a path is validated, because the list may be written by hand."""
    if not is_release_name(row["name"]) or row["name"].partition(".")[0] != row["month"]:
        raise ValueError(f"{row['name']} of {row['month']}")
    _whole(_EDITION, row["edition"])
    if not row["manifests"]:
        raise ValueError(f"{row['name']}: no language")
    for language, known in row["manifests"].items():
        _whole(_LANGUAGE, language), _whole(_SHA256, known)
    for text in (row["reason"], row["retracted"], row["commit"] or ""):
        _whole(_TEXT, text)
    if not 1900 <= int(row["plan_year"]) <= 9999:
        raise ValueError(row["plan_year"])
    return Release(
        row["month"], int(row["name"].partition(".")[2] or 0), int(row["plan_year"]), dict(row["manifests"]),
        row["edition"], bool(row["approved"]), row["reason"], row["commit"], row["retracted"],
    )  # fmt: skip

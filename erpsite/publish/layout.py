"""Lay the public tree out from the list of releases; every target shows exactly this."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from erpsite.escaping import escape
from erpsite.frozen import dataclass
from erpsite.i18n import facts_of, translator
from erpsite.pages.site.root_page import root_page
from erpsite.publish.releases import Release, ReleaseList, dump_list
from erpsite.publish.versions import release_title, versions_json

__all__ = ["LIST", "Place", "PublicTree", "icon_paths", "lay_out", "store_name"]

LIST = "releases.json"
"""The list of releases of one edition, at its root; everything else that is public follows from it."""


@dataclass(frozen=True)
class Place:
    """Name one language of a release that stands in full."""

    store: str
    language: str


@dataclass(frozen=True)
class PublicTree:
    """Hold what a target shows."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    """Content by path."""
    places: Mapping[str, Place] = field(default_factory=dict)
    """Release by the path of its folder; aliases are further paths of the same release."""

    @property
    def tops(self) -> tuple[str, ...]:
        """Return the names at the root."""
        return tuple(sorted({path.split("/")[0] for path in (*self.files, *self.places)}))


def store_name(release: Release) -> str:
    """Return the name under which a release is kept: two editions of a month never meet."""
    return f"{release.name}@{release.edition}" if release.edition else release.name


def icon_paths(releases: ReleaseList) -> tuple[str, ...]:
    """Return where the icon is shown: a target that holds one edition only has none at its root."""
    return tuple(f"{edition}/favicon.svg" if edition else "favicon.svg" for edition in releases.editions)


def lay_out(releases: ReleaseList, icon: bytes = b"") -> PublicTree:
    """Return the public tree of a list: releases, aliases, `versions.json`, and the pages that lead on."""
    files: dict[str, bytes] = {LIST: dump_list(releases)} if releases.joint or not releases.releases else {}
    places: dict[str, Place] = {}
    for edition in releases.editions:
        prefix = f"{edition}/" if edition else ""
        languages = _languages(releases, edition)
        if not releases.joint:
            files[f"{prefix}{LIST}"] = dump_list(releases, edition)
        files |= {f"{prefix}{name}": content for name, content in _root(releases, edition, icon).items()}
        for language in languages:
            for path, what in _language(releases, edition, language):
                if isinstance(what, bytes):
                    files[f"{prefix}{language}/{path}"] = what
                else:
                    places[f"{prefix}{language}/{path}"] = what
    return PublicTree(files, places)


def _languages(releases: ReleaseList, edition: str) -> tuple[str, ...]:
    """Return the latest release's languages, then those that only older ones have."""
    newest_first = [releases.find(releases.latest[edition], edition), *reversed(releases.of(edition))]
    return tuple(dict.fromkeys(language for release in newest_first for language in release.languages))


def _root(releases: ReleaseList, edition: str, icon: bytes) -> dict[str, bytes]:
    languages = releases.find(releases.latest[edition], edition).languages
    titles = {language: releases.titles.get(language, language) for language in languages}
    pages = root_page(languages, titles, "latest/", assets="latest/")
    found = {name: content.encode() for name, content in pages.items()}
    return {**found, "favicon.svg": icon} if icon else found


def _language(releases: ReleaseList, edition: str, language: str) -> Iterator[tuple[str, bytes | Place]]:
    """Yield the files and folders of one language of an edition."""
    yield "versions.json", versions_json(releases, edition, language)
    mine = {r.name: r for r in releases.of(edition) if language in r.languages}
    paths = {**{name: name for name in mine}, **releases.aliases(edition)}
    for path, name in paths.items():
        if name not in mine:
            continue
        release = mine[name]
        if release.retracted:
            yield f"{path}/index.html", _tombstone(releases, release, language)
        else:
            yield path, Place(store_name(release), language)
    home = "latest/" if releases.latest[edition] in mine else f"{list(mine)[-1]}/"
    yield "index.html", _page(language, release_title(list(mine.values())[-1], language), "", refresh=home)


def _tombstone(releases: ReleaseList, release: Release, language: str) -> bytes:
    """Return the page that stands where a retracted release was."""
    tr = translator(language)
    title = release_title(release, language)
    latest = releases.find(releases.latest[release.edition], release.edition)
    text = f"<p>{escape(tr('This release was retracted. Reason: {reason}', reason=release.retracted))}</p>"
    if not latest.retracted:
        link = escape(tr("Read the latest: {title}", title=release_title(latest, language)))
        text += f'<p><a href="../latest/">{link}</a></p>'
    return _page(language, title, f"<h1>{escape(title)}</h1>{text}", styles="../latest/")


def _page(language: str, title: str, body: str, refresh: str = "", styles: str = "") -> bytes:
    html_lang = facts_of(language).tag
    onward = f'<meta http-equiv="refresh" content="0;url={refresh}">' if refresh else ""
    look = f'<link rel="stylesheet" href="{styles}assets/erpsite/erpsite.css">' if styles else ""
    kind = ' class="es-root"' if styles else ""
    body = body or f'<p><a href="{refresh}">{escape(title)}</a></p>'
    return (
        f'<!doctype html><html lang="{html_lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title>{look}{onward}</head><body{kind}>{body}</body></html>\n"
    ).encode()

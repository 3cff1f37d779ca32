"""Put the generated pages among the site's files, and choose the language of the written ones."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from erpsite.analysis.editions import is_readable
from erpsite.i18n import known_languages
from erpsite.load.imported import REPORT, came_from
from erpsite.load.plan_files import (
    IMPORTS,
    ROLL_UPS,
    is_conflict,
    names_leftover,
    read_paths,
    survey_content,
    survey_data,
)
from erpsite.model import FILES
from erpsite.pack.calendar import Calendars
from erpsite.pack.date_commits import Checkout, CommittedDates, checkout_of, read_committed_dates
from erpsite.pack.feed import people_feeds, plan_feed
from erpsite.pages.data.exports import exports
from erpsite.pages.kit.subscriptions import CALENDAR, FEED, person_calendar, person_feed, session_calendar
from erpsite.pages.site.source_view import folder_view, source_views
from erpsite_mkdocs.volume import Volume, volume_of
from erpsite_mkdocs.written import chosen_files

__all__ = [
    "PRIVATE_FILES",
    "add_downloads",
    "add_feeds",
    "add_pack",
    "add_pages",
    "add_sources",
    "choose_language",
    "committed_dates",
    "cut_copies",
    "drop_leftovers",
    "keep_only_assets",
    "let_go",
    "with_pack",
    "written_pages",
]

log = logging.getLogger("mkdocs.plugins.erpsite_mkdocs.site_files")

PRIVATE_FILES = frozenset(known.path for known in FILES if not known.kind.published)
"""Never copied to the site: from single answers one could read what a small group said."""


_BESIDE = ((f"{IMPORTS}/", REPORT), (f"{ROLL_UPS[0]}/", ".yml"))
"""Reports of imports and definitions of roll-ups can be read; maps hold cells as examples, and cannot."""


def written_pages(docs_dir: Path, volume: Volume) -> set[str]:
    """Return the paths, without ending, of the pages under `content/` that this language shows."""
    names = [name for name in survey_content(docs_dir, volume.data_dir).files if not is_conflict(name)]
    return set(chosen_files(names, volume.book, volume.entries))


def drop_leftovers(files: Files) -> None:
    """Take out what editors and office programs left beside the written pages; it would be copied."""
    for file in list(files):
        if file.generated_by is None and (names_leftover(file.src_uri) or is_conflict(file.src_uri)):
            files.remove(file)


def choose_language(files: Files, config: MkDocsConfig, volume: Volume) -> None:
    """Keep one file of each written page, as `page.md`, and drop those in other languages."""
    written = {file.src_uri: file for file in files if file.src_uri.endswith(".md")}
    chosen = chosen_files(written, volume.book, volume.entries)
    for name, file in written.items():
        if chosen.get(name.removesuffix(".md")) != name:
            files.remove(file)
    for path, name in chosen.items():
        if name != f"{path}.md":
            file = File.generated(config, f"{path}.md", abs_src_path=written[name].abs_src_path or "")
            file.edit_uri = name
            files.append(file)


def cut_copies(files: Files, config: MkDocsConfig, volume: Volume) -> None:
    """Cut what the edition hides out of the plain texts that lie beside the written pages."""
    cut = volume.book.handbook.cut
    if cut is None:
        return
    for file in list(files):
        if file.generated_by is None and not file.is_documentation_page() and is_readable(file.src_uri):
            text = file.content_string
            if (left := cut(text)) != text:
                files.remove(file)
                files.append(File.generated(config, file.src_uri, content=left))


def add_pages(files: Files, config: MkDocsConfig, volume: Volume) -> None:
    """Add every generated page that nobody wrote by hand; its body comes when it is shown."""
    for entry in volume.entries.values():
        name = f"{entry.path}.md"
        if files.get_file_from_path(name) is None:
            file = File.generated(config, name, content="")
            file.edit_uri = None
            files.append(file)


def keep_only_assets(files: Files, config: MkDocsConfig) -> None:
    """Leave one page, which shows the errors of the data."""
    for file in list(files.documentation_pages()):
        files.remove(file)
    files.append(File.generated(config, "index.md", content=""))


def add_downloads(files: Files, config: MkDocsConfig, volume: Volume) -> None:
    """Add the tables as CSV files."""
    for name, content in exports(volume.book).items():
        files.append(File.generated(config, f"downloads/{name}", content=content))


def add_feeds(files: Files, config: MkDocsConfig, volume: Volume) -> None:
    """Add the news feed of the reviews and the calendar of the plan's days."""
    address, folders = config.site_url or "", config.use_directory_urls
    feed = plan_feed(volume.book, address, directory_urls=folders)
    files.append(File.generated(config, FEED, content=feed))
    committed = committed_dates(volume)
    if committed.lacks:
        log.info("erpsite: the calendar counts the reviews alone; the commits are not all here")
    calendars = Calendars(volume.book, address, directory_urls=folders, history=committed.moves)
    files.append(File.generated(config, CALENDAR, content=calendars.whole()))
    for name, content in calendars.sessions().items():
        files.append(File.generated(config, session_calendar(name), content=content))
    if volume.book.handbook.hides("people"):
        return
    for name, content in calendars.people().items():
        files.append(File.generated(config, person_calendar(name), content=content))
    for name, feed in people_feeds(volume.book, address, directory_urls=folders).items():
        files.append(File.generated(config, person_feed(name), content=feed))


def committed_dates(volume: Volume) -> CommittedDates:
    """Return the moves of dates by the commits, read once for as long as the same commit is checked out."""
    return _committed_at(volume.data_dir, checkout_of(volume.data_dir))


@lru_cache(maxsize=1)
def _committed_at(data_dir: Path, _checkout: Checkout) -> CommittedDates:
    return read_committed_dates(data_dir)


def let_go(files: Files) -> None:
    """Let a file that was made in memory be read from the site, once the engine has written it there."""
    for file in files:
        if file.generated_by is not None and not file.is_documentation_page() and file.abs_src_path is None:
            file._content, file.abs_src_path = None, file.abs_dest_path


def write_beside(page: Page, files: Mapping[str, bytes]) -> None:
    """Write the files that belong to a page into its folder: its long tables."""
    folder = Path(page.file.abs_dest_path).parent
    if files:
        folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def with_pack(folder: Path, volume: Volume) -> Volume:
    """Return the volume whose page of downloads offers the files of the pack that there are."""
    packed = tuple((file.name, file.stat().st_size) for file in _pack_files(folder, volume))
    return volume_of(
        replace(volume.book, shared=volume.book.figures, packed=packed), volume.data_dir, volume.digest
    )


def add_pack(files: Files, config: MkDocsConfig, folder: Path, volume: Volume) -> None:
    """Add the files of the pack that are in this language or in none."""
    for file in _pack_files(folder, volume):
        files.append(File.generated(config, f"downloads/{file.name}", abs_src_path=str(file.resolve())))


def _pack_files(folder: Path, volume: Volume) -> list[Path]:
    others = [f"-{other}." for other in known_languages() if other != volume.book.locale.language]
    found = (file for file in sorted(folder.iterdir()) if file.is_file() and not file.name.startswith("."))
    return [file for file in found if not any(mark in file.name for mark in others)]


def add_sources(files: Files, config: MkDocsConfig, volume: Volume) -> None:
    """Add a readable copy of each data file, every line with an address of its own."""
    locale = volume.book.locale
    folders: dict[str, list[str]] = {}
    tables = {known.path: known for known in FILES if known.shape == "table"}
    for path in data_files(volume.data_dir):
        text = (volume.data_dir / path).read_bytes()
        file = tables.get(path)
        places = came_from(volume.data_dir, file, text) if file and volume.book.handbook.imports else {}
        for name, page in source_views(path, text, locale, places).items():
            files.append(File.generated(config, f"source/{name}", content=page))
        folder, _, last = path.rpartition("/")
        folders.setdefault(folder, []).append(last)
    for folder in sorted(folders.keys() - {""}):
        page = folder_view(folder, folders[folder], locale)
        files.append(File.generated(config, f"source/{folder}.html", content=page))


def data_files(data_dir: Path) -> Iterator[str]:
    """Yield the data files that readers may see, relative to the data folder."""
    survey = survey_data(data_dir)
    there = set(survey.files)
    for kind in FILES:
        if kind.path not in PRIVATE_FILES:
            yield from (path for path in read_paths(survey, kind) if path in there)
    for folder, ending in _BESIDE:
        yield from (path for path in survey.files if path.startswith(folder) and path.endswith(ending))

"""Show an edit soon: while somebody serves, a page is drawn when it is asked for, and no other is.

The engine builds a whole site at every edit. Here a whole build leaves a stand-in for each generated page,
and an edit that changes only what pages say makes no build at all: the plan is read again, and what is asked
for from then on is drawn from it. Whatever changes which pages there are, or what stands around them, is
built as ever.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from jinja2 import Environment
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from erpsite.escaping import escape
from erpsite.frozen import dataclass

__all__ = ["LATER", "Built", "Preview", "Shelf"]

log = logging.getLogger("mkdocs.plugins.erpsite_mkdocs.preview")

LATER = "later.html"
"""The template of a page that nobody has asked for yet."""


@dataclass(frozen=True)
class Built:
    """Hold what a whole build of the engine left, from which single pages can be drawn again."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Environment

    @property
    def pages(self) -> Iterator[Page]:
        """Yield every page of the site."""
        yield from (file.page for file in self.files.documentation_pages() if file.page is not None)

    def draw(self, page: Page) -> None:
        """Draw one page and write it, as the engine does in a build."""
        _populate_page(page, self.config, self.files)
        _build_page(page, self.config, self.files.documentation_pages(), self.nav, self.env)


@dataclass(frozen=True)
class Shelf:
    """Name files that are written together, and how; those of pages are not among them."""

    names: tuple[str, ...]
    """Names in the site, or beginnings of names where they end in `/`."""
    write: Callable[[], None]
    needs_pages: bool = False
    """Whether every page has to be drawn before."""

    def holds(self, name: str) -> bool:
        """Say whether a file of the site is one of these."""
        return any(name == mine or (mine.endswith("/") and name.startswith(mine)) for mine in self.names)


class Preview:
    """Hold which pages and files of a served site are still to be drawn.

    Whoever builds and whoever asks are different threads: `lock` is held by the one that works.
    """

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.turn = 0
        """Grows before anything of the site changes, and once more when that is done."""
        self.drawing = False
        """Whether a page is being drawn because somebody asked for it."""
        self._built: Built | None = None
        self._pages: dict[str, Page] = {}
        self._shelves: list[Shelf] = []
        self._outside: object = None

    @property
    def config(self) -> MkDocsConfig | None:
        """Return the configuration of the last whole build, if there is one that pages can be drawn from."""
        return self._built.config if self._built else None

    def begin(self) -> None:
        """Forget the last build: the engine begins a whole one."""
        self._built, self._pages, self._shelves = None, {}, []

    def keep(self, built: Built, data_dir: Path) -> None:
        """Take over what a whole build made; its pages wait as they come by."""
        self._built, self._outside = built, _outside(built.config, data_dir)

    def put_off(self, page: Page) -> None:
        """Draw a page when it is asked for."""
        self._pages[page.file.dest_uri] = page

    def put_off_files(self, *shelves: Shelf) -> None:
        """Write files when one of them is asked for."""
        self._shelves += shelves

    def take_edit(self, data_dir: Path, shelves: tuple[Shelf, ...]) -> bool:
        """Put everything off that says something of the plan; return whether that is enough.

        It is not where something beside the data was edited since the last whole build.
        """
        if self._built is None or _outside(self._built.config, data_dir) != self._outside:
            return False
        self._pages = {page.file.dest_uri: page for page in self._built.pages}
        self._shelves = list(shelves)
        return True

    def make(self, name: str) -> int:
        """Draw what a file of the site needs, if it still has to be; return the turn that it is of.

        Where that is many pages, others can be asked for, and edits be taken in, between two of them.
        """
        turn, shelf = self.turn, self._shelf(name)
        for dest in [*self._pages] if shelf and shelf.needs_pages else self._wanted(name):
            with self.lock:
                if self.turn == turn:
                    self._draw(dest)
        if shelf:
            with self.lock:
                if self.turn == turn and shelf in self._shelves:
                    shelf.write()
                    self._shelves.remove(shelf)
        return turn

    def _wanted(self, name: str) -> list[str]:
        """Return the page that a file is, or the pages in whose folder it lies: long tables stand there."""
        if name in self._pages:
            return [name]
        if name.endswith(".html"):
            return []
        folder = PurePosixPath(name).parent
        return (
            [dest for dest in [*self._pages] if PurePosixPath(dest).parent == folder] if self._pages else []
        )

    def _shelf(self, name: str) -> Shelf | None:
        return next((shelf for shelf in [*self._shelves] if shelf.holds(name)), None)

    def _draw(self, dest: str) -> None:
        page = self._pages.get(dest)
        if page is None or self._built is None:
            return
        self.drawing = True
        try:
            self._built.draw(page)
        except Exception as error:
            log.error("%s", error)
            _write_problem(Path(page.file.abs_dest_path), str(error))
        finally:
            self.drawing = False
        self._pages.pop(dest, None)


def _write_problem(file: Path, words: str) -> None:
    """Say in a page's place why it cannot be drawn; the next edit may mend it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        f'<!doctype html><meta charset="utf-8"><body><pre>{escape(words)}</pre></body>', encoding="utf-8"
    )


def _outside(config: MkDocsConfig, data_dir: Path) -> object:
    """Return what tells whether anything that a whole build reads beside the data is another than it was."""
    named = [config.docs_dir, config.config_file_path, *config.watch, *config.theme.dirs[:1]]
    roots = {Path(name).resolve() for name in named if name}
    return {
        file: (status.st_mtime_ns, status.st_size)
        for root in roots
        if not root.is_relative_to(data_dir)
        for file in _files(root, data_dir)
        for status in [file.lstat()]
    }


def _files(root: Path, but: Path) -> Iterator[Path]:
    """Yield each file at or below a path that is not below another one."""
    if root.is_file():
        yield root
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if Path(folder, name) != but]
        yield from (Path(folder, name) for name in names)

"""The `erpsite` plugin: a planning handbook from a folder of data."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from erpsite.collector import collect_seldom
from erpsite.issues import Issue
from erpsite.load.remembered import remember_files
from erpsite.pack.date_commits import head_commit
from erpsite.pages.content import ContentTemplate
from erpsite.pages.data.exports import exports
from erpsite.pages.kit.book import PageEntry, forget, forget_all
from erpsite.pages.kit.contents import section_title, sections
from erpsite.pages.render import HtmlRenderer
from erpsite_mkdocs import forms, page_bodies, site_files, theme_files
from erpsite_mkdocs.compiled_templates import COMPILED_TEMPLATES
from erpsite_mkdocs.edits import Shape, data_shelves, page_shelves, shape_of
from erpsite_mkdocs.extensions import name_broken_packages
from erpsite_mkdocs.navigation import hang_details, site_nav
from erpsite_mkdocs.options import HandbookConfig
from erpsite_mkdocs.order import Order, settle, told_job
from erpsite_mkdocs.page_frames import FRAMED, PageFrames
from erpsite_mkdocs.preview import LATER, Built, Preview, Shelf
from erpsite_mkdocs.problem_page import problem_entry
from erpsite_mkdocs.seal import hash_of_tables, seal
from erpsite_mkdocs.search import SearchShelf, replace_engines_search
from erpsite_mkdocs.theme import cover_of, dress_config
from erpsite_mkdocs.volume import DataProblemsError, Volume, open_volume, refuse_foreign

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

__all__ = ["HandbookPlugin"]

log = logging.getLogger("mkdocs.plugins.erpsite_mkdocs.handbook")

_FILES = 20_000
"""Files of data that are remembered while somebody serves; more than any plan has."""


class HandbookPlugin(BasePlugin[HandbookConfig]):
    """Add the handbook's pages to a MkDocs site; each hook calls a function that can be read alone."""

    # Not so: `settle` refuses a second entry and names both lines, where the engine would stop without them.
    supports_multiple_instances = True

    def __init__(self) -> None:
        self.preview: Preview | None = None
        self.shape: Shape | None = None
        self.volume: Volume | None = None
        self.order: Order
        self.templates: dict[str, ContentTemplate] = {}
        self.beside: dict[str, dict[str, bytes]] = {}
        self.searched: SearchShelf | None = None
        self.copied: Files | None = None
        """Files that the engine has written before the first page is drawn, but not let go of."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether a person is watching: then data errors are shown, not raised."""
        self.preview = Preview() if command == "serve" else None
        if self.preview:
            remember_files(_FILES)
        collect_seldom()
        if dirty:
            log.warning("erpsite: a --dirty build loses search entries; never publish it")

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Show an edit soon after it is saved, to those on this machine."""
        from erpsite_mkdocs.live_reload import follow_edits  # noqa: PLC0415 - a build needs no server
        from erpsite_mkdocs.preview_server import answer_from  # noqa: PLC0415
        from erpsite_mkdocs.serve_guard import guard_server  # noqa: PLC0415

        followed = follow_edits(server, config)
        if self.preview:
            followed = answer_from(self.preview, followed, self._take_edit)
        return guard_server(followed, config.dev_addr.host)

    @property
    def serving(self) -> bool:
        """Say whether a person is watching."""
        return self.preview is not None

    @property
    def _putting_off(self) -> bool:
        return self.preview is not None and not self.preview.drawing

    @event_priority(50)  # before the engine's search plugin, which is switched off here
    @name_broken_packages
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load the plan and dress the theme in its language."""
        self.templates.clear()
        self.beside.clear()
        self.searched = SearchShelf() if replace_engines_search(config) else None
        if self.preview:
            self.preview.begin()
        self.order = settle(self.config, config, told_job(), serving=self.serving)
        data_dir = str(self.order.data_dir)
        if data_dir not in config.watch:
            config.watch.append(data_dir)
        try:
            refuse_foreign(Path(config.docs_dir), self.order)
            self.volume = open_volume(self.order)
        except DataProblemsError as problems:
            if not self.serving:
                raise
            self._show_problems(config, problems.issues)
            return config
        if self.order.pack_dir:
            self.volume = site_files.with_pack(Path(self.order.pack_dir), self.volume)
        dress_config(
            config,
            cover_of(self.volume.book),
            switcher=self.order.switcher,
            release=self.order.release,
            searched=self.searched is not None,
            edited=forms.has_forms(self.config, self.volume),
        )
        # Not where something is hidden: the hash of a commit is made of that, too.
        config.extra["commit"] = "" if self.volume.hides else head_commit(self.volume.data_dir)
        if self.order.offline:
            config.use_directory_urls = False  # a file share opens a page by the name of its file
        written = site_files.written_pages(Path(config.docs_dir), self.volume)
        if not config.nav:
            config.nav = site_nav(self.volume, written)
        if self.preview:
            self.shape = shape_of(self.volume, config, self.config)
        return config

    @name_broken_packages
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add generated pages, downloads, source views and assets."""
        site_files.drop_leftovers(files)
        theme_files.add_assets(files, config)
        theme_files.keep_to_origin(files, config)
        if self.volume is None:
            site_files.keep_only_assets(files, config)
            return files
        site_files.choose_language(files, config, self.volume)
        site_files.cut_copies(files, config, self.volume)
        site_files.add_pages(files, config, self.volume)
        site_files.add_downloads(files, config, self.volume)
        hash_of_tables(self.volume.book)
        forget(self.volume.book, exports)
        site_files.add_feeds(files, config, self.volume)
        if self.order.pack_dir:
            site_files.add_pack(files, config, Path(self.order.pack_dir), self.volume)
        if self._carries_data:
            site_files.add_sources(files, config, self.volume)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Place the pages of single records under their sections."""
        if self.volume is not None:
            hang_details(files, self.volume.entries)
        self.nav = nav
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Keep the theme's compiled templates, so that a rebuild need not compile them again."""
        env.bytecode_cache = COMPILED_TEMPLATES
        self.copied = files
        if self.volume is not None:
            PageFrames().add_to(env, own_theme=config.theme.custom_dir is None)
            if self.preview:
                self.preview.keep(Built(config, files, self.nav, env), self.order.data_dir)
        return env

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Expand the braces of a written page."""
        entry = self._entry(page)
        if entry is not None:
            page.title = entry.title
            page_bodies.leave_unread(page)
            if self._putting_off:
                page.meta["template"] = LATER
            elif entry.parent:
                page.meta.setdefault("template", FRAMED)
            return ""
        if self.volume is None:
            return markdown
        try:
            text, self.templates[page.file.src_uri] = page_bodies.expand_written(
                markdown, page, self.volume, self._renderer(page, config), self.order.messages
            )
        except PluginError as error:
            if self.preview is None:
                raise
            log.error("%s", error)
            return "".join(
                f"    {line}\n" for line in str(error).splitlines()
            )  # as it stands, in the page's place
        return text

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Fill the values of a written page in."""
        template = self.templates.pop(page.file.src_uri, None)
        return template.fill(html) if template else html

    @name_broken_packages
    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Draw a generated page at the last moment, so that only one body is in memory at a time."""
        if self.volume is None:
            page.content = problem_entry(self.problems)
            return context
        if self.copied is not None:
            site_files.let_go(self.copied)
            self.copied = None
        entry = self._entry(page)
        if entry is not None and self.preview and self._putting_off:
            self.preview.put_off(page)
        elif entry is not None:
            blocks = page_bodies.draw_page(page, entry, self.volume, self._renderer(page, config))
            if self.searched:
                self.searched.add_generated(page, entry, blocks)
        else:
            page_bodies.credit_author(page)
            if self.searched:
                self.searched.add_written(page, self.volume)
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Write what lies beside the page, and let go of the body once it is written."""
        site_files.write_beside(page, self.beside.pop(page.file.src_uri, {}))
        page.content = None
        page.toc = page_bodies.toc_of(())
        return output

    @event_priority(-100)  # after other plugins have written their files
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the search index and what the forms read, and stamp the site."""
        if self.volume is None:
            return
        if self.preview:
            self.preview.put_off_files(*self._page_shelves(config, self.volume))
        else:
            forget_all(self.volume.book, but=hash_of_tables)
            self._write_index(Path(config.site_dir))
            if forms.has_forms(self.config, self.volume):
                forms.write_forms(Path(config.site_dir), self.order, self.volume)
        seal(Path(config.site_dir), self.order, self.volume)

    def _write_index(self, site_dir: Path) -> None:
        if self.searched:
            self.searched.write(site_dir, self._section_titles())

    def _page_shelves(self, config: MkDocsConfig, volume: Volume) -> tuple[Shelf, ...]:
        site_dir = Path(config.site_dir)
        return page_shelves(config, volume, self.order, self.config, lambda: self._write_index(site_dir))

    def _take_edit(self) -> bool:
        """Read the data again and let what it says be drawn when asked for; return whether that is enough."""
        if self.preview is None or self.volume is None or self.shape is None or self.preview.config is None:
            return False
        config = self.preview.config
        try:
            refuse_foreign(Path(config.docs_dir), self.order)
            volume = open_volume(self.order)
        except PluginError:
            return False
        if shape_of(volume, config, self.config) != self.shape:
            return False
        beside = data_shelves(config, volume, self.order, carries_data=self._carries_data)
        if not self.preview.take_edit(self.order.data_dir, (*beside, *self._page_shelves(config, volume))):
            return False
        self.volume = volume
        return True

    problems: tuple[Issue, ...] = ()

    def _section_titles(self) -> dict[str, str]:
        assert self.volume is not None  # noqa: S101 - callers have checked; tells the type checker
        return {one: section_title(self.volume.book, one) for one in sections(self.volume.entries.values())}

    @property
    def _carries_data(self) -> bool:
        hides = self.volume is not None and self.volume.hides
        return self.config.publish_data and not self.config.source_url and not hides

    def _show_problems(self, config: MkDocsConfig, issues: tuple[Issue, ...]) -> None:
        self.volume, self.problems = None, issues
        config.nav = None
        log.error("erpsite: the data has errors; the page lists them")

    def _entry(self, page: Page) -> PageEntry | None:
        if self.volume is None or page.file.generated_by is None or page.file.abs_src_path:
            return None
        return self.volume.entries.get(page_bodies.page_path(page))

    def _renderer(self, page: Page, config: MkDocsConfig) -> HtmlRenderer:
        assert self.volume is not None  # noqa: S101 - callers have checked; tells the type checker
        here, data = page_bodies.page_path(page), self._carries_data
        renderer = page_bodies.renderer_of(self.volume, here, config, self.config.source_url, data)
        self.beside[page.file.src_uri] = renderer.files
        return renderer

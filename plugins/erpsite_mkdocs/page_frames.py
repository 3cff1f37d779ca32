"""Render what stands around the pages of single records once for many, and fill each page's own parts in.

The theme's template takes a sixth of a large build, and between two initiatives it differs in a handful of
places. So it is rendered with a stand-in for the page, whose values are marks; the text between the marks is
the frame. A template that asks a page for more than is known here is rendered for every page, as always.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from jinja2 import Environment, Template, TemplateError, pass_context
from jinja2.runtime import Context
from markupsafe import escape
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

__all__ = ["FRAMED", "PageFrames"]

log = logging.getLogger("mkdocs.plugins.erpsite_mkdocs.page_frames")

FRAMED = "framed.html"
"""The template of a page that may share its frame."""
_PAGE = "main.html"
_HEADINGS = "partials/headings.html"

_GIVEN = {
    *("base_url", "build_date_utc", "config", "extra_css", "extra_javascript"),
    *("mkdocs_version", "nav", "page", "pages"),
}
"""What MkDocs gives a template; where another plugin gives more, it may differ from page to page."""
_SAME = ("ancestors", "edit_url", "is_homepage", "next_page", "parent", "previous_page")
"""What a template may ask a page that all pages of one frame answer alike."""


class _Mark(NamedTuple):
    """Name the places of a frame where a page's own text goes, each by letters that no text has."""

    title: str = "\ue000title\ue001"
    description: str = "\ue000description\ue001"
    name: str = "\ue000name\ue001"
    content: str = "\ue000content\ue001"
    headings: str = "\ue000headings\ue001"
    skip: str = "\ue000skip\ue001"
    source_url: str = "\ue000source-url\ue001"
    source_name: str = "\ue000source-name\ue001"


_MARK = _Mark()
_OPENING, _CLOSING = "\ue000", "\ue001"


_TOLD = {
    "description": _MARK.description,
    "erpsite_source_url": _MARK.source_url,
    "erpsite_source_name": _MARK.source_name,
}


class _StandIn:
    """Answer a template in a page's place, and note what it asks that cannot be answered for every page."""

    def __init__(self, answers: Mapping[str, Any], asked: set[str]) -> None:
        self._answers, self._asked = answers, asked

    def __getattr__(self, name: str) -> Any:
        if name in self._answers:
            return self._answers[name]
        self._asked.add(name)
        raise AttributeError(name)


class PageFrames:
    """Hold the frames of one build by what the pages of one frame have in common."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Any, ...], tuple[str, ...] | None] = {}
        self._headings: Callable[[Any], str]

    def add_to(self, env: Environment, *, own_theme: bool) -> None:
        """Let the template of framed pages ask for their text.

        `own_theme` says that all templates are those that come with erpsite and the theme; what a company's
        own ones make of a page nobody knows here, and they are rendered for every page.
        """
        self._own = own_theme
        env.globals["erpsite_framed"] = self.render
        module: Any = env.get_template(_HEADINGS).module
        self._headings = module.headings

    @pass_context
    def render(self, context: Context) -> str:
        """Return a page's whole text."""
        given, page = context.get_all(), context["page"]
        template = context.environment.get_template(_PAGE)
        if (
            not self._own
            or not _is_plain(page)
            or not given.keys() <= _GIVEN | context.environment.globals.keys()
        ):
            return template.render(given)
        key = _shared(context["base_url"], page)
        if key not in self._kept:
            self._kept[key], text = self._frame(given, page, template)
            log.debug("%s %s", page.url, "shares no frame" if self._kept[key] is None else "gives a frame")
            return text
        frame = self._kept[key]
        return template.render(given) if frame is None else self._filled(frame, page)

    def _frame(
        self, given: dict[str, Any], page: Page, template: Template
    ) -> tuple[tuple[str, ...] | None, str]:
        """Return the texts between marks and the names of marks, in turn, and the page's whole text.

        There is no frame where it would not give this page exactly.
        """
        asked, text = set[str](), template.render(given)
        stand_in = _stand_in(page, asked)
        try:
            frame = template.render({**given, "page": stand_in})
        except (TemplateError, LookupError, TypeError, ValueError):  # it made more of a mark than a text
            return None, text
        frame = frame.replace(self._headings(stand_in.toc), _MARK.headings)
        parts = tuple(piece for part in frame.split(_OPENING) for piece in part.split(_CLOSING))
        known = {mark.strip(_OPENING + _CLOSING) for mark in _MARK}
        if asked or not set(parts[1::2]) <= known or self._filled(parts, page) != text:
            return None, text
        return parts, text

    def _filled(self, frame: tuple[str, ...], page: Page) -> str:
        """Return the frame with the page's own parts, escaped as the template escapes them."""
        toc = list(page.toc)
        own = {
            "title": escape(page.title),
            "description": escape(page.meta.get("description", "")),
            "name": _split(page)[1],
            "content": page.content or "",
            "headings": self._headings(toc),
            "skip": toc[0].id if toc else "",
            "source-url": escape(page.meta.get("erpsite_source_url", "")),
            "source-name": escape(page.meta.get("erpsite_source_name", "")),
        }
        return "".join(own[part] if place % 2 else part for place, part in enumerate(frame))


def _is_plain(page: Page) -> bool:
    """Say whether a page's title comes through the template's filters as it is, and the page has no twin."""
    title = page.title or ""
    odd = not title or set("<&" + _OPENING + _CLOSING) & set(title) or " ".join(title.split()) != title
    return not (odd or page.is_homepage or "<h1" in (page.content or ""))


def _split(page: Page) -> tuple[str, str, str]:
    """Return a page's address: what pages of a folder share, the part in which they differ, and the rest."""
    address = page.url.rstrip("/")
    folder, slash, name = address.rpartition("/")
    return folder + slash, name, page.url[len(address) :]


def _shared(base_url: str, page: Page) -> tuple[Any, ...]:
    """Return what pages of one frame have in common, besides the build."""
    toc, meta = list(page.toc), page.meta
    folder, _, rest = _split(page)
    front = tuple((key, bool(value) if key in _TOLD else repr(value)) for key, value in sorted(meta.items()))
    around = (id(page.parent), id(page.previous_page), id(page.next_page))
    headings = (min(len(toc), 2), toc[0].level if toc else 0)
    return base_url, folder, rest, bool(page.canonical_url), page.edit_url, front, around, headings


def _stand_in(page: Page, asked: set[str]) -> _StandIn:
    """Return what a template is shown in a page's place: its marks, and what all pages of its frame share."""
    folder, name, rest = _split(page)
    toc = list(page.toc)
    # All pages of a frame have the same keys in front: what this one lacks, no other has.
    marked = {key: _TOLD.get(key, value) if value else value for key, value in page.meta.items()}
    answers = {
        "title": _MARK.title,
        "url": f"{folder}{_MARK.name}{rest}",
        "canonical_url": page.canonical_url and _MARK.name.join(page.canonical_url.rsplit(name, 1)),
        "meta": marked,
        "content": _MARK.content,
        "toc": [AnchorLink(_MARK.skip, _MARK.skip, toc[0].level) for _ in toc[:2]],
    }
    return _StandIn(answers | {name: getattr(page, name) for name in _SAME}, asked)

"""Render blocks as HTML for the website or as plain Markdown for any other engine."""

from erpsite.pages.render.html import HtmlRenderer, Rendered, TocEntry
from erpsite.pages.render.markdown import MarkdownRenderer

__all__ = ["HtmlRenderer", "MarkdownRenderer", "Rendered", "TocEntry"]

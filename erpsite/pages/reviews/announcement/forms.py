"""Write a month's summary as plain text, Markdown or HTML; text of the data never becomes mark-up."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import indent

from erpsite.escaping import escape
from erpsite.pages.kit.changes.comment import escape_markdown
from erpsite.pages.render.prose import prose_html
from erpsite.pages.render.prose_markdown import prose_markdown
from erpsite.pages.reviews.announcement.summary import MonthSummary, SummaryLine, SummaryPart

__all__ = ["LinkTo", "no_links", "summary_html", "summary_markdown", "summary_page", "summary_text"]

LinkTo = Callable[[str, str], str]
"""Give the URL of a page and an anchor in it; empty where the summary shall not link."""


def no_links(path: str, anchor: str) -> str:  # noqa: ARG001 - it stands where links are made
    """Return no address: the site has none that readers of a mail could open."""
    return ""


def summary_text(summary: MonthSummary, link: LinkTo = no_links, *, titled: bool = True) -> str:
    """Return the summary as plain text, without its title where that stands above it already."""
    lines = [*((summary.title, "=" * 20) if titled else ()), summary.verdict]
    for part in summary.parts:
        lines += ["", part.title, "-" * 20]
        lines += [f"- {_text_line(line, summary)}" for line in part.lines] or [part.empty]
        lines += [f"  {part.more}"] if part.more else []
    if url := link(summary.path, ""):
        lines += ["", f"{summary.link_words}{summary.colon}{url}"]
    return "\n".join(lines) + "\n"


def _text_line(line: SummaryLine, summary: MonthSummary) -> str:
    mark = f"[{line.mark}] " if line.mark else ""
    words = line.words.replace("\n", "\n  ") if line.written else line.words
    return f"{mark}{line.name}{summary.behind(line)}{words}"


def summary_markdown(summary: MonthSummary, link: LinkTo = no_links, *, titled: bool = True) -> str:
    """Return the summary as plain Markdown that mail and chat show: headings, lists, bold, links."""
    head = [f"## {escape_markdown(summary.title)}"] if titled else []
    parts = [*head, escape_markdown(summary.verdict)]
    for part in summary.parts:
        lines = [_markdown_line(line, summary, link) for line in part.lines]
        lines += [f"- {part.more}"] if part.more else []
        parts += [f"### {part.title}", "\n".join(lines) or part.empty]
    if url := link(summary.path, ""):
        parts.append(f"[{summary.link_words}]({url})")
    return "\n\n".join(parts) + "\n"


def _markdown_line(line: SummaryLine, summary: MonthSummary, link: LinkTo) -> str:
    mark = f"**{escape_markdown(line.mark)}** · " if line.mark else ""
    url = link(line.path, line.anchor) if line.path else ""
    name = escape_markdown(line.name)
    name = f"[{name}]({url})" if url else name
    if line.written and "\n" in line.words:
        return f"- {mark}{name}\n\n" + indent(prose_markdown(line.words, 4), "    ")
    return f"- {mark}{name}{summary.behind(line)}{escape_markdown(line.words)}"


def summary_html(summary: MonthSummary, link: LinkTo = no_links) -> str:
    """Return the summary as HTML without a frame: paragraphs, headings and lists."""
    parts = [f"<p>{escape(summary.verdict)}</p>", *(_part(part, summary, link) for part in summary.parts)]
    if url := link(summary.path, ""):
        parts.append(f'<p><a href="{escape(url)}">{escape(summary.link_words)}</a></p>')
    return "\n".join(parts) + "\n"


def _part(part: SummaryPart, summary: MonthSummary, link: LinkTo) -> str:
    title = f"<h3>{escape(part.title)}</h3>"
    if not part.lines:
        return f"{title}\n<p>{escape(part.empty)}</p>"
    items = [f"<li>{_html_line(line, summary, link)}</li>" for line in part.lines]
    items += [f"<li>{escape(part.more)}</li>"] if part.more else []
    return f"{title}\n<ul>\n" + "\n".join(items) + "\n</ul>"


def _html_line(line: SummaryLine, summary: MonthSummary, link: LinkTo) -> str:
    mark = f"<strong>{escape(line.mark)}</strong> · " if line.mark else ""
    url = link(line.path, line.anchor) if line.path else ""
    name = f'<a href="{escape(url)}">{escape(line.name)}</a>' if url else escape(line.name)
    if line.written and "\n" in line.words:
        return f"{mark}{name}{summary.behind(line)}{prose_html(line.words, 4, abroad=True)}"
    return f"{mark}{name}{summary.behind(line)}{escape(line.words)}"


def summary_page(summary: MonthSummary, link: LinkTo = no_links, *, titled: bool = True) -> str:
    """Return the summary as a whole HTML document, as a mail carries it."""
    title = escape(summary.title)
    heading = f"<h2>{title}</h2>\n" if titled else ""
    return (
        f'<!doctype html>\n<html lang="{summary.html_lang}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n</head>\n<body>\n{heading}"
        f"{summary_html(summary, link)}</body>\n</html>\n"
    )

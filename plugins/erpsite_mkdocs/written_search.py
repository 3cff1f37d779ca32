"""Read the words of a written page out of its HTML, heading by heading."""

from __future__ import annotations

from html.parser import HTMLParser

from erpsite.pages.site.search_text import SearchPart

__all__ = ["read_parts"]

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BREAKS = _HEADINGS | {
    "p",
    "li",
    "tr",
    "dt",
    "dd",
    "pre",
    "blockquote",
    "div",
    "figure",
    "summary",
    "br",
    "hr",
}
_SILENT = frozenset(("script", "style", "template", "object", "svg"))
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)


def read_parts(html: str, title: str) -> tuple[SearchPart, ...]:
    """Return the parts of a page; what carries `data-search-exclude` is left out, and so is a first heading
    that only repeats the title.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    found = [SearchPart(anchor, _one_line(head), _lines(text)) for anchor, head, text in reader.parts]
    if len(found) > 1 and found[1].title == title and not found[0].text:
        found[:2] = [SearchPart("", "", found[1].text)]
    return tuple(found)


def _one_line(words: list[str]) -> str:
    return " ".join("".join(words).split())


def _lines(words: list[str]) -> str:
    return "\n".join(line for raw in "".join(words).split("\n") if (line := " ".join(raw.split())))


class _Reader(HTMLParser):
    """Collect (anchor, heading, text) of each part."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[tuple[str, list[str], list[str]]] = [("", [], [])]
        self._hidden: list[str] = []
        """Open elements from the first one that is left out."""
        self._in_heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        silent = tag in _SILENT or "data-search-exclude" in given or given.get("class") == "headerlink"
        if self._hidden or silent:
            if tag not in _VOID:
                self._hidden.append(tag)
        elif tag in _HEADINGS:
            self.parts.append((given.get("id") or "", [], []))
            self._in_heading = True
        elif tag in _BREAKS:
            self.parts[-1][2].append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            if tag in self._hidden:
                while self._hidden.pop() != tag:
                    pass
        elif tag in _HEADINGS:
            self._in_heading = False
        elif tag in _BREAKS:
            self.parts[-1][2].append("\n")
        elif tag in ("td", "th"):
            self.parts[-1][2].append(" ")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            # A line of the source is no line of the page.
            _, heading, text = self.parts[-1]
            (heading if self._in_heading else text).append(data.replace("\n", " "))

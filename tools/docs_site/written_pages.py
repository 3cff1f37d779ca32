"""Bring the written pages into the documentation, in one language, with links that lead on."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

__all__ = ["SECTIONS", "written_pages"]

ROOT = Path(__file__).parents[2]
SECTIONS: dict[str, tuple[str, ...]] = {
    "begin": ("first-steps",),
    "how-to": (
        "importing", "rolling-up-logs", "take-over", "editing-in-excel", "edit-in-the-page", "applying",
        "run-the-meeting", "slides", "publish-on-nginx", "add-an-edition", "group", "start-next-year",
        "hosting", "notebooks", "extending",
    ),
    "reference": (
        "reference/files", "reference/codes", "reference/rules", "reference/commands", "reference/measures",
        "compatibility", "search", "site-engines",
    ),
    "explanation": ("baseline-and-reviews", "four-pitfalls", "what-numbers-mean", "engines", "security"),
}  # fmt: skip
"""Pages of each section in the order in which they are read; those below `reference/` are generated."""

_ELSEWHERE = {"hosting": "deploy/README"}
"""Pages that lie outside of `docs/`, without their ending."""
_ENDINGS = {"en": ".md", "zh": ".zh-CN.md"}
_OTHER_LANGUAGE = re.compile(r" ?\[(?:中文|English)\]\([^)]*\)")
_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)\s]+)\)")


def written_pages(language: str) -> Iterator[tuple[str, str]]:
    """Yield path without ending and Markdown of each written page."""
    names = ["index", *(name for pages in SECTIONS.values() for name in pages if "/" not in name)]
    known = {_source(name, language): name for name in names}
    for source, name in known.items():
        text = (ROOT / source).read_text(encoding="utf-8")
        text = _OTHER_LANGUAGE.sub("", text)
        yield name, _LINK.sub(lambda link, at=source: _led(link, at, known, language), text)  # type: ignore[misc]


def _source(name: str, language: str) -> str:
    return _ELSEWHERE.get(name, f"docs/{name}") + _ENDINGS[language]


def _led(link: re.Match[str], source: str, known: dict[str, str], language: str) -> str:
    """Return a link that leads to another page of the documentation; what it has not is named, not linked."""
    text, target = link[1], link[2]
    path, hash_sign, anchor = target.partition("#")
    if not path or "://" in target:
        return link[0]
    full = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
    for wanted in (full, full.removesuffix(".md") + _ENDINGS[language]):
        if wanted in known:
            return f"[{_named(text)}]({known[wanted]}.md{hash_sign}{anchor})"
    if full.startswith("docs/reference/"):
        return f"[{text}]({full.removeprefix('docs/')}{hash_sign}{anchor})"
    return f"`{full}`" if text in (path, full) else f"{text} (`{full}`)"


def _named(text: str) -> str:
    """Return the text of a link without the ending that the file has in the repository."""
    return text.replace(".zh-CN.md", "").replace(".md", "")

"""Lay the pre-read out as one document: cover, contents with page numbers, then chapter after chapter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib import resources

from erpsite.escaping import escape
from erpsite.pack.print_page import PrintRenderer, page_id
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book, PageEntry
from erpsite.pages.kit.standing import opening_blocks
from erpsite.pages.site.site_map import site_map

__all__ = ["Chapter", "brief_html", "chapters", "figures_of", "preread_html"]

Chapter = tuple[PageEntry, tuple[b.Block, ...]]

_BEFORE = ("meeting/charter", "meeting/agenda")


def chapters(book: Book) -> tuple[Chapter, ...]:
    """Return the drawn pages of the printed pre-read: charter, agenda, then the whole pre-read."""
    entries = {entry.path: entry for entry in site_map(book)}
    paths = [path for path in _BEFORE if path in entries]
    paths += [path for path in entries if path.startswith("preread/")]
    return tuple((entries[path], tuple(entries[path].draw())) for path in paths)


def figures_of(drawn: Sequence[Chapter]) -> dict[str, b.Chart]:
    """Return every chart of the chapters by `path/name`."""
    return {f"{entry.path}/{figure.name}": figure for entry, blocks in drawn for figure in _figures(blocks)}


def _figures(blocks: Sequence[b.Block]) -> Iterator[b.Chart]:
    for block in blocks:
        if isinstance(block, b.Chart):
            yield block
        elif isinstance(block, b.Details | b.Callout):
            yield from _figures(block.blocks)


def preread_html(book: Book, drawn: Sequence[Chapter], pictures: Mapping[str, bytes]) -> str:
    """Return the document as HTML for paged media, style sheet included."""
    body = [_cover(book), _contents(book, drawn), *(_chapter(book, one, drawn, pictures) for one in drawn)]
    return _document(book, book.tr("Pre-read"), "".join(body))


def brief_html(book: Book, drawn: Sequence[Chapter], points: float) -> str:
    """Return the brief alone, in letters of `points`; the caller makes it fit one page."""
    found = next((one for one in drawn if one[0].path == "preread/brief"), None)
    title = found[0].title if found else book.tr("Brief")
    facts = f'<p class="es-note">{escape(_as_of(book))}</p>'
    head = f'<article class="one" style="font-size:{points}pt"><h1>{escape(title)}</h1>{facts}'
    return _document(book, title, f"{head}{_brief(book, found)}</article>")


def _brief(book: Book, found: Chapter | None) -> str:
    if found is None:
        return f"<p>{escape(_nothing(book))}</p>"
    entry, blocks = found
    kept = tuple(block for block in blocks if not isinstance(block, b.Chart | b.Details))
    return PrintRenderer(book.locale, entry.path).render(kept).html


def _nothing(book: Book) -> str:
    return book.tr("The plan holds nothing for a pre-read yet.")


def _as_of(book: Book) -> str:
    return f"{book.title} · {book.tr('As of {month}', month=book.locale.month(book.state.as_of))}"


def _cover(book: Book) -> str:
    plan, tr = book.handbook.plan, book.tr
    lines = [
        tr("As of {month}", month=book.locale.month(book.state.as_of)),
        tr("Planning meeting on {day}", day=book.locale.day(plan.meeting_date)),
    ]
    facts = "".join(f"<p>{escape(line)}</p>" for line in lines)
    name, title = escape(book.text(plan.organisation)), escape(book.title)
    kind = escape(tr("Pre-read"))
    html = PrintRenderer(book.locale, "cover").render(opening_blocks(book)).html
    return f'<section class="cover"><p>{name}</p><h1>{title}</h1><p>{kind}</p>{facts}{html}</section>'


def _contents(book: Book, drawn: Sequence[Chapter]) -> str:
    if not drawn:
        return f'<section class="contents"><p>{escape(_nothing(book))}</p></section>'
    items = "".join(
        f'<li><a href="#{page_id(entry.path)}">{escape(entry.title)}</a></li>' for entry, _ in drawn
    )
    return f'<nav class="contents"><h1>{escape(book.tr("Contents"))}</h1><ol>{items}</ol></nav>'


def _chapter(book: Book, one: Chapter, drawn: Sequence[Chapter], pictures: Mapping[str, bytes]) -> str:
    entry, blocks = one
    pages = frozenset(other.path for other, _ in drawn)
    renderer = PrintRenderer(book.locale, entry.path, pages=pages, pictures=pictures)
    html = renderer.render(blocks).html
    return f'<article><h1 id="{page_id(entry.path)}">{escape(entry.title)}</h1>{html}</article>'


def _document(book: Book, title: str, body: str) -> str:
    style = resources.files("erpsite.pack").joinpath("print.css").read_text(encoding="utf-8")
    header = _css_string(book.title)
    month = _css_string(book.tr("As of {month}", month=book.locale.month(book.state.as_of)))
    page = f"@page {{ @top-left {{ content: {header}; }} @bottom-left {{ content: {month}; }} }}"
    day = book.state.today.isoformat()
    return (
        f'<!doctype html><html lang="{book.locale.html_lang}"><head><meta charset="utf-8">'
        f"<title>{escape(book.title)} · {escape(title)}</title>"
        f'<meta name="author" content="{escape(book.text(book.handbook.plan.organisation))}">'
        f'<meta name="dcterms.created" content="{day}"><meta name="dcterms.modified" content="{day}">'
        f"<style>{style}{page}</style></head><body>{body}</body></html>"
    )


def _css_string(text: str) -> str:
    """Return a text as a CSS string that cannot end its style element."""
    return '"' + "".join(f"\\{ord(char):x} " if char in '"\\<>\n' else char for char in text) + '"'

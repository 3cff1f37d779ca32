"""Write the search index in parts, so that a reader fetches only what the typed words need.

Each part is a script of one call, `erpsiteSearch(name, value)`: a page opened from a file share may load
scripts, but fetch nothing. The parts, all below `search/`:

- `index.js` names the others: `v` a stamp of all of them, `n` how many entries there are, `s` the sections
  as title and first entry, `t` the first word of each part with words, `e` how many entries each part has.
- `t0.js` …: the words, sorted, each with the entries it stands in. An entry's number × 4, plus where in the
  entry the word stands (`_TITLE_SHORT` … `_TEXT`), written as the differences from one to the next.
- `e0.js` …: the entries as readers see them: address, title, title of the page, tone and text of the status,
  and the parts, each an anchor, a heading and a text.
- `words.js`: words of letters in order, each as the letters it shares with the one before (A none, B one …)
  and the rest; by them a word with a wrong letter finds its like.
"""

from __future__ import annotations

import hashlib
import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import sub

from erpsite.frozen import dataclass
from erpsite.pages.site.search_text import SearchPage, SearchPart
from erpsite.pages.site.search_words import terms

__all__ = ["MOST_WORDS", "search_files"]

_TITLE_SHORT, _TITLE, _LEAD, _TEXT = range(4)
"""Where a word stands, from what counts most: a title of hardly more, a title, a lead or heading, a text."""
_SHORT = 4
"""Words in a title that is short; pairs of Chinese characters count as words."""
_FEW_ROWS = 30
"""Rows that are told as parts of their page; where there are more, each is an entry of its own."""
_MUCH = 6000
"""Characters of a page's text beyond which its parts are entries of their own."""
_TERM_PART, _ENTRY_PART = 16_000, 6_000
"""Bytes after which a part is full."""
MOST_WORDS = 40_000
"""Bytes of the list of words; what stands in fewest entries stays out."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """Hold one result: a page, or a part of a large one."""

    page: SearchPage
    title: str
    rank: int
    """The best that a word of its title counts."""
    parts: tuple[SearchPart, ...]
    lead: str = ""
    row: SearchPart | None = None


def search_files(pages: Iterable[SearchPage], sections: Mapping[str, str]) -> dict[str, bytes]:
    """Return the parts of the index by name; `sections` holds the sections' titles in reading order."""
    order = {key: place for place, key in enumerate(sections)}
    ordered = sorted(pages, key=lambda page: order.get(page.section, len(order)))
    entries, starts = list[_Entry](), list[tuple[str, int]]()
    for page in ordered:
        title = sections.get(page.section, page.section)
        if not starts or starts[-1][0] != title:
            starts.append((title, len(entries)))
        entries += _entries(page)
    postings = _postings(entries)
    words, first_words = _term_parts(postings)
    shown, counts = _entry_parts(entries)
    files = {**words, **shown, "words.js": _script("words", _word_list(postings))}
    stamp = hashlib.sha256(b"".join(files.values())).hexdigest()[:12]
    index = {"v": stamp, "n": len(entries), "s": starts, "t": first_words, "e": counts}
    return {"index.js": _script("index", index), **files}


def _entries(page: SearchPage) -> Iterator[_Entry]:
    """Give the entries of a page: all of it as one, or what is much of it one by one."""
    few = len(page.rows) <= _FEW_ROWS
    parts, rest = page.parts, list[SearchPart]()
    if sum(len(part.text) for part in parts) > _MUCH:
        first, *rest = [piece for part in parts for piece in _pieces(part)]
        parts = (first,)
    own = _TITLE_SHORT if len(terms(page.title)) <= _SHORT else _TITLE
    yield _Entry(page, page.title, own, (*parts, *(page.rows if few else ())), page.lead)
    for part in rest:
        yield _Entry(page, part.title or page.title, _LEAD, (replace(part, title=""),))
    for row in () if few else page.rows:
        yield _Entry(page, row.title, _TITLE, (SearchPart(row.anchor, "", row.text),), row=row)


def _pieces(part: SearchPart) -> Iterator[SearchPart]:
    """Give a part in pieces that are not much, cut between paragraphs."""
    lines, size = list[str](), 0
    for line in part.text.split("\n"):
        if size > _MUCH:
            yield replace(part, text="\n".join(lines))
            lines, size = [], 0
        lines.append(line)
        size += len(line)
    yield replace(part, text="\n".join(lines))


def _postings(entries: Sequence[_Entry]) -> dict[str, array[int]]:
    found: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))  # there may be millions
    known: dict[str, list[str]] = {}

    def cut(text: str) -> list[str]:
        """Cut each line once; pages of one kind share many."""
        words = list[str]()
        for line in text.split("\n"):
            if (cached := known.get(line)) is None:
                cached = known[line] = list(dict.fromkeys(terms(line)))
            words += cached
        return words

    for number, entry in enumerate(entries):
        best = dict.fromkeys(cut("\n".join(part.text for part in entry.parts)), _TEXT)
        heads = [entry.lead, *(part.title for part in entry.parts), *(part.anchor for part in entry.parts)]
        best |= dict.fromkeys(cut("\n".join(heads)), _LEAD)
        best |= dict.fromkeys(cut(entry.page.name) if entry.row is None else (), _TITLE)
        best |= dict.fromkeys(cut(entry.title), entry.rank)
        base = number * 4
        for word, field in best.items():
            found[word].append(base + field)
    return found


def _term_parts(postings: Mapping[str, Sequence[int]]) -> tuple[dict[str, bytes], list[str]]:
    parts, firsts = dict[str, bytes](), list[str]()
    part, size = dict[str, list[int]](), 0
    for word in sorted(postings):
        codes = postings[word]
        part[word] = [codes[0], *map(sub, codes[1:], codes)]
        size += 3 * len(codes) + len(word) + 6
        if len(part) == 1:
            firsts.append(word)
        if size > _TERM_PART:
            parts[f"t{len(parts)}.js"] = _script(f"t{len(parts)}", part)
            part, size = {}, 0
    if part:
        parts[f"t{len(parts)}.js"] = _script(f"t{len(parts)}", part)
    return parts, firsts


def _entry_parts(entries: Iterable[_Entry]) -> tuple[dict[str, bytes], list[int]]:
    parts, counts = dict[str, bytes](), list[int]()
    part, size = list[list[object]](), 0
    for entry in entries:
        part.append(_shown(entry))
        size += 80 + sum(len(one.text) + len(one.title) for one in entry.parts)
        if size > _ENTRY_PART:
            parts[f"e{len(parts)}.js"] = _script(f"e{len(parts)}", part)
            counts.append(len(part))
            part, size = [], 0
    if part:
        parts[f"e{len(parts)}.js"] = _script(f"e{len(parts)}", part)
        counts.append(len(part))
    return parts, counts


def _shown(entry: _Entry) -> list[object]:
    page = entry.page
    chip = entry.row.chip if entry.row else page.chip
    first, *others = entry.parts or (SearchPart("", ""),)
    text = "\n".join(one for one in (entry.lead, first.text) if one)
    return [
        page.url,
        entry.title,
        "" if entry.title == page.title else page.title,
        *((chip.tone, chip.text) if chip else ("", "")),
        [[one.anchor, one.title, one.text] for one in (SearchPart(first.anchor, first.title, text), *others)],
    ]


def _word_list(postings: Mapping[str, Sequence[int]]) -> str:
    """Return the words of letters as one text of at most `MOST_WORDS` bytes."""
    often = sorted(
        (word for word in postings if len(word) > 3 and word.isalpha() and word[0] < "\u0e00"),
        key=lambda word: (-len(postings[word]), word),
    )
    while len((text := _front_coded(sorted(often))).encode()) > MOST_WORDS:
        often = often[: len(often) * 9 // 10]
    return text


def _front_coded(words: Sequence[str]) -> str:
    coded = []
    for before, word in pairwise(("", *words)):
        shared = 0
        while shared < min(len(before), len(word), 25) and before[shared] == word[shared]:
            shared += 1
        coded.append(chr(65 + shared) + word[shared:])
    return "".join(coded)


def _script(name: str, value: object) -> bytes:
    told = json.dumps([name, value], ensure_ascii=False, separators=(",", ":"))
    return f"erpsiteSearch({told[1:-1]})\n".encode()

"""Read the mark-up within a paragraph that people wrote: emphasis, code, links, line ends; in linear time."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from typing import Literal

from erpsite.frozen import dataclass
from erpsite.pages.render.prose_tree import HARD

__all__ = ["Part", "prose_words"]

Kind = Literal["text", "open", "close", "code", "link", "unlink", "hard", "soft"]


@dataclass(frozen=True, slots=True)
class Part:
    """Hold a piece of a paragraph: words, code, an address that begins a link, or the name of an emphasis."""

    kind: Kind
    text: str = ""


_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`+)"
    r"|(?P<run>\*+|_+|~+)"
    r"|!?\[(?P<label>[^\[\]\n\v]*)\]\(<?(?P<target>[^()\s<>]*(?:\([^()\s<>]*\)[^()\s<>]*)?)>?\)"
    r"|<(?P<angled>(?:https?://|mailto:)[^\s<>]*)>"
    r"|(?P<bare>https?://[^\s<>\"'`，。；：！？、（）《》【】“”‘’]+)"
    rf"|(?P<hard>{HARD})|(?P<soft>\n)"
)
_SAFE = re.compile(r"(?:https?://|mailto:)[^\s]+$", re.IGNORECASE)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:|//|\\")
_NAMES = {"*": "em", "_": "em", "**": "strong", "__": "strong", "~~": "del"}
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


def prose_words(text: str) -> list[Part]:
    """Return the parts of a paragraph in order; every `open` and `link` has its end."""
    return _Reader(text).read()


class _Reader:
    """Goes through the text once, token by token."""

    def __init__(self, text: str, links: bool = True) -> None:
        self.text, self.links = text, links
        self.parts: list[Part] = []
        self.waiting: list[tuple[str, int]] = []
        """Emphasis that was begun: its mark, and where in the parts."""
        self.begun: Counter[str] = Counter()
        self.ticks: defaultdict[int, list[int]] | None = None

    def read(self) -> list[Part]:
        at = 0
        while match := _TOKEN.search(self.text, at):
            self._say(self.text[at : match.start()])
            at = self._token(match)
        self._say(self.text[at:])
        return self.parts

    def _say(self, words: str) -> None:
        if words:
            self.parts.append(Part("text", words))

    def _token(self, match: re.Match[str]) -> int:
        """Take one token in and return where to go on."""
        kind = match.lastgroup if match["label"] is None else "label"
        if kind == "escaped":
            self._say(match["escaped"])
        elif kind == "ticks":
            return self._code(match)
        elif kind == "run":
            self._emphasis(match)
        elif kind == "label":
            self._link(match)
        elif kind in ("angled", "bare"):
            return self._address(match, kind)
        elif kind == "hard":
            self.parts.append(Part("hard"))
        else:
            self._soft(match.start())
        return match.end()

    def _soft(self, at: int) -> None:
        """End a line softly; between two Han characters stands no blank."""
        around = self.text[at - 1 : at], self.text[at + 1 : at + 2]
        if not all(_WIDE.match(letter) for letter in around):
            self.parts.append(Part("soft"))

    def _code(self, match: re.Match[str]) -> int:
        if self.ticks is None:
            self.ticks = defaultdict(list)
            for run in re.finditer("`+", self.text):
                self.ticks[len(run[0])].append(run.start())
        same = self.ticks[len(match[0])]
        place = bisect_left(same, match.end())
        if place == len(same):
            self._say(match[0])
            return match.end()
        code = self.text[match.end() : same[place]].replace("\n", " ").replace(HARD, " ")
        framed = code.startswith(" ") and code.endswith(" ") and code.strip()
        self.parts.append(Part("code", code[1:-1] if framed else code))
        return same[place] + len(match[0])

    def _emphasis(self, match: re.Match[str]) -> None:
        mark, before = match[0], self.text[match.start() - 1 : match.start()] if match.start() else ""
        after = self.text[match.end() : match.end() + 1]
        inside = mark[0] == "_" and _is_word(before) and _is_word(after)
        if inside or (before.isdigit() and after.isdigit()) or len(mark) > 3 or mark == "~":
            self._say(mark)
        elif before.strip() and self._close(mark):
            return
        elif after.strip():
            self.waiting.append((mark, len(self.parts)))
            self.begun[mark] += 1
            self._say(mark)
        else:
            self._say(mark)

    def _close(self, mark: str) -> bool:
        """End the nearest emphasis of this mark; what was begun within it and not ended stays text."""
        if not self.begun[mark] or self.waiting[-1] == (mark, len(self.parts) - 1):
            return False
        while True:
            name, place = self.waiting.pop()
            self.begun[name] -= 1
            if name == mark:
                break
        names = ("strong", "em") if len(mark) == 3 else (_NAMES[mark],)
        self.parts[place] = Part("open", " ".join(names))
        self.parts.append(Part("close", " ".join(reversed(names))))
        return True

    def _link(self, match: re.Match[str]) -> None:
        target = match["target"]
        label = match["label"] or target
        inner = _Reader(label, links=False).read()
        if self.links and target and (_SAFE.match(target) or not _SCHEME.match(target)):
            self.parts += [Part("link", target), *inner, Part("unlink")]
        else:
            self.parts += inner

    def _address(self, match: re.Match[str], kind: str) -> int:
        address, end = match[kind], match.end()
        if kind == "bare":
            kept = address.rstrip(".,;:!?*_~)]")
            if kept.count("(") > kept.count(")") and address.startswith(kept + ")"):
                kept += ")"
            end -= len(address) - len(kept)
            address = kept
        words = Part("text", address.removeprefix("mailto:"))
        if self.links and _SAFE.match(address):
            self.parts += [Part("link", address), words, Part("unlink")]
        else:
            self.parts.append(words)
        return end


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"

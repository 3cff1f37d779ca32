"""Find the lines that belong to a record, and where new ones go."""

from __future__ import annotations

from erpsite.frozen import dataclass
from erpsite.patch.nodes import Entry, Node

__all__ = ["Lines"]


@dataclass(frozen=True, slots=True)
class Lines:
    """Answer questions about one text; offsets count characters."""

    text: str

    @property
    def newline(self) -> str:
        """Return the line end that the file uses first."""
        at = self.text.find("\n")
        if at < 0:
            return "\r" if "\r" in self.text else "\n"
        return "\r\n" if self.text[at - 1 : at] == "\r" else "\n"

    def start_of(self, at: int) -> int:
        """Return where the line begins that holds an offset."""
        while at > 0 and self.text[at - 1] not in "\r\n":
            at -= 1
        return at

    def end_of(self, at: int) -> int:
        """Return where the next line begins, or the end of the text."""
        while at < len(self.text) and self.text[at] not in "\r\n":
            at += 1
        return at + (2 if self.text[at : at + 2] == "\r\n" else 1) if at < len(self.text) else at

    def column(self, at: int) -> int:
        """Return how many characters stand before an offset in its line."""
        return at - self.start_of(at)

    def owns_line(self, entry: Entry) -> bool:
        """Say whether only blanks stand before an entry, so that it can be cut out by lines."""
        return not self.text[self.start_of(entry.start) : entry.start].strip()

    def before(self, at: int) -> int:
        """Return where the line above that of an offset begins; -1 above the first."""
        start = self.start_of(at)
        if start == 0:
            return -1
        back = start - (2 if self.text[start - 2 : start] == "\r\n" else 1)
        return self.start_of(back)

    def region(self, entry: Entry) -> tuple[int, int]:
        """Return the lines of an entry with the comment directly above it, but for the head of the file."""
        end = max(entry.value.end, entry.key.end if entry.key else entry.start + 1)
        return self._above(entry), self.end_of(end)

    def _above(self, entry: Entry) -> int:
        start, mark = self.start_of(entry.start), " " * self.column(entry.start) + "#"
        above = self.before(start)
        while above >= 0 and self.text.startswith(mark, above):
            start, above = above, self.before(above)
        return start if start > 0 else self.start_of(entry.start)

    def is_blank(self, at: int) -> bool:
        """Say whether the line that begins at an offset holds nothing but blanks."""
        return at < len(self.text) and not self.text[at : self.end_of(at)].strip()

    def without(self, start: int, end: int) -> str:
        """Return the text without some lines, and without the second of two gaps that would meet."""
        above = self.before(start) if start else -1
        if start == 0 or self.is_blank(above):
            while self.is_blank(end):
                end = self.end_of(end)
            while end == len(self.text) and above >= 0 and self.is_blank(above):
                start, above = above, self.before(above)
        return self.text[:start] + self.text[end:]

    def offset_of_lists(self, root: Node | None) -> int:
        """Return how far lists stand to the right of their key in this file, 0 or 2; 0 where none does."""
        todo = [root] if root else []
        while todo:
            node = todo.pop()
            for entry in node.entries:
                inner = entry.value
                if entry.key and inner.kind == "sequence" and not inner.flow and inner.entries:
                    return max(0, self.column(inner.entries[0].start) - self.column(entry.start))
                todo.append(inner)
        return 0

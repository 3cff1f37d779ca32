"""Count what a written page makes the build do, so that the same page is always refused at the same place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from erpsite.errors import ContentError
from erpsite.issues import Source

__all__ = ["Budget", "refuse"]


def refuse(message: str, **values: object) -> ContentError:
    """Return the error of a page, a msgid with the values of its fields; the template adds file and line."""
    return ContentError(message, Source(""), **values)


@dataclass
class Budget:
    """Hold what a page may still do. Steps are counted, not seconds: a busy machine refuses no page."""

    steps: int = 50_000
    """Steps: one for a turn of a loop, a call or a value, more for what draws."""
    characters: int = 300_000
    """Characters that a page may put out beyond what is written in it."""
    html: int = 20_000_000
    """Characters of HTML of all its values: tables, charts, roadmaps."""
    longest: int = 20_000
    """Characters of one text, or items of one list, that a page may make."""

    def spend(self, steps: int) -> None:
        """Count steps; raise `ContentError` where a page does more than a page needs."""
        self.steps -= steps
        if self.steps < 0:
            raise refuse("the page repeats too much; a loop or macro goes round too often here")

    def put_out(self, characters: int) -> None:
        """Count text; raise `ContentError` where a page puts out too much."""
        self.characters -= characters
        if self.characters < 0:
            raise refuse("the page puts out too much text")

    def render(self, characters: int) -> None:
        """Count HTML; raise `ContentError` where the values of a page are too large."""
        self.html -= characters
        if self.html < 0:
            raise refuse("the tables and charts of the page are too large together")

    def short(self, value: Any) -> Any:
        """Return a text, list or number that is short enough; raise `ContentError` for a longer one."""
        if isinstance(value, str | list | tuple | dict) and len(value) > self.longest:
            raise refuse("a text or list of a page has at most {most} parts", most=self.longest)
        if isinstance(value, int) and value.bit_length() > 256:
            raise refuse("the number has too many digits")
        return value

    def each(self, items: Iterable[Any], steps: int, characters: int = 0) -> Iterator[Any]:
        """Yield items and count the turns; a turn costs `steps` and puts out `characters`."""
        for item in items:
            self.spend(steps)
            self.put_out(characters)
            yield item

"""Read what a rule says of itself: the docstring of the function that judges."""

from __future__ import annotations

import inspect
import re

from erpsite.frozen import dataclass

__all__ = ["RuleText", "read_rule_text"]

_SECTION = re.compile(r"^(Why|Passes|Fails|Mend):\s*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class RuleText:
    """Hold the texts of a rule; each is a msgid."""

    title: str
    why: str
    passes: str
    fails: str
    mend: str


def read_rule_text(docstring: str | None) -> RuleText:
    """Return the texts in a docstring: the title in its first line, then four paragraphs by their first word.

    Raises `ValueError` where a part is missing, empty or there twice.
    """
    title, *rest = _SECTION.split(inspect.cleandoc(docstring or ""))
    names, texts = rest[::2], rest[1::2]
    if sorted(names) != ["Fails", "Mend", "Passes", "Why"] or not all(map(str.strip, (title, *texts))):
        raise ValueError(
            "the docstring of a rule has a title and the parts 'Why:', 'Passes:', 'Fails:' and 'Mend:', "
            f"each once; here are: {', '.join(names) or 'none'}"
        )
    parts = {name: " ".join(text.split()) for name, text in zip(names, texts, strict=True)}
    heading = " ".join(title.split()).removesuffix(".")
    return RuleText(heading, parts["Why"], parts["Passes"], parts["Fails"], parts["Mend"])

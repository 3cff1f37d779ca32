"""Write a tree as YAML in the ways of many people: quotes, folds, brackets, indents and comments."""

from __future__ import annotations

import json
import random
import re
from typing import Any

__all__ = ["restyled"]

_PLAIN = re.compile(r"[A-Za-z\u4e00-\u9fff][\w\u4e00-\u9fff-]*(?: [\w\u4e00-\u9fff-]+)*|\d{4}-\d\d-\d\d")
_WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"}
_WIDTH = 34


def restyled(tree: Any, rng: random.Random) -> str:
    """Return the text of a file that holds the tree."""
    lines = ["# written by hand", *_block(tree, 0, rng), *(["", "# the end"] if rng.random() < 0.5 else [])]
    return "\n".join(lines) + ("\n" if rng.random() < 0.9 else "")


def _block(value: Any, indent: int, rng: random.Random) -> list[str]:
    pad = " " * indent
    lines: list[str] = []
    for key, part in value.items() if isinstance(value, dict) else ((None, one) for one in value):
        if rng.random() < 0.1:
            lines.append(rng.choice(["", f"{pad}# about {key or 'this'}: it's {{so}}"]))
        head = f"{pad}- " if key is None else f"{pad}{_key(key, rng)}: "
        lines += _entry(head, part, indent, rng, item=key is None)
    return lines


def _entry(head: str, part: Any, indent: int, rng: random.Random, *, item: bool) -> list[str]:
    note = rng.choice(["", "", "", "  # as agreed: {x}"])
    if isinstance(part, dict | list) and (not part or (rng.random() < 0.25 and _is_short(part))):
        return [f"{head}{_flow(part, rng)}{note}"]
    if isinstance(part, dict) and item:
        inner = _block(part, len(head), rng)
        while not inner[0].strip() or inner[0].lstrip().startswith("#"):
            inner = inner[1:]
        return [head + inner[0][len(head) :], *inner[1:]]
    if isinstance(part, dict | list):
        deeper = indent + (rng.choice([0, 2]) if isinstance(part, list) and not item else rng.choice([2, 4]))
        return [f"{head.rstrip()}{note}", *_block(part, deeper, rng)]
    if isinstance(part, str) and (long := _long(part, indent + 2, rng)):
        return [f"{head}{long[0]}", *long[1:]]
    return [f"{head}{_scalar(part, rng)}{note}"]


def _key(key: str, rng: random.Random) -> str:
    return f'"{key}"' if rng.random() < 0.05 else key


def _is_short(part: Any) -> bool:
    return len(json.dumps(part)) < 90 and "\\n" not in json.dumps(part)


def _flow(part: Any, rng: random.Random) -> str:
    space = rng.choice(["", " "])
    if isinstance(part, dict):
        inner = ", ".join(f"{key}: {_flow(one, rng)}" for key, one in part.items())
        return f"{{{space}{inner}{space}}}"
    if isinstance(part, list):
        return f"[{space}{', '.join(_flow(one, rng) for one in part)}{space}]"
    return _scalar(part, rng)


def _scalar(value: Any, rng: random.Random) -> str:
    if not isinstance(value, str):
        return "true" if value is True else "false" if value is False else json.dumps(value)
    plain = _PLAIN.fullmatch(value) and value.lower() not in _WORDS
    if plain and rng.random() < 0.5:
        return value
    if rng.random() < 0.6 and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    return json.dumps(value, ensure_ascii=False)


def _long(text: str, indent: int, rng: random.Random) -> list[str] | None:
    """Return a text over several lines, folded or as it is; None where it is to stand in one."""
    pad = " " * indent
    if "\n" in text.strip() and text == text.strip() and rng.random() < 0.7 and "\n " not in text:
        return ["|-", *(f"{pad}{line}".rstrip() for line in text.split("\n"))]
    words = text.split(" ")
    if len(text) < 40 or "" in words or not text.isprintable() or rng.random() < 0.3:
        return None
    folded = [words[0]]
    for word in words[1:]:
        if len(folded[-1]) + len(word) < _WIDTH:
            folded[-1] += f" {word}"
        else:
            folded.append(word)
    return [">-", *(f"{pad}{line}" for line in folded)]

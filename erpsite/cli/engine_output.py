"""Say what a build's process has said, without the inside of an engine that the system refused something."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Iterable, Iterator

from erpsite.errors import ErpsiteError
from erpsite.extras import missing_package

__all__ = ["REFUSALS", "plain_output"]

_TRACEBACK = "Traceback (most recent call last):"
_LEVEL = re.compile(r"(?:\x1b\[\d+m)?(DEBUG|INFO|WARNING|ERROR|CRITICAL) +-")
_REFUSED = re.compile(r"(?:OSError|PermissionError): \[Errno (\d+)\] (.*)")
_NOT_FOUND = re.compile(r"(?:^ModuleNotFoundError: |^cannot find module .*\()No module named '([^']+)'")
REFUSALS = {errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS, errno.EMFILE, errno.EIO}
"""Errors of the system that a person mends, not a programmer: a full disk, a missing permission."""


def _missing(line: str, say: Callable[[ErpsiteError], str]) -> list[str]:
    """Return what mends a package that is not there, in a line that says so."""
    found = _NOT_FOUND.search(line)
    missing = missing_package(found[1]) if found else None
    return [say(missing)] if missing else []


def _without_progress(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines but for what is only information, which goes on as long as lines are indented."""
    told = True
    for line in lines:
        level = _LEVEL.match(line)
        if level:
            told = level[1] not in ("INFO", "DEBUG")
        elif line[:1] not in ("", " "):
            told = True
        if told:
            yield line


def plain_output(output: str, say: Callable[[ErpsiteError], str] = str) -> list[str]:
    """Return the lines of a build's output.

    A traceback that ends with a full disk, a missing permission or package says nothing about the program:
    only its reason is kept, in the words that `say` has for it. Every other traceback is a bug and stays
    whole. What the engine tells of its progress is left out.
    """
    lines = list(_without_progress(output.splitlines()))
    if _TRACEBACK not in lines:
        return [told for line in lines for told in (line, *_missing(line, say))]
    before = lines[: lines.index(_TRACEBACK)]
    if missing := _missing(lines[-1], say):
        return [*before, *missing]
    found = _REFUSED.match(lines[-1])
    if not found or int(found[1]) not in REFUSALS:
        return lines
    path = found[2].rpartition(": ")[2].rpartition(" -> ")[2] if ": '" in found[2] else ""
    reason = os.strerror(int(found[1]))
    return [*before, f"{reason}: {path}" if path else reason]

"""Say what a build's process has said, without the inside of an engine that the system refused something."""

from __future__ import annotations

import errno
import os
import re

__all__ = ["REFUSALS", "plain_output"]

_TRACEBACK = "Traceback (most recent call last):"
_REFUSED = re.compile(r"(?:OSError|PermissionError): \[Errno (\d+)\] (.*)")
REFUSALS = {errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS, errno.EMFILE, errno.EIO}
"""Errors of the system that a person mends, not a programmer: a full disk, a missing permission."""


def plain_output(output: str) -> list[str]:
    """Return the lines of a build's output.

    A traceback that ends with a full disk, a missing permission and the like says nothing about the program:
    only its reason is kept. Every other traceback is a bug and stays whole.
    """
    lines = output.splitlines()
    if _TRACEBACK not in lines:
        return lines
    found = _REFUSED.match(lines[-1])
    if not found or int(found[1]) not in REFUSALS:
        return lines
    path = found[2].rpartition(": ")[2].rpartition(" -> ")[2] if ": '" in found[2] else ""
    reason = os.strerror(int(found[1]))
    return [*lines[: lines.index(_TRACEBACK)], f"{reason}: {path}" if path else reason]

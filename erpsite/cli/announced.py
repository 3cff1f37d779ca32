"""Remember what has been announced to whom, so that nothing goes out twice."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

__all__ = ["Announced", "read_announced"]

_VERSION = 1


@dataclass
class Announced:
    """Hold the month, the content and the destination of each delivery, the latter two as hashes.

    Destinations hold passwords, so only a hash under a key of this file is kept.
    """

    path: Path
    key: str
    sent: set[tuple[str, str, str]] = field(default_factory=set)

    def has(self, month: str, content: str, destination: str) -> bool:
        """Say whether this content has been delivered there."""
        return self._row(month, content, destination) in self.sent

    def add(self, month: str, content: str, destination: str) -> None:
        """Remember a delivery, at once and on disk."""
        self.sent.add(self._row(month, content, destination))
        self._write()

    def _row(self, month: str, content: str, destination: str) -> tuple[str, str, str]:
        known = hmac.new(self.key.encode(), destination.encode(), hashlib.sha256).hexdigest()
        return month, hashlib.sha256(content.encode()).hexdigest(), known

    def _write(self) -> None:
        rows = [dict(zip(("month", "content", "destination"), row, strict=True)) for row in sorted(self.sent)]
        text = json.dumps({"version": _VERSION, "key": self.key, "sent": rows}, indent=2) + "\n"
        if not self.path.parent.exists():
            self.path.parent.mkdir(parents=True)
            (self.path.parent / ".gitignore").write_text("*\n", encoding="utf-8")
        staging = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        staging.write_text(text, encoding="utf-8")
        staging.replace(self.path)


def read_announced(path: Path) -> Announced:
    """Return what has been announced; raise a usage error where the file is there and cannot be read."""
    if not path.exists():
        return Announced(path, secrets.token_hex(16))
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        rows = {(str(row["month"]), str(row["content"]), str(row["destination"])) for row in found["sent"]}
        return Announced(path, str(found["key"]), rows)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise click.UsageError(
            f"'{path}' should say what has been announced and cannot be read ({type(error).__name__}); "
            "mend it, or delete it and expect that everything is sent again"
        ) from error

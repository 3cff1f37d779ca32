"""Remember what has been announced to whom, so that nothing goes out twice, whoever else announces."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from filelock import FileLock, Timeout

from erpsite.cli.options import speaker
from erpsite.frozen import dataclass

__all__ = ["SENDING", "SENT", "Announced", "open_announced"]

_VERSION = 2
_KNOWN_VERSIONS = {1, 2}
SENT = "sent"
SENDING = "sending"
"""Marked before it went out and never confirmed: nobody knows whether it has arrived."""
_LONGEST_WAIT = 300.0
"""Seconds to wait for another run; one delivery takes far less."""

Row = tuple[str, str, str]
"""Month, and the hashes of content and destination."""


@dataclass(frozen=True)
class Announced:
    """Keep the state of each delivery in one file that several runs may use at once.

    Destinations hold passwords, so only a hash under a key of this file is kept.
    """

    path: Path
    key: str

    @contextmanager
    def delivery(self, destination: str) -> Iterator[None]:
        """Hold the right to send to a destination; a second run waits until the first has finished.

        So a mark `SENDING` that is seen while it is held was left by a run that died.
        """
        name = f".{self.path.name}.{self._hashed(destination)[:16]}.lock"
        with _held(self.path.with_name(name)):
            yield

    def state(self, month: str, content: str, destination: str) -> str:
        """Return `SENT`, `SENDING`, or nothing, as the file says at this moment."""
        with _locked(self.path):
            return _read(self.path)[1].get(self._row(month, content, destination), "")

    def mark(self, month: str, content: str, destination: str, state: str) -> None:
        """Write the state of a delivery, at once and on disk; an empty one forgets it."""
        row = self._row(month, content, destination)
        with _locked(self.path):
            key, rows = _read(self.path)
            kept = {known: was for known, was in rows.items() if known != row}
            _write(self.path, key, {**kept, row: state} if state else kept)

    def _row(self, month: str, content: str, destination: str) -> Row:
        return month, hashlib.sha256(content.encode()).hexdigest(), self._hashed(destination)

    def _hashed(self, destination: str) -> str:
        return hmac.new(self.key.encode(), destination.encode(), hashlib.sha256).hexdigest()


def open_announced(path: Path) -> Announced:
    """Return what has been announced; a new file gets its key at once, so that all runs share it.

    Raises a usage error where the file is there and cannot be read, and says which folder cannot be written.
    """
    try:
        if not path.parent.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            (path.parent / ".gitignore").write_text("*\n", encoding="utf-8")
        with _locked(path):
            if not path.exists():
                _write(path, secrets.token_hex(16), {})
            return Announced(path, _read(path)[0])
    except OSError as error:
        tr = speaker()
        words = tr(
            "'{path}' cannot be written ({why}), so nothing was sent; name another file with --state",
            path=path, why=error.strerror or error,
        )  # fmt: skip
        raise click.ClickException(words) from error


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with _held(path.with_name(f".{path.name}.lock")):
        yield


@contextmanager
def _held(lock: Path) -> Iterator[None]:
    held = FileLock(lock, timeout=_LONGEST_WAIT)
    try:
        held.acquire()
    except Timeout as error:
        tr = speaker()
        words = tr(
            "another run of announce has held '{lock}' for {seconds} seconds; end it first",
            lock=lock, seconds=f"{_LONGEST_WAIT:.0f}",
        )  # fmt: skip
        raise click.ClickException(words) from error
    try:
        yield
    finally:
        held.release()


def _read(path: Path) -> tuple[str, dict[Row, str]]:
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if found["version"] not in _KNOWN_VERSIONS:
            raise ValueError(found["version"])
        if not isinstance(found["sent"], list):
            raise TypeError(found["sent"])
        return str(found["key"]), dict(_row(row) for row in found["sent"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        tr = speaker()
        words = tr(
            "'{path}' should say what has been announced and cannot be read ({why}); "
            "mend it, or delete it and expect that everything is sent again",
            path=path, why=type(error).__name__,
        )  # fmt: skip
        raise click.UsageError(words) from error


def _row(row: Mapping[str, Any]) -> tuple[Row, str]:
    state = str(row.get("state", SENT))
    if state not in {SENT, SENDING}:
        raise ValueError(state)
    return (str(row["month"]), str(row["content"]), str(row["destination"])), state


def _write(path: Path, key: str, rows: Mapping[Row, str]) -> None:
    listed = [
        {**dict(zip(("month", "content", "destination"), row, strict=True)), "state": rows[row]}
        for row in sorted(rows)
    ]
    text = json.dumps({"version": _VERSION, "key": key, "sent": listed}, indent=2) + "\n"
    staging = path.with_name(f".{path.name}.{os.getpid()}")
    with staging.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())  # a mark that is lost with the power would let it go out twice
    staging.replace(path)

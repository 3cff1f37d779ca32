"""Keep what is costly to make between runs, in a folder of the user's own: the one door to it.

What lies there can be deleted at any time. It is read only where it is the user's own, so that nobody else
can say what a plan holds, and a file that nobody used for a month goes. Other files that lie in the folder
are nobody's business: `ERPSITE_CACHE` may name one that holds more.
"""

from __future__ import annotations

import os
import tempfile
import time
from hashlib import blake2b
from pathlib import Path

from erpsite.frozen import dataclass

__all__ = ["ENVIRONMENT", "KeptFolder", "kept_folder"]

ENVIRONMENT = "ERPSITE_CACHE"
"""Variable that names the folder; `off` keeps nothing."""
_MOST_BYTES = 500_000_000
"""Of all files together; beyond it those go that were used the longest ago."""
_UNUSED_DAYS = 30
_DAY = 86_400
_OURS = "erpsite-"
"""What the name of every kept file begins with; no other is ever deleted."""


@dataclass(frozen=True)
class KeptFolder:
    """Hold a folder of files, each named after what it is about and where that lies."""

    folder: Path

    def read(self, about: str, place: Path) -> bytes | None:
        """Return what is kept; None where nothing is, or where somebody else could have written it."""
        file = self._file(about, place)
        try:
            status = file.stat()
            if hasattr(os, "getuid") and status.st_uid != os.getuid():
                return None
            data = file.read_bytes()
            if time.time() - status.st_mtime > _DAY:
                os.utime(file)
        except OSError:
            return None
        return data

    def write(self, about: str, place: Path, data: bytes) -> None:
        """Keep it, whole or not at all; a folder that cannot be written only costs time next time."""
        file = self._file(about, place)
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, partial = tempfile.mkstemp(prefix=_OURS, suffix=".partial", dir=self.folder)
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(data)
                Path(partial).replace(file)
            except OSError:
                Path(partial).unlink(missing_ok=True)
                raise
            self._tidy()
        except OSError:
            return

    def _file(self, about: str, place: Path) -> Path:
        name = blake2b(os.path.realpath(place).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
        return self.folder / f"{_OURS}{name}.{about}"

    def _tidy(self) -> None:
        """Delete what was kept and nobody used for long, and what is too much of it."""
        found = []
        with os.scandir(self.folder) as entries:
            for entry in entries:
                if not entry.name.startswith(_OURS) or not entry.is_file(follow_symlinks=False):
                    continue
                status = entry.stat(follow_symlinks=False)
                found.append((status.st_mtime, status.st_size, entry.path))
        oldest, room = time.time() - _UNUSED_DAYS * _DAY, _MOST_BYTES
        for used, size, path in sorted(found, reverse=True):
            room -= size
            if used < oldest or room < 0:
                Path(path).unlink(missing_ok=True)


def kept_folder() -> KeptFolder | None:
    """Return the folder that the environment names, else that of the user; None where nothing is kept."""
    told = os.environ.get(ENVIRONMENT, "")
    if told.lower() in {"off", "0", "no", "false"}:
        return None
    from platformdirs import user_cache_path  # noqa: PLC0415 - only what reads a plan asks for it

    try:
        if told:
            return KeptFolder(Path(told).expanduser())
        return KeptFolder(user_cache_path("erpsite", appauthor=False) / "plans")
    except RuntimeError:  # nobody's home
        return None

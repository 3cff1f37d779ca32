"""Write what an import changes as a whole or not at all, and put it back.

`.erpsite/imports/` beside the data folder holds one numbered folder an import: `manifest.json` names every
file with the hashes before and after, `before/` holds what was there. The manifest is written first: an
import that is cut off is undone by the next command that looks.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from filelock import FileLock

from erpsite.frozen import dataclass
from erpsite.ingest.faults import SourceFault
from erpsite.ingest.writing import Base

__all__ = ["Journal", "Undone", "base_bytes"]

_BEGUN, _DONE = "begun", "done"


@dataclass(frozen=True, slots=True)
class Undone:
    """Name the import that was put back, and its files."""

    name: str
    files: tuple[str, ...]


class Journal:
    """Keep the imports of one plan; paths are relative to the folder that holds the data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.root = data_dir.resolve().parent
        self.folder = self.root / ".erpsite" / "imports"

    def lock(self) -> FileLock:
        """Return the lock that lets one import run at a time."""
        self.folder.mkdir(parents=True, exist_ok=True)
        ignore = self.folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
        return FileLock(self.folder / "lock")

    def base_path(self, name: str) -> str:
        """Return where it is remembered what the last import of a map gave."""
        return f".erpsite/imports/{name}.base.json.gz"

    def base(self, name: str) -> Base:
        """Return what the last import of a map gave; nothing where none is remembered."""
        path = self.root / self.base_path(name)
        try:
            with gzip.open(path, "rt", encoding="utf-8") as stream:
                held = json.load(stream)
        except (OSError, ValueError, EOFError):
            return {}
        return {tuple(key): fields for key, fields in held}

    def write(self, name: str, files: Mapping[str, bytes | None]) -> None:
        """Put all files in place, or, where that is cut off, leave what the next command puts back.

        A file that is None is taken away.
        """
        entry = self.folder / f"{self._next():04d}"
        (entry / "before").mkdir(parents=True)
        listed: dict[str, dict[str, str | None]] = {}
        for path, data in files.items():
            before = self._bytes(path)
            if before is not None:
                kept = entry / "before" / path
                kept.parent.mkdir(parents=True, exist_ok=True)
                kept.write_bytes(before)
            listed[path] = {"before": _hash(before), "after": _hash(data)}
        self._note(entry, {"name": name, "state": _BEGUN, "files": listed})
        staged = {path: _stage(self.root / path, data) for path, data in files.items() if data is not None}
        for path, one in staged.items():
            one.replace(self.root / path)
        for path in files.keys() - staged.keys():
            (self.root / path).unlink(missing_ok=True)
        self._note(entry, {"name": name, "state": _DONE, "files": listed})

    def remember(self, name: str, base: bytes) -> None:
        """Keep what an import gave that changed nothing in the plan; there is nothing to undo."""
        path = self.root / self.base_path(name)
        _stage(path, base).replace(path)

    def recover(self) -> Undone | None:
        """Put back an import that was cut off; return None where none was."""
        last = self._last()
        if last is None or self._manifest(last)["state"] != _BEGUN:
            return None
        return self._put_back(last)

    def undo(self) -> Undone:
        """Put back the state before the last import; raise `SourceFault` where a file changed since."""
        last = self._last()
        if last is None:
            raise SourceFault("there is no import to undo")
        manifest = self._manifest(last)
        left = self._as_left(manifest["files"])
        changed = [path for path in _of_plan(manifest["files"]) if path not in left]
        if changed:
            message = (
                "these files changed since the import, which therefore stays: {files}; mend them by hand"
            )
            raise SourceFault(message, files=", ".join(changed))
        return self._put_back(last)

    def last_files(self) -> tuple[str, ...]:
        """Return the files of the plan that the last import changed and that still are as it left them."""
        last = self._last()
        return () if last is None else self._as_left(self._manifest(last)["files"])

    def forget_taken_back(self) -> None:
        """Drop the last imports whose files are as they were before them already, as after a `git revert`."""
        while (last := self._last()) is not None:
            files = _of_plan(self._manifest(last)["files"])
            if not files or any(_hash(self._bytes(path)) != told["before"] for path, told in files.items()):
                return
            shutil.rmtree(last)

    def _as_left(self, files: Mapping[str, Mapping[str, str | None]]) -> tuple[str, ...]:
        return tuple(
            path for path, told in _of_plan(files).items() if _hash(self._bytes(path)) == told["after"]
        )

    def _put_back(self, entry: Path) -> Undone:
        manifest = self._manifest(entry)
        for path, hashes in manifest["files"].items():
            target = self.root / path
            if hashes["before"] is None:
                target.unlink(missing_ok=True)
            else:
                _stage(target, (entry / "before" / path).read_bytes()).replace(target)
            staged = _staged_name(target)
            staged.unlink(missing_ok=True)
        shutil.rmtree(entry)
        return Undone(
            manifest["name"], tuple(path for path in manifest["files"] if not path.startswith(".erpsite"))
        )

    def _manifest(self, entry: Path) -> dict[str, Any]:
        found = json.loads((entry / "manifest.json").read_text(encoding="utf-8"))
        return dict(found)

    def _note(self, entry: Path, manifest: Mapping[str, Any]) -> None:
        text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
        path = entry / "manifest.json"
        _stage(path, text.encode("utf-8")).replace(path)

    def _entries(self) -> list[Path]:
        if not self.folder.is_dir():
            return []
        return sorted(one for one in self.folder.iterdir() if one.is_dir() and one.name.isdigit())

    def _last(self) -> Path | None:
        """Return the last import; a folder without a manifest was cut off before it touched a file."""
        whole = [one for one in self._entries() if (one / "manifest.json").is_file()]
        return whole[-1] if whole else None

    def _next(self) -> int:
        return int(self._entries()[-1].name) + 1 if self._entries() else 1

    def _bytes(self, path: str) -> bytes | None:
        target = self.root / path
        return target.read_bytes() if target.is_file() else None


def _of_plan(files: Mapping[str, Any]) -> dict[str, Any]:
    """Return the files of the plan among those of an import."""
    return {path: told for path, told in files.items() if not path.startswith(".erpsite")}


def base_bytes(base: Base) -> bytes:
    """Return what is remembered of an import, as it is kept: the same for the same values."""
    text = json.dumps([[list(key), fields] for key, fields in base.items()], ensure_ascii=False)
    return gzip.compress(text.encode("utf-8"), compresslevel=1, mtime=0)


def _staged_name(target: Path) -> Path:
    return target.with_name(f"{target.name}.import-part.tmp")


def _stage(target: Path, data: bytes) -> Path:
    """Write the bytes beside their target, so that taking their place is one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = _staged_name(target)
    with part.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    if target.exists():
        shutil.copymode(target, part)
    return part


def _hash(data: bytes | None) -> str | None:
    return None if data is None else hashlib.sha256(data).hexdigest()

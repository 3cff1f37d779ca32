"""Say which files belong to the plan; loader, check, watcher, pages, copying, publishing ask here.

A plan is made of regular files inside its folders. What editors and office programs leave beside them is no
part of it anywhere; a link that leads out of a folder, a socket or a device is an error at that name.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property
from pathlib import Path, PurePosixPath

from erpsite.frozen import dataclass
from erpsite.issues import Issue, Severity, Source
from erpsite.load.decoding import decode_yaml
from erpsite.model import FILES, DataFile
from erpsite.nearest import find_nearest

__all__ = [
    "DATA_ENDINGS",
    "DECK",
    "IMPORTS",
    "KEPT",
    "ROLL_UPS",
    "Survey",
    "copies_of_conflicts",
    "imported_paths",
    "is_conflict",
    "is_leftover",
    "names_leftover",
    "read_paths",
    "rolled_paths",
    "survey_content",
    "survey_data",
    "unknown_files",
]

DATA_ENDINGS = (".yml", ".yaml", ".csv")
"""Endings of files that look like data of a plan."""
IMPORTS = "imports"
"""Folder of the maps by which foreign files are imported, of the ids they were given, and of the reports."""
KEPT = (".report.json", ".rows.csv")
"""Endings of what an import keeps there for readers of the site."""
DECK = "deck"
"""Folder of the template of slides; it says nothing of the plan itself."""
ROLL_UPS = ("rollups", "rollup")
"""Folders of the definitions over raw logs and of what they gave; both say something of the plan."""
_SHEETS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".et", ".numbers")
_OTHER_DATA = (".tsv", ".json", ".jsonl", ".toml", ".xml", ".parquet", ".db", ".sqlite", ".accdb", ".mdb")
_NOTES = ("readme", "license", "licence", "changelog", "contributing")
"""Names, without ending, of texts for those who keep the data; they may lie beside it."""
_MOST_DEPTH = 20
"""Folders inside one another that are looked into; a plan has two."""

_LEFTOVER = re.compile(
    r"\..*"  # hidden: .#x and .x.swp of editors, .~lock.x# of LibreOffice, .DS_Store, ._x
    r"|~\$.*"  # who has it open in Word, Excel, PowerPoint
    r"|\#.*\#"  # Emacs, not saved yet
    r"|.*~"  # backup of many editors
    r"|~.*\.tmp"  # Office while it saves
    r"|.*\.(?:tmp|temp|swp|swo|swx|bak|part|crdownload|download|lock)"
    r"|.*___jb_(?:tmp|old)___"  # JetBrains while it saves
    r"|thumbs\.db|ehthumbs\.db|desktop\.ini|icon\r",
    re.IGNORECASE | re.DOTALL,
)

_WRITTEN = re.compile(r".*\.(?:md|markdown|mdown|mkdn|mkd)|(?:charts|figures)/[^/]*\.json", re.IGNORECASE)
"""Written pages and saved charts, which a build reads as text in UTF-8."""
_CONFLICT = re.compile(
    r".*[(（][^()（）]*(?:conflict|冲突)[^()（）]*[)）].*"  # Dropbox, Nextcloud, OneDrive
    r"|.*\.sync-conflict-\d.*"  # Syncthing
    r"|.*_(?:backup|base|local|remote)_\d+\.[^.]*"  # git mergetool
    r"|.*\.(?:orig|rej)",  # git, patch
    re.IGNORECASE | re.DOTALL,
)
_DOCUMENTS = (
    ".doc",
    ".docx",
    ".odt",
    ".rtf",
    ".pages",
    ".pdf",
    ".ppt",
    ".pptx",
    ".odp",
    ".key",
    ".msg",
    ".eml",
)


def is_leftover(name: str) -> bool:
    """Say whether a name is what editors, office programs and systems give to what is no document."""
    return _LEFTOVER.fullmatch(name) is not None


def names_leftover(path: str) -> bool:
    """Say whether a path with forward slashes is a leftover, or stands in a hidden or temporary folder."""
    return any(is_leftover(part) for part in path.split("/") if part not in {"", ".", ".."})


def copies_of_conflicts(survey: Survey, prefix: str = "") -> Iterator[Issue]:
    """Yield a warning for each file that a program left where two people had changed the same one.

    It is neither read nor published. `prefix` is where the folder lies, seen from the data.
    """
    for path in survey.files:
        if is_conflict(path):
            message = (
                "this is a copy that a program left of a conflict, and is no part of the plan; bring what it "
                "holds into the file itself, then delete it"
            )
            yield Issue("conflict-copy", message, Source(f"{prefix}{path}"), Severity.WARNING)


def is_conflict(path: str) -> bool:
    """Say whether a path is a copy that a program left where two people had changed the same file."""
    return _CONFLICT.fullmatch(path.rpartition("/")[2]) is not None


@dataclass(frozen=True)
class Survey:
    """Hold what a folder is made of; paths are relative to it, with forward slashes, sorted."""

    files: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    refused: Mapping[str, Issue] = field(default_factory=dict)
    """What may not stand in the folder, by its path: links that lead out, sockets, devices."""

    @cached_property
    def _by_folder(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for path in sorted({*self.files, *self.folders, *self.refused}):
            found.setdefault(path.rpartition("/")[0], []).append(path)
        return found

    def inside(self, folder: str) -> Sequence[str]:
        """Return the paths directly in a folder, files, folders and refused ones."""
        return self._by_folder.get(folder, ())


def survey_data(root: Path) -> Survey:
    """Return what the data folder is made of; nothing is opened, and no link is followed out of it."""
    return _Surveyor(root, "").survey()


def survey_content(root: Path, data_dir: Path) -> Survey:
    """Return what the folder of written pages is made of; its findings name files relative to `data_dir`.

    Links into the data are refused as well: they would publish a file that no edition has cut. So are links
    that lead nowhere, and texts that cannot be read, for here nobody else says so.
    """
    if not root.is_dir():
        return Survey()
    prefix = os.path.relpath(os.path.realpath(root), os.path.realpath(data_dir)).replace(os.sep, "/")
    found = _Surveyor(root, f"{prefix}/", data_dir).survey()
    refused = {**found.refused, **dict(_unreadable(root, f"{prefix}/", found.files))}
    return replace(found, files=tuple(path for path in found.files if path not in refused), refused=refused)


def _unreadable(root: Path, prefix: str, files: Iterable[str]) -> Iterator[tuple[str, Issue]]:
    """Yield each file of written pages that cannot be opened, or is a text that cannot be read."""
    for path in files:
        try:
            with (root / path).open("rb") as file:
                content = file.read() if _WRITTEN.fullmatch(path) else b""
        except FileNotFoundError:
            if (root / path).is_symlink():
                message = "the link leads nowhere; put the file itself here"
                yield path, Issue("link-leads-nowhere", message, Source(f"{prefix}{path}"))
        except OSError as error:
            message, values = "the file cannot be read: {reason}", {"reason": error.strerror or str(error)}
            yield path, Issue("unreadable-file", message, Source(f"{prefix}{path}"), values=values)
        else:
            for issue in decode_yaml(content, f"{prefix}{path}")[1]:
                if issue.code in {"wrong-encoding", "not-text"}:
                    yield path, issue


class _Surveyor:
    """Walk one folder without following links out of it or round in a circle."""

    def __init__(self, root: Path, prefix: str, data_dir: Path | None = None) -> None:
        self.root, self.prefix = root, prefix
        self.inside = os.path.realpath(root)
        self.data = os.path.realpath(data_dir) if data_dir else ""
        self.files: list[str] = []
        self.folders: list[str] = []
        self.refused: dict[str, Issue] = {}

    def survey(self) -> Survey:
        self._walk("", (self.inside,))
        return Survey(
            tuple(sorted(self.files)), tuple(sorted(self.folders)), dict(sorted(self.refused.items()))
        )

    def _walk(self, folder: str, above: tuple[str, ...]) -> None:
        try:
            with os.scandir(self.root / folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except FileNotFoundError:  # gone since it was listed
            return
        except OSError as error:
            reason = error.strerror or str(error)
            self._refuse(
                folder or ".", "unreadable-file", "the folder cannot be read: {reason}", reason=reason
            )
            return
        for entry in entries:
            if not is_leftover(entry.name):
                self._take(entry, f"{folder}/{entry.name}" if folder else entry.name, above)

    def _take(self, entry: os.DirEntry[str], path: str, above: tuple[str, ...]) -> None:
        try:
            linked = entry.is_symlink()
            real = os.path.realpath(entry.path) if linked else ""
            if linked and not self._may_lead_to(real, path):
                return
            mode = entry.stat().st_mode
        except OSError:  # gone, or a link that leads nowhere or round: whoever reads it says so
            self.files.append(path)
            return
        if stat.S_ISREG(mode):
            self.files.append(path)
        elif not stat.S_ISDIR(mode):
            self._refuse(path, "not-a-file", "this must be a plain file")
        elif real in above or len(above) > _MOST_DEPTH:
            self._refuse(path, "link-circle", "this folder leads back into itself or lies too deep")
        else:
            self.folders.append(path)
            self._walk(path, (*above, real or os.path.realpath(entry.path)))

    def _may_lead_to(self, real: str, path: str) -> bool:
        if self.data and _within(real, self.data):
            message = (
                "the link leads into the data, so the file would be published whole; place its figures in a "
                "page instead, or copy what may be seen"
            )
            self._refuse(path, "link-into-data", message)
            return False
        if _within(real, self.inside):
            return True
        self._refuse(
            path, "link-leads-out", "the link leads out of the plan's folder; put the file itself here"
        )
        return False

    def _refuse(self, path: str, code: str, message: str, **values: object) -> None:
        self.refused[path] = Issue(code, message, Source(f"{self.prefix}{path}"), values=values)


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def read_paths(survey: Survey, kind: DataFile) -> tuple[str, ...]:
    """Return the files of one kind that the loader reads; a single file is named where it is missing, too."""
    if kind.shape != "folder":
        return (kind.path,)
    found = (path for path in survey.inside(kind.path) if _is_record(path, survey))
    return tuple(found)


def rolled_paths(survey: Survey) -> tuple[str, ...]:
    """Return the definitions of roll-ups and the files that they gave."""
    wanted = ((ROLL_UPS[0], ".yml"), (ROLL_UPS[1], ".json"))
    return tuple(
        path
        for folder, ending in wanted
        for path in survey.files
        if path.startswith(f"{folder}/") and path.endswith(ending)
    )


def imported_paths(survey: Survey) -> tuple[str, ...]:
    """Return the reports of imports, and the tables of where rows came from."""
    return tuple(path for path in survey.files if path.startswith(f"{IMPORTS}/") and path.endswith(KEPT))


def _is_record(path: str, survey: Survey) -> bool:
    name = path.rpartition("/")[2]
    if not name[1:].endswith(".yml") or name.startswith("~") or is_conflict(name):
        return False
    return path not in survey.folders


def unknown_files(survey: Survey) -> Iterator[Issue]:
    """Yield a finding for each file and folder that nothing reads: else it would be lost silently."""
    yield from copies_of_conflicts(survey)
    known = [kind.path for kind in FILES]
    folders = {kind.path for kind in FILES if kind.shape == "folder"}
    for path in survey.inside(""):
        if path in (*folders, ROLL_UPS[0]) and path in survey.folders:
            yield from _unknown_in(path, survey)
        elif path in (IMPORTS, DECK, ROLL_UPS[1]) and path in survey.folders:
            continue
        elif path not in (*known, *survey.refused) and not (_is_note(path, survey) or is_conflict(path)):
            yield _unknown(path, known, is_folder=path in survey.folders)


def _is_note(path: str, survey: Survey) -> bool:
    return path.partition(".")[0].lower() in _NOTES and path not in survey.folders


def _unknown_in(folder: str, survey: Survey) -> Iterator[Issue]:
    for path in survey.inside(folder):
        if path in survey.refused or _is_record(path, survey) or is_conflict(path):
            continue
        if path.endswith(_SHEETS):
            yield _unknown(path, [], is_folder=False)
        elif path.startswith(f"{folder}/~") and path.endswith(".yml"):
            message = "a file whose name begins with ~ is not read; rename it where it is part of the plan"
            yield Issue("unknown-file", message, Source(path), Severity.WARNING)
        elif path not in survey.folders and PurePosixPath(path).suffix.lower() in {".yml", ".yaml"}:
            message = "only files that end in .yml directly in this folder are read; did you mean {nearest}?"
            nearest = {"nearest": PurePosixPath(path).with_suffix(".yml").as_posix()}
            yield Issue("unknown-file", message, Source(path), Severity.WARNING, nearest)
        else:
            message = "only files that end in .yml directly in this folder are read"
            looks = path.lower().endswith(DATA_ENDINGS) or path in survey.folders
            yield Issue("unknown-file", message, Source(path), Severity.WARNING if looks else Severity.INFO)


def _unknown(path: str, known: Sequence[str], *, is_folder: bool) -> Issue:
    name = PurePosixPath(path)
    ending = name.suffix.lower()
    if ending in _SHEETS and not is_folder:
        return _workbook(path, name.stem)
    if ending in _DOCUMENTS and not is_folder:
        message = (
            "this document is not part of the plan and is not read; put it into the folder of written pages "
            "where readers may open it, else keep it elsewhere"
        )
        return Issue("unknown-file", message, Source(path), Severity.INFO)
    nearest = find_nearest(path, known, likeness=0.75)
    values: dict[str, object] = {}
    message = "this file is not part of the plan and is not read"
    if nearest:
        message = "this file is not part of the plan and is not read; did you mean {nearest}?"
        values["nearest"] = nearest
    looks = is_folder or ending in DATA_ENDINGS or ending in _OTHER_DATA or bool(nearest)
    return Issue("unknown-file", message, Source(path), Severity.WARNING if looks else Severity.INFO, values)


def _workbook(path: str, stem: str) -> Issue:
    """Say how to bring a spreadsheet in: as the table whose name is the nearest, or with the names of all."""
    tables = [kind.path for kind in FILES if kind.shape == "table" and "/" not in kind.path]
    nearest = find_nearest(stem, (table.removesuffix(".csv") for table in tables), likeness=0.75)
    if nearest and "/" not in path:
        message = "this is a workbook and is not read; save its sheet as “CSV UTF-8” under the name {nearest}"
        values: dict[str, object] = {"nearest": f"{nearest}.csv"}
    else:
        message = (
            "this is a workbook and is not read; bring its rows in with `erpsite import`, or save each sheet "
            "as “CSV UTF-8” under one of the names {known}"
        )
        values = {"known": ", ".join(tables)}
    return Issue("unknown-file", message, Source(path), Severity.WARNING, values)

"""Load a data folder: read, bind, check references and consistency, and say all that is wrong at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from erpsite.collector import paused_collector
from erpsite.frozen import dataclass
from erpsite.i18n import DEFAULT
from erpsite.issues import Issue, Severity, Source, sort_issues, worst_severity
from erpsite.load.compiled.keeping import Shelf, Store
from erpsite.load.compiled.packs import DamagedError
from erpsite.load.consistency import check_consistency
from erpsite.load.consistency.draft import Draft
from erpsite.load.converting import rates_of
from erpsite.load.located import LocatedMapping
from erpsite.load.parts import Frame, Part, languages_of, part_of
from erpsite.load.reading import Gathered, ReadFile, gather, read_text
from erpsite.load.references import Ids, check_references, names_in
from erpsite.load.renames import follow_renames
from erpsite.model import FILES, Handbook
from erpsite.model.base import Record
from erpsite.model.imported import ImportReport
from erpsite.model.plan import FORMAT
from erpsite.model.rolled import RollupAccount

__all__ = ["LoadResult", "load_gathered", "load_handbook"]

_MOST_ISSUES = 200
"""Findings listed for one file; a file with more is wrong as a whole."""


@dataclass(frozen=True)
class LoadResult:
    """Hold what a data folder says: the handbook, or None where there are errors; and every finding."""

    handbook: Handbook | None
    issues: tuple[Issue, ...]
    """Sorted by place."""


def load_handbook(root: Path, shelf: Shelf | None = None) -> LoadResult:
    """Load the data folder; bad data never raises, it becomes issues with file, line and column.

    What is made of each file is kept on the shelf, and made again only where the file is another.
    """
    with paused_collector():
        return load_gathered(gather(root), shelf)


def load_gathered(gathered: Gathered, shelf: Shelf | None = None) -> LoadResult:
    """Load the files that were gathered of a data folder."""
    plan = next(read_text(file) for file in gathered.files if file.kind.field == "plan")
    if newer := _newer_format(plan):
        return LoadResult(None, (newer,))
    frame = Frame(languages_of(plan, DEFAULT), rates_of(plan))
    store = Store(gathered, frame, shelf)
    try:
        return _load(gathered, frame, store)
    except DamagedError:
        store.forget()
        return _load(gathered, frame, store)


def _load(gathered: Gathered, frame: Frame, store: Store) -> LoadResult:
    parts = _parts(gathered, frame, store)
    if parts is None:  # every file may name an initiative by an id that it had before
        files = follow_renames([read_text(file) for file in gathered.files])
        parts = [part_of(file, frame) for file in files]
        return _put_together(gathered, parts, frame)
    records = _records(parts)
    issues = store.findings()
    if issues is not None:
        failed = any(issue.severity is Severity.ERROR for issue in issues)
        return LoadResult(None if failed else _assemble(records, {}, {}), issues)
    result = _put_together(gathered, parts, frame)
    store.keep(parts, result.issues)
    return result


def _parts(gathered: Gathered, frame: Frame, store: Store) -> list[Part] | None:
    """Return what each file says; None where an initiative had another id before."""
    parts = []
    for file in gathered.files:
        part = store.known(file)
        if part is None:
            part = part_of(read_text(file), frame)
            store.remember(part)
        if part.renames:
            return None
        parts.append(part)
    return parts


def _records(parts: Sequence[Part]) -> dict[str, list[Record]]:
    records: dict[str, list[Record]] = defaultdict(list)
    for part in parts:
        records[part.kind.field] += part.records
    return records


def _put_together(gathered: Gathered, parts: Sequence[Part], frame: Frame) -> LoadResult:
    """Check that the parts fit together, and return the handbook with every finding."""
    root, records = gathered.root, _records(parts)
    issues = [*gathered.issues, *(issue for part in parts for issue in part.issues)]
    rollups = _rollups(root)
    ids, wrong = check_references([*(part.names for part in parts), *map(names_in, rollups)])
    issues = _without_echoes([*_without_unneeded(issues, ids), *wrong])
    accounts = _roll_in(root, rollups, records, ids, frame.languages, issues) if rollups else {}
    reports = _imports(root, issues)
    issues += check_consistency(Draft.of(records, ids))
    failed = any(issue.severity is Severity.ERROR for issue in issues)
    handbook = None if failed else _assemble(records, accounts, reports)
    return LoadResult(handbook, _cut_long_lists(sort_issues(issues)))


def _newer_format(plan: ReadFile) -> Issue | None:
    """Return why a plan of a later format is not read; its other findings would only mislead."""
    tree = plan.trees[0].value if plan.trees else None
    found = tree.get("format") if isinstance(tree, LocatedMapping) else None
    if isinstance(found, int) and found > FORMAT and isinstance(tree, LocatedMapping):
        message = (
            "the plan is written in format {found}, but this version reads formats up to {known}; "
            "install a newer erpsite"
        )
        source = Source(plan.path, *tree.place("format"))
        return Issue("newer-format", message, source, values={"found": found, "known": FORMAT})
    return None


def _without_unneeded(issues: Iterable[Issue], ids: Ids) -> list[Issue]:
    """Leave out that a list is missing of which no record names anybody: a bare plan has no people."""
    unneeded = {file.path for file in FILES if file.shape != "one" and file.field not in ids.used}
    return [one for one in issues if one.code != "missing-file" or one.source.path not in unneeded]


def _without_echoes(issues: Iterable[Issue]) -> list[Issue]:
    """Leave out what only repeats a fault of the same place: a formula is no id, a wrong id is not known."""
    issues = list(issues)
    unknown = {issue.source: issue for issue in issues if issue.code == "unknown-reference"}
    kept: list[Issue] = []
    faulty: set[Source] = set()
    for issue in issues:
        if issue.code == "wrong-id" and _names_nobody(issue, unknown.get(issue.source)):
            continue  # mending its form would not make it the id of a record
        echo = issue.source in faulty and issue.code in _ECHOES
        if issue.severity is Severity.ERROR:
            faulty.add(issue.source)
        if not echo:
            kept.append(issue)
    return kept


def _names_nobody(issue: Issue, unknown: Issue | None) -> bool:
    """Say whether an id of the wrong form, written as the finding says, would still be that of no record."""
    fix = issue.values.get("fix") or issue.values.get("nearest")
    return unknown is not None and fix is not None and unknown.values.get("nearest") != fix


_ECHOES = frozenset(
    ["wrong-id", "unknown-reference", "unknown-word", "not-text-value", "no-value", "not-a-number"]
)


def _cut_long_lists(issues: Sequence[Issue]) -> tuple[Issue, ...]:
    by_path: dict[str, list[Issue]] = defaultdict(list)
    for issue in issues:
        by_path[issue.source.path].append(issue)
    kept: list[Issue] = []
    for path, found in by_path.items():
        kept += found[:_MOST_ISSUES]
        if rest := found[_MOST_ISSUES:]:
            message = "this file has {count} more findings that are not listed"
            severity = worst_severity(rest) or Severity.INFO
            kept.append(Issue("more-findings", message, Source(path), severity, {"count": len(rest)}))
    return sort_issues(kept)


def _rollups(root: Path) -> list[ReadFile]:
    """Read the definitions of roll-ups; a plan without them pays for none of it."""
    if not (root / "rollups").is_dir():
        return []
    from erpsite.load.rolled.reading import definition_files  # noqa: PLC0415 - as said above

    return definition_files(root)


def _roll_in(
    root: Path,
    files: Sequence[ReadFile],
    records: dict[str, list[Record]],
    ids: Ids,
    languages: tuple[str, ...],
    issues: list[Issue],
) -> Mapping[str, RollupAccount]:
    """Add the values that roll-ups give, and their findings; return their accounts."""
    from erpsite.load.rolled.reading import roll_in  # noqa: PLC0415 - as above

    told = roll_in(root, files, records, ids, languages)
    records["health_values"] += told.health
    records["kpi_actuals"] += told.kpis
    issues += told.issues
    return told.accounts


def _imports(root: Path, issues: list[Issue]) -> Mapping[str, ImportReport]:
    """Return the reports of imports, and add what is wrong with them."""
    if not (root / "imports").is_dir():
        return {}
    from erpsite.load.imported import read_reports  # noqa: PLC0415 - as above

    reports, wrong = read_reports(root)
    issues += wrong
    return reports


def _assemble(
    records: Mapping[str, Sequence[Record]],
    rollups: Mapping[str, RollupAccount],
    imports: Mapping[str, ImportReport],
) -> Handbook:
    """Put the records into the handbook; called only where there are no errors, so ids are unique."""
    fields: dict[str, Any] = {"rollups": rollups, "imports": imports}
    for kind in FILES:
        found = records.get(kind.field, ())
        if kind.shape == "one":
            if found:
                fields[kind.field] = found[0]
        elif kind.shape == "table":
            fields[kind.field] = tuple(found)
        else:
            by_key = {str(getattr(record, kind.kind.key[0])): record for record in found}
            months = kind.kind.key == ("month",)
            fields[kind.field] = dict(sorted(by_key.items())) if months else by_key
    return Handbook(**fields)

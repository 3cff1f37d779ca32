"""Read the definitions of a plan's roll-ups and what they counted, and bring their values into the plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from erpsite.issues import Issue, Severity, Source
from erpsite.load.binding import bind
from erpsite.load.located import place_of
from erpsite.load.reading import LARGEST_FILE, ReadFile, Tree, read_bytes
from erpsite.load.references import Ids
from erpsite.load.remembered import Few, remembered
from erpsite.load.rolled.definition import ROLLED, ROLLUPS, Feed, KeyColumn, Rollup
from erpsite.load.rolled.misfits import misfits
from erpsite.load.rolled.outdated import outdated
from erpsite.load.rolled.results import ACCOUNT, Account, read_account, read_month
from erpsite.load.rolled.units import unlike_units
from erpsite.load.rolled.values import fed_kpi, fed_metric
from erpsite.load.yaml_reader import EMPTY, read_yaml
from erpsite.model import DataFile
from erpsite.model.base import Record
from erpsite.model.health import HealthMetric, HealthValue
from erpsite.model.kinds import RecordKind
from erpsite.model.kpi import Kpi, KpiActual
from erpsite.model.plan import Plan
from erpsite.model.quantity import next_month
from erpsite.model.rolled import (
    AheadFile,
    LogDoubt,
    RepeatedDay,
    RolledMonth,
    RollupAccount,
    doubt_message,
    figure,
    jumps,
)
from erpsite.nearest import find_nearest

__all__ = ["RolledIn", "definition_files", "fitting", "months_of_plan", "read_definition", "roll_in"]

_KIND = RecordKind(ROLLUPS, Rollup, ROLLUPS, (), "plan", "", own_page=False, required=False, published=False)
_FILE = DataFile(ROLLUPS, ROLLUPS, Rollup, "folder", _KIND)
_ADDRESS = re.compile("://|password *=|passwd *=", re.IGNORECASE)
_DEFINED: Few[str, tuple[ReadFile, tuple[str, ...], Rollup | None, list[Issue]]] = Few()
"""What was last read of each definition: the file, the languages, what it says and what is wrong with it."""


@dataclass
class RolledIn:
    """Hold what roll-ups bring into a plan."""

    accounts: dict[str, RollupAccount] = field(default_factory=dict)
    health: list[HealthValue] = field(default_factory=list)
    kpis: list[KpiActual] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


def definition_files(root: Path) -> list[ReadFile]:
    """Read every definition of the data folder, by name."""
    return [_definition_file(root, path) for path in sorted((root / ROLLUPS).glob("*.yml"))]


def _definition_file(root: Path, path: Path) -> ReadFile:
    name = path.relative_to(root).as_posix()
    data = read_bytes(path, name)
    if data is None or isinstance(data, Issue):
        return ReadFile(_FILE, name, (), () if data is None else (data,), complete=False)
    return _held_in(data, name)


@remembered
def _held_in(data: bytes, name: str) -> ReadFile:
    file = read_yaml(data, name)
    if not file.complete or file.tree is EMPTY or not isinstance(file.tree, dict):
        message = "the file must hold keys and values; erpsite rollup --list shows what to begin from"
        more = () if file.issues else (Issue("not-a-mapping", message, Source(name, 1, 1)),)
        return ReadFile(_FILE, name, (), (*file.issues, *more), complete=False)
    start = getattr(file.tree, "start", (1, 1))
    return ReadFile(_FILE, name, (Tree(file.tree, start),), file.issues, lines=file.lines)


def read_definition(file: ReadFile, languages: tuple[str, ...] = ()) -> tuple[Rollup | None, list[Issue]]:
    """Return the definition that a file holds, or None and every reason why there is none."""
    known = _DEFINED.get(file.path)
    if known is None or known[0] is not file or known[1] != languages:
        known = file, languages, *_defined(file, languages)
        _DEFINED.put(file.path, known)
    return known[2], list(known[3])


def _defined(file: ReadFile, languages: tuple[str, ...]) -> tuple[Rollup | None, list[Issue]]:
    if not file.trees:
        return None, list(file.issues)
    tree = file.trees[0]
    if secret := list(_addresses(tree.value, ("table",), file.path)):
        return None, [*file.issues, *secret]
    found, issues = bind(Rollup, tree.value, file.path, file.lines, tree.place, languages)
    return found, [*file.issues, *issues, *(misfits(found) if found else ())]


def _addresses(tree: Any, steps: tuple[str | int, ...], path: str) -> Iterator[Issue]:
    """Yield where an address stands in `table`; it is not bound, so that no message repeats it."""
    value = tree
    for step in steps:
        value = value.get(step) if isinstance(value, Mapping) else value[step]
    inner: Iterable[str | int] = ()
    if isinstance(value, Mapping):
        inner = value
    elif isinstance(value, Sequence) and not isinstance(value, str):
        inner = range(len(value))
    for step in inner:
        yield from _addresses(tree, (*steps, step), path)
    if isinstance(value, str) and _ADDRESS.search(value):
        message = (
            "an address stands here; move it into an environment variable that address_in: names, or a file "
            "outside the data folder that address_file: names, and change its password"
        )
        yield Issue("undecided-source", message, Source(path, *(place_of(tree, steps) or (1, 1))))


def fitting(found: Rollup, ids: Ids) -> Iterator[Issue]:
    """Yield ids of modules and plants that the words of a log lead to and the plan does not have."""
    for kind, key in (("modules", found.module), ("plants", found.plant)):
        yield from _unknown_keys(kind, key, ids) if key else ()


def _unknown_keys(kind: str, key: KeyColumn, ids: Ids) -> Iterator[Issue]:
    for name in key.values:
        if not ids.has(kind, name):
            home = {"modules": "modules.yml", "plants": "organisation.yml"}[kind]
            values: dict[str, object] = {"where": "values", "found": name, "file": home}
            message = "{where} names {found}, but {file} has no such id"
            if nearest := find_nearest(name, ids.places.get(kind, {})):
                message = "{where} names {found}, but {file} has no such id; did you mean {nearest}?"
                values["nearest"] = nearest
            yield Issue("unknown-reference", message, key.where_of(f"values.{name}"), values=values)


def months_of_plan(found: Rollup, plan: Plan) -> tuple[str, str]:
    """Return the first month that counts and the first that no longer does: that after the plan year."""
    return found.since or plan.series_from, next_month(plan.last_month)


def roll_in(
    root: Path,
    files: Iterable[ReadFile],
    records: Mapping[str, Sequence[Record]],
    ids: Ids,
    languages: tuple[str, ...],
) -> RolledIn:
    """Return the values, accounts and findings of all roll-ups of a plan.

    A typed value wins over a rolled-up one of the same month, module and plant, with a finding.
    """
    told = RolledIn()
    plan = next((one for one in records.get("plan", ()) if isinstance(one, Plan)), None)
    for file in files:
        found, issues = read_definition(file, languages)
        told.issues += issues
        if found is None:
            continue
        told.issues += fitting(found, ids)
        name = Path(file.path).stem
        account = _account(root, name, file.path, found, told.issues)
        told.accounts[name] = account
        if plan is not None and account.months:
            told.issues += outdated(found, account, plan, months_of_plan(found, plan))
        _feed(found, account, records, told)
    _drop_typed(records, told)
    return told


def _account(root: Path, name: str, path: str, found: Rollup, issues: list[Issue]) -> RollupAccount:
    folder = root / ROLLED / name
    months: list[RolledMonth] = []
    held = Account()
    for one in sorted(folder.glob("*.json")):
        at = one.relative_to(root).as_posix()
        data = read_bytes(one, at, LARGEST_FILE)
        if not isinstance(data, bytes):
            issues += [data] if data else []
        elif one.name == ACCOUNT:
            account = read_account(data, at)
            if isinstance(account, Issue):
                issues.append(account)
            else:
                held = account
        else:
            month = read_month(data, at, name)
            (issues if isinstance(month, Issue) else months).append(month)  # type: ignore[arg-type]
    if not months:
        message = "this roll-up has no figures yet; erpsite rollup counts them"
        issues.append(Issue("rollup-not-run", message, Source(path, 1, 1), Severity.WARNING))
    feeds = tuple((*_fed(feed), feed.measure.value) for feed in found.feeds)
    issues += [_jump(*one) for one in jumps(months) if one[0].plant is None]
    issues += [_repeated(one, f"{ROLLED}/{name}/{ACCOUNT}") for one in held.repeated]
    issues += [_ahead(one, f"{ROLLED}/{name}/{ACCOUNT}") for one in held.ahead]
    issues += [_doubted(one, f"{ROLLED}/{name}/{ACCOUNT}") for one in held.doubts]
    return RollupAccount(
        name, path, found.source, held.files, tuple(months), held.made, feeds, held.years or (),
        held.repeated, held.ahead, held.doubts, found.about,
    )  # fmt: skip


def _jump(month: RolledMonth, module: str, earlier: float, later: float) -> Issue:
    message = "{where} {month}: the median duration goes from {earlier} to {later} ms; another unit?"
    values = {"where": module, "month": month.month, "earlier": figure(earlier), "later": figure(later)}
    return Issue("rollup-jump", message, Source(month.path), Severity.WARNING, values)


def _repeated(one: RepeatedDay, path: str) -> Issue:
    message = (
        "{more} of the {rows} rows of {day} stand more than once in the logs, in {files}, and count as "
        "often; is the day there twice?"
    )
    values = {"more": one.more, "rows": one.rows, "day": one.day, "files": ", ".join(one.files)}
    return Issue("rollup-repeated", message, Source(path), Severity.WARNING, values)


def _ahead(one: AheadFile, path: str) -> Issue:
    message = "{file} was written or read {written}, and holds rows of {last}: is its clock or zone another?"
    values = {"file": one.path, "written": one.written, "last": one.last}
    return Issue("rollup-ahead", message, Source(path), Severity.WARNING, values)


def _doubted(one: LogDoubt, path: str) -> Issue:
    message, values = doubt_message(one), {"of": one.of, **one.values}
    if one.kind == "unit":
        return Issue("rollup-unit", message, Source(path), Severity.WARNING, values)
    if one.kind == "column":
        return Issue("rollup-column", message, Source(path), Severity.WARNING, values)
    return Issue("rollup-clock", message, Source(path), Severity.WARNING, values)


def _fed(feed: Feed) -> tuple[str, str]:
    return ("health_metrics", feed.metric) if feed.metric else ("kpis", feed.kpi or "")


def _feed(
    found: Rollup, account: RollupAccount, records: Mapping[str, Sequence[Record]], told: RolledIn
) -> None:
    metrics = {one.id: one for one in records.get("health_metrics", ()) if isinstance(one, HealthMetric)}
    kpis = {one.id: one for one in records.get("kpis", ()) if isinstance(one, Kpi)}
    before: tuple[HealthValue | KpiActual, ...] = (*told.health, *told.kpis)
    held = {_key(row): row.where.path for row in before}
    for number, feed in enumerate(found.feeds):
        rows: list[HealthValue | KpiActual] = []
        given, key = (feed, account.months), (account.name, number)
        if feed.metric in metrics:
            rows += metrics[feed.metric].once(fed_metric, given, key)
            typed = [one for one in _typed(records) if getattr(one, "metric", None) == feed.metric]
            told.issues += unlike_units(found, feed, metrics[feed.metric], rows, typed)
        elif feed.kpi in kpis:
            rows += kpis[feed.kpi].once(fed_kpi, given, key)
            typed = [one for one in _typed(records) if getattr(one, "kpi", None) == feed.kpi]
            told.issues += unlike_units(found, feed, kpis[feed.kpi], rows, typed)
        taken = next((held[_key(row)] for row in rows if _key(row) in held), None)
        if taken is not None:
            values: dict[str, object] = {"of": feed.metric or feed.kpi, "first": taken}
            told.issues.append(
                Issue("feed-twice", "{of} is fed by {first} already", feed.where, values=values)
            )
            continue
        held |= {_key(row): row.where.path for row in rows}
        told.health += [row for row in rows if isinstance(row, HealthValue)]
        told.kpis += [row for row in rows if isinstance(row, KpiActual)]


def _typed(records: Mapping[str, Sequence[Record]]) -> Iterator[HealthValue | KpiActual]:
    for row in (*records.get("health_values", ()), *records.get("kpi_actuals", ())):
        if isinstance(row, HealthValue | KpiActual):
            yield row


def _drop_typed(records: Mapping[str, Sequence[Record]], told: RolledIn) -> None:
    """Take out what is typed, too, and say so at the typed row."""
    typed: dict[tuple[str | None, ...], HealthValue | KpiActual] = {}
    for row in _typed(records):
        typed[_key(row)] = row
    counted: tuple[HealthValue | KpiActual, ...] = (*told.health, *told.kpis)
    for one in counted:
        if known := typed.get(_key(one)):
            told.issues.append(_beside(known.where, one.where.path, _value(known), _value(one)))
    told.health = [row for row in told.health if _key(row) not in typed]
    told.kpis = [row for row in told.kpis if _key(row) not in typed]


def _key(row: HealthValue | KpiActual) -> tuple[str | None, ...]:
    if isinstance(row, HealthValue):
        return "health", row.metric, row.module, row.plant, row.month
    return "kpis", row.kpi, row.plant, row.month


def _value(row: HealthValue | KpiActual) -> float | None:
    return row.value if isinstance(row, HealthValue) else row.actual


def _beside(source: Source, path: str, typed: float | None, rolled: float | None) -> Issue:
    message = (
        "this value is typed, and {path} counts {rolled} from the logs; the typed one, {typed}, is shown: "
        "take one of the two out"
    )
    values = {"path": path, "rolled": f"{rolled:.6g}" if rolled is not None else "–",
              "typed": f"{typed:.6g}" if typed is not None else "–"}  # fmt: skip
    return Issue("typed-and-rolled", message, source, Severity.WARNING, values)

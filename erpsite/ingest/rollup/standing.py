"""Read what stands of a roll-up from before: its account, its months, and whether they are all there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from erpsite.ingest.rollup.people import TABLE, levels_of
from erpsite.issues import Issue
from erpsite.load.rolled.definition import ROLLED, Rollup, is_older
from erpsite.load.rolled.results import ACCOUNT, Account, read_account, read_month
from erpsite.model.rolled import RolledFile, RolledMonth

__all__ = ["is_changed", "is_whole", "known_account", "months_before", "older_months"]


def known_account(folder: Path) -> Account:
    """Return the account of the last results; an empty one where there is none that can be read."""
    path = folder / ACCOUNT
    account = read_account(path.read_bytes(), path.name) if path.is_file() else Account()
    return Account() if isinstance(account, Issue) else account


def months_before(name: str, data_dir: Path) -> dict[str, RolledMonth]:
    """Return the last results by path."""
    found = {}
    for path in sorted((data_dir / ROLLED / name).glob("*.json")):
        if path.name != ACCOUNT:
            at = path.relative_to(data_dir).as_posix()
            month = read_month(path.read_bytes(), at, name)
            if not isinstance(month, Issue):
                found[at] = month
    return found


def is_whole(folder: Path, before: Mapping[str, RolledMonth], known: Mapping[str, RolledFile]) -> bool:
    """Say whether the files of the last results are there: each month, each plant of the people's table."""
    held = frozenset((one.month, one.plant) for one in before.values())
    months = {(month, None) for one in known.values() for month in one.months}
    return not known or (levels_of(folder / TABLE) == held and months <= held)


def is_changed(
    name: str, hashes: Mapping[str, str], twins: Mapping[str, str], known: Mapping[str, RolledFile]
) -> bool:
    """Say whether a file is new, holds something else than before, or holds what another one does."""
    before = known.get(name)
    if before is None or before.sha256 != hashes[name]:
        return True
    return ("doubled-file" in before.left_out) != (name in twins)


def older_months(
    before: Mapping[str, RolledMonth], known: Mapping[str, RolledFile], found: Rollup, gone: Collection[str]
) -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    """Return the months of an older rule: those to count again, and those that cannot be, with the files.

    The files are those that bring the former, and touch no month of which a file is gone.
    """
    older = {one.month for one in before.values() if is_older(one.made, found)}
    lost = {month for name in gone for month in known[name].months}
    files = {
        name: set(one.months)
        for name, one in known.items()
        if not lost & set(one.months) and older & set(one.months)
    }
    again = older.intersection(month for months in files.values() for month in months)
    return tuple(sorted(again)), tuple(sorted(older - again)), frozenset(files)

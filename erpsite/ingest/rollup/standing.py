"""Read what stands of a roll-up from before: its account and its months."""

from __future__ import annotations

from pathlib import Path

from erpsite.issues import Issue
from erpsite.load.rolled.definition import ROLLED
from erpsite.load.rolled.results import ACCOUNT, Account, read_account, read_month
from erpsite.model.rolled import RolledMonth

__all__ = ["known_account", "months_before"]


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

"""Hold the lock files and the floors of pyproject.toml against the advisories that concern us.

    python -m tools.advisories    exit code 1 where a version is below one that mends an advisory

`advisories.json` is a snapshot with its date, kept by hand: it changes with a commit, never overnight. What
has been published since, `pip-audit` finds by schedule (.github/workflows/audit.yml); a find that concerns us
is written into the snapshot, and the floor or the lock is raised in the same commit.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
SNAPSHOT = Path(__file__).with_name("advisories.json")
LOCKS = (
    "requirements.lock",
    "requirements-dev.lock",
    "requirements-build.lock",
    "requirements-materialx.lock",
    "requirements-spark.lock",
)
_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)


@dataclass(frozen=True)
class Advisory:
    """Hold one advisory: the version that mends it, and why it concerns us."""

    id: str
    package: str
    mended: Version
    why: str


def read_snapshot(text: str) -> tuple[str, tuple[Advisory, ...]]:
    """Return the day of the snapshot, `YYYY-MM-DD`, and its advisories."""
    whole = json.loads(text)
    found = (
        Advisory(row["id"], canonicalize_name(row["package"]), Version(row["mended"]), row["why"])
        for row in whole["advisories"]
    )
    return whole["as_of"], tuple(found)


def pins(text: str) -> Iterator[tuple[str, Version]]:
    """Yield each package that a lock file pins, and its version; some are pinned twice for two Pythons."""
    for name, version in _PIN.findall(text):
        yield canonicalize_name(name), Version(version)


def floors(project: Mapping[str, object]) -> Iterator[tuple[str, Version]]:
    """Yield each package that erpsite asks for, extras included, and the lowest version that it admits."""
    part = project["project"]
    assert isinstance(part, dict)  # noqa: S101 - tells the type checker
    extras = part["optional-dependencies"].values()
    lines = [*part["dependencies"], *(line for extra in extras for line in extra)]
    for requirement in map(Requirement, lines):
        lowest = [Version(one.version) for one in requirement.specifier if one.operator in {">=", "==", "~="}]
        yield canonicalize_name(requirement.name), max(lowest, default=Version("0"))


def below(place: str, versions: Iterator[tuple[str, Version]], known: Sequence[Advisory]) -> list[str]:
    """Return a sentence for each version that is below one that mends an advisory."""
    return [
        f"{place}: {name} {version} is below {advisory.mended}, which mends {advisory.id}: {advisory.why}"
        for name, version in versions
        for advisory in known
        if advisory.package == name and version < advisory.mended
    ]


def main() -> int:
    """Print what is below an advisory, and return 1 where anything is."""
    day, known = read_snapshot(SNAPSHOT.read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found = below("pyproject.toml", floors(project), known)
    for lock in LOCKS:
        found += below(lock, pins((ROOT / lock).read_text(encoding="utf-8")), known)
    for line in found:
        print(line, file=sys.stderr)
    told = f"{len(found)} versions below" if found else "none concerns a version of ours"
    print(f"{len(known)} advisories as of {day}: {told}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

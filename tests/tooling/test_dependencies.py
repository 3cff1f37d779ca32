"""Dependencies: each has its reason, each is locked, and none is used without being declared."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from erpsite.extras import EXTRAS

LOCKS = (
    "requirements.lock",
    "requirements-dev.lock",
    "requirements-build.lock",
    "requirements-materialx.lock",
    "requirements-spark.lock",
)

# What a distribution lets us import, where that is not just its own name.
IMPORT_NAMES = {
    "pyyaml": {"yaml"},
    "mkdocs-material": {"material"},
    "python-pptx": {"pptx"},
    "python-dateutil": {"dateutil"},
    "chinesecalendar": {"chinese_calendar"},
    # Pydantic pins its core exactly and documents errors that are raised from there.
    "pydantic": {"pydantic", "pydantic_core"},
}


@pytest.fixture(scope="module")
def project(repo_root: Path) -> dict[str, Any]:
    return tomllib.loads((repo_root / "pyproject.toml").read_text(encoding="utf-8"))


def names(requirements: list[Any]) -> set[str]:
    """Return the canonical names in a requirement list, without the groups it includes."""
    return {canonicalize_name(Requirement(line).name) for line in requirements if isinstance(line, str)}


def pins(lock: Path) -> dict[str, str]:
    """Return name → version of each pin in a lock file."""
    found = re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


def test_every_dependency_line_says_why(repo_root: Path) -> None:
    text = (repo_root / "pyproject.toml").read_text(encoding="utf-8")
    pattern = r"^(?:dependencies|pack|engines|build|test|check|materialx|lock) = \[\n(.*?)^\]"
    blocks = re.findall(pattern, text, re.MULTILINE | re.DOTALL)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    assert len(blocks) == 8
    assert [line for line in lines if not re.fullmatch(r'"[^"]+", +# \w.{8,}', line)] == []


def test_every_ignored_lint_says_why(repo_root: Path) -> None:
    text = (repo_root / "pyproject.toml").read_text(encoding="utf-8")
    ignore = re.search(r"^ignore = \[\n(.*?)^\]", text, re.MULTILINE | re.DOTALL)
    assert ignore is not None
    lines = [line.strip() for line in ignore[1].splitlines()]
    assert [line for line in lines if not re.fullmatch(r'"[A-Z0-9]+", +# \w.{8,}', line)] == []


@pytest.mark.parametrize("name", LOCKS)
def test_lock_pins_everything_by_hash(repo_root: Path, name: str) -> None:
    text = (repo_root / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[A-Za-z0-9])", text.split("\n", 2)[2])
    least = {"requirements-materialx.lock": 0, "requirements-spark.lock": 1}
    assert len(entries) > least.get(name, 5)
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert [entry.splitlines()[0] for entry in entries if "==" not in entry.splitlines()[0]] == []


@pytest.mark.parametrize("name", LOCKS)
def test_lock_names_no_address_and_no_machine(repo_root: Path, name: str) -> None:
    text = (repo_root / name).read_text(encoding="utf-8")
    for unwanted in ("://", "--index", "--extra-index", "--find-links", " /", "file:"):
        assert unwanted not in text


def test_locks_hold_what_is_declared(repo_root: Path, project: dict[str, Any]) -> None:
    groups = project["dependency-groups"]
    runtime = names(project["project"]["dependencies"])
    apart = ("materialx", "spark")
    everything = runtime.union(*(names(group) for key, group in groups.items() if key not in apart))
    assert runtime - set(pins(repo_root / "requirements.lock")) == set()
    assert everything - set(pins(repo_root / "requirements-dev.lock")) == set()
    for name in apart:
        assert names(groups[name]) - set(pins(repo_root / f"requirements-{name}.lock")) == set()
    assert names(groups["build"]) - set(pins(repo_root / "requirements-build.lock")) == set()


def test_locks_agree_on_versions(repo_root: Path) -> None:
    full = pins(repo_root / "requirements-dev.lock")
    for name in ("requirements.lock", "requirements-build.lock"):
        part = pins(repo_root / name)
        assert {key: full.get(key) for key in part} == part


def test_pinned_versions_are_allowed(repo_root: Path, project: dict[str, Any]) -> None:
    apart = ("requirements-materialx.lock", "requirements-spark.lock", "requirements-dev.lock")
    full = {name: version for lock in apart for name, version in pins(repo_root / lock).items()}
    lists = [project["project"]["dependencies"], *project["dependency-groups"].values()]
    declared = [Requirement(line) for group in lists for line in group if isinstance(line, str)]
    refused = [str(each) for each in declared if full[canonicalize_name(each.name)] not in each.specifier]
    assert refused == []


def imported_packages(folder: Path) -> set[str]:
    """Return the top-level names that the Python files under a folder import."""
    found: set[str] = set()
    for file in folder.rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for part in [node for node in ast.walk(tree) if isinstance(node, ast.If)]:
            # What only the type checker reads is imported by nobody.
            part.body = [] if ast.unparse(part.test) == "TYPE_CHECKING" else part.body
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                found.add(node.module.partition(".")[0])
    return found


def test_what_ships_imports_only_declared_dependencies(repo_root: Path, project: dict[str, Any]) -> None:
    declared = [IMPORT_NAMES.get(name, {name}) for name in names(project["project"]["dependencies"])]
    allowed = set[str]().union(*declared) | set(sys.stdlib_module_names) | {"erpsite", "erpsite_mkdocs"}
    used = imported_packages(repo_root / "erpsite") | imported_packages(repo_root / "plugins")
    assert used - allowed == set(), "an optional package is imported through erpsite.extras alone"


def test_the_door_knows_what_each_extra_brings(project: dict[str, Any]) -> None:
    extras = project["project"]["optional-dependencies"]
    floors = {"pillow", "fonttools"}  # brought by WeasyPrint and imported by it alone
    distributions = {module: name for name, modules in IMPORT_NAMES.items() for module in modules}
    known = {canonicalize_name(distributions.get(module, module)): extra for module, extra in EXTRAS.items()}
    brought = {(name, extra) for extra, lines in extras.items() for name in names(lines) - floors}
    assert set(known.items()) <= brought
    assert {name for name, _ in brought} == known.keys()


def test_what_the_pack_needs_is_imported_only_when_it_is_made(project: dict[str, Any]) -> None:
    packed = sorted(names(project["project"]["optional-dependencies"]["pack"]))
    code = f"import sys, erpsite.cli.pack; print([name for name in {packed} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

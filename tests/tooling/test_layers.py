"""The layers of the core are declared, every one of them."""

import re
import tomllib
from pathlib import Path


def declared_layers(repo_root: Path) -> list[set[str]]:
    """Return the core's layers from top to bottom, each with the packages that stand side by side in it."""
    project = tomllib.loads((repo_root / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (core,) = [contract for contract in contracts if contract.get("containers") == ["erpsite"]]
    assert core["exhaustive"] is True
    return [set(re.findall(r"\w+", layer)) for layer in core["layers"]]


def test_every_part_of_the_core_has_its_layer(repo_root: Path) -> None:
    core = repo_root / "erpsite"
    modules = {path.stem for path in core.glob("*.py")} - {"__init__"}
    packages = {path.parent.name for path in core.glob("*/__init__.py")}
    assert modules | packages <= set[str]().union(*declared_layers(repo_root))


def test_every_folder_with_code_is_a_package(repo_root: Path) -> None:
    folders = {path.parent for root in ("erpsite", "plugins") for path in (repo_root / root).rglob("*.py")}
    # Without __init__.py the linter does not see a folder, and its imports would go unchecked.
    assert sorted(str(folder) for folder in folders if not (folder / "__init__.py").is_file()) == []


def test_command_line_is_above_everything_and_issues_below(repo_root: Path) -> None:
    layers = declared_layers(repo_root)
    assert layers[:2] == [{"__main__"}, {"cli"}]
    lowest = {"collector", "deferred", "escaping", "explained", "issues", "nearest", "renamed", "sheets"}
    assert layers[-3:] == [lowest, {"frozen"}, {"locale"}]

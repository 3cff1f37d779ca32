"""The wheel that people install holds the core, the plugins and the starter."""

import configparser
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> zipfile.Path:
    """Build the wheel with the locked build tools."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=repo_root, check=True, capture_output=True)
    (built,) = folder.glob("erpsite-*.whl")
    return zipfile.Path(built)


def tracked(repo_root: Path, *folders: str) -> set[str]:
    """Return the files under some folders that git would commit, without those that the wheel leaves out."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *folders]
    listed = subprocess.run(command, cwd=repo_root, check=True, capture_output=True).stdout.decode()
    return {name for name in listed.split("\0") if name and (repo_root / name).is_file()}


def held(wheel: zipfile.Path) -> set[str]:
    """Return the files in the wheel."""
    return {name for name in wheel.root.namelist() if not name.endswith("/")}


def test_core_is_whole(repo_root: Path, wheel: zipfile.Path) -> None:
    core = tracked(repo_root, "erpsite")
    assert {"erpsite/py.typed", "erpsite/__init__.py"} < core
    assert any(name.endswith(".po") for name in core)
    assert core - held(wheel) == set()


def test_plugins_are_whole_and_stand_at_the_top(repo_root: Path, wheel: zipfile.Path) -> None:
    plugins = {name.removeprefix("plugins/") for name in tracked(repo_root, "plugins")}
    assert "erpsite_mkdocs/__init__.py" in plugins
    assert plugins - held(wheel) == set()


def test_starter_is_the_repository_s_own_site(repo_root: Path, wheel: zipfile.Path) -> None:
    names = ("audit", "change-files", "check", "release")
    workflows = {".gitlab-ci.yml", *(f".github/workflows/{name}.yml" for name in names)}
    sources = tracked(repo_root, "content", "data", "logs", "schemas", "deploy", "mkdocs.yml", *workflows)
    assert {"mkdocs.yml", *workflows} < sources
    tops = {name.partition("/")[0] for name in sources - workflows}
    assert tops == {"content", "data", "logs", "schemas", "deploy", "mkdocs.yml"}
    starter = {name.removeprefix("erpsite/_starter/") for name in held(wheel) if "/_starter/" in name}
    assert starter == sources


def test_nothing_else_is_in_it(wheel: zipfile.Path) -> None:
    tops = {name.partition("/")[0] for name in held(wheel)}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"erpsite", "erpsite_mkdocs"}
    assert [name for name in held(wheel) if "__pycache__" in name] == []


def test_entry_points_name_the_command_and_the_plugins(wheel: zipfile.Path) -> None:
    (info,) = [path for path in wheel.iterdir() if path.name.endswith(".dist-info")]
    entries = configparser.ConfigParser()
    entries.read_string((info / "entry_points.txt").read_text(encoding="utf-8"))
    assert entries["console_scripts"]["erpsite"] == "erpsite.__main__:main"
    modules = [target.partition(":")[0] for target in entries["mkdocs.plugins"].values()]
    files = {f"{module.replace('.', '/')}.py" for module in modules}
    assert files
    assert files - held(wheel) == set()
    assert "erpsite" in entries["mkdocs.plugins"]


def test_metadata_says_licence_and_python(wheel: zipfile.Path) -> None:
    (info,) = [path for path in wheel.iterdir() if path.name.endswith(".dist-info")]
    metadata = (info / "METADATA").read_text(encoding="utf-8").splitlines()
    assert "License-Expression: MIT" in metadata
    assert "Requires-Python: >=3.11" in metadata
    assert (info / "licenses" / "LICENSE").is_file()


@pytest.mark.parametrize("sample", [(), ("--sample",)])
def test_an_installed_wheel_starts_a_handbook(
    wheel: zipfile.Path, tmp_path: Path, sample: tuple[str, ...]
) -> None:
    installed = tmp_path / "installed"
    with zipfile.ZipFile(str(wheel.root.filename)) as archive:
        archive.extractall(installed)
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-m", "erpsite", "new", "my-plan", *sample]
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    assert (tmp_path / "my-plan/schemas/kpis.schema.json").is_file()
    check = [sys.executable, "-m", "erpsite", "check"]
    done = subprocess.run(
        check, cwd=tmp_path / "my-plan", env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr

"""A shipped edition that hides people goes to a folder and to a branch, and no byte of either names one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from erpsite.load import load_handbook
from erpsite.publish import FolderTarget
from tests.deploy.publishing import LANGUAGES, lay_on_branch, publish_edition


@pytest.fixture(scope="module")
def published(repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the sample's edition for partners into a folder, as a company does."""
    plan = tmp_path_factory.mktemp("partners")
    for name in ("data", "content"):
        shutil.copytree(repo_root / name, plan / name)
    shutil.copy(repo_root / "mkdocs.yml", plan)
    return publish_edition(plan, "partners", "--allow-dirty")


@pytest.fixture(scope="module")
def secrets(repo_root: Path) -> tuple[bytes, ...]:
    """Return the names, ids and addresses of everybody in the sample."""
    handbook = load_handbook(repo_root / "data").handbook
    assert handbook is not None
    found = set(handbook.people)
    for person in handbook.people.values():
        found |= {person.name.in_(language) for language in LANGUAGES} | {person.email or person.id}
    return tuple(word.encode() for word in sorted(found))


def _named(content: bytes, secrets: tuple[bytes, ...]) -> list[bytes]:
    return [word for word in secrets if word in content]


def test_no_byte_in_the_folder_names_anybody(published: Path, secrets: tuple[bytes, ...]) -> None:
    assert FolderTarget(published).verify() == []
    files = [file for file in published.resolve().rglob("*") if file.is_file()]
    assert len(files) > 300
    assert {file.name: found for file in files if (found := _named(file.read_bytes(), secrets))} == {}
    assert not (published / "releases.json").exists()
    assert b"staff" not in (published / "partners/releases.json").read_bytes()
    for language in LANGUAGES:
        letter = published / "partners" / language / "latest/preread/cio-letter/index.html"
        assert {"zh": "本版次不含", "en": "not in this edition"}[language] in letter.read_text("utf-8")


def test_no_object_of_the_branch_names_anybody(
    published: Path, secrets: tuple[bytes, ...], tmp_path: Path
) -> None:
    made = lay_on_branch(published, "partners", tmp_path / "clone")
    assert len(made) > 100
    assert {name: found for name, content in made.items() if (found := _named(content, secrets))} == {}

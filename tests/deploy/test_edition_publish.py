"""A shipped edition that hides people goes to a folder and to a branch, and no byte of either names one."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from erpsite.load import load_handbook
from erpsite.publish import BranchTarget, Draft, FolderTarget
from tests.publish.proof import make_repository

LANGUAGES = ("zh", "en")


@pytest.fixture(scope="module")
def published(repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the sample's edition for partners into a folder, as a company does."""
    plan = tmp_path_factory.mktemp("partners")
    for name in ("data", "content"):
        shutil.copytree(repo_root / name, plan / name)
    shutil.copy(repo_root / "mkdocs.yml", plan)
    done = subprocess.run(
        [sys.executable, "-m", "erpsite", "publish", "--edition", "partners", "--to", str(plan / "public"),
         "--allow-dirty"],
        cwd=plan, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return plan / "public"


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
    (release,) = FolderTarget(published).read().releases
    target = BranchTarget(make_repository(tmp_path / "clone"), "pages")
    before = set(_objects(tmp_path / "clone"))
    with target.staging() as staged:
        for language in LANGUAGES:
            built = published / ".erpsite/store" / f"{release.name}@partners" / language
            shutil.copytree(built, staged / "site" / language, ignore=shutil.ignore_patterns("manifest.json"))
        titles = {"zh": "厂", "en": "Plant"}
        draft = Draft(release.month, release.plan_year, LANGUAGES, titles, "partners", name=release.name)
        target.publish(staged, draft)
    assert target.verify() == []
    made = {name: content for name, content in _objects(tmp_path / "clone").items() if name not in before}
    assert len(made) > 100
    assert {name: found for name, content in made.items() if (found := _named(content, secrets))} == {}


def _objects(repository: Path) -> dict[str, bytes]:
    """Return the content of every object of a repository by its id."""
    stream = subprocess.run(
        ["git", "-C", str(repository), "cat-file", "--batch-all-objects", "--batch"],
        capture_output=True, check=True,
    ).stdout  # fmt: skip
    found, at = {}, 0
    while at < len(stream):
        end = stream.index(b"\n", at)
        name, _, size = stream[at:end].split()
        found[name.decode()] = stream[end + 1 : end + 1 + int(size)]
        at = end + 2 + int(size)
    return found

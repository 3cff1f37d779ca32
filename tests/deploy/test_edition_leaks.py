"""What an edition hides is nowhere in its site or its pack, in no form."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from erpsite.analysis import state
from erpsite.analysis.editions import edition_of
from erpsite.i18n import locale_of
from erpsite.load import load_handbook
from erpsite.model import Handbook
from erpsite.pack.document import brief_html, chapters, preread_html
from erpsite.pages.kit.book import Book
from erpsite.publish import FolderTarget
from tests.deploy.publishing import lay_on_branch, publish_edition
from tests.deploy.secrets import (
    found_in,
    readable,
    risk_texts,
    said_anyway,
    words_of,
    written_amounts,
)
from tests.warm import python


@pytest.fixture(scope="module")
def handbook(repo_root: Path) -> Handbook:
    """Return the sample plan."""
    loaded = load_handbook(repo_root / "data").handbook
    assert loaded is not None
    return loaded


def _run(repo_root: Path, *arguments: str) -> None:
    done = subprocess.run(
        [python(), "-m", "erpsite", *arguments],
        cwd=repo_root, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def published(repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the edition for all staff into a folder, as a company does."""
    plan = tmp_path_factory.mktemp("staff")
    for name in ("data", "content"):
        shutil.copytree(repo_root / name, plan / name)
    shutil.copy(repo_root / "mkdocs.yml", plan)
    return publish_edition(plan, "staff", "--allow-dirty")


@pytest.fixture(scope="module")
def staff_site(published: Path) -> Path:
    """Return the site of the one release, a folder for each language."""
    (site,) = (published / ".erpsite/store").iterdir()
    return site


@pytest.fixture(scope="module")
def secrets(handbook: Handbook) -> set[str]:
    """Return everything that the staff edition hides, in every form."""
    texts = risk_texts(handbook)
    texts |= words_of(answer.comment for answer in handbook.survey)
    texts |= words_of(review.minutes for review in handbook.reviews.values())
    hidden = texts | written_amounts(handbook)
    return hidden - said_anyway(edition_of(handbook, "staff"), texts)


def test_nothing_hidden_is_in_the_site(staff_site: Path, secrets: set[str]) -> None:
    assert len(secrets) > 1000
    assert found_in(readable(staff_site), secrets) == set()


def test_folder_and_branch_are_whole_and_tell_of_no_other_edition(
    published: Path, secrets: set[str], tmp_path: Path
) -> None:
    assert FolderTarget(published).verify() == []
    assert b"partners" not in (published / "staff/releases.json").read_bytes()
    made = lay_on_branch(published, "staff", tmp_path / "clone")
    assert found_in((one for one in made.values() if b"\0" not in one), secrets) == set()


def test_no_copy_of_the_data_is_in_the_site(staff_site: Path) -> None:
    assert [file for file in staff_site.rglob("*") if "source" in file.relative_to(staff_site).parts] == []


def test_pages_say_that_they_are_not_in_this_edition(staff_site: Path) -> None:
    for path, words in (("en", "not in this edition"), ("zh", "不在手册的这个版次中")):
        for page in ("plan/risks", "plan/portfolio"):
            assert words in (staff_site / path / page / "index.html").read_text(encoding="utf-8")


def test_the_search_finds_the_whole_handbooks_secrets(handbook: Handbook, secrets: set[str]) -> None:
    """Prove that the search of these tests sees what it looks for: the whole pre-read is full of it."""
    book = Book(state(handbook, handbook.default_as_of), locale_of("zh"))
    whole = preread_html(book, chapters(book), {}).encode()
    assert len(found_in([whole], secrets)) > 50


def test_nothing_hidden_is_in_the_printed_parts(handbook: Handbook, secrets: set[str]) -> None:
    staff = edition_of(handbook, "staff")
    for language in ("zh", "en"):
        book = Book(state(staff, staff.default_as_of), locale_of(language))
        drawn = chapters(book)
        printed = preread_html(book, drawn, {}) + brief_html(book, drawn, 10)
        assert found_in([printed.encode()], secrets) == set()


def test_nothing_hidden_is_in_the_pack(repo_root: Path, tmp_path: Path, secrets: set[str]) -> None:
    parts = [word for part in ("workbook", "calendar", "data") for word in ("--only", part)]
    _run(repo_root, "pack", "--edition", "staff", "--out", str(tmp_path), *parts)
    made = sorted(tmp_path.iterdir())
    assert len(made) == 6
    assert all("-staff-" in file.name for file in made)
    for file in made:
        contents = [file.read_bytes()]
        if file.suffix in (".zip", ".xlsx"):
            packed = zipfile.ZipFile(io.BytesIO(contents[0]))
            contents = [packed.read(name) for name in packed.namelist()]
        assert found_in(contents, secrets) == set(), file.name


def test_people_of_a_hidden_edition_have_no_names(handbook: Handbook) -> None:
    partners = edition_of(handbook, "partners")
    names = words_of(person.name for person in handbook.people.values())
    names |= {person.name.in_(language) for person in handbook.people.values() for language in ("zh", "en")}
    assert said_anyway(partners, names) == set()
    assert set(partners.people) & set(handbook.people) == set()
    assert all(initiative.owner in partners.people for initiative in partners.initiatives.values())

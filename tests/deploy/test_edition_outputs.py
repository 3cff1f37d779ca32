"""Marks in every text, amount, name and file of a plan, looked for in all bytes that publishing leaves."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from erpsite.analysis.editions import edition_of
from erpsite.load import load_handbook
from erpsite.model import Handbook
from erpsite.model.base import Record
from erpsite.model.initiative import ThirdParty
from erpsite.model.person import Person
from erpsite.model.plan import Edition
from tests.deploy.canary import TOPICS, Canaries, every_record, everything_of, goes, marked
from tests.deploy.otherwise import otherwise, sentence, telling
from tests.deploy.publishing import lay_on_branch, publish_edition, unpacked
from tests.deploy.secrets import found_in, written_amounts
from tests.load.golden import BASE_PLAN
from tests.plan_folder import write_plan_folder

_MARK = re.compile(rb"qz\d{4}v")
_PAGE = """# Note qzpage{n}v

{sentence} {{{{ person("{person}").name }}}} and {{{{ risk("vendor-late").name }}}}

| Item | EUR |
|---|---|
| Part qzcell{n}v | {name} |

![{name} qzalt{n}v](/favicon.svg)

{{{{ table("people") }}}}

{{{{ initiative("erp-crm").cost }}}}

{{{{ chart("benefits") }}}}
"""
_AMOUNTS = ("EUR 7,654,321", "CHF 98'765")


@dataclass(frozen=True)
class _Published:
    """Hold a plan with marks, and whatever was made of its edition by name."""

    whole: Handbook
    edition: Handbook
    canaries: Canaries
    files: dict[str, bytes]
    objects: dict[str, bytes]
    other: dict[str, bytes]
    """What was published of a plan with other values of all that the edition hides."""

    @property
    def everything(self) -> dict[str, bytes]:
        return self.files | self.objects


def _with_addresses(handbook: Handbook) -> Handbook:
    """Return a plan in which each mail address and each contract stands nowhere else."""
    numbers = iter(range(10_000))

    def change(kind: type[Record], name: str, value: Any) -> Any:
        if (kind, name) == (Person, "email"):
            return f"qzmail{next(numbers)}@qzhost{next(numbers)}.example"
        return f"QZ-{next(numbers)}-2026" if (kind, name) == (ThirdParty, "contract") else value

    return every_record(handbook, change)


def _plan() -> tuple[Handbook, Canaries]:
    base = load_handbook(BASE_PLAN).handbook
    assert base is not None
    handbook, canaries = marked(_with_addresses(base))
    edition = Edition.model_validate({"id": "some", "name": "Some", "hides": list(TOPICS)})
    return replace(handbook, plan=handbook.plan.model_copy(update={"editions": (edition,)})), canaries


def _write(folder: Path, handbook: Handbook, amount: str) -> None:
    """Write the plan with pages and files beside it, and commit it with a title that tells."""
    write_plan_folder(folder, telling(handbook, amount))
    person = next(iter(handbook.people.values()))
    for n, language in enumerate(("zh", "en")):
        name, told = person.name.in_(language), sentence(handbook, language, amount)
        page = _PAGE.format(n=n, name=name, sentence=told, person=person.id)
        (folder / f"content/note.{language}.md").write_text(page, encoding="utf-8")
        listed = f"who,part\n{name},qzfile{n}v\n{person.email},{amount.replace(',', '')}\n"
        (folder / f"content/list{n}.csv").write_text(listed, encoding="utf-8")
    _commit(folder, f"{person.name.in_('en')} pays {amount} qzcommitv")


def _commit(folder: Path, title: str) -> None:
    """Commit everything in a folder; each commit is a day after the one before."""
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-C", str(folder)]
    subprocess.run([*git, "init", "-q"], check=True, capture_output=True)
    made = subprocess.run([*git, "rev-list", "--count", "--all"], check=True, capture_output=True).stdout
    day = f"2026-11-0{int(made) + 1}T09:00:00+08:00"
    dates = {**os.environ, "GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
    for command in (["add", "-A"], ["commit", "-q", "-m", title]):
        subprocess.run([*git, *command], check=True, capture_output=True, env=dates)


def _publish(folder: Path, handbook: Handbook, amount: str) -> Path:
    reason = f"{sentence(handbook, 'en', amount)} qzreasonv"
    return publish_edition(folder, "some", "--pack", "--reason", reason)


def _files(public: Path) -> dict[str, bytes]:
    """Return every file below a folder, and every file packed in one, each with its name behind it."""
    files: dict[str, bytes] = {}
    for path in sorted(file for file in public.rglob("*") if file.is_file()):
        # The folder of a generation has a name that chance gives it.
        name = re.sub(r"generations/\w+/", "generations/one/", path.relative_to(public).as_posix())
        files |= {one: content + one.encode() for one, content in unpacked(name, path.read_bytes())}
    return files


def _companies(handbook: Handbook) -> list[ThirdParty]:
    return [party for one in handbook.initiatives.values() for party in one.third_parties]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> _Published:
    """Publish an edition that hides everything, with its pack, to a folder and to a branch."""
    handbook, canaries = _plan()
    folder = tmp_path_factory.mktemp("outputs")
    _write(folder, handbook, _AMOUNTS[0])
    elsewhere = shutil.copytree(folder, tmp_path_factory.mktemp("other") / "plan")
    public = _publish(folder, handbook, _AMOUNTS[0])
    changed = otherwise(handbook, TOPICS)
    _write(elsewhere, changed, _AMOUNTS[1])
    other = _files(_publish(elsewhere, changed, _AMOUNTS[1]))
    objects = lay_on_branch(public, "some", folder / "clone")
    return _Published(handbook, edition_of(handbook, "some"), canaries, _files(public), objects, other)


def _marks(contents: Iterable[bytes]) -> frozenset[str]:
    return frozenset(mark.decode() for content in contents for mark in _MARK.findall(content))


def test_everything_is_made(published: _Published) -> None:
    endings = {Path(name).suffix for name in published.files}
    assert {
        ".html",
        ".json",
        ".csv",
        ".ics",
        ".xml",
        ".xlsx",
        ".pptx",
        ".zip",
        ".pdf",
        ".js",
        ".svg",
    } <= endings
    assert sum(name.endswith(".pdf/text") and len(text) > 500 for name, text in published.files.items()) >= 4
    assert {"zh", "en"} <= {part for name in published.files for part in name.split("/")}
    assert len(published.objects) > 100


@pytest.mark.parametrize("place", ["files", "objects"])
def test_no_byte_holds_a_mark_of_what_is_hidden(published: _Published, place: str) -> None:
    found = _marks(getattr(published, place).values())
    texts = published.canaries.texts
    assert {texts[mark] for mark in found if mark in texts and goes(*texts[mark], TOPICS)} == set()


def test_every_mark_that_the_edition_shows_is_there(published: _Published) -> None:
    drawn = _marks(content for _, content in everything_of(published.edition))
    assert len(drawn) > 0.5 * len(published.canaries.texts)
    for contents in (published.files, published.objects):
        assert drawn - _marks(contents.values()) == set()
    for word in ("qzpage0v", "qzpage1v", "qzcell1v", "qzalt0v", "qzfile0v", "qzfile1v", "qzreasonv"):
        assert any(word.encode() in content for content in published.files.values()), word


def test_no_byte_holds_an_amount_a_name_an_address_a_contract_or_a_title_of_a_commit(
    published: _Published,
) -> None:
    told = {"7,654,321", "7654321", "qzcommitv"}
    told |= {str(person.email) for person in published.whole.people.values()} | set(published.whole.people)
    told |= {str(party.contract) for party in _companies(published.whole)}
    for name, content in published.everything.items():
        text = re.sub(
            r"\\u([0-9a-f]{4})", lambda one: chr(int(one[1], 16)), content.decode("utf-8", "replace")
        )
        text = html.unescape(text)
        assert [word for word in told if word in text] == [], name
    readable = (one for one in published.files.values() if b"\0" not in one)
    assert found_in((one for one in readable if _is_text(one)), written_amounts(published.whole)) == set()


def test_a_plan_that_differs_in_hidden_values_alone_is_published_as_the_same_bytes(
    published: _Published,
) -> None:
    assert published.files.keys() == published.other.keys()
    one, other = _without_commits(published.files), _without_commits(published.other)
    assert [name for name, content in one.items() if other[name] != content] == []


def _without_commits(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return files without the hash of the commit that a release was built from, and of what holds that."""
    commit, hashes = re.compile(rb'"commit": "[0-9a-f]{40}"'), re.compile(rb"[0-9a-f]{64}")
    kept = {name: commit.sub(b"", one) for name, one in files.items() if not name.endswith(".pdf/text")}
    return {
        name: hashes.sub(b"", content) if name.endswith("releases.json") else content
        for name, content in kept.items()
    }


def _is_text(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True

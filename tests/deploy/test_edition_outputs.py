"""Marks in every text, amount, name and file of a plan, looked for in all bytes that publishing leaves."""

from __future__ import annotations

import html
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from erpsite.analysis.editions import edition_of
from erpsite.analysis.editions.rewriting import rewrite
from erpsite.load import load_handbook
from erpsite.model import Handbook
from erpsite.model.base import Record
from erpsite.model.initiative import ThirdParty
from erpsite.model.person import Person
from erpsite.model.plan import Edition
from tests.deploy.canary import Canaries, everything_of, marked
from tests.deploy.publishing import lay_on_branch, publish_edition, unpacked
from tests.deploy.secrets import found_in, written_amounts
from tests.deploy.test_edition_canary import TOPICS, goes
from tests.load.golden import BASE_PLAN
from tests.plan_folder import write_plan_folder

_MARK = re.compile(rb"qz\d{4}v")
_PAGE = """# Note qzpage{n}v

{name} of {company} pays EUR 7,654,321. {{{{ person("{person}").name }}}}

| Item | EUR |
|---|---|
| Part qzcell{n}v | {name} |

![{name} qzalt{n}v](plan.svg)
"""


@dataclass(frozen=True)
class _Published:
    """Hold a plan with marks, and whatever was made of its edition by name."""

    whole: Handbook
    edition: Handbook
    canaries: Canaries
    files: dict[str, bytes]
    objects: dict[str, bytes]

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

    return replace(
        handbook,
        people={key: rewrite(one, change) for key, one in handbook.people.items()},
        initiatives={key: rewrite(one, change) for key, one in handbook.initiatives.items()},
    )


def _plan() -> tuple[Handbook, Canaries]:
    base = load_handbook(BASE_PLAN).handbook
    assert base is not None
    handbook, canaries = marked(_with_addresses(base))
    edition = Edition.model_validate({"id": "some", "name": "Some", "hides": list(TOPICS)})
    return replace(handbook, plan=handbook.plan.model_copy(update={"editions": (edition,)})), canaries


def _write(folder: Path, handbook: Handbook) -> None:
    """Write the plan with pages and files beside it, and commit it with a title that tells."""
    write_plan_folder(folder, handbook)
    person, company = next(iter(handbook.people.values())), _companies(handbook)[0]
    for n, language in enumerate(("zh", "en")):
        words = {
            "name": person.name.in_(language),
            "company": company.name.in_(language),
            "person": person.id,
        }
        (folder / f"content/note.{language}.md").write_text(_PAGE.format(n=n, **words), encoding="utf-8")
        (folder / f"content/list{n}.csv").write_text(
            f"who,part\n{words['name']},qzfile{n}v\n{person.email},EUR 7654321\n", encoding="utf-8"
        )
    title = f"{person.name.in_('en')} pays EUR 7654321 qzcommitv"
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-C", str(folder)]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", title]):
        subprocess.run([*git, *command], check=True, capture_output=True)


def _companies(handbook: Handbook) -> list[ThirdParty]:
    return [party for one in handbook.initiatives.values() for party in one.third_parties]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> _Published:
    """Publish an edition that hides everything, with its pack, to a folder and to a branch."""
    handbook, canaries = _plan()
    folder = tmp_path_factory.mktemp("outputs")
    _write(folder, handbook)
    person, company = next(iter(handbook.people.values())), _companies(handbook)[0]
    reason = f"{person.name.in_('en')} and {company.name.in_('en')} ask EUR 7,654,321 qzreasonv"
    public = publish_edition(folder, "some", "--pack", "--reason", reason)
    files: dict[str, bytes] = {}
    for path in sorted(file for file in public.rglob("*") if file.is_file()):
        name = path.relative_to(public).as_posix()
        files |= {one: content + one.encode() for one, content in unpacked(name, path.read_bytes())}
    objects = lay_on_branch(public, "some", folder / "clone")
    return _Published(handbook, edition_of(handbook, "some"), canaries, files, objects)


def _marks(contents: Iterable[bytes]) -> frozenset[str]:
    return frozenset(mark.decode() for content in contents for mark in _MARK.findall(content))


def test_everything_is_made(published: _Published) -> None:
    endings = {Path(name).suffix for name in published.files}
    assert {".html", ".json", ".csv", ".ics", ".xml", ".xlsx", ".zip", ".pdf", ".js", ".svg"} <= endings
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


def _is_text(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True

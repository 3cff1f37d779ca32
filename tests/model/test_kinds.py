"""Each kind of record is declared once, at its class; what was forgotten is told on import."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import pytest

from erpsite.model import FILES, Handbook, kinds
from erpsite.model.base import Record
from erpsite.model.files import data_files, refuse_loose_ends
from erpsite.model.kinds import KINDS, KindError, kind, kind_named, kind_of
from erpsite.model.quantity import Ref, Slug
from erpsite.model.review import NewRisk
from tests.load.golden import BASE_PLAN


class _Plain(Record):
    id: Slug


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let each test declare kinds that are gone afterwards."""
    monkeypatch.setattr(kinds, "KINDS", known := dict(KINDS))
    monkeypatch.setattr("erpsite.model.files.KINDS", known)
    monkeypatch.setattr(kinds, "_BY_CLASS", dict(kinds._BY_CLASS))
    yield
    for record in Record.__subclasses__():
        if record.__name__ == "Visit":
            record.__module__ = __name__


def _ticket(**more: Any) -> type[Record]:
    said = {"file": "visits.csv", "page": None, **more}

    class Visit(Record):
        """Stand for a record that a model module declares."""

        id: Slug
        owner: Annotated[Slug, Ref(more.pop("ref", "people"))] = "x"

    Visit.__module__ = "erpsite.model.visit"
    said.pop("ref", None)
    return kind("visits", **said)(Visit) if not said.pop("undeclared", False) else Visit


def _handbook_with(hint: object) -> type[Any]:
    @dataclass(frozen=True)
    class Wider(Handbook):
        visits: hint = ()  # type: ignore[valid-type]

    Wider.__annotations__["visits"] = hint
    return Wider


def test_a_class_and_a_field_are_a_new_file() -> None:
    ticket = _ticket()
    handbook = _handbook_with(tuple[ticket, ...])  # type: ignore[valid-type]
    files = data_files(handbook)
    refuse_loose_ends(handbook, files)
    assert [file.path for file in files if file not in FILES][-1] == "visits.csv"
    assert files[-1].shape == "table"


def _no_field() -> None:
    _ticket()
    refuse_loose_ends(Handbook, data_files(Handbook))


def _no_kind() -> None:
    ticket = _ticket(undeclared=True)
    data_files(_handbook_with(tuple[ticket, ...]))  # type: ignore[valid-type]


def _no_kind_inside() -> None:
    _held = _ticket(undeclared=True)
    refuse_loose_ends(Handbook, data_files(Handbook))


def _wrong_collection() -> None:
    ticket = _ticket()
    data_files(_handbook_with(Mapping[str, ticket]))  # type: ignore[valid-type]


def _no_key() -> None:
    ticket = _ticket(key=())
    data_files(_handbook_with(tuple[ticket, ...]))  # type: ignore[valid-type]


def _strange_reference() -> None:
    ticket = _ticket(ref="customers")
    handbook = _handbook_with(tuple[ticket, ...])  # type: ignore[valid-type]
    refuse_loose_ends(handbook, data_files(handbook))


def _unused_inner_kind() -> None:
    _ticket(file="")
    refuse_loose_ends(Handbook, data_files(Handbook))


def _taken_file() -> None:
    _ticket(file="kpis.csv")


def _strange_key() -> None:
    _ticket(key=("number",))


def _taken_name() -> None:
    kind("people", page=None)(_Plain)


@pytest.mark.parametrize(
    ("forget", "words"),
    [
        (_no_field, "no field of Handbook holds Visit of visits.csv"),
        (_no_kind, "Handbook.visits holds Visit, which declares no kind"),
        (_no_kind_inside, "Visit has an id but declares no kind"),
        (_wrong_collection, "Handbook.visits does not fit visits.csv"),
        (_no_key, "holds one record without a key, or many with one"),
        (_strange_reference, "Visit.owner names the kind customers, which is none"),
        (_unused_inner_kind, "Visit declares no file, and no record holds it"),
        (_taken_file, "the file kpis.csv is declared by KpiActual and by Visit"),
        (_strange_key, "Visit has no field number"),
        (_taken_name, "the kind people is declared by Person and by _Plain"),
    ],
)
def test_what_is_forgotten_is_told(forget: Callable[[], None], words: str) -> None:
    with pytest.raises(KindError, match=words):
        forget()


def test_a_page_cannot_be_forgotten() -> None:
    with pytest.raises(TypeError, match="page"):
        kind("visits", file="visits.csv")  # type: ignore[call-arg]


def test_a_class_that_extends_another_is_of_its_kind() -> None:
    assert kind_of(NewRisk) is kind_named("risks")


def test_addresses_come_from_the_kind() -> None:
    assert kind_named("kpis").address("uptime") == ("plan/kpis/uptime", "")
    assert kind_named("risks").address("late") == ("plan/risks", "late")
    with pytest.raises(KeyError):
        kind_named("roles").address("analyst")


def test_the_base_plan_has_every_file() -> None:
    missing = [file.path for file in FILES if not (BASE_PLAN / file.path).exists()]
    assert missing == [], "lay the new file into tests/golden/base_plan"


def test_no_other_module_looks_for_near_names() -> None:
    root = Path(__file__).resolve().parents[2]
    found = []
    for path in [*root.glob("erpsite/**/*.py"), *root.glob("plugins/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            found += [path.name for name in names if name.split(".", maxsplit=1)[0] == "difflib"]
    # These compare whole texts, rows and lists, and suggest no name.
    others = {"upgrade.py", "suspecting.py", "laying.py", "yaml_text.py"}
    assert sorted({*found} - others) == ["nearest.py"], "say `did you mean` by erpsite.nearest"

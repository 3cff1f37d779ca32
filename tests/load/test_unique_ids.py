"""Two records of one kind never load as one: each kind is given a second record with an id that is taken."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from erpsite.load import load_handbook
from erpsite.model import FILES, DataFile
from erpsite.model.base import Record
from erpsite.model.kinds import KINDS, kind_of
from erpsite.model.shape import shape_of
from tests.load.golden import BASE_PLAN

BY_ID = [kind for kind in KINDS.values() if kind.key == ("id",)]


class _Loader(yaml.SafeLoader):
    """Read days as text, so that they are written as they were."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith(":timestamp")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _lists(tree: Any, record: type[Record], name: str) -> Iterator[list[Any]]:
    """Give the lists inside a tree that hold records of that kind."""
    for field in shape_of(record).nested:
        part = tree.get(field.name)
        if not part or field.record is None:
            continue
        kind = kind_of(field.record)
        if field.many == "list" and kind and kind.name == name:
            yield part
        inner = [part] if field.many == "one" else part if field.many == "list" else list(part.values())
        for one in inner:
            yield from _lists(one, field.record, name)


def _repeat(folder: Path, file: DataFile, name: str) -> str | None:
    """Write a record a second time with the same id; return the id, or None where the file holds none."""
    top = file.kind.name == name
    if file.shape == "table":
        if not top:
            return None
        path = folder / file.path
        lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
        return lines[1].split(",")[0]
    for path in (
        sorted((folder / file.path).glob("*.yml")) if file.shape == "folder" else [folder / file.path]
    ):
        tree = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a safe loader
        if top and file.shape == "folder":
            path.with_stem("zz-again").write_bytes(path.read_bytes())
            return str(tree["id"])
        trees = tree if file.shape == "list" else [tree]
        found = trees if top else next((held for one in trees for held in _lists(one, file.record, name)), [])
        if found:
            found.append(found[0])
            text = yaml.dump(tree, Dumper=_Whole, allow_unicode=True, sort_keys=False)
            path.write_text(text, encoding="utf-8")
            return str(found[0]["id"])
    return None


class _Whole(yaml.SafeDumper):
    """Write the second record out instead of pointing to the first."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _add_a_freeze(folder: Path) -> None:
    """Give the plan what the base plan does without: a time in which nothing goes live."""
    path = folder / "handbook.yml"
    close = "  freezes:\n  - {id: close, name: Close, first: 2026-12-28, last: 2026-12-31}\n"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  base: china\n", f"  base: china\n{close}", 1), encoding="utf-8")


@pytest.mark.parametrize("kind", BY_ID, ids=lambda kind: kind.name)
def test_a_second_record_of_one_id_is_refused_with_both_places(kind: Any, tmp_path: Path) -> None:
    tried = 0
    for file in FILES:
        if kind.name not in file.kinds_inside:
            continue
        folder = tmp_path / file.field
        shutil.copytree(BASE_PLAN, folder)
        _add_a_freeze(folder)
        name = _repeat(folder, file, kind.name)
        if name is None:
            continue
        tried += 1
        result = load_handbook(folder)
        told = [
            issue for issue in result.issues if issue.code == "duplicate-id" and issue.values["id"] == name
        ]
        assert result.handbook is None
        assert len(told) == 1
        first = str(told[0].values["first"])
        assert first != str(told[0].source)
        assert all(place.count(":") == 2 for place in (first, str(told[0].source)))
    assert tried, f"the base plan has no record of the kind {kind.name}; add one"


@pytest.mark.parametrize(
    "file", [file for file in FILES if len(file.kind.key) > 1], ids=lambda file: file.path
)
def test_a_second_row_of_one_key_is_refused(file: DataFile, tmp_path: Path) -> None:
    shutil.copytree(BASE_PLAN, tmp_path / "data")
    path = tmp_path / "data" / file.path
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
    result = load_handbook(tmp_path / "data")
    assert [issue.code for issue in result.issues] == ["second-value"]

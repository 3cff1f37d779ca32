"""What a form is given is what the files hold, and an edition that hides something has no forms."""

from __future__ import annotations

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from erpsite.ingest.editing.trees import read_trees
from erpsite.load import load_handbook
from erpsite.load.schema import schema_of
from erpsite.model import FILES
from erpsite.model.shape import shape_of
from erpsite.pages.forms import form_files, form_kinds, record_files
from tests.factory import small_handbook
from tests.pages.drawing import book_of
from tests.pages.test_editions import EDITIONS, hiding

ROOT = Path(__file__).parents[2]
PLANS = ("data", "tests/golden/base_plan")


@cache
def files_of(folder: Path, language: str = "en") -> dict[str, Any]:
    """Return what the forms of a plan are given, by the name under which the script asks for it."""
    handbook = load_handbook(folder).handbook
    assert handbook is not None
    listed = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]

    def read(path: str) -> bytes | None:
        return (folder / path).read_bytes() if (folder / path).exists() else None

    made = form_files(
        book_of(handbook, language), {"commit": "abc"}, lambda: record_files(handbook, read, listed)
    )
    return {path.removeprefix("assets/forms/").removesuffix(".js"): told(content) for path, content in made}


def told(script: bytes) -> Any:
    """Return the value that a script hands over."""
    return json.loads(script.decode().split("]=", 1)[1].rstrip(";\n"))


def without_lines(value: Any) -> Any:
    """Return a value without where its parts begin, and texts without the blanks at their ends."""
    if isinstance(value, dict):
        return {key: without_lines(one) for key, one in value.items() if key != "@"}
    if isinstance(value, list):
        return [without_lines(one) for one in value]
    return value.strip() if isinstance(value, str) else value


@pytest.mark.parametrize("plan", PLANS)
def test_a_form_shows_what_the_file_holds(plan: str) -> None:
    folder = ROOT / plan
    made = files_of(folder)
    data = {path.removeprefix("data/"): held for path, held in made.items() if path.startswith("data/")}
    assert len(data) > 15
    # Reading all 26 initiatives of the sample the slow way would tell no more.
    data = {path: held for at, (path, held) in enumerate(data.items()) if "/" not in path or not at % 6}
    trees = read_trees({path: (folder / path).read_bytes() for path in data})
    for path, held in data.items():
        if path.endswith(".csv"):
            rows = [dict(zip(held["columns"], row, strict=False)) for row in held["rows"]]
            assert rows == trees[path], path
        else:
            tree = trees[path] if isinstance(trees[path], list) else [trees[path]]
            assert without_lines(held["records"]) == without_lines(tree), path


def test_lines_lead_to_where_records_begin() -> None:
    lines = (ROOT / "data/initiatives/wms-rollout.yml").read_text(encoding="utf-8").splitlines()
    (record,) = files_of(ROOT / "data")["data/initiatives/wms-rollout.yml"]["records"]
    assert lines[record["@"] - 1].startswith("id:")
    for phase in record["phases"]:
        assert f"id: {phase['id']}" in lines[phase["@"] - 1]
    table = files_of(ROOT / "data")["data/kpis.csv"]
    rows = (ROOT / "data/kpis.csv").read_text(encoding="utf-8").splitlines()
    assert all(
        rows[line - 1].startswith(row[0]) for row, line in zip(table["rows"], table["lines"], strict=True)
    )


def test_what_the_loader_changes_is_shown_as_it_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    for path in (ROOT / "tests/golden/base_plan").rglob("*"):
        if path.is_file():
            target = folder / path.relative_to(ROOT / "tests/golden/base_plan")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    (first, *_) = sorted((folder / "initiatives").glob("*.yml"))
    name = first.stem
    text = first.read_text(encoding="utf-8")
    amount = "whole_life_cost: {amount: 100, currency: EUR}\n"
    first.write_text(f"{text.rstrip()}\n{amount}formerly: old-name\n", encoding="utf-8")
    plan = folder / "handbook.yml"
    rates = "currencies: [{code: EUR, rate: 7.8, on: 2026-01-01}]\n"
    plan.write_text(plan.read_text(encoding="utf-8") + rates, encoding="utf-8")
    (record,) = files_of(folder)[f"data/initiatives/{name}.yml"]["records"]
    assert record["whole_life_cost"] == {
        "@": record["whole_life_cost"]["@"],
        "amount": 100,
        "currency": "EUR",
    }
    assert record["formerly"] == "old-name"


def test_an_edition_that_hides_something_ships_no_form() -> None:
    for topics in EDITIONS:
        book = book_of(hiding(small_handbook(), topics))
        assert list(form_files(book, {}, lambda: [("data/kpis.yml.js", b"")])) == []
    whole = book_of(hiding(small_handbook(), ()))
    assert list(form_files(whole, {}, lambda: ()))


def test_private_files_and_files_of_commands_are_never_given() -> None:
    made = files_of(ROOT / "data")
    assert not [path for path in made if "survey" in path or "tickets" in path or "freeze.yml" in path]
    assert not [path for path in made if path.startswith("data/levelling")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_field_of_the_model_has_a_label_and_its_limits(language: str) -> None:
    handbook = load_handbook(ROOT / "tests/golden/base_plan").handbook
    assert handbook is not None
    kinds = form_kinds(book_of(handbook, language).tr)
    records = {file.kind.name: file.record for file in FILES}
    for kind in kinds:
        record = records[kind["kind"]]
        shown = {field["s"][0] for field in kind["fields"]} | {one["s"][0] for one in kind.get("lists", ())}
        assert set(shape_of(record).fields) - shown <= {"format"}, kind["kind"]
        for field in kind["fields"]:
            assert field["l"], field
            if language == "zh" and len(field["s"]) == 1:
                schema = schema_of(record, "x")["properties"][field["s"][0]]
                bounds = [
                    one
                    for one in (schema, *schema.get("anyOf", ()))
                    if one.get("type") in ("number", "integer")
                ]
                if field["f"] == "number" and not field.get("m") and not field.get("k"):
                    assert bounds or "enum" in schema or "n" in field, field
                    for theirs, ours in (
                        ("minimum", "min"),
                        ("maximum", "max"),
                        ("exclusiveMinimum", "above"),
                    ):
                        for one in bounds:
                            assert field.get(ours) == one.get(theirs), (kind["kind"], field, one)


def test_every_word_of_a_list_has_its_chinese() -> None:
    handbook = load_handbook(ROOT / "tests/golden/base_plan").handbook
    assert handbook is not None
    missing = [pair for kind in form_kinds(book_of(handbook, "zh").tr) for pair in _english(kind)]
    assert missing == []


def _english(described: Any) -> list[tuple[str, str]]:
    names = {"FS", "SS", "FF", "SF", ">=", "<=", "WSJF", "RICE", "ERP", "RPA", "API"}
    names |= {"GitHub", "GitLab", "Gitea", "Forgejo"}
    own = [
        pair
        for field in described["fields"]
        for pair in field.get("c", {}).items()
        if pair[1].isascii() and pair[1] not in names
    ]
    return [*own, *(pair for one in described.get("lists", ()) for pair in _english(one))]


def test_what_a_form_loads_is_small() -> None:
    made = ROOT / "plugins/erpsite_mkdocs/assets/widgets/edit"
    script = b"".join(path.read_bytes() for path in sorted(made.iterdir()))
    loaded = files_of(ROOT / "data", "zh")
    needed = [json.dumps(held, ensure_ascii=False).encode() for path, held in loaded.items()
              if "/" not in path or path.startswith("lists/")]  # fmt: skip
    largest = max(
        (json.dumps(held).encode() for path, held in loaded.items() if "initiatives/" in path), key=len
    )
    assert sum(len(gzip.compress(part)) for part in (script, largest, *needed)) < 75_000

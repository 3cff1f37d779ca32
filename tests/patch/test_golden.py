"""Run the golden cases of editing: a text, what is done to it, and what must stand there afterwards."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
import yaml

from erpsite import patch
from erpsite.i18n import translator

FOLDER = Path(__file__).resolve().parent.parent / "golden" / "patch"
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted(FOLDER.glob("*.yml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


def _ends(text: str, case: dict[str, Any]) -> str:
    return text.replace("\n", "\r\n") if case.get("crlf") else text


def _path(value: Any) -> Any:
    """Return a path of the case: an inner list of two is a field and its value."""
    return [tuple(step) if isinstance(step, list) else step for step in value]


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["", "mark"])
@pytest.mark.parametrize("case", CASES)
def test_an_edit_changes_what_it_says_and_nothing_else(case: dict[str, Any], mark: str) -> None:
    name, *arguments = case["do"]
    if isinstance(arguments[0], list):
        arguments[0] = _path(arguments[0])
    edit = getattr(patch, name)
    if "refuse" in case:
        with pytest.raises(patch.PatchError, match=case["refuse"]):
            edit(mark + _ends(case["text"], case), *arguments)
    else:
        assert edit(mark + _ends(case["text"], case), *arguments) == mark + _ends(case["expect"], case)


def test_a_row_is_found_by_its_cells() -> None:
    text = "kpi,month,actual\na,2026-01,1\na,2026-02,2\n"
    assert patch.find_row(text, {"kpi": "a", "month": "2026-02"}) == 1
    with pytest.raises(patch.PatchError, match="there is no row with kpi b"):
        patch.find_row(text, {"kpi": "b"})


def test_every_refusal_is_said_in_chinese() -> None:
    said = {
        node.args[0].value
        for path in Path(patch.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "PatchError"
        and isinstance(node.args[0], ast.Constant)
    }
    assert len(said) > 15
    assert all(any("\u4e00" <= char <= "\u9fff" for char in translator("zh")(str(text))) for text in said)

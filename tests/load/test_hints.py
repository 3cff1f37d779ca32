"""Follow every hint of the malformed cases to the letter: the finding is gone, and none takes its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from erpsite.issues import Issue
from erpsite.load import load_handbook
from tests.load.golden import lay_out

FOLDER = Path(__file__).resolve().parent.parent / "golden" / "load"
HINTS = ("fix", "nearest", "first")
"""Fields of a message that say what to write; where there are several readings, the first."""
_TOKEN = re.compile(
    r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'|[^\s,\[\]{}#][^\n,\[\]{}]*?(?=\s+#|\s*$|[,\]}])', re.MULTILINE
)
_KEY = re.compile(r"[^\s:,\[\]{}]+")


def _cases() -> list[Any]:
    found = []
    for path in sorted(FOLDER.rglob("*.yml")):
        case = yaml.safe_load(path.read_text(encoding="utf-8"))
        told = " ".join(case["expect"])
        if re.search(r"; write |did you mean|which may be| may be |: write ", told) and "encode" not in case:
            found.append(pytest.param(case, id=path.relative_to(FOLDER).with_suffix("").as_posix()))
    return found


def _hint(issue: Issue) -> str | None:
    if issue.severity != "error" or issue.code in _NOT_OF_A_VALUE:
        return None
    return next(
        (
            str(issue.values[name])
            for name in HINTS
            if name in issue.values and f"{{{name}}}" in issue.message
        ),
        None,
    )


_NOT_OF_A_VALUE = frozenset({"duplicate-id", "second-value", "circle"})
"""Findings that name another place, not what to write here."""


def _follow(folder: Path, issue: Issue, hint: str) -> None:
    """Write what the hint says where the finding stands, as a person would."""
    path = folder / issue.source.path
    lines = path.read_bytes().decode("utf-8-sig").split("\n")
    line, column = lines[issue.source.line - 1], issue.source.column - 1
    word = f'"{hint}"' if '"{fix}"' in issue.message else hint
    word = f"*{hint}" if "*{nearest}" in issue.message else word
    end = column + len(_written(issue, line[column:], path.suffix == ".csv", lines[0]))
    lines[issue.source.line - 1] = line[:column] + word + line[end:]
    path.write_text("\n".join(lines), encoding="utf-8", newline="")


def _written(issue: Issue, rest: str, in_table: bool, header: str) -> str:
    """Return what stands at the finding: the cell, the key, or the value."""
    shown = str(issue.values.get("found", "")).strip('"')
    if in_table:
        delimiter = next((mark for mark in ";\t|，；" if mark in header), ",")
        found = re.match(rf'"(?:[^"]|"")*"|[^{re.escape(delimiter)}\r\n]*', rest)
    elif shown and rest.startswith(shown):
        return shown
    else:
        found = (_KEY if "key" in issue.values else _TOKEN).match(rest)
    assert found, rest
    return found.group()


@pytest.mark.parametrize("case", _cases())
def test_a_hint_taken_literally_mends_the_value(case: dict[str, Any], tmp_path: Path) -> None:
    folder = tmp_path / "data"
    lay_out(case, folder)
    followed = []
    for issue in reversed(load_handbook(folder).issues):
        hint = _hint(issue)
        if hint is not None and issue.source.line:
            _follow(folder, issue, hint)
            followed.append(issue)
    _holds(folder, followed)


def _holds(folder: Path, followed: list[Issue]) -> None:
    """Hold that no error stands where a hint was followed."""
    after = load_handbook(folder).issues
    places = {(issue.source.path, issue.source.line, issue.source.column) for issue in followed}
    left = [
        str(issue)
        for issue in after
        if issue.severity == "error" and (issue.source.path, issue.source.line, issue.source.column) in places
    ]
    assert left == []


def _leave_out(folder: Path, issue: Issue) -> None:
    """Take the key and its value away; of a table the cell."""
    path = folder / issue.source.path
    lines = path.read_text(encoding="utf-8").split("\n")
    at, column = issue.source.line - 1, issue.source.column - 1
    if path.suffix == ".csv":
        end = column + len(_written(issue, lines[at][column:], True, lines[0]))
        lines[at] = lines[at][:column] + lines[at][end:]
    else:
        line = lines[at]
        begin = max(line.rfind(mark, 0, column) for mark in ("{", ",", "\n"))
        if begin < 0:
            lines[at] = f"{line[: len(line) - len(line.lstrip(' -'))]}".replace("-", " ") + "# left out"
            assert not line.lstrip().startswith("- "), line
        else:
            stop = min((line.find(mark, column) % 10**6 for mark in ",}"), default=len(line))
            kept = line[: begin + 1] if line[begin] == "{" else line[:begin]
            lines[at] = kept + line[stop + (line[begin] == "{" and line[stop] == ",") :]
    path.write_text("\n".join(lines), encoding="utf-8", newline="")


def _rename(folder: Path, issue: Issue) -> None:
    (folder / issue.source.path).rename((folder / issue.source.path).with_name(str(issue.values["nearest"])))


def _alone(folder: Path, issue: Issue) -> None:
    """Write a value without its tag."""
    path = folder / issue.source.path
    text = path.read_text(encoding="utf-8")
    bare = text.replace(f"{issue.values['tag']} ", "").replace(str(issue.values["tag"]), "")
    path.write_text(re.sub(r"'(\d+)'", r"\1", bare), encoding="utf-8")


def _list(folder: Path, issue: Issue) -> None:
    (folder / issue.source.path).write_text("[]\n", encoding="utf-8")


_OTHERS: Mapping[str, Callable[[Path, Issue], None]] = {
    "leave it out where there is no value": _leave_out,
    "or leave the key out": _leave_out,
    "or leave it out": _leave_out,
    "is not read; did you mean {nearest}?": _rename,
    "write the value alone, in quotes where it is text": _alone,
    "write [] where there is nothing to list": _list,
}
"""What else a hint says to do, by its words."""


def _cases_of_others() -> list[Any]:
    found = []
    for path in sorted(FOLDER.rglob("*.yml")):
        case = yaml.safe_load(path.read_text(encoding="utf-8"))
        told = " ".join(case["expect"])
        words = next((words for words in _OTHERS if words.split("{")[0] in told), None)
        if words and "encode" not in case and "python/object" not in told:
            found.append(pytest.param(case, words, id=path.relative_to(FOLDER).with_suffix("").as_posix()))
    return found


@pytest.mark.parametrize(("case", "words"), _cases_of_others())
def test_what_else_a_hint_says_to_do_mends_the_file(case: dict[str, Any], words: str, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    lay_out(case, folder)
    followed = [issue for issue in load_handbook(folder).issues if issue.message.endswith(words)]
    assert followed
    for issue in reversed(followed):
        _OTHERS[words](folder, issue)
    _holds(folder, followed)

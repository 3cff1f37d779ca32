"""Prove that what is kept of a plan changes nothing: not when it is edited, not when it is damaged."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import time
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from erpsite import kept
from erpsite.issues import Origin
from erpsite.kept import KeptFolder, kept_folder
from erpsite.load import LoadResult, load_handbook, write_handbook
from erpsite.load.compiled import keeping
from erpsite.load.compiled.records import record_classes
from erpsite.load.parts import Frame, Part, part_of
from erpsite.load.reading import ReadFile
from erpsite.load.remembered import remember_files
from erpsite.model import FILES, DataFile, Handbook
from erpsite.model.base import Record
from erpsite.model.text import Text
from tests.load.golden import BASE_PLAN, lay_out
from tests.load.plans import plans

ROOT = Path(__file__).resolve().parents[2]
_CASES = sorted((ROOT / "tests" / "golden" / "load").rglob("*.yml"))
_FILES = sorted(path.relative_to(BASE_PLAN).as_posix() for path in BASE_PLAN.rglob("*.*"))


class _Desk:
    """Be a shelf in memory that counts."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}
        self.written = 0

    def read(self, about: str, _place: Path) -> bytes | None:
        return self.held.get(about)

    def write(self, about: str, _place: Path, data: bytes) -> None:
        self.held[about] = data
        self.written += 1


def _load(folder: Path, shelf: keeping.Shelf | None = None) -> LoadResult:
    """Load as a new process does."""
    remember_files(128)
    return load_handbook(folder, shelf)


def _differences(one: Any, other: Any, way: str = "") -> list[str]:
    """Return where two values differ, in whatever a page or a finding could show."""
    if type(one) is not type(other):
        return [f"{way}: {type(one)} / {type(other)}"]
    if isinstance(one, Record):
        private, others = one.__pydantic_private__ or {}, other.__pydantic_private__ or {}
        return [
            *_differences(one.__dict__, other.__dict__, f"{way}/{type(one).__name__}"),
            *_differences(sorted(one.model_fields_set), sorted(other.model_fields_set), f"{way} set"),
            *_differences(private["_origin"], others["_origin"], f"{way} origin"),
            *_differences(dict(private["_withheld"]), dict(others["_withheld"]), f"{way} withheld"),
        ]
    if isinstance(one, Text):
        return [] if all(getattr(one, name) == getattr(other, name) for name in Text.__slots__) else [way]
    if isinstance(one, Origin):
        same = one.source == other.source and dict(one.fields) == dict(other.fields)
        return [] if same and list(one.fields) == list(other.fields) else [f"{way}: {one} / {other}"]
    if isinstance(one, Mapping):
        if list(one) != list(other):
            return [f"{way}: {list(one)} / {list(other)}"]
        return [told for key in one for told in _differences(one[key], other[key], f"{way}.{key}")]
    if isinstance(one, tuple | list):
        if len(one) != len(other):
            return [f"{way}: {len(one)} / {len(other)}"]
        pairs = enumerate(zip(one, other, strict=True))
        return [told for place, pair in pairs for told in _differences(*pair, f"{way}[{place}]")]
    if isinstance(one, Handbook):
        return [
            told
            for field in fields(Handbook)
            for told in _differences(getattr(one, field.name), getattr(other, field.name), field.name)
        ]
    said = repr(one) == repr(other) or " object at 0x" in repr(one)
    return [] if one == other and said else [f"{way}: {one!r} / {other!r}"]


def _assert_same(one: LoadResult, other: LoadResult) -> None:
    assert one.issues == other.issues
    assert list(map(repr, one.issues)) == list(map(repr, other.issues))
    assert _differences(one.handbook, other.handbook) == []


@pytest.mark.parametrize("folder", ["data", "tests/golden/base_plan", "examples/holding/west/data"])
def test_a_plan_that_was_kept_is_the_plan(folder: str) -> None:
    path, desk = ROOT / folder, _Desk()
    cold = _load(path)
    assert cold.handbook is not None
    _assert_same(cold, _load(path, desk))
    before = desk.held["plan"]
    _assert_same(cold, _load(path, desk))
    assert desk.held["plan"] is before, "a plan that has not changed is written once"


def test_nothing_is_validated_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    desk, made = _Desk(), []

    def make(file: ReadFile, frame: Frame) -> Part:
        made.append(file.path)
        return part_of(file, frame)

    monkeypatch.setattr("erpsite.load.handbook.part_of", make)
    _load(BASE_PLAN, desk)
    assert any((BASE_PLAN / path).exists() for path in made)
    made.clear()
    _load(BASE_PLAN, desk)
    assert not any((BASE_PLAN / path).exists() for path in made)


@pytest.mark.parametrize("case", _CASES, ids=lambda path: path.stem)
def test_what_is_wrong_is_told_the_same(case: Path, tmp_path: Path) -> None:
    folder, desk = tmp_path / "data", _Desk()
    lay_out(yaml.load(case.read_text(encoding="utf-8"), yaml.CSafeLoader), folder)
    cold = _load(folder)
    _assert_same(cold, _load(folder, desk))
    _assert_same(cold, _load(folder, desk))


@settings(max_examples=60)
@given(st.data())
def test_edits_are_never_missed(data: st.DataObject) -> None:
    desk = _Desk()
    with TemporaryDirectory() as name:
        folder = Path(shutil.copytree(BASE_PLAN, Path(name) / "data"))
        _load(folder, desk)
        for _ in range(data.draw(st.integers(1, 4))):
            file = folder / data.draw(st.sampled_from(_FILES))
            if not file.exists() or data.draw(st.integers(0, 9)) == 0:
                (file.unlink if file.exists() else file.touch)()
            else:
                text = file.read_bytes()
                at = data.draw(st.integers(0, len(text)))
                until = at + data.draw(st.sampled_from([0, 1, 3, 20]))
                piece = data.draw(st.sampled_from([b"", b"1", b"x", b" ", b"\n", b": ", b"2027-01", b"'"]))
                file.write_bytes(text[:at] + piece + text[until:])
            if data.draw(st.booleans()):
                remember_files(128)  # else what this process remembers is put to the test, too
            warm = load_handbook(folder, desk)
            _assert_same(_load(folder), warm)


# Without shrinking: a whole plan shrinks for minutes.
@settings(max_examples=8, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@pytest.mark.parametrize("kind", FILES, ids=lambda kind: kind.path)
@given(data=st.data())
def test_whole_plans_come_back(kind: DataFile, data: st.DataObject) -> None:
    with TemporaryDirectory() as name:
        for path, text in write_handbook(data.draw(plans(kind.path))).items():
            file = Path(name) / "data" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="")
        desk = _Desk()
        cold = _load(Path(name) / "data", desk)
        _assert_same(cold, _load(Path(name) / "data", desk))


def test_damage_is_never_read(tmp_path: Path) -> None:
    desk, dice = _Desk(), random.Random(7)
    cold = _load(BASE_PLAN, desk)
    whole = desk.held["plan"]
    edited = Path(shutil.copytree(BASE_PLAN, tmp_path / "data"))
    (edited / "kpis.csv").write_bytes((edited / "kpis.csv").read_bytes() + b"\n")
    told = _load(edited)
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 3)):
            at = dice.randrange(len(data))
            data[at : at + dice.choice([0, 1, 30])] = bytes([dice.randrange(256)]) * dice.choice([0, 1, 5])
        for folder, expected in ((BASE_PLAN, cold), (edited, told)):
            desk.held["plan"] = bytes(data)
            _assert_same(expected, _load(folder, desk))
            _assert_same(expected, _load(folder, desk))
    for broken in (b"", b"\n", whole[:50], b"erpsite-plan/1 x\n{}\n", whole + b"x"):
        desk.held["plan"] = broken
        _assert_same(cold, _load(BASE_PLAN, desk))


def test_what_other_code_made_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = _Desk()
    _load(BASE_PLAN, desk)
    before = desk.held["plan"]
    monkeypatch.setattr(keeping, "reading_stamp", lambda: "another")
    _load(BASE_PLAN, desk)
    assert desk.held["plan"] != before
    assert desk.written == 2


def test_another_currency_or_language_makes_all_anew(tmp_path: Path) -> None:
    desk, folder = _Desk(), Path(shutil.copytree(BASE_PLAN, tmp_path / "data"))
    _load(folder, desk)
    file = folder / "handbook.yml"
    text = file.read_text(encoding="utf-8")
    for more in ("languages: [en, zh]\n", "currencies: [{code: EUR, rate: 8, on: 2026-01-05}]\n"):
        assert more.split(":")[0] not in text
        text += more
        file.write_text(text, encoding="utf-8")
        warm = _load(folder, desk)
        _assert_same(_load(folder), warm)


def test_every_class_can_be_kept() -> None:
    assert {"Initiative", "Review", "KpiActual", "Plan"} <= set(record_classes())


def test_the_folder_is_the_users_and_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = KeptFolder(tmp_path / "plans")
    folder.write("plan", tmp_path / "a", b"a" * 10)
    assert folder.read("plan", tmp_path / "a") == b"a" * 10
    assert folder.read("plan", tmp_path / "b") is None
    (held,) = (tmp_path / "plans").iterdir()
    assert (tmp_path / "plans").stat().st_mode & 0o077 == 0
    if os.getuid() == 0:
        os.chown(held, 12345, 12345)
        assert folder.read("plan", tmp_path / "a") is None
        os.chown(held, 0, 0)
    old = time.time() - 40 * 86_400
    os.utime(held, (old, old))
    folder.write("plan", tmp_path / "b", b"b" * 10)
    assert not held.exists()
    monkeypatch.setattr(kept, "_MOST_BYTES", 25)
    for name in "cde":
        folder.write("plan", tmp_path / name, name.encode() * 10)
        os.utime(next(one for one in (tmp_path / "plans").iterdir() if one.read_bytes()[:1] == name.encode()))
    assert sum(one.stat().st_size for one in (tmp_path / "plans").iterdir()) <= 25
    assert folder.read("plan", tmp_path / "e") == b"e" * 10


def test_what_else_lies_in_the_folder_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_MOST_BYTES", 5)
    others = [tmp_path / "notes.txt", tmp_path / ".hidden", tmp_path / f"{'a' * 32}.plan"]
    for other in others:
        other.write_bytes(b"a year of work")
        os.utime(other, (0, 0))
    (tmp_path / "erpsite-docs").mkdir()
    KeptFolder(tmp_path).write("plan", tmp_path / "a", b"a")
    assert all(other.exists() for other in others)
    assert KeptFolder(tmp_path).read("plan", tmp_path / "a") == b"a"


def test_the_environment_says_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ERPSITE_CACHE", str(tmp_path))
    assert kept_folder() == KeptFolder(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("ERPSITE_CACHE", "~/kept")  # as a file of settings says it, which no shell reads
    assert kept_folder() == KeptFolder(tmp_path / "kept")
    for word in ("off", "OFF", "0"):
        monkeypatch.setenv("ERPSITE_CACHE", word)
        assert kept_folder() is None


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    shelf = KeptFolder(tmp_path / "file" / "plans")
    _assert_same(_load(BASE_PLAN), _load(BASE_PLAN, shelf))


def _read_many(folder: Path, shelf: Path, wanted: int, told: Any) -> None:
    found = set()
    for _ in range(wanted):
        result = _load(folder, KeptFolder(shelf))
        found.add((result.handbook is not None, len(result.issues)))
    told.put(found)


def test_processes_do_not_disturb_one_another(tmp_path: Path) -> None:
    cold = _load(BASE_PLAN)
    context = multiprocessing.get_context("spawn")
    told = context.Queue()
    running = [
        context.Process(target=_read_many, args=(BASE_PLAN, tmp_path / "shelf", 6, told)) for _ in range(3)
    ]
    for one in running:
        one.start()
    found = [told.get(timeout=120) for _ in running]
    for one in running:
        one.join()
    assert found == [{(True, len(cold.issues))}] * 3
    assert [one.suffix for one in (tmp_path / "shelf").iterdir()] == [".plan"]

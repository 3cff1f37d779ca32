"""What packages add is found by metadata alone, in a fixed order, and who breaks something is named."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from erpsite.errors import ExtensionError, UnknownNameError
from erpsite.i18n import translator
from erpsite.registry import GROUPS, Declared, Door, Entry, offered

MODULE = """
from erpsite.registry import Door

DOOR = Door("erpsite.importers")


def thing(name, place=1000):
    return lambda made_by: DOOR.declare(name, name.upper(), made_by, place)

"""


def _thing(name: str, place: int = 1000, function: str = "") -> str:
    return f"@thing({name!r}, {place})\ndef {function or name}():\n    pass\n\n"


class Packages:
    """Put packages on the path as pip would, without pip."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, package: str, entries: str, **modules: str) -> None:
        """Lay down metadata with the entry points, and modules by name (`a__b` is `a/b.py`)."""
        info = self.folder / f"{package.replace('-', '_')}-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(entries)
        for name, text in modules.items():
            path = self.folder.joinpath(*f"{name}.py".split("__"))
            path.parent.mkdir(exist_ok=True)
            path.write_text(MODULE + text)
        for folder in {path.parent for path in self.folder.glob("*/*.py")}:
            (folder / "__init__.py").touch()


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(tmp_path))
    before = set(sys.modules)
    yield Packages(tmp_path)
    for name in set(sys.modules) - before:
        if name.startswith("acme"):
            del sys.modules[name]


def _things() -> list[Declared[str]]:
    """Return what the made packages add; what erpsite ships stands in the same list, and is not asked for."""
    return [one for one in Door[str]("erpsite.importers").things().values() if not one.entry.shipped]


def test_metadata_alone_say_who_offers_what(packages: Packages) -> None:
    packages.add("acme-b", "[erpsite.importers]\nb = acme_b\na = acme_nowhere\n[console_scripts]\nx = y:z\n")
    packages.add("acme-a", "[erpsite.importers]\nz = acme_a\n")
    found = [entry for entry in offered() if entry.package.startswith("acme")]
    assert [(one.package, one.name) for one in found] == [("acme-a", "z"), ("acme-b", "a"), ("acme-b", "b")]
    assert not {"acme_a", "acme_b"} & set(sys.modules)
    assert found[0].owner == "acme-a 1.0"
    assert not found[0].shipped


def test_things_stand_by_place_then_package_module_and_line(packages: Packages) -> None:
    packages.add("acme-b", "[erpsite.importers]\nb = acme_b\n", acme_b=_thing("last") + _thing("first", 1))
    text = "[erpsite.importers]\na = acme_a\n"
    packages.add("acme-a", text, acme_a__one=_thing("y") + _thing("x"), acme_a__other=_thing("middle", 50))
    assert [one.id for one in _things()] == ["first", "middle", "y", "x", "last"]
    assert _things()[0].thing == "FIRST"


def test_an_entry_point_may_name_one_function(packages: Packages) -> None:
    packages.add("acme-a", "[erpsite.importers]\na = acme_a:y\n", acme_a=_thing("x") + _thing("y"))
    assert [one.id for one in _things()] == ["y"]


@pytest.mark.parametrize(
    ("entry", "text", "problem"),
    [
        ("acme_gone", "", "ModuleNotFoundError: No module named 'acme_gone'"),
        ("acme_a", "1 / 0\n", "ZeroDivisionError: division by zero (acme_a.py, line 10)"),
        ("acme_a", "raise SystemExit(3)\n", "SystemExit: 3 (acme_a.py, line 10)"),
        ("acme_a", "def broken(:\n", "SyntaxError"),
        ("acme_a", "", "it declares nothing for this group of entry points"),
        ("acme_a:nobody", _thing("x"), "there is no nobody in acme_a"),
        ("acme_a", _thing("x") + _thing("x", function="y"), "it declares x twice"),
    ],
)
def test_a_broken_package_is_named_in_both_languages(
    packages: Packages, entry: str, text: str, problem: str
) -> None:
    packages.add("acme-a", f"[erpsite.importers]\na = {entry}\n", acme_a=text)
    for _ in range(2):  # what failed once fails the same way when it is tried again
        with pytest.raises(ExtensionError) as caught:
            _things()
        assert f'acme-a 1.0 adds to erpsite, but is broken: [erpsite.importers] a = "{entry}"' in str(
            caught.value
        )
        assert problem in str(caught.value)
        assert caught.value.say(translator("en")) == str(caught.value)
        assert "acme-a" in caught.value.say(translator("zh"))


def test_two_owners_of_one_id_are_both_named(packages: Packages) -> None:
    packages.add("acme-a", "[erpsite.importers]\na = acme_a\n", acme_a=_thing("x"))
    packages.add("acme-b", "[erpsite.importers]\nb = acme_b\n", acme_b=_thing("x"))
    with pytest.raises(ExtensionError) as caught:
        _things()
    assert caught.value.package == "acme-b"
    assert 'x is declared already, by [erpsite.importers] a = "acme_a" (acme-a 1.0)' in str(caught.value)
    assert "acme-a 1.0" in caught.value.say(translator("zh"))


def test_what_no_entry_point_leads_to_is_not_lost_silently(packages: Packages) -> None:
    stray = 'Door("erpsite.rules").declare("R", 1, thing)\n'
    packages.add("acme-a", "[erpsite.importers]\na = acme_a\n", acme_a=_thing("x") + stray)
    with pytest.raises(
        ExtensionError, match=r"acme_a declares R, but no entry point of \[erpsite.rules\]"
    ) as caught:
        _things()
    assert "acme_a" in caught.value.say(translator("zh"))


def test_code_of_a_package_that_raises_names_the_package_and_ours_does_not() -> None:
    outside = Declared("x", 1, Entry("erpsite.importers", "a", "acme_a", "acme-a", "1.0"))
    with pytest.raises(ExtensionError, match=r"acme-a 1.0 .* KeyError: 'gone'"), outside.answering():
        raise KeyError("gone")
    with pytest.raises(UnknownNameError), outside.answering():
        raise UnknownNameError("chart", "x")
    ours = Declared("x", 1, Entry("erpsite.importers", "a", "erpsite", "erpsite", "1.0"))
    with pytest.raises(KeyError), ours.answering():
        raise KeyError("gone")


def test_unknown_groups_are_refused() -> None:
    with pytest.raises(ValueError, match="there is no group of entry points"):
        Door("erpsite.rule")


def test_help_and_version_import_no_package_that_adds_something(packages: Packages, tmp_path: Path) -> None:
    entries = "".join(f"[{group}]\na = acme_a\n" for group in GROUPS)
    packages.add("acme-a", entries, acme_a="open('imported', 'w')\n")
    for words in (["--help"], ["--version"], ["check", "--help"]):
        command = [sys.executable, "-m", "erpsite", *words]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
        assert "rpsite" in done.stdout
        assert not (tmp_path / "imported").exists()

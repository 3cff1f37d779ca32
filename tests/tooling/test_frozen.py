"""Frozen values: locked in tests, and the same in all but that where a command makes them."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from typing import Any

import pytest

from erpsite import frozen
from erpsite.issues import Source

MAKERS: dict[str, Any] = {
    "locked": lambda **options: dataclasses.dataclass(frozen=True, **options),
    "unlocked": lambda **options: lambda cls: frozen._unlocked(cls, options),
}


class Plain:
    """Fields with and without a default."""

    name: str
    size: int = 3
    unseen: list[str] = dataclasses.field(default_factory=list, compare=False, repr=False)


class Hashed:
    """A hash of its own."""

    name: str

    def __hash__(self) -> int:
        """Be alike where the name is as long."""
        return len(self.name)


class Compared:  # noqa: PLW1641 - what the library makes of such a class is asked
    """A comparison of its own, and so no hash of its own."""

    name: str

    def __eq__(self, other: object) -> bool:
        """Compare without case."""
        return isinstance(other, type(self)) and self.name.lower() == other.name.lower()


def _both(shape: type, **options: bool) -> list[Any]:
    def copy() -> type:
        own = {key: one for key, one in vars(shape).items() if key not in {"__dict__", "__weakref__"}}
        return type(shape.__name__, (), own)

    return [make(**options)(copy()) for make in MAKERS.values()]


def test_tests_run_locked() -> None:
    assert frozen.LOCKED
    with pytest.raises(dataclasses.FrozenInstanceError):
        Source("a.yml", 1).line = 2  # type: ignore[misc]


@pytest.mark.parametrize("options", [{}, {"slots": True}, {"order": True}, {"kw_only": True}])
@pytest.mark.parametrize("shape", [Plain, Hashed, Compared])
def test_unlocked_values_are_alike(shape: type, options: dict[str, bool]) -> None:
    locked, unlocked = (cls(name="Rollout") for cls in _both(shape, **options))
    assert hash(locked) == hash(unlocked)
    assert repr(locked) == repr(unlocked)
    assert dataclasses.asdict(locked) == dataclasses.asdict(unlocked)
    other = dataclasses.replace(unlocked, name="Go-live")
    assert other != unlocked
    assert dataclasses.replace(other, name="Rollout") == unlocked
    assert len({unlocked, other, dataclasses.replace(unlocked)}) == 2


@pytest.mark.parametrize("options", [{"eq": False}, {"eq": False, "slots": True}])
def test_values_that_are_only_themselves_stay_so(options: dict[str, bool]) -> None:
    for cls in _both(Plain, **options):
        one, other = cls("a"), cls("a")
        assert one != other
        assert len({one, other}) == 2


@pytest.mark.parametrize("options", [{}, {"slots": True}])
def test_a_frozen_class_of_somebody_else_goes_on_from_one(options: dict[str, bool]) -> None:
    for cls in _both(Plain, **options):
        middle = frozen._unlocked(
            type("Middle", (cls,), {"__annotations__": {"colour": str}, "colour": "red"}), {}
        )
        own: Any = type("Own", (middle,), {"__annotations__": {"weight": int}, "weight": 1})
        make: Any = dataclasses.dataclass(frozen=True)
        one = make(own)("Rollout", weight=2)
        assert (one.name, one.size, one.colour, one.weight) == ("Rollout", 3, "red", 2)
        with pytest.raises(dataclasses.FrozenInstanceError):
            one.weight = 3


def test_a_command_makes_unlocked_values_that_travel() -> None:
    """A value of a command without the tests' lock can be written to, hashed and pickled."""
    code = (
        "import pickle; from erpsite.issues import Source; from erpsite import frozen\n"
        "one = Source('a.yml', 1); assert not frozen.LOCKED; one.line = 2\n"
        "again = pickle.loads(pickle.dumps(one)); assert again == one and hash(again) == hash(one)\n"
        "assert {again: 1}[one] == 1; print(one)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    assert said.stderr == ""
    assert said.stdout.strip() == "a.yml:2"

"""Hold our frozen dataclasses against the standard library's: the same methods, only made sooner."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable
from dataclasses import field
from typing import Any, ClassVar

import pytest

from erpsite.frozen import dataclass as ours

Maker = Callable[..., Any]
_OPTIONS = [
    {"frozen": True},
    {"frozen": True, "slots": True},
    {"frozen": True, "slots": True, "eq": False},
    {"frozen": True, "slots": True, "order": True},
    {"frozen": True, "kw_only": True},
    {"slots": True},
    {},
]


def _make(maker: Maker, **options: bool) -> Any:
    @maker(**options)
    class Thing:
        """Hold what a value may hold."""

        name: str
        amount: int = 3
        parts: list[str] = field(default_factory=list)
        hidden: str = field(default="h", repr=False, compare=False)

        def double(self) -> int:
            return self.amount * 2

    return Thing


@pytest.mark.parametrize("options", _OPTIONS, ids=str)
def test_values_are_made_compared_and_shown_alike(options: dict[str, bool]) -> None:
    mine, theirs = _make(ours, **options), _make(dataclasses.dataclass, **options)
    assert inspect.signature(mine).parameters.keys() == inspect.signature(theirs).parameters.keys()
    for given in ({}, {"amount": 4}, {"parts": ["a"], "hidden": "x"}):
        one, other = mine(name="n", **given), theirs(name="n", **given)
        assert repr(one) == repr(other)
        assert dataclasses.asdict(one) == dataclasses.asdict(other)
        assert one.double() == other.double()
        for change in ({"hidden": "y"}, {"amount": 9}, {}):
            first, second = dataclasses.replace(one, **change), dataclasses.replace(other, **change)
            assert (one == first) == (other == second)
            if options.get("order"):
                assert [one < first, one <= first, one > first, one >= first] == [
                    other < second, other <= second, other > second, other >= second
                ]  # fmt: skip
            assert (one.__eq__(7) is NotImplemented) == (other.__eq__(7) is NotImplemented)
    assert mine(name="a").parts is not mine(name="a").parts
    for wrong in ({}, {"name": "n", "other": 1}):
        with pytest.raises(TypeError):
            mine(**wrong)
    assert mine.__match_args__ == theirs.__match_args__
    assert ("__slots__" in mine.__dict__) == ("__slots__" in theirs.__dict__)


@pytest.mark.parametrize("slots", [True, False])
def test_a_value_cannot_be_changed_and_can_be_copied(slots: bool) -> None:
    one = _make(ours, frozen=True, slots=slots)("n")
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'amount'"):
        one.amount = 5
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'amount'"):
        del one.amount
    assert copy.copy(one) == one == copy.deepcopy(one)
    assert one.amount == 3


@ours(frozen=True, slots=True)
class Pair:
    """Hold a value that can be found by its name, as pickling asks."""

    left: int
    right: str = "r"


@ours(frozen=True)
class Lone:
    """Hold one field."""

    only: int


def test_a_value_is_pickled_and_hashed_by_its_fields() -> None:
    assert pickle.loads(pickle.dumps(Pair(1))) == Pair(1, "r")  # noqa: S301 - our own bytes
    assert len({Pair(1), Pair(1), Pair(2), Lone(1), Lone(1)}) == 3
    assert {Pair(1), Lone(1)} != {Pair(1)}
    assert hash(Lone(4)) == hash(Lone(4))


def test_what_asks_for_more_is_left_to_the_library() -> None:
    @ours(frozen=True)
    class Child(Pair):
        """Add a field to a parent's."""

        more: int = 0
        kind: ClassVar[str] = "k"

        def __post_init__(self) -> None:
            object.__setattr__(self, "more", self.left + 1)

    assert (Child(1).more, Child(1).kind, repr(Lone(2))) == (2, "k", "Lone(only=2)")
    with pytest.raises(dataclasses.FrozenInstanceError):
        Child(1).more = 3  # type: ignore[misc]


def test_own_methods_stay() -> None:
    @ours(frozen=True, slots=True)
    class Owned:
        """Say how it is shown and compared."""

        name: str

        def __repr__(self) -> str:
            return "mine"

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Owned)

        def __hash__(self) -> int:
            return 1

    assert (repr(Owned("a")), Owned("a") == Owned("b"), hash(Owned("c"))) == ("mine", True, 1)

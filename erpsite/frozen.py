"""Make frozen dataclasses as the standard library does, in a third of the time.

A command reads some hundreds of these classes, and the library compiles six methods for each, which was an
eighth of `erpsite check`. Only the first of them must be compiled, and only of a class that has a value; the
others are the same for all classes. And a build makes a million such values, whose fields are set here
without being looked up by name.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable
from operator import attrgetter, ge, gt, le, lt
from reprlib import recursive_repr
from types import MethodType
from typing import TYPE_CHECKING, Any, NoReturn

__all__ = ["dataclass"]


def _frozen(cls: Any, *, slots: bool = False, eq: bool = True, order: bool = False, **more: bool) -> Any:
    if more != {"frozen": True} or (order and not eq) or not _is_plain(cls):
        return dataclasses.dataclass(cls, slots=slots, eq=eq, order=order, **more)
    own = set(cls.__dict__)
    if cls.__dict__.get("__hash__") is None:  # Python's own mark of a class with `__eq__` and no hash
        own.discard("__hash__")
    made: Any = dataclasses.dataclass(cls, init=False, repr=False, eq=False, slots=slots)
    fields = dataclasses.fields(made)
    methods: dict[str, Any] = {"__init__": _FirstInit(made, fields, slots), **_SHARED}
    if slots:
        methods |= {"__getstate__": _state, "__setstate__": _set_state}
    if eq:
        methods |= _comparing(tuple(one.name for one in fields if one.compare), order=order)
    for name in methods.keys() - own:
        setattr(made, name, methods[name])
    made.__dataclass_params__.frozen = True
    return made


def _is_plain(cls: Any) -> bool:
    """Say whether a class has nothing but fields that are given, by position or by name, and no parent."""
    held = [one for one in cls.__dict__.values() if isinstance(one, dataclasses.Field)]
    return not (
        any(hasattr(base, "__dataclass_fields__") for base in cls.__mro__)
        or hasattr(cls, "__post_init__")
        or any(
            "ClassVar" in str(kind) or "InitVar" in str(kind)
            for kind in inspect.get_annotations(cls).values()
        )
        or any(not one.init or one.kw_only is True or one.hash is not None for one in held)
    )


class _FirstInit:
    """Stand where a class has its `__init__` until that is asked for: of many classes it never is."""

    def __init__(self, cls: Any, fields: tuple[dataclasses.Field[Any], ...], slots: bool) -> None:
        self._cls, self._fields, self._slots = cls, fields, slots

    def __get__(self, one: object | None, _cls: Any) -> Any:
        self._cls.__init__ = made = _init(self._cls, self._fields, slots=self._slots)
        return made if one is None else MethodType(made, one)


def _init(cls: Any, fields: tuple[dataclasses.Field[Any], ...], *, slots: bool) -> Callable[..., None]:
    """Return the method that sets the fields: by the places of a class with slots, else by their names."""
    known: dict[str, Any] = {"_set": object.__setattr__, "_not_given": object()}
    head, body = ["self"], []
    for one in fields:
        name, value = one.name, one.name
        if one.default is not dataclasses.MISSING:
            known[f"_default_{name}"] = one.default
            head.append(f"{name}=_default_{name}")
        elif one.default_factory is not dataclasses.MISSING:
            known[f"_make_{name}"] = one.default_factory
            head.append(f"{name}=_not_given")
            value = f"_make_{name}() if {name} is _not_given else {name}"
        else:
            head.append(name)
        if slots:
            known[f"_set_{name}"] = cls.__dict__[name].__set__
        body.append(f"_set_{name}(self, {value})" if slots else f"_set(self, {name!r}, {value})")
    lines = "\n  ".join(body or ["pass"])
    made: dict[str, Any] = {}
    code = f"def make({', '.join(known)}):\n def __init__({', '.join(head)}):\n  {lines}\n return __init__"
    exec(code, made)  # noqa: S102 - names of fields are all that differs, as in the library's own
    init: Any = made["make"](**known)
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    init.__module__ = cls.__module__
    init.__annotations__ = {one.name: one.type for one in fields} | {"return": None}
    return init  # type: ignore[no-any-return]


def _comparing(names: tuple[str, ...], *, order: bool) -> dict[str, Any]:
    """Return how values are held against each other: by these fields, within one class."""
    found: Callable[[Any], Any] = attrgetter(*names) if len(names) > 1 else _few(names)

    def by(compare: Callable[[Any, Any], bool]) -> Callable[[Any, object], Any]:
        return lambda self, other: (
            compare(found(self), found(other)) if other.__class__ is self.__class__ else NotImplemented
        )

    def equal(self: Any, other: object) -> Any:
        return found(self) == found(other) if other.__class__ is self.__class__ else NotImplemented

    methods: dict[str, Any] = {"__eq__": equal, "__hash__": lambda self: hash(found(self))}
    if order:
        methods |= {"__lt__": by(lt), "__le__": by(le), "__gt__": by(gt), "__ge__": by(ge)}
    return methods


def _few(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    return lambda one: tuple(getattr(one, name) for name in names)


def _refuse_set(_self: Any, name: str, _value: Any) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_delete(_self: Any, name: str) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


@recursive_repr()
def _represent(self: Any) -> str:
    said = (f"{one.name}={getattr(self, one.name)!r}" for one in dataclasses.fields(self) if one.repr)
    return f"{type(self).__qualname__}({', '.join(said)})"


_SHARED = {"__setattr__": _refuse_set, "__delattr__": _refuse_delete, "__repr__": _represent}


def _state(self: Any) -> list[Any]:
    """Return what a copy of a value with slots is made from."""
    return [getattr(self, one.name) for one in dataclasses.fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for one, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)


if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls: Any = None, /, **options: bool) -> Any:
        """Return a class as a dataclass, or what makes one with these options."""
        return _frozen(cls, **options) if cls is not None else lambda one: _frozen(one, **options)

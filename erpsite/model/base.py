"""Hold what all records share: they are frozen, refuse unknown keys, and know where they were read."""

import re
from collections.abc import Callable, Hashable, Mapping
from functools import cache
from typing import Any, ClassVar, Generic, Self, TypeVar, get_args, overload

from pydantic import BaseModel, ConfigDict, ModelWrapValidatorHandler, PrivateAttr, model_validator
from pydantic.fields import FieldInfo

from erpsite.issues import Origin, Source

__all__ = ["NOWHERE", "Record", "keep", "kept", "may_be_withheld", "withheld_in"]

T = TypeVar("T", bound=BaseModel)
R = TypeVar("R")
G = TypeVar("G")

_WITHHELD = re.compile(r"withheld\s*[:：]\s*(\S.*)", re.DOTALL)
"""What stands in a table's cell in place of a value that may not be said."""

NOWHERE = Origin(Source("", 0, 0))
"""Origin of a record that was made in memory."""


def withheld_in(record: type[BaseModel], data: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the reason by field for each value that is withheld: `{withheld: reason}`, in tables a cell.

    Only a value that may be left out can be withheld, and no text can; what else looks like it stays, for
    the model to refuse.
    """
    held: dict[str, Any] = {}
    for key, value in data.items():
        if isinstance(value, dict):
            reason = value["withheld"] if len(value) == 1 and "withheld" in value else None
        elif isinstance(value, str) and value.startswith("withheld"):
            found = _WITHHELD.fullmatch(value.strip())
            reason = found[1] if found else None
        else:
            continue
        if reason and key in may_be_withheld(record):
            held[key] = reason
    return held or None


@cache
def may_be_withheld(record: type[BaseModel]) -> frozenset[str]:
    """Return the fields whose value can be withheld: those that say nothing where they are left out.

    Where a field that is left out has a value, such as a target of 99.5, withholding would state that value.
    """
    return frozenset(
        name
        for name, field in record.model_fields.items()
        if not field.is_required() and "Text" not in str(field.annotation) and field.annotation is not str
        if _may_say_nothing(field) or name in getattr(record, "also_withheld", ())
    )


def _may_say_nothing(field: FieldInfo) -> bool:
    default = field.get_default(call_default_factory=True)
    return default is None or default in ((), {}) or type(None) in get_args(field.annotation)


@cache
def _valued(record: type[BaseModel]) -> frozenset[str]:
    """Return the fields that may be None and have another value where they are left out."""
    return frozenset(
        name
        for name, field in record.model_fields.items()
        if type(None) in get_args(field.annotation) and field.default is not None and not field.is_required()
    )


def _private(record: BaseModel) -> dict[str, Any]:
    """Return a record's private attributes; pydantic's own way to one of them takes ten times as long."""
    return record.__pydantic_private__ or {}


_NOTHING: Mapping[str, Any] = {}
"""What most records withhold."""
_GIVEN: dict[frozenset[str], set[str]] = {}
"""The names of fields that records were given, once for all that were given the same."""


def _share_given(record: BaseModel) -> None:
    """Have a record name the fields that it was given by a set that it shares; a copy has its own."""
    given = record.__pydantic_fields_set__
    object.__setattr__(record, "__pydantic_fields_set__", _GIVEN.setdefault(frozenset(given), given))


def _make_private(record: BaseModel, _context: Any) -> None:
    """Give a record that was just made its private parts; one that is checked again has them."""
    if getattr(record, "__pydantic_private__", None) is None:
        object.__setattr__(record, "__pydantic_private__", {"_origin": NOWHERE, "_withheld": _NOTHING})


_KEPT = "_kept"
"""Where a record holds what was computed of its fields."""


class kept(Generic[T, R]):  # noqa: N801 - it is written as `property` is
    """Be a property of a record that is computed once; its fields never change.

    What is kept stands beside the data: it is in no comparison, no file and no copy.
    """

    def __init__(self, compute: Callable[[T], R]) -> None:
        self._compute, self._name, self.__doc__ = compute, compute.__name__, compute.__doc__

    @overload
    def __get__(self, record: None, owner: type[T]) -> Self: ...

    @overload
    def __get__(self, record: T, owner: type[T] | None = None) -> R: ...

    def __get__(self, record: T | None, owner: type[T] | None = None) -> Self | R:
        """Return the value of a record; of the class, the property itself."""
        if record is None:
            return self
        held: dict[str, R] = _private(record).setdefault(_KEPT, {})
        if self._name not in held:
            held[self._name] = self._compute(record)
        return held[self._name]


def keep(held: dict[Any, Any], compute: Callable[[Any, G], R], of: object, given: G, key: Hashable) -> R:
    """Return what is held under a key, or the function; compute it where it was given another thing."""
    name = compute if key is None else key
    known = held.get(name)
    if known is None or known[0] != given:
        known = held[name] = given, compute(of, given)
    found: R = known[1]
    return found


class Record(BaseModel):
    """Be the base of every record of the plan.

    The place a record was read from stands beside its data, never in it: two records with the same
    data are equal wherever they come from.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", regex_engine="python-re", ignored_types=(kept,), defer_build=True
    )
    """Deferred: most records are only parts of others, which have them built in, and need nothing built."""

    one_of: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Groups of fields of which a table has at least one column; the first is the usual one."""

    also_withheld: ClassVar[frozenset[str]] = frozenset()
    """Fields besides those of `may_be_withheld`: records of which each part may be left out."""

    _origin: Origin = PrivateAttr(default_factory=lambda: NOWHERE)
    _withheld: Mapping[str, Any] = PrivateAttr(default_factory=dict)

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Have the private parts of a record made in one step; pydantic's own way takes ten times as long."""
        if cls.__private_attributes__.keys() == {"_origin", "_withheld"}:
            cls.model_post_init = _make_private  # type: ignore[method-assign]

    @model_validator(mode="wrap")
    @classmethod
    def _keep_origin(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        held = withheld_in(cls, data) if isinstance(data, dict) else None
        if held:
            said = {key: value for key, value in data.items() if key not in held}
            record = handler(said | dict.fromkeys(held.keys() & _valued(cls)))
            record._withheld = held
        else:
            record = handler(data)
        _share_given(record)
        origin = getattr(data, "origin", None)
        if origin is not None:
            _private(record)["_origin"] = origin
        return record

    def once(self, compute: Callable[[Any, G], R], given: G, key: Hashable = None) -> R:
        """Return what a function computes of this record and of what it is given; kept until that changes.

        The function asks for nothing else. Where one function computes several things, each has its key.
        """
        return keep((self.__pydantic_private__ or {}).setdefault(_KEPT, {}), compute, self, given, key)

    def let_go(self) -> None:
        """Let go of what was computed of this record, which may hold it in a circle."""
        (self.__pydantic_private__ or {}).pop(_KEPT, None)

    @property
    def where(self) -> Source:
        """Return the file, line and column where this record begins."""
        private = self.__pydantic_private__ or {}
        origin: Origin = private["_origin"]
        return origin.source

    def where_of(self, name: str) -> Source:
        """Return the place of one field's value, or of the record where it was left out."""
        origin: Origin = _private(self)["_origin"]
        return origin.of(name)

    def placed(self, origin: Origin) -> Self:
        """Return this record, made in memory, with the place of the data that it was made from."""
        made = self.model_copy()
        made._origin = origin
        return made

    @property
    def withheld(self) -> Mapping[str, Any]:
        """Return by field the reason, a text or texts by language, why its value may not be said.

        The field itself is None, or empty: to every sum and average it is not known.
        """
        private = self.__pydantic_private__ or {}  # asked for so often that a call would tell
        held: Mapping[str, Any] = private["_withheld"]
        return held

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy with some fields changed; what was computed of the fields is computed again."""
        made = super().model_copy(update=update, deep=deep)
        _private(made).pop(_KEPT, None)
        return made

    def __getstate__(self) -> dict[Any, Any]:
        """Return what goes to another process: what was computed of the fields stays here."""
        found = super().__getstate__()
        private = found.get("__pydantic_private__") or {}
        return {**found, "__pydantic_private__": {k: v for k, v in private.items() if k != _KEPT}}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Record) or type(self) is not type(other):
            return False
        return self.__dict__ == other.__dict__ and self._withheld == other._withheld

    def __hash__(self) -> int:
        return hash((type(self), self.__dict__.get("id"), len(self.__dict__)))

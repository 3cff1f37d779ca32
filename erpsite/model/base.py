"""Hold what all records share: they are frozen, refuse unknown keys, and know where they were read."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, ModelWrapValidatorHandler, PrivateAttr, model_validator

from erpsite.issues import Origin, Source

__all__ = ["NOWHERE", "Record"]

NOWHERE = Origin(Source("", 0, 0))
"""Origin of a record that was made in memory."""


class Record(BaseModel):
    """Be the base of every record of the plan.

    The place a record was read from stands beside its data, never in it: two records with the same
    data are equal wherever they come from.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, regex_engine="python-re"
    )

    one_of: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Groups of fields of which a table has at least one column; the first is the usual one."""

    _origin: Origin = PrivateAttr(default_factory=lambda: NOWHERE)

    @model_validator(mode="wrap")
    @classmethod
    def _keep_origin(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        record = handler(data)
        origin = getattr(data, "origin", None)
        if origin is not None:
            record._origin = origin
        return record

    @property
    def where(self) -> Source:
        """Return the file, line and column where this record begins."""
        return self._origin.source

    def where_of(self, name: str) -> Source:
        """Return the place of one field's value, or of the record where it was left out."""
        return self._origin.of(name)

    def placed(self, origin: Origin) -> Self:
        """Return this record, made in memory, with the place of the data that it was made from."""
        made = self.model_copy()
        made._origin = origin
        return made

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((type(self), self.__dict__.get("id"), len(self.__dict__)))

"""Declare kinds of record at their classes: name, file, key, page; everything else derives from this.

    @kind("tickets", file="tickets.csv", page="preread/health")
    class Ticket(Record): ...

and a field `tickets: tuple[Ticket, ...] = ()` of `Handbook`: these two edits are a new data file. Reading,
references, unique ids, links, schemas, published copies and stamps of the pre-read follow from them, and
`import erpsite.model` refuses what does not fit together.
"""

from collections.abc import Callable
from typing import Literal, TypeVar

from erpsite.frozen import dataclass
from erpsite.model.base import Record

__all__ = ["KINDS", "KindError", "RecordKind", "kind", "kind_named", "kind_of"]

R = TypeVar("R", bound=Record)


class KindError(TypeError):
    """Say that a kind of record is declared wrongly; raised while `erpsite.model` is imported."""


@dataclass(frozen=True, slots=True, eq=False)  # each is declared once
class RecordKind:
    """Hold what one kind of record is to the rest of the house."""

    name: str
    """What references and `Handbook.find` call it."""
    record: type[Record]
    file: str
    """File or folder of the data that holds it; empty where it only stands inside other records."""
    key: tuple[str, ...]
    """Fields that together name one record; none where the file holds a single record."""
    scope: Literal["plan", "record"]
    """Whether a key counts once in the plan, or once in the record around it, as a phase's does."""
    page: str
    """Page that shows it; empty where none does."""
    own_page: bool
    """Whether each record has a page of its own beneath `page`; else it has an anchor there, its key."""
    required: bool
    """Whether a plan without the file is no plan."""
    published: bool
    """Whether the file may be copied to the site as it is."""

    @property
    def shape(self) -> Literal["yaml", "table", "folder", "inner"]:
        """Return how its records are kept."""
        if not self.file:
            return "inner"
        if self.file.endswith(".yml"):
            return "yaml"
        return "table" if self.file.endswith(".csv") else "folder"

    def address(self, name: str) -> tuple[str, str]:
        """Return the page and the anchor of the record with that key; raise `KeyError` where it has none."""
        if not self.page:
            raise KeyError(self.name)
        return (f"{self.page}/{name}", "") if self.own_page else (self.page, name)


KINDS: dict[str, RecordKind] = {}
"""Every declared kind by its name, in the order of import."""

_BY_CLASS: dict[type[Record], RecordKind] = {}


def kind(
    name: str,
    *,
    page: str | None,
    file: str = "",
    key: tuple[str, ...] = ("id",),
    own_page: bool = False,
    scope: Literal["plan", "record"] = "plan",
    required: bool = False,
    published: bool = True,
) -> Callable[[type[R]], type[R]]:
    """Declare the class below as a kind of record; see `RecordKind` for what is said.

    `page` must be given, so that nobody forgets it; None says that no page shows these records.
    Raises `KindError` for a name or file that is taken, and for a key that is no field.
    """

    def declare(record: type[R]) -> type[R]:
        found = RecordKind(name, record, file, key, scope, page or "", own_page, required, published)
        _refuse_taken(found)
        if strange := [field for field in key if field not in record.model_fields]:
            raise KindError(f"{record.__name__} has no field {strange[0]}, which its kind names as the key")
        KINDS[name] = _BY_CLASS[record] = found
        return record

    return declare


def _refuse_taken(new: RecordKind) -> None:
    for known in KINDS.values():
        if known.name == new.name or (new.file and known.file == new.file):
            what = f"the kind {new.name}" if known.name == new.name else f"the file {new.file}"
            raise KindError(f"{what} is declared by {known.record.__name__} and by {new.record.__name__}")


def kind_of(record: type[Record]) -> RecordKind | None:
    """Return the kind of a class of records, its own or that of the class it extends."""
    for parent in record.__mro__:
        if found := _BY_CLASS.get(parent):
            return found
    return None


def kind_named(name: str) -> RecordKind:
    """Return the kind of that name; raise `KeyError` where none is declared."""
    return KINDS[name]

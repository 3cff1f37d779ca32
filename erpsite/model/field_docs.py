"""Read what is written beneath the fields of a record, for schemas, exports and all that explain them."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from erpsite.model.base import Record

__all__ = ["field_docs"]


@cache
def field_docs(record: type[Record]) -> Mapping[str, str]:
    """Return the text beneath each field that has one, those of the classes it builds on included.

    Read from the source when somebody asks: pydantic would do it for every record at every start.
    """
    found: dict[str, str] = {}
    for parent in reversed(record.__mro__):
        if issubclass(parent, Record) and parent is not Record:
            found.update(_written_in(parent))
    return {name: found[name] for name in record.model_fields if name in found}


def _written_in(record: type[Record]) -> Iterator[tuple[str, str]]:
    tree = ast.parse(textwrap.dedent(inspect.getsource(record))).body[0]
    for field, beneath in pairwise(tree.body if isinstance(tree, ast.ClassDef) else ()):
        match field, beneath:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, inspect.cleandoc(text)
            case _:
                pass

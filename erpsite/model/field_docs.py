"""Read what is written beneath the fields of a record, for schemas, exports and all that explain them."""

from __future__ import annotations

import ast
import inspect
import sys
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
    written = _classes(record.__module__).get(record.__qualname__)
    for field, beneath in pairwise(written.body if written else ()):
        match field, beneath:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, inspect.cleandoc(text)
            case _:
                pass


@cache
def _classes(module: str) -> Mapping[str, ast.ClassDef]:
    """Return the classes of a module by their qualified names; each module is parsed once."""
    return dict(_inside(ast.parse(inspect.getsource(sys.modules[module])), ""))


def _inside(node: ast.AST, start: str) -> Iterator[tuple[str, ast.ClassDef]]:
    for child in ast.iter_child_nodes(node):
        name = start
        if isinstance(child, ast.ClassDef):
            yield start + child.name, child
            name = f"{start}{child.name}."
        elif isinstance(child, ast.FunctionDef):
            name = f"{start}{child.name}.<locals>."
        if isinstance(child, ast.stmt):
            yield from _inside(child, name)

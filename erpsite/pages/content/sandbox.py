"""Run the Jinja parts of a page with a short list of what they may use, each use bounded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from types import GeneratorType
from typing import Any

from jinja2 import Template, TemplateSyntaxError, Undefined, nodes
from jinja2.runtime import Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from erpsite.pages.content.budget import Budget, refuse
from erpsite.pages.content.withheld import Withheld

__all__ = ["PageSandbox", "PageSyntaxError", "is_plain"]

_FILTERS = (
    "abs", "capitalize", "count", "d", "default", "e", "escape", "first", "float", "groupby", "int", "join",
    "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "replace", "reverse",
    "round", "select", "selectattr", "sort", "string", "sum", "title", "trim", "truncate", "unique", "upper",
    "wordcount",
)  # fmt: skip
"""Filters that a page may use; the others pad, format, draw lots, or write out records."""
_STRING_METHODS = frozenset(
    (
        "lower", "upper", "title", "capitalize", "casefold", "swapcase", "strip", "lstrip", "rstrip",
        "removeprefix", "removesuffix", "startswith", "endswith", "split", "splitlines", "count", "find",
        "index", "isdigit", "isalpha",
    )
)  # fmt: skip
_MAPPING_METHODS = frozenset({"get", "items", "keys", "values"})
_SCALARS = (str, int, float, Decimal, dt.date, type(None))
_DRAWING = {"table": 500, "chart": 1000, "figure": 1000, "roadmap": 5000}
"""Steps that a call costs which draws; any other costs a few."""
_CALL = 5
_MOST_RANGE = 1000
_MOST_SOURCE = 1_000_000
_MOST_DEPTH = 50
_MOST_OPERATORS = 1000
_OPENING = frozenset({"lparen", "lbracket", "lbrace"})
_CLOSING = frozenset({"rparen", "rbracket", "rbrace"})
_BLOCKS = frozenset({"for", "if", "macro", "call", "filter", "with", "autoescape", "block"})


def is_plain(value: Any, depth: int = 0) -> bool:
    """Say whether a value reads the same in every build: texts, numbers, dates and lists of them do."""
    if isinstance(value, _SCALARS):
        return True
    if isinstance(value, list | tuple) and depth < 5:
        return all(is_plain(item, depth + 1) for item in value)
    if isinstance(value, dict) and depth < 5:
        return all(is_plain(part, depth + 1) for pair in value.items() for part in pair)
    return False


class PageSyntaxError(TemplateSyntaxError):
    """Say what a page may not be made of: a msgid with the values of its fields."""

    def __init__(self, message: str, line: int, **values: object) -> None:
        self.values = values
        super().__init__(message, line)


class PageSandbox(ImmutableSandboxedEnvironment):
    """Refuse what a page never needs and what could hang a build, fill memory or differ next time."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(self, budget: Budget, names: Mapping[str, Any], **options: Any) -> None:
        super().__init__(**options)
        self.budget = budget
        self.globals.clear()
        self.globals["range"] = self._range
        known = self.filters
        self.filters = {name: self._bounded(name, known[name]) for name in _FILTERS}
        self.filters["es_each"] = budget.each
        self.filters["es_joined"] = self._joined
        self._costs = {names[name]: cost for name, cost in _DRAWING.items() if name in names}
        self.called: list[tuple[str, int]] = []
        """Name and line of each function that the page compiled last calls, in order."""

    def template(self, source: str) -> Template:
        """Compile a page; raise `TemplateSyntaxError` with its line where it is too deep."""
        if len(source) > _MOST_SOURCE:
            raise PageSyntaxError("a page has at most {most} characters", 1, most=_MOST_SOURCE)
        self._refuse_depth(source)
        try:
            tree = self.parse(source)
            calls = ((call.node, call.lineno) for call in tree.find_all(nodes.Call))
            self.called = [(node.name, line) for node, line in calls if isinstance(node, nodes.Name)]
            return self.from_string(_Counted(self).visit(tree))
        except (RecursionError, SyntaxError, MemoryError) as error:
            raise PageSyntaxError("expressions or blocks stand too deep inside one another", 1) from error

    def _refuse_depth(self, source: str) -> None:
        """Raise where brackets or blocks stand too deep in one another, or an expression has no end."""
        depth = blocks = operators = 0
        opened = False
        for line, kind, word in self.lex(source):
            if kind == "operator":
                operators += 1
                depth += (word in "([{") - (word in ")]}")
            elif kind in {"block_begin", "variable_begin"}:
                operators, opened = 0, kind == "block_begin"
            elif kind == "name":
                if opened:
                    blocks += (word in _BLOCKS) - (word.startswith("end") and word[3:] in _BLOCKS)
                opened = False
                operators += word in {"and", "or", "not", "is", "in", "if", "else"}
            if depth > _MOST_DEPTH or blocks > _MOST_DEPTH // 3 or operators > _MOST_OPERATORS:
                raise PageSyntaxError("expressions or blocks stand too deep inside one another", line)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Let texts, numbers and lists offer the few methods that make nothing long."""
        if not super().is_safe_attribute(obj, attr, value):
            return False
        if isinstance(obj, str):
            return attr in _STRING_METHODS
        if isinstance(obj, dict):
            return attr in _MAPPING_METHODS or not callable(value)
        return not (isinstance(obj, (*_SCALARS, list, tuple, GeneratorType)) and callable(value))

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:  # noqa: ARG002 - overrides Jinja's
        """Say at once that an attribute may not be used, not only when it is."""
        raise refuse("'{name}' is not available here", name=attribute)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:  # noqa: ARG002 - overrides Jinja's
        """Offer no formatting by patterns: one of them pads a text to any length."""
        return None

    def call(self, context: Any, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call what a page may call, and count it."""
        if isinstance(obj, Undefined):
            return super().call(context, obj, *args, **kwargs)
        cost = self._costs.get(obj, _CALL) if getattr(obj, "__hash__", None) else _CALL
        if isinstance(obj, Macro):
            cost = max(cost, self._macro_cost)
        self.budget.spend(cost)
        return self.budget.short(super().call(context, obj, *args, **kwargs))

    _macro_cost = _CALL

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Reckon with numbers of bearable size; texts and lists can be added, no more."""
        adds = operator == "+"
        for side in (left, right):
            if not adds and isinstance(side, str | list | tuple):
                raise refuse("the operator {operator} is not available here", operator=operator)
            self.budget.short(side)
        if operator == "**":
            raise refuse("the operator {operator} is not available here", operator=operator)
        return self.budget.short(super().call_binop(context, operator, left, right))

    def _range(self, *bounds: int) -> range:
        numbers = range(*bounds)
        if len(numbers) > _MOST_RANGE:
            raise refuse("range() gives at most {most} numbers here", most=_MOST_RANGE)
        return numbers

    def _joined(self, parts: Sequence[Any]) -> str:
        """Return texts one after the other, for the operator ~."""
        return str(self.budget.short("".join(self._text(part) for part in parts)))

    def _text(self, value: Any) -> str:
        if isinstance(value, Undefined | Withheld) or is_plain(value):
            return str(self.budget.short(str(value)))
        raise refuse("a record, table or function is no text; name one of its fields")

    def _bounded(self, name: str, inner: Callable[..., Any]) -> Callable[..., Any]:
        """Return a filter whose input, options and result are of bearable size."""
        texts = name in _OF_TEXT

        def apply(*args: Any, **kwargs: Any) -> Any:
            self.budget.spend(1)
            at = 1 if _passes_environment(inner) else 0
            given = list(args)
            if isinstance(given[at], Withheld):
                return given[at]
            if isinstance(given[at], GeneratorType):
                given[at] = list(self.budget.each(given[at], 1))
            if texts and not isinstance(given[at], Undefined):
                given[at] = self._text(given[at])
            for option in (*given[at + 1 :], *kwargs.values()):
                if isinstance(option, int | float) and not -1000 <= option <= 1000:
                    raise refuse("the filter {name} takes no number as large as that", name=name)
            self.budget.short(given[at])
            self._refuse_growth(name, given[at:], kwargs)
            return self.budget.short(inner(*given, **kwargs))

        for mark in ("jinja_pass_arg",):
            if hasattr(inner, mark):
                setattr(apply, mark, getattr(inner, mark))
        return apply

    def _refuse_growth(self, name: str, given: Sequence[Any], options: Mapping[str, Any]) -> None:
        """Refuse a filter whose result would be long before it is made."""
        if name == "replace":
            fresh = str(given[2] if len(given) > 2 else options.get("new", ""))
            if (len(given[0]) + 1) * len(fresh) > 50 * self.budget.longest:
                raise refuse("the filter replace makes a text too long here")
        if name == "join" and not isinstance(given[0], Undefined):
            between = self._text(given[1] if len(given) > 1 else options.get("d", ""))
            if "attribute" not in options and len(given) < 3:
                parts = [self._text(part) for part in given[0]]
                self.budget.spend(len(parts))
                if sum(map(len, parts)) + len(between) * len(parts) > self.budget.longest:
                    raise refuse("the filter join makes a text too long here")


_OF_TEXT = frozenset(
    {"capitalize", "e", "escape", "lower", "replace", "string", "title", "trim", "truncate", "upper",
     "wordcount"}
)  # fmt: skip


def _passes_environment(inner: Callable[..., Any]) -> bool:
    return hasattr(inner, "jinja_pass_arg")


class _Counted(NodeTransformer):
    """Let each loop count its turns, and each ~ look at what it joins."""

    def __init__(self, sandbox: PageSandbox) -> None:
        self.sandbox = sandbox

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - Jinja's name for it
        if node.recursive:
            raise PageSyntaxError("a loop that calls itself is not available here", node.lineno)
        self.generic_visit(node)
        costs: list[nodes.Expr] = [nodes.Const(1), nodes.Const(_written(node))]
        node.iter = nodes.Filter(node.iter, "es_each", costs, [], None, None, lineno=node.lineno)
        return node

    def visit_Macro(self, node: nodes.Macro) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        self.sandbox._macro_cost += _written(node) // 100
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        parts = nodes.List(node.nodes, lineno=node.lineno)
        return nodes.Filter(parts, "es_joined", [], [], None, None, lineno=node.lineno)


def _written(node: nodes.Node) -> int:
    """Return how many characters stand in a loop or macro: a turn of it puts out as many."""
    return sum(len(data.data) for data in node.find_all(nodes.TemplateData))

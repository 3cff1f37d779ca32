"""Know what Jinja and Python say of a page's own expressions, so that it can be said in any language."""

from __future__ import annotations

from collections.abc import Callable

from erpsite.frozen import dataclass
from erpsite.i18n import Retelling

__all__ = ["ENGINE", "EngineWords"]

_TAGS = "Jinja was looking for the following tags: {tags}."
_LATER = "Jinja is expecting this tag, but currently looking for {tags}."
_BLOCK = "The innermost block that needs to be closed is {tag}."

ENGINE = Retelling(
    (
        "{first} You probably made a nesting mistake. {rest}",
        f"{{first}} {_TAGS} {_BLOCK}",
        f"{{first}} {_TAGS}",
        f"{_LATER} {_BLOCK}",
        _LATER,
        f"{{first}} {_BLOCK}",
        "Unexpected end of template.",
        "Encountered unknown tag {name}.",
        "unexpected end of template, expected {wanted}.",
        "expected token {wanted}, got {found}",
        "Expected an expression, got {found}",
        "unexpected char {found} at {place}",
        "unexpected {found}, expected {wanted}",
        "unexpected {found}",
        "tag name expected",
        "Missing end of comment tag",
        "Missing end of raw directive",
        "Invalid character in identifier",
        "expected name or number",
        "expected subscript expression",
        "invalid syntax for function call expression",
        "non-default argument follows default argument",
        "can't assign to {name}",
        "chunk after expression",
        "You cannot chain multiple tests with is",
        "block {name} defined twice",
        "No filter named {name}.",
        "No filter named {name} found.",
        "No test named {name}.",
        "No test named {name} found.",
        "no loader for this environment specified",
        "macro {name} takes no keyword argument {argument}",
        "macro {name} takes not more than {number} argument(s)",
        "'end of print statement'",
        "'begin of print statement'",
        "'end of statement block'",
        "'begin of statement block'",
        "'end of comment'",
        "'begin of comment'",
        "'end of template'",
        "division by zero",
        "{kind} division or modulo by zero",
        "{kind} division by zero",
        "{kind} modulo by zero",
        "unsupported operand type(s) for {operator}: {kinds}",
        "{operator} not supported between instances of {kinds}",
        "can only concatenate {kind} (not {other}) to {again}",
        "{kind} object is not iterable",
        "{kind} object is not callable",
        "{kind} object is not subscriptable",
        "object of type {kind} has no len()",
        "{name}() got an unexpected keyword argument {argument}",
        "{name}() missing {number} required positional argument: {argument}",
        "{name}() missing {number} required positional arguments: {argument}",
        "{name}() takes {wanted} positional arguments but {number} were given",
        "{name}() takes {wanted} positional argument but {number} were given",
        "invalid literal for int() with base 10: {word}",
        "could not convert string to float: {word}",
    ),
    inner=frozenset({"first", "rest", "wanted", "found"}),
)
"""The sentences that a page's author comes to see."""


@dataclass(frozen=True)
class EngineWords:
    """Hold what the engine said of an expression, or nothing but the kind of its error."""

    text: str

    def __str__(self) -> str:
        return self.text

    def say(self, tr: Callable[..., str]) -> str:
        """Return it in the language of a translator; what is not known is quoted."""
        return ENGINE.said(self.text, tr) or tr("this cannot be worked out ({why})", why=self.text)

"""Render the Jinja parts of a content page in a sandbox; what they put out never becomes markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, NoReturn

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, Undefined

from erpsite.errors import ContentError, ErpsiteError, UnknownNameError
from erpsite.escaping import escape
from erpsite.issues import Source
from erpsite.pages.content.budget import Budget, refuse
from erpsite.pages.content.context import OLD_NAMES
from erpsite.pages.content.depth import refuse_depth
from erpsite.pages.content.engine_words import EngineWords
from erpsite.pages.content.sandbox import PageSandbox, PageSyntaxError, is_plain
from erpsite.pages.content.withheld import Withheld
from erpsite.pages.kit import blocks as b
from erpsite.pages.render.html import HtmlRenderer

__all__ = ["ContentTemplate"]

_MARK = "EsValue{:05d}X"
_FOUND = re.compile(r"EsValue(\d{5})X")
_ALONE = re.compile(r"<p>\s*EsValue(\d{5})X\s*</p>")
_INLINE = (b.Strong, b.Link, b.Chip, b.Number, b.When, b.Missing, b.Progress, b.Spark, b.Place)
_MOST_VALUES = 100_000
"""The width of a mark."""
_MISTAKES = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError)
"""What a page's own expressions raise."""


@dataclass
class ContentTemplate:
    """Hold one content page between Markdown and HTML.

    `expand` puts a token where each value goes; Markdown is then parsed as if the values were plain
    words; `fill` puts the values in, escaped or rendered. So a value can neither add Markdown nor HTML.
    """

    renderer: HtmlRenderer
    context: Mapping[str, Any]
    source: Source
    budget: Budget = field(default_factory=Budget)
    """What the page may make the build do."""
    cut: Callable[[str], str] | None = None
    """Takes what the edition hides out of the texts that a page's own expressions put out."""
    values: list[tuple[str, bool]] = field(default_factory=list)
    """HTML of each value, and whether it is a block."""
    notes: list[ContentError] = field(default_factory=list)
    """What still works and will not always: an old name, with file, line and the name to write."""

    def expand(self, markdown: str) -> str:
        """Return the Markdown with a token for each value; raise `ContentError` with file and line."""
        refuse_depth(markdown, self.source)
        env = PageSandbox(
            self.budget,
            self.context,
            undefined=self._undefined(),
            finalize=self._finalize,
            keep_trailing_newline=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        try:
            template = env.template(markdown)
            self.notes += [self._note(name, line) for name, line in env.called if name in OLD_NAMES]
            return template.render(**self.context)
        except TemplateSyntaxError as error:
            raise _located(error, self._at(error.lineno)) from error
        except RecursionError as error:
            line = self._at(_template_line(error.__traceback__))
            raise ContentError("a macro calls itself without end here", line) from error
        except (TemplateError, ErpsiteError, *_MISTAKES) as error:
            raise _located(error, self._at(_template_line(error.__traceback__))) from error

    def fill(self, html: str) -> str:
        """Return the HTML with every token replaced by its value."""
        html = _ALONE.sub(lambda found: self._block_or_paragraph(int(found[1])), html)
        return _FOUND.sub(lambda found: self._value(int(found[1]), found[0]), html)

    def _block_or_paragraph(self, number: int) -> str:
        if number >= len(self.values):
            return f"<p>{_MARK.format(number)}</p>"
        html, is_block = self.values[number]
        return html if is_block else f"<p>{html}</p>"

    def _value(self, number: int, token: str) -> str:
        return self.values[number][0] if number < len(self.values) else token

    def _finalize(self, value: Any) -> str:
        if isinstance(value, Undefined):
            value = str(value)
        self.budget.spend(2)
        html, is_block = self._html(value)
        self.budget.render(len(html))
        self.values.append((html, is_block))
        if len(self.values) >= _MOST_VALUES:
            raise refuse("the page puts out too many values")
        return _MARK.format(len(self.values) - 1)

    def _html(self, value: Any) -> tuple[str, bool]:
        if isinstance(value, b.Block):
            return self.renderer.block(value), True
        if isinstance(value, Withheld):
            value = b.Missing(value.reason)
        if isinstance(value, str) and self.cut:
            value = self.cut(value)
        parts = value if isinstance(value, tuple) else (value,)
        if all(isinstance(part, (str, *_INLINE)) for part in parts):
            return self.renderer.inline(parts), False
        if not is_plain(value):
            raise refuse("a record, table or function cannot be printed; name one of its fields")
        return escape(str(self.budget.short(str(value)))), False

    def _undefined(self) -> type[StrictUndefined]:
        names = list(self.context)

        class Named(StrictUndefined):
            def _fail_with_undefined_error(self, *_args: Any, **_kwargs: Any) -> NoReturn:
                name = self._undefined_name or ""
                raise UnknownNameError("name", name, names)

            __str__ = __iter__ = __len__ = __call__ = __getitem__ = _fail_with_undefined_error
            __bool__ = __eq__ = __ne__ = __hash__ = __add__ = __radd__ = _fail_with_undefined_error

            def __getattr__(self, name: str) -> Any:
                if name.startswith("__"):
                    raise AttributeError(name)
                self._fail_with_undefined_error()

        return Named

    def _note(self, old: str, line: int) -> ContentError:
        message = "{old}(…) is called {new}(…) now; the old name will go in a later version"
        return ContentError(message, self._at(line), old=old, new=OLD_NAMES[old])

    def _at(self, line: int | None) -> Source:
        return Source(self.source.path, self.source.line + (line or 1) - 1 if self.source.line else line or 1)


def _located(error: Exception, place: Source) -> ContentError:
    """Return what went wrong in a page with its file and line."""
    if isinstance(error, ContentError):
        return ContentError(error.message, place, **error.values)
    if isinstance(error, PageSyntaxError):
        return ContentError(str(error.message), place, **error.values)
    why: object = error
    if not isinstance(error, ErpsiteError):
        # Jinja appends the place to the text of the error, which its message has not.
        message = error.message if isinstance(error, TemplateSyntaxError) else str(error)
        why = EngineWords(message or type(error).__name__)
    return ContentError("{why}", place, why=why)


def _template_line(trace: TracebackType | None) -> int | None:
    line = None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line

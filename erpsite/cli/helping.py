"""Print a command's help in the language of messages; in English the library's own words stand."""

from __future__ import annotations

import inspect
import re
import shutil
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

import erpsite
from erpsite.cli.environment import TOLD_LANGUAGE, environment_name

if TYPE_CHECKING:
    from erpsite.i18n import Translator

__all__ = ["SpokenContext", "help_blocks", "note_of"]

_WIDEST = 80
_NAMES_WIDTH = 26
"""Columns of the names of options and commands, as the library lays them out in English."""
_HEADS = ("Example:", "Examples:")
"""What stands right above lines."""


class SpokenContext(click.Context):
    """Hold a call whose `--help` speaks the language of messages."""

    def get_help(self) -> str:
        """Return the help of the command."""
        if not self.meta.get(TOLD_LANGUAGE) and _is_source(environment_name()):
            return super().get_help()  # without the catalogues, so that it is quick
        from erpsite.cli.options import speaker  # noqa: PLC0415

        tr = speaker(self)
        return super().get_help() if tr.messages is None else _Help(self, tr).text()


def _is_source(name: str) -> bool:
    """Say whether help in this language is what stands in the code; one that we do not know is looked up."""
    if name in ("", "c", "posix"):
        return True
    from pathlib import Path  # noqa: PLC0415 - most help need not pay for it

    folder = Path(erpsite.__file__).parent / "locale" / name
    return folder.is_dir() and not any(folder.glob("*.po"))


def help_blocks(command: click.Command) -> Iterator[tuple[str, str]]:
    r"""Yield the paragraphs of a command's help: `text`, or `lines` where it stands below a `\b`."""
    for block in inspect.cleandoc(command.help or "").split("\n\n"):
        if block.startswith("\b"):
            head, _, lines = block.removeprefix("\b").strip("\n").partition("\n")
            if head in _HEADS:
                yield "text", head
                yield "lines", lines
            else:
                yield "lines", f"{head}\n{lines}" if lines else head
        else:
            yield "text", " ".join(block.split())


def note_of(line: str) -> tuple[str, str]:
    """Return a line of examples up to its note, and the note that stands behind two spaces or more."""
    found = re.fullmatch(r"(\s*\S.*?\s{2,})(\S.*)", line)
    return (found[1], found[2]) if found else (line, "")


class _Help:
    """Write the help of one command in one language that is not the source's."""

    def __init__(self, ctx: click.Context, tr: Translator) -> None:
        self._ctx, self._tr = ctx, tr
        self._width = max(min(shutil.get_terminal_size().columns, _WIDEST) - 2, _NAMES_WIDTH * 2)

    def text(self) -> str:
        ctx, command = self._ctx, self._ctx.command
        usage = " ".join([ctx.command_path, *command.collect_usage_pieces(ctx)])
        parts = [self._tr("Usage: {usage}", usage=usage)]
        blocks = (("\n".join(self._block(kind, text)), text) for kind, text in help_blocks(command))
        above = ""
        for block, text in blocks:
            if above in _HEADS:
                parts[-1] += f"\n{block}"
            else:
                parts.append(block)
            above = text
        options = [row for one in command.get_params(ctx) if (row := self._option(one))]
        parts.append("\n".join([self._tr("Options:"), *self._rows(options)]))
        if isinstance(command, click.Group):
            rows = [(name, self._said(text)) for name, text in _summaries(command, ctx)]
            parts.append("\n".join([self._tr("Commands:"), *self._rows(rows)]))
        return "\n\n".join(parts)

    def _said(self, text: str) -> str:
        told = self._tr.messages
        return text if told is None else str(told.get(text, text))

    def _block(self, kind: str, text: str) -> Iterator[str]:
        if kind == "text":
            yield from (f"  {line}" for line in _wrapped(self._said(text), self._width - 2))
            return
        for line in inspect.cleandoc(text).split("\n"):
            before, note = note_of(line)
            yield f"    {before}{self._said(note)}"

    def _option(self, param: click.Parameter) -> tuple[str, str] | None:
        record = param.get_help_record(self._ctx)
        if record is None or not isinstance(param, click.Option):
            return None
        told = " ".join((param.help or "").split())
        names, words = record
        extra = words.removeprefix(told).strip() if words.startswith(told) else ""
        return names, f"{self._said(told)} {self._extra(extra)}".strip()

    def _extra(self, words: str) -> str:
        """Return what the library says of an option: that it is required, its default, its variable."""
        if not words:
            return ""
        out = []
        for part in words.strip("[]").split("; "):
            name, _, value = part.partition(": ")
            out.append(f"{self._said(name)}：{value}" if value else self._said(name))
        return f"[{'；'.join(out)}]"

    def _rows(self, rows: list[tuple[str, str]]) -> Iterator[str]:
        for name, text in rows:
            first, *others = _wrapped(text, self._width - _NAMES_WIDTH - 2) or [""]
            if len(name) > _NAMES_WIDTH - 2:
                yield f"  {name}"
                name = ""  # noqa: PLW2901 - it has its own line
            yield f"  {name:<{_NAMES_WIDTH}}{first}".rstrip()
            yield from (f"  {'':<{_NAMES_WIDTH}}{line}" for line in others)


def _summaries(command: click.Group, ctx: click.Context) -> Iterator[tuple[str, str]]:
    summaries = getattr(command, "summaries", {})
    for name in command.list_commands(ctx):
        inner = None if name in summaries else command.get_command(ctx, name)
        text = next((text for kind, text in help_blocks(inner) if kind == "text"), "") if inner else ""
        yield name, summaries.get(name, text)


_WORD = r"[「“‘（《]*(?:[^\s\u2e80-\u9fff\uff00-\uffef]+|\S)[，。；：！？、）》”’」]*|\s+"
"""What is not parted at the end of a line: a Latin word, or one character with the signs around it.

Compiled where a help is shown: that takes a hundredth of `erpsite check`, which shows none.
"""


def _wrapped(text: str, width: int) -> list[str]:
    """Return the lines of a text; a Chinese character takes two columns of a terminal."""
    lines, line = [], ""
    for word in re.findall(_WORD, text):
        if line and _columns(line + word) > width:
            lines.append(line.rstrip())
            line = ""
        line += word if line or not word.isspace() else ""
    return [*lines, line.rstrip()] if line.strip() else lines


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)

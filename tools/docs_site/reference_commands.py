"""Draw the reference of the commands from what `--help` says."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

from erpsite.cli.helping import help_blocks, note_of
from erpsite.cli.main import COMMANDS, group
from erpsite.i18n import Translator
from tools.docs_site.markdown_text import cell, code, heading, table
from tools.docs_site.reference_files import translated
from tools.docs_site.words import say

__all__ = ["command_pages", "command_path", "command_texts"]


def command_path(name: str) -> str:
    """Return the address of a command's page, without its ending."""
    return f"reference/commands/{name}"


def command_pages(tr: Translator, language: str) -> Iterator[tuple[str, str]]:
    """Yield path and Markdown of the list of commands and of each."""
    rows = [
        (f"[{code(f'erpsite {name}')}](commands/{name}.md)", cell(translated(text, tr)))
        for name, (_, text) in COMMANDS.items()
    ]
    titles = (say("command", language), say("does", language))
    lead = say("commands-lead", language)
    yield (
        "reference/commands",
        "\n\n".join([heading(1, say("commands", language)), lead, table(titles, rows)]),
    )
    for name in COMMANDS:
        yield command_path(name), _page(name, tr, language)


def command_texts() -> Iterator[str]:
    """Yield every text of the commands that a translation is due for."""
    for name, (_, summary) in COMMANDS.items():
        yield summary
        for _, command in _with_parts(name):
            yield from _texts_of(command)


def _texts_of(command: click.Command) -> Iterator[str]:
    for kind, text in help_blocks(command):
        if kind == "text":
            yield text
        else:
            yield from (note for line in text.splitlines() if (note := note_of(line)[1]))
    yield from (told for one in command.params if (told := getattr(one, "help", None)))


def _command(name: str) -> click.Command:
    command = group.get_command(click.Context(group), name)
    assert command is not None  # noqa: S101 - the names are the group's own
    return command


def _with_parts(name: str) -> Iterator[tuple[str, click.Command]]:
    """Yield a command, and those that it is made of, each with what is typed for it."""
    command = _command(name)
    yield f"erpsite {name}", command
    if isinstance(command, click.Group):
        for part, inner in command.commands.items():
            yield f"erpsite {name} {part}", inner


def _page(name: str, tr: Translator, language: str) -> str:
    first, *others = _with_parts(name)
    parts = _section(*first, 1, tr, language)
    for typed, command in others:
        parts += _section(typed, command, 2, tr, language)
    return "\n\n".join(parts)


def _section(typed: str, command: click.Command, level: int, tr: Translator, language: str) -> list[str]:
    context = click.Context(command, info_name=typed)
    usage = " ".join([typed, *command.collect_usage_pieces(context)])
    anchor = typed.replace(" ", "-") if level > 1 else ""
    parts = [heading(level, typed, anchor) if anchor else heading(1, typed), f"```text\n{usage}\n```"]
    for kind, text in help_blocks(command):
        parts.append(cell(translated(text, tr)) if kind == "text" else _lines(text, tr))
    rows = [
        _option(one, context, tr, language)
        for one in command.params
        if isinstance(one, click.Option) and not one.hidden
    ]
    if rows:
        titles = [say(key, language) for key in ("option", "meaning", "default")]
        anchor = f"{anchor}-options" if anchor else "options"
        parts += [heading(level + 1, say("options", language), anchor), table(titles, rows)]
    return parts


def _lines(text: str, tr: Translator) -> str:
    """Return examples or a list, the notes behind them in the reader's language."""
    lines = inspect.cleandoc(text).split("\n")
    told = [f"{before}{translated(note, tr)}" for before, note in map(note_of, lines)]
    return "\n".join(["```text", *told, "```"])


def _option(
    option: click.Option, context: click.Context, tr: Translator, language: str
) -> tuple[str, str, str]:
    names = ", ".join(option.opts)
    if not option.is_flag:
        names += f" {option.make_metavar(context)}"
    told = translated(option.help or "", tr)
    if option.multiple:
        told += f" ({say('repeatable', language)})"
    default = option.default
    shown = isinstance(default, str | int | float) and not isinstance(default, bool) and default != ""
    return code(names), cell(told), code(default) if shown else ""

"""Hold a command line against the command that it names, without running it."""

from __future__ import annotations

import shlex

import click

from erpsite.cli.main import group

__all__ = ["parse"]


def parse(line: str) -> None:
    """Read a line such as `erpsite check --strict`; raise click's error where it could not be typed so.

    Files and folders need not be there.
    """
    _, name, *words = shlex.split(line)
    context = click.Context(group, info_name="erpsite")
    command = group.get_command(context, name)
    if command is None:
        raise click.UsageError(f"there is no command {name}")
    if {"--help", "-h"} & set(words):
        return
    inner = click.Context(command, info_name=name, parent=context)
    if isinstance(command, click.Group):
        part = command.get_command(inner, words[0] if words else "")
        if part is None:
            raise click.UsageError(f"there is no command {name} {' '.join(words[:1])}")
        command, words = part, words[1:]
        inner = click.Context(command, info_name=words[0] if words else "", parent=inner)
    given, left, _ = command.make_parser(inner).parse_args(list(words))
    if left:
        raise click.UsageError(f"nobody takes {left}")
    for param in command.params:
        if isinstance(param.type, click.Choice) and given.get(param.name) is not None:
            param.type_cast_value(inner, given[param.name])

"""Say why a command does not run, in the language of its messages; the command line's own words, too."""

from __future__ import annotations

import errno
from pathlib import Path

import click

from erpsite.cli.options import speaker
from erpsite.i18n import Retelling, Translator

__all__ = ["CLICK", "no_configuration", "no_day", "not_empty", "of_system", "show", "unwritable"]

CLICK = Retelling(
    (
        "Invalid value for {where}: {message}",
        "Invalid value: {message}",
        "Missing argument {name}. {message}",
        "Missing argument {name}.",
        "Missing option {name}. {message}",
        "Missing option {name}.",
        "Missing command.",
        "Choose from:\n\t{choices}",
        "No such option {name}. Did you mean {nearest}?",
        "No such option {name}. (Did you mean one of: {nearest}?)",
        "No such option {name}.",
        "No such option: {name} Did you mean {nearest}?",
        "No such option: {name} (Possible options: {nearest})",
        "No such option: {name}",
        "No such command {name}. Did you mean {nearest}?",
        "No such command {name}. (Did you mean one of: {nearest}?)",
        "No such command {name}.",
        "Option {name} requires an argument.",
        "Option {name} requires {number} arguments.",
        "Option {name} does not take a value.",
        "Got unexpected extra argument ({arguments})",
        "Got unexpected extra arguments ({arguments})",
        "{value} is not one of {choices}.",
        "{value} is not a valid {kind}.",
        "{value} is not in the range {range}.",
        "{kind} {file} does not exist.",
        "{kind} {file} is a file.",
        "{kind} {file} is a directory.",
        "{kind} {file} is not readable.",
        "{kind} {file} is not writable.",
        "Could not open file {file}: {message}",
    ),
    inner=frozenset({"message"}),
)
"""What the package that reads the command line says of options, arguments and commands."""


def show(error: click.ClickException) -> None:
    """Print why a command does not run and, where it was called wrongly, how it is called."""
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    message = error.format_message()
    if ctx is not None and message == ctx.get_help():
        click.echo(message, err=True)
        return
    tr = speaker(ctx)
    if ctx is not None:
        click.echo(tr("Usage: {usage}", usage=ctx.get_usage().partition(":")[2].strip()), err=True)
        if ctx.command.get_help_option(ctx) is not None:
            words = {"command": ctx.command_path, "option": "--help"}
            click.echo(tr("Try '{command} {option}' for help.", **words), err=True)
        click.echo(err=True)
    click.echo(tr("Error: {message}", message=CLICK.said(message, tr) or message), err=True)


_OUTSIDE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO)
"""What the system says of a disk that is full, of a folder that is closed, of a device that fails."""


def of_system(error: Exception) -> click.ClickException | None:
    """Return what the system refused as an error that a user can mend; None of any other."""
    if isinstance(error, MemoryError):
        return click.ClickException(speaker()("the memory of this machine was not enough"))
    if not isinstance(error, OSError) or error.errno not in _OUTSIDE:
        return None
    if error.filename:
        words = {"path": str(error.filename), "why": error.strerror}
        return click.ClickException(speaker()("'{path}' cannot be read or written: {why}.", **words))
    return click.ClickException(speaker()("a file cannot be written: {why}.", why=error.strerror))


def no_configuration(config_file: Path, tr: Translator) -> click.UsageError:
    """Return the error of a configuration that is not there."""
    return click.UsageError(tr("there is no '{file}'; start a handbook with `erpsite new`", file=config_file))


def no_day(word: str, ctx: click.Context) -> click.BadParameter:
    """Return the error of a word that is no day."""
    tr = speaker(ctx)
    return click.BadParameter(tr("'{word}' is not a day; write it as 2026-01-08", word=word))


def not_empty(folder: Path, tr: Translator) -> click.UsageError:
    """Return the error of a new folder's name that something has."""
    return click.UsageError(
        tr("'{folder}' exists and is not an empty folder; choose another name", folder=folder)
    )


def unwritable(file: Path, error: OSError) -> click.ClickException:
    """Return the error of a file that the system does not let be written."""
    tr = speaker()
    return click.ClickException(
        tr("'{path}' cannot be written: {why}.", path=file, why=error.strerror or error)
    )

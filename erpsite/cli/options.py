"""Hold the options that several commands share, and what the environment says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

from erpsite.cli.environment import TOLD_LANGUAGE, environment_name
from erpsite.errors import UnreadableWordError
from erpsite.i18n import SOURCE, Translator, known_languages, translator

__all__ = [
    "LANGUAGE",
    "as_of_option",
    "asked_month",
    "asked_months",
    "chosen_edition",
    "config_option",
    "data_option",
    "edition_option",
    "environment_language",
    "fresh_option",
    "language_option",
    "speaker",
]

F = TypeVar("F", bound=Callable[..., Any])


if TYPE_CHECKING:
    from erpsite.model import Handbook

    _Type = click.ParamType[str]
else:  # click before 8.3 takes no parameter there
    _Type = click.ParamType


class _Language(_Type):
    """Be a language that has a catalogue; which there are is looked up when somebody asks."""

    name = "language"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the language, or say which one was probably meant."""
        if value in known_languages():
            return value
        from erpsite.load.asked import read_language  # noqa: PLC0415 - only to say what was meant

        try:
            return read_language(value)
        except UnreadableWordError as error:
            self.fail(error.say(speaker(ctx)), param, ctx)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return the languages there are."""
        return f"[{'|'.join(known_languages())}]"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Complete the code of a language."""
        return [CompletionItem(one) for one in known_languages() if one.startswith(incomplete)]


LANGUAGE = _Language()
"""The type of every option that names a language."""


def environment_language() -> str:
    """Return the language of messages that the environment asks for, English where we do not speak it."""
    language = environment_name()
    return language if language in known_languages() else SOURCE


def speaker(ctx: click.Context | None = None) -> Translator:
    """Return the translator of a command's messages: of its `--language`, else of the environment."""
    ctx = ctx or click.get_current_context(silent=True)
    asked = ctx.meta.get(TOLD_LANGUAGE) if ctx else None
    return translator(asked or environment_language())


def _told_language(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Remember the language of messages for whatever is wrong with the options beside it."""
    ctx.meta[TOLD_LANGUAGE] = value
    return value


def asked_month(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """Return the month that somebody named, or nothing where nobody did; refuse everything else."""
    if not value:
        return value
    from erpsite.load.asked import read_month  # noqa: PLC0415 - most calls name no month

    try:
        return read_month(value)
    except UnreadableWordError as error:
        raise click.BadParameter(error.say(speaker(ctx))) from error


def asked_months(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:
    """Return the months from one to another, such as `2026-01..2026-12`; none where nobody named any."""
    if not value:
        return ()
    first, dots, last = value.partition("..")
    months = asked_month(ctx, param, first.strip()), asked_month(ctx, param, last.strip() if dots else first)
    from erpsite.model.quantity import months_between  # noqa: PLC0415 - most calls name no months

    found = tuple(months_between(*months)) if all(months) else ()
    if not found:
        words = speaker(ctx)("name the first month and the last one, such as 2026-01..2026-12")
        raise click.BadParameter(words)
    return found


def as_of_option(command: F) -> F:
    """Add `--as-of`."""
    return click.option(
        "--as-of",
        default="",
        callback=asked_month,
        metavar="YYYY-MM",
        help="Month whose state is shown: the baseline plus every review up to it. "
        "Left out, the last month whose review is finished.",
    )(command)


def data_option(command: F) -> F:
    """Add `--data`."""
    return click.option(
        "--data",
        "data_dir",
        default="data",
        type=click.Path(path_type=Path),
        show_default=True,
        help="Folder of the plan's YAML and CSV.",
    )(command)


def edition_option(command: F) -> F:
    """Add `--edition`."""
    return click.option(
        "--edition",
        default="",
        envvar="ERPSITE_EDITION",
        metavar="ID",
        help="Audience, one of the editions in handbook.yml; what it hides never enters the output. "
        "Left out, everything is there.",
    )(command)


def chosen_edition(handbook: Handbook, name: str) -> Handbook:
    """Return the handbook of an edition, or the whole one where none is named."""
    from erpsite.analysis.editions import edition_of  # noqa: PLC0415 - commands without an edition start without it
    from erpsite.load.asked import read_edition  # noqa: PLC0415 - the same

    try:
        return edition_of(handbook, read_edition(handbook, name)) if name else handbook
    except UnreadableWordError as error:
        raise click.UsageError(error.say(speaker())) from error


def config_option(command: F) -> F:
    """Add `--config`."""
    return click.option(
        "--config",
        "-f",
        "config_file",
        default="mkdocs.yml",
        type=click.Path(path_type=Path),
        show_default=True,
        help="Configuration of the site.",
    )(command)


def language_option(command: F) -> F:
    """Add `--language` of messages."""
    return click.option(
        "--language",
        type=LANGUAGE,
        default=None,
        is_eager=True,
        callback=_told_language,
        help="Language of the messages. Left out, the environment's (LC_ALL, LC_MESSAGES, LANG).",
    )(command)


def fresh_option(command: F) -> F:
    """Add `--fresh`."""
    return click.option(
        "--fresh",
        is_flag=True,
        help="Read every file anew: take nothing over from the last time, and keep nothing for the next.",
    )(command)

"""Hold the options that several commands share, and what the environment says."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from erpsite.analysis.editions import edition_of
from erpsite.errors import UnknownNameError
from erpsite.model import Handbook
from erpsite.model.text import LANGUAGES

__all__ = [
    "as_of_option",
    "chosen_edition",
    "config_option",
    "data_option",
    "edition_option",
    "environment_language",
    "language_option",
]

F = TypeVar("F", bound=Callable[..., Any])


def environment_language() -> str:
    """Return the language of messages that the environment asks for, English where we do not speak it."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            language = value[:2].lower()
            return language if language in LANGUAGES else "en"
    return "en"


def _month(ctx: click.Context, param: click.Parameter, value: str) -> str:
    if value and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", value):
        raise click.BadParameter(f"'{value}' is not a month; write it as 2026-03")
    return value


def as_of_option(command: F) -> F:
    """Add `--as-of`."""
    return click.option(
        "--as-of",
        default="",
        callback=_month,
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
    try:
        return edition_of(handbook, name) if name else handbook
    except UnknownNameError as error:
        known = ", ".join(edition.id for edition in handbook.plan.editions) or "none"
        raise click.UsageError(f"there is no edition '{name}' in handbook.yml; there are: {known}") from error


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
        type=click.Choice(LANGUAGES),
        default=None,
        help="Language of the messages. Left out, the environment's (LC_ALL, LC_MESSAGES, LANG).",
    )(command)

"""Hold the options that several commands share, and what the environment says."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from erpsite.model.text import LANGUAGES

__all__ = ["as_of_option", "config_option", "data_option", "environment_language", "language_option"]

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

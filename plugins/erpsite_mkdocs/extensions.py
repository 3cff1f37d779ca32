"""Say in one line, not in a traceback, which package that adds to erpsite is broken."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from mkdocs.exceptions import PluginError

from erpsite.errors import ExtensionError

__all__ = ["name_broken_packages"]

P = ParamSpec("P")
R = TypeVar("R")


def name_broken_packages(hook: Callable[P, R]) -> Callable[P, R]:
    """Let a hook stop the build with the package, its entry point and what went wrong."""

    @wraps(hook)
    def named(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return hook(*args, **kwargs)
        except ExtensionError as error:
            raise PluginError(f"erpsite: {error}") from error

    return named

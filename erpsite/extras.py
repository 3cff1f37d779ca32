"""The one door to packages that may be missing; then the command that installs them is said."""

from __future__ import annotations

import importlib
from typing import Any

from erpsite.errors import ErpsiteError

__all__ = ["EXTRAS", "MissingExtraError", "need"]

EXTRAS = {
    "weasyprint": "pack",
    "playwright": "pack",
    "xlsxwriter": "pack",
    "pptx": "pack",
    "pandas": "notebook",
    "plotly": "notebook",
    "python_calamine": "import",
    "ortools": "level",
    "duckdb": "rollup",
    "narwhals": "rollup",
    "pyarrow": "rollup",
    "sqlglot": "rollup",
}
"""The extra that brings each optional package, as `pyproject.toml` declares it."""


class MissingExtraError(ErpsiteError):
    """Say which optional package is not installed, and the command that installs it."""

    def __init__(self, package: str, extra: str) -> None:
        self.package, self.extra = package, extra
        self.command = f"pip install 'erpsite[{extra}]'"
        message = "this needs {package}, which is not installed: {command}"
        super().__init__(message, package=package, command=self.command)


def need(module: str, extra: str = "") -> Any:
    """Return an optional module, such as `playwright.sync_api`; raise `MissingExtraError` without it.

    `extra` names another extra that brings it, too, and fits what is done with it better.
    A package that is there but broken fails as it does by itself: hiding that would hide what to mend.
    """
    package = module.partition(".")[0]
    extra = extra or EXTRAS[package]
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != package:
            raise
        raise MissingExtraError(package, extra) from error

"""The one door to packages that may be missing; then the command that installs them is said."""

from __future__ import annotations

import importlib.util
import sys
from typing import Any

from erpsite.errors import ErpsiteError

__all__ = ["EXTRAS", "MissingExtraError", "missing_package", "need", "require"]

EXTRAS = {
    "weasyprint": "pack",
    "playwright": "pack",
    "xlsxwriter": "pack",
    "pptx": "pack",
    "pandas": "notebook",
    "plotly": "notebook",
    "python_calamine": "import",
    "mpxj": "import-mpp",
    "ortools": "level",
    "duckdb": "rollup",
    "narwhals": "rollup",
    "pyarrow": "rollup",
    "sqlglot": "rollup",
    "adbc_driver_postgresql": "postgresql",
    "pyspark": "spark",
    "properdocs": "engines",
    "zensical": "engines",
}
"""The extra that brings each optional package, as `pyproject.toml` declares it."""

_BROUGHT = {"PIL": "pack", "fontTools": "pack", "lxml": "pack", "pydyf": "pack", "tinycss2": "pack"}
"""The extra that brings what those packages need themselves."""


class MissingExtraError(ErpsiteError):
    """Say which package is not installed, and the command that installs it.

    Without an extra it is one that erpsite always needs: the command brings whatever of these is missing.
    """

    def __init__(self, package: str, extra: str) -> None:
        self.package, self.extra = package, extra
        self.command = f"pip install 'erpsite[{extra}]'" if extra else "pip install erpsite"
        message = "this needs {package}, which is not installed: {command}"
        super().__init__(message, package=package, command=self.command)


def missing_package(name: str | None) -> MissingExtraError | None:
    """Return what to say where the import of a module `name` failed.

    It is None for modules of erpsite and of Python: that one of these is missing is a bug.
    """
    package = (name or "").partition(".")[0]
    if not package or package.startswith("erpsite") or package in sys.stdlib_module_names:
        return None
    return MissingExtraError(package, (EXTRAS | _BROUGHT).get(package, ""))


def require(*modules: str) -> None:
    """Raise `MissingExtraError` for the first module that is not installed, without importing any.

    It is for what another process imports.
    """
    for module in modules:
        if importlib.util.find_spec(module) is None:
            raise MissingExtraError(module, EXTRAS.get(module, ""))


def need(module: str, extra: str = "") -> Any:
    """Return an optional module, such as `playwright.sync_api`; raise `MissingExtraError` without it.

    `extra` names another extra that brings it, too, and fits what is done with it better.
    A package that is there but broken fails as it does by itself: hiding that would hide what to mend.
    """
    package = module.partition(".")[0]
    extra = extra or EXTRAS.get(package, "")
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != package:
            raise
        raise MissingExtraError(package, extra) from error

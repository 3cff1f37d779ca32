"""Import what a build of a site imports, for the server that parts for it."""

from __future__ import annotations

import importlib

from tests.warm.listed import import_listed

for _module in (
    "mkdocs.commands.build", "mkdocs.livereload", "erpsite_mkdocs.handbook", "erpsite_mkdocs.sharing",
    "babel.dates", "chinese_calendar", "highspy", "icalendar", "numpy", "pygments.formatters.html",
):  # fmt: skip
    importlib.import_module(_module)
import_listed("erpsite.rules", "erpsite.pages", "erpsite.charts")

"""Import what commands import, for the server that parts for them."""

from __future__ import annotations

import importlib

from erpsite.cli.main import COMMANDS
from tests.warm.listed import import_listed

for _module, _ in COMMANDS.values():
    importlib.import_module(_module)
for _module in ("babel.dates", "chinese_calendar"):
    importlib.import_module(_module)
import_listed("erpsite.rules")

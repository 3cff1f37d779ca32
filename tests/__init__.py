"""The tests: frozen values are locked in their own processes, and not in those of commands, as for users."""

import os

# A test that changes a frozen value fails (`erpsite/frozen.py`); this is asked when erpsite is imported.
os.environ["ERPSITE_FROZEN"] = "locked"
import erpsite.frozen  # noqa: F401

del os.environ["ERPSITE_FROZEN"]

"""The tests, which run with frozen values locked."""

import os

# Before erpsite is imported: a test that changes a frozen value fails (`erpsite/frozen.py`).
os.environ["ERPSITE_FROZEN"] = "locked"

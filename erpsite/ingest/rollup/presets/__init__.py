"""Give definitions for usual logs, to begin from: each a commented file beside this one."""

from __future__ import annotations

import importlib.resources
from collections.abc import Mapping

from erpsite.ingest.rollup.faults import RollupFault
from erpsite.nearest import find_nearest

__all__ = ["preset_text", "presets"]

_ABOUT = {
    "generic-csv": "Any CSV with a time, a module, a user and a duration",
    "web-combined": "Access log of nginx or Apache, combined format with the time taken behind",
    "web-json": "Access log of nginx as JSON lines",
    "web-iis": "Log of Microsoft IIS, W3C format",
    "sap-stad": "SAP STAD: dialogue steps, exported as text with tabs",
    "sap-st03n": "SAP ST03N: a user's transactions with response times, exported as CSV",
    "odoo": "Log of an Odoo server (werkzeug lines)",
    "erpnext": "Requests of ERPNext as JSON lines (monitor.json.log)",
    "probes": "Checks of a monitor at fixed intervals: availability by minutes",
    "parquet-lake": "Parquet files of a lake in folders plant=…/month=…",
    "jobs": "Background jobs with begin, duration and status",
}


def presets() -> Mapping[str, str]:
    """Return what each preset is for, by name."""
    return _ABOUT


def preset_text(name: str) -> str:
    """Return the definition to begin from; raise `RollupFault` with the nearest name where there is none."""
    if name not in _ABOUT:
        known = find_nearest(name, _ABOUT) or ", ".join(_ABOUT)
        raise RollupFault("there is no preset {name}; there is {known}", name=name, known=known)
    return importlib.resources.files(__package__).joinpath(f"{name}.yml").read_text(encoding="utf-8")

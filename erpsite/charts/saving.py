"""Save a chart of a notebook where a written page can place it by its name."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from erpsite.charts.handed_in import ChartError, read_chart, unpacked

__all__ = ["FOLDER", "OLD_FOLDER", "PlotlyFigure", "save", "saved_text"]

FOLDER = "charts"
"""Folder beside the written pages that holds saved charts."""
OLD_FOLDER = "figures"
"""What it was called before; charts in it are still found."""
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class PlotlyFigure(Protocol):
    """Be what Plotly and Plotly Express return."""

    def to_json(self, *, validate: bool, engine: str) -> Any:
        """Return the figure as JSON."""


def save(fig: PlotlyFigure | Mapping[str, Any], name: str, content: Path | str = "content") -> Path:
    """Write a figure of Plotly or Plotly Express as `content/charts/<name>.json`; return the file's path.

    A written page places it with `{{ chart("<name>", title=…, unit=…, source=…) }}`. The same figure gives
    the same bytes. Numbers are plain lists; Plotly's template, its buttons and links to its cloud are left
    out: the chart takes on the look of the handbook. Raises `ChartError` for a name or a figure that no page
    could place, and for a folder that is not there.
    """
    if not _NAME.fullmatch(name):
        raise ChartError(
            "'{name}' is no name of a chart: write it in small letters, as in late-orders", name=name
        )
    folder = Path(content)
    if not folder.is_dir():
        raise ChartError(
            "there is no folder '{folder}'; run this where mkdocs.yml is, or say content= with the path of "
            "the folder content",
            folder=folder,
        )
    text = saved_text(fig)
    target = folder / FOLDER / f"{name}.json"
    target.parent.mkdir(exist_ok=True)
    part = target.with_name(f".{name}.json.part")
    part.write_text(text, encoding="utf-8", newline="\n")
    part.replace(target)
    return target


def saved_text(fig: PlotlyFigure | Mapping[str, Any]) -> str:
    """Return the text of the file, read once as a page will; raise `ChartError` for what none can show."""
    if isinstance(fig, Mapping):
        given: Any = dict(fig)
    elif hasattr(fig, "to_json"):
        given = json.loads(fig.to_json(validate=True, engine="json"))
    else:
        raise ChartError(
            "a {kind} is no figure of Plotly; pass what plotly.express returns", kind=type(fig).__name__
        )
    layout = {key: value for key, value in dict(given.get("layout") or {}).items() if key != "template"}
    kept = {key: given[key] for key in ("data", "frames") if given.get(key)}
    try:
        made = unpacked({**kept, "layout": layout})
        text = json.dumps(made, ensure_ascii=False, allow_nan=False, indent=1, sort_keys=True) + "\n"
    except (TypeError, ValueError) as error:
        raise ChartError(
            "the figure holds what JSON cannot say ({why}); pass plain lists", why=error
        ) from error
    read_chart(text)
    return text

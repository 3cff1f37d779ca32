"""Name the colours of charts by what they mean; the page's scheme decides how each looks.

The hues are those of Okabe and Ito's palette, chosen to survive the common kinds of colour blindness,
darkened or lightened until they stand out on paper, on white and on dark slate.
"""

from __future__ import annotations

from typing import Any, Literal

__all__ = ["COLOURS", "Scheme", "themed"]

Scheme = Literal["light", "dark"]

COLOURS: dict[Scheme, dict[str, str]] = {
    "light": {
        "@ink": "#1d2733",
        "@soft": "#5b6877",
        "@line": "#d5dce4",
        "@paper": "#ffffff",
        "@blue": "#0b5c94",
        "@blue-soft": "#9cc3de",
        "@green": "#00785a",
        "@amber": "#b36b00",
        "@red": "#b3261e",
        "@grey": "#8a96a3",
        "@purple": "#8a4f7d",
        "@band": "rgba(0,120,90,0.12)",
    },
    "dark": {
        "@ink": "#e7edf3",
        "@soft": "#a9b6c3",
        "@line": "#3a4652",
        "@paper": "#1b232c",
        "@blue": "#6cb6e8",
        "@blue-soft": "#35607e",
        "@green": "#4cc9a4",
        "@amber": "#f0b04a",
        "@red": "#ff8a80",
        "@grey": "#7d8a97",
        "@purple": "#d79bc9",
        "@band": "rgba(76,201,164,0.16)",
    },
}
"""Hex colour of each name in each scheme; `charts.js` reads the same table."""


def themed(value: Any, scheme: Scheme) -> Any:
    """Return a figure, or any part of one, with every colour name replaced by its colour."""
    if isinstance(value, str):
        return COLOURS[scheme].get(value, value)
    if isinstance(value, dict):
        return {key: themed(item, scheme) for key, item in value.items()}
    if isinstance(value, list):
        return [themed(item, scheme) for item in value]
    return value

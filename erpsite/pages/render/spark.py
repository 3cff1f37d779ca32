"""Draw a sparkline as inline SVG."""

from __future__ import annotations

from erpsite.escaping import escape
from erpsite.pages.kit.blocks import Spark

__all__ = ["spark_svg"]

_WIDTH, _HEIGHT, _PAD = 96.0, 24.0, 3.0


def spark_svg(spark: Spark) -> str:
    """Return the series as an SVG line with its last point marked; a gap breaks the line.

    Its text stands in `aria-label` for browsers and in `<title>` for the printed document, whose maker
    takes the text of a picture from there alone.
    """
    known = [value for value in spark.values if value is not None]
    if not known:
        return f'<span class="es-missing">{escape(spark.label)}</span>'
    bounds = [*known, spark.target] if spark.target is not None else known
    low, high = min(bounds), max(bounds)
    span = (high - low) or 1.0

    def y(value: float) -> float:
        return _HEIGHT - _PAD - (value - low) / span * (_HEIGHT - 2 * _PAD)

    step = (_WIDTH - 2 * _PAD) / max(len(spark.values) - 1, 1)
    path, pen_up, last = [], True, (0.0, 0.0)
    for index, value in enumerate(spark.values):
        if value is None:
            pen_up = True
            continue
        last = (_PAD + index * step, y(value))
        path.append(f"{'M' if pen_up else 'L'}{last[0]:.1f} {last[1]:.1f}")
        pen_up = False
    rule = ""
    if spark.target is not None:
        rule = f'<path class="es-spark-target" d="M{_PAD} {y(spark.target):.1f}H{_WIDTH - _PAD}"/>'
    label = escape(spark.label)
    return (
        f'<svg class="es-spark" viewBox="0 0 {_WIDTH:.0f} {_HEIGHT:.0f}" width="96" height="24" role="img" '
        f'aria-label="{label}"><title>{label}</title>{rule}<path d="{"".join(path)}"/>'
        f'<circle cx="{last[0]:.1f}" cy="{last[1]:.1f}" r="2"/></svg>'
    )

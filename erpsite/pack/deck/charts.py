"""Draw charts that PowerPoint edits: its own, each with the workbook it is drawn from."""

from __future__ import annotations

from typing import Any

from erpsite.extras import need
from erpsite.pack.deck.canvas import INK, Canvas, describe, set_fonts
from erpsite.pack.deck.fitting import cut_to
from erpsite.pack.deck.slides import Picture, Series
from erpsite.pack.deck.words import clean

__all__ = ["draw_picture"]

_SMALL = 11
_EMU = 12_700
_MOST_LABELLED = 60
"""Values that are written beside their marks; more would cover each other."""


def draw_picture(canvas: Canvas, picture: Picture, box: tuple[float, float, float, float], name: str) -> None:
    """Add a chart in a box (points)."""
    kinds = need("pptx.enum.chart").XL_CHART_TYPE
    chosen = {
        "bar": kinds.BAR_CLUSTERED,
        "stacked-bar": kinds.BAR_STACKED,
        "column": kinds.COLUMN_CLUSTERED,
        "stacked-column": kinds.COLUMN_STACKED,
        "line": kinds.LINE_MARKERS,
    }[picture.kind]
    data = need("pptx.chart.data").CategoryChartData(number_format=_format(picture.decimals))
    lying = picture.kind in {"bar", "stacked-bar"}
    room = box[2] * 0.36 if lying else box[2] / max(1, len(picture.categories)) * 1.6
    lines = 1 if lying and len(picture.categories) > 8 else 2
    data.categories = [cut_to(clean(one), _SMALL, max(room, 60), lines) for one in picture.categories]
    for series in picture.series:
        data.add_series(clean(series.name) or picture.unit or name, series.values)
    frame = canvas.slide.shapes.add_chart(chosen, *canvas.emu(box), data)
    frame.name = name
    describe(frame, clean(picture.alt))
    _style(canvas, frame.chart, picture)
    _whole_axis_ids(frame.chart)


def _whole_axis_ids(chart: Any) -> None:
    """Number the axes without a sign, as the schema has it; python-pptx writes some below zero.

    LibreOffice reads 31 bits and loses axes with larger numbers.
    """
    for one in chart._chartSpace.xpath("//c:axId | //c:crossAx"):
        one.set("val", str(int(one.get("val")) % 2**31))


def _format(decimals: int) -> str:
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _style(canvas: Canvas, chart: Any, picture: Picture) -> None:
    chart.font.size = _SMALL * _EMU
    chart.font.color.rgb = need("pptx.dml.color").RGBColor.from_string(INK)
    set_fonts(chart._chartSpace.txPr.p_lst[0].pPr.defRPr, canvas.letters)
    several = sum(not one.hidden for one in picture.series) > 1
    chart.has_title = False
    chart.has_legend = several
    if several:
        chart.legend.position = need("pptx.enum.chart").XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
    plot = chart.plots[0]
    plot.vary_by_categories = False
    values = sum(len(one.values) for one in picture.series if not one.hidden)
    lines = picture.kind == "line"
    labelled = not lines and values <= _MOST_LABELLED
    if not lines:
        plot.gap_width = 45 if len(picture.categories) > 4 else 140
        if picture.kind.startswith("stacked") or any(one.outline for one in picture.series):
            plot.overlap = 100
    _axes(chart, picture, labelled=labelled)
    for series, told in zip(plot.series, picture.series, strict=True):
        _series(series, told, picture, labelled=labelled)


def _axes(chart: Any, picture: Picture, *, labelled: bool) -> None:
    lying = picture.kind in {"bar", "stacked-bar"}
    names, amounts = chart.category_axis, chart.value_axis
    names.format.line.color.rgb = need("pptx.dml.color").RGBColor.from_string("A9B6C3")
    names.has_major_gridlines = False
    names.tick_label_position = need("pptx.enum.chart").XL_TICK_LABEL_POSITION.LOW
    if lying:
        names.reverse_order = True
        _every_name(names._element)
    single = labelled and not picture.kind.startswith("stacked")
    amounts.visible = not single
    amounts.has_major_gridlines = not single
    amounts.tick_labels.number_format = _format(picture.decimals if picture.decimals < 3 else 2)
    amounts.tick_labels.number_format_is_linked = False
    if picture.scale is not None:
        amounts.minimum_scale, amounts.maximum_scale = picture.scale
        names._element.find("{*}crosses").set("val", "min")
    if not single:
        amounts.major_gridlines.format.line.color.rgb = need("pptx.dml.color").RGBColor.from_string("D5DCE4")
        if lying:  # the first bar is on top, the numbers are below
            amounts._element.find("{*}crosses").set("val", "max")


def _every_name(axis: Any) -> None:
    """Write the name of every bar, also where a program would leave out every other one."""
    skip = axis.makeelement(axis.tag.replace("catAx", "tickLblSkip"), {"val": "1"})
    before = axis.find("{*}noMultiLvlLbl")
    if before is not None:
        before.addprevious(skip)
    else:
        axis.append(skip)


def _series(series: Any, told: Series, picture: Picture, *, labelled: bool) -> None:
    colours = need("pptx.dml.color").RGBColor.from_string
    if told.hidden:
        series.format.fill.background()
        return
    if picture.kind == "line":
        _line(series, told)
        return
    series.invert_if_negative = False
    if told.outline:
        _outline(series, told)
        return
    if len(told.colours) == 1:
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colours(told.colours[0])
    for place, colour in enumerate(told.colours if len(told.colours) > 1 else ()):
        if colour != told.colours[0] or place == 0:
            fill = series.points[place].format.fill
            fill.solid()
            fill.fore_color.rgb = colours(colour)
    if len(told.colours) > 1:
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colours(told.colours[0])
    if labelled:
        labels = series.data_labels
        labels.show_value = True
        labels.number_format, labels.number_format_is_linked = _labels(picture), False
        labels.font.size = (_SMALL - 1) * _EMU
        if picture.kind.startswith("stacked"):
            labels.font.color.rgb = colours("FFFFFF")


def _outline(series: Any, told: Series) -> None:
    """Draw how far bars should reach as a dashed frame, so that the bar within shows what is missing."""
    series.format.fill.background()
    line = series.format.line
    line.width = int(1.25 * _EMU)
    line.color.rgb = need("pptx.dml.color").RGBColor.from_string(told.colours[0])
    line.dash_style = need("pptx.enum.dml").MSO_LINE.DASH


def _labels(picture: Picture) -> str:
    """Return the format of the values; one that its part of a stack has no room for is not written."""
    plain = _format(picture.decimals)
    if not picture.kind.startswith("stacked"):
        return plain
    stacks = zip(*(series.values for series in picture.series), strict=True)
    least = 0.045 * max((sum(value or 0.0 for value in stack) for stack in stacks), default=0.0)
    return f'[<{least:.6f}]"";{plain}'


def _line(series: Any, told: Series) -> None:
    series.smooth = False
    line, marks = series.format.line, series.marker
    line.width = int(2.25 * _EMU)
    if told.colours:
        colour = need("pptx.dml.color").RGBColor.from_string(told.colours[0])
        line.color.rgb = colour
        marks.format.fill.solid()
        marks.format.fill.fore_color.rgb = colour
        marks.format.line.color.rgb = colour
    if told.dash != "solid":
        styles = need("pptx.enum.dml").MSO_LINE
        line.dash_style = styles.DASH if told.dash == "dash" else styles.ROUND_DOT
        marks.style = need("pptx.enum.chart").XL_MARKER_STYLE.NONE
    else:
        marks.style, marks.size = need("pptx.enum.chart").XL_MARKER_STYLE.CIRCLE, 5

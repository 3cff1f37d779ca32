"""Charts of what nobody hopes for: long names, many or few values, none, zero and negative ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from erpsite.charts import (
    Bar,
    Chart,
    Gap,
    Line,
    NoChart,
    Part,
    Point,
    Ring,
    Words,
    gap_chart,
    grid_chart,
    map_chart,
    pareto_chart,
    radar_chart,
    ranked_bars,
    stacked_bars,
    trend_chart,
)
from erpsite.model.quantity import months_between

__all__ = ["BAD_INPUT", "LONG"]

LONG = (
    "集团总部与三个工厂之间跨法人调拨在途库存月末自动对账与差异闭环处理流程优化及主数据治理协同推进"
    "专项工作的全部业务环节与相关责任部门说明和补充材料清单以及后续安排事项"
)
YEAR = months_between("2025-11", "2026-12")
WORDS = Words("目标", "基线")
COLOURS = ("@blue", "@amber", "@green", "@purple", "@red", "@grey")


def _trend(values: list[float | None], **more: object) -> Chart | NoChart:
    months = YEAR[: max(len(values), 1)]
    return trend_chart(months, [Line("实际值", values)], "小时", words=WORDS, **more)  # type: ignore[arg-type]


def _forecast() -> Chart | NoChart:
    known = [20.1, 20.2, 19.8, 20.1, 18.9, 18.4]
    lines = [
        Line("实际值", [*known, *[None] * 8]),
        Line("预期", [20.0 - 0.5 * n for n in range(14)], "@grey", "dash"),
        Line("预测", [*[None] * 5, *[18.4 - 0.5 * n for n in range(9)]], "@purple", "dot"),
    ]
    return trend_chart(YEAR, lines, "小时", words=WORDS, target=14.1, better="lower", baseline=14.4)


def _levels(count: int, name: str) -> tuple[list[str], list[Ring]]:
    spokes = [f"{name}{n}" for n in range(count)]
    today = [1.5 + n % 3 for n in range(count)]
    return spokes, [
        Ring("去年", [None] * count, "@grey", "dot"),
        Ring("当前水平", today, "@blue", filled=True),
        Ring("目标水平", [value + 1 for value in today], "@green", "dash"),
    ]


def _grid(rows: int, columns: int, name: str) -> Chart | NoChart:
    tones = [[("green", "amber", "red", "grey")[(r + c) % 4] for c in range(columns)] for r in range(rows)]
    texts = [[f"{c % 10}/{10 + r % 3}" for c in range(columns)] for r in range(rows)]
    return grid_chart(
        [f"{n}{name}" for n in range(rows)], [f"{n}{name}" for n in range(columns)], tones, texts
    )


def _stack(labels: list[str], parts: int, name: str, low: int = 0) -> Chart | NoChart:
    made = [
        Part(f"{name}{p}", [float((n * 7 + p * 3) % 10 + low) for n in range(len(labels))], COLOURS[p % 6])
        for p in range(parts)
    ]
    return stacked_bars(labels, made, "万元", limit=[12.0] * len(labels), limit_name="可用额度")


def _bars(count: int, name: str, start: float = 90_000_000) -> list[Bar]:
    values = [start - n * 1_700_000 for n in range(count)]
    return [Bar(f"{n}{name}", value, f"¥{value:,.0f}") for n, value in enumerate(values, 1)]


def _points(count: int, name: str) -> list[Point]:
    kinds = (("@green", "circle", "采纳"), ("@blue", "square", "试点"), ("@amber", "diamond", "评估"))
    return [Point(f"{name}{n}", n % 5 + 1, n % 4 + 2, *kinds[n % 3]) for n in range(count)]


BAD_INPUT: Mapping[str, Callable[[], Chart | NoChart]] = {
    "trend, close marks": _forecast,
    "trend, one month": lambda: _trend([18.4], target=14, better="lower", baseline=20),
    "trend, all zero": lambda: _trend([0.0] * 8, target=0, baseline=0, decimals=0),
    "trend, below zero": lambda: _trend([-3.0, -1.0, 2.0, None, 4.0], target=3, better="higher"),
    "trend, gaps only": lambda: _trend([None] * 6, target=3),
    "trend, target far off": lambda: _trend([18.0, 19.0, 17.5], target=5e6, better="higher", baseline=20),
    "trend, range": lambda: _trend([3.0, 5.0, 7.5], band=(2.0, 6.0), baseline=4.0),
    "trend, flipped": lambda: _trend([20.0, 19.0, 17.5], target=14, better="higher", baseline=20),
    "trend, long words": lambda: trend_chart(
        YEAR,
        [Line(f"{LONG}{n}", [n + 1.0] * 14, COLOURS[n]) for n in range(3)],
        LONG,
        words=Words(LONG, LONG),
        target=2.1,
        baseline=2,
    ),
    "trend, five years": lambda: trend_chart(
        months_between("2021-01", "2025-12"),
        [Line("x", [float(n % 13) * 1e8 for n in range(60)])],
        "元",
        words=WORDS,
        target=7e8,
    ),
    "ranked, long and large": lambda: ranked_bars(_bars(8, LONG), LONG, limit=6e7, limit_name=LONG),
    "ranked, below zero": lambda: ranked_bars(
        _bars(6, "模块", 4_000_000), "元", limit=9e6, limit_name="额度"
    ),
    "ranked, one": lambda: ranked_bars(_bars(1, "模块"), "元"),
    "ranked, zeros": lambda: ranked_bars([Bar(f"模块{n}", 0, "0") for n in range(3)], "元"),
    "ranked, sixty": lambda: ranked_bars(_bars(60, "供应链模块"), "元"),
    "pareto, twenty long": lambda: pareto_chart(_bars(20, LONG), "分钟", "累计占比"),
    "pareto, short": lambda: pareto_chart(_bars(5, "网络"), "分钟", "累计占比"),
    "pareto, one": lambda: pareto_chart(_bars(1, "网络"), "分钟", "累计占比"),
    "pareto, below zero": lambda: pareto_chart(_bars(60, "网络"), "分钟", "累计占比"),
    "stacked, quarters": lambda: _stack([f"2026年第{n}季度" for n in "一二三四"], 4, "类别"),
    "stacked, long": lambda: _stack([f"{LONG}{n}" for n in range(3)], 4, LONG),
    "stacked, below zero": lambda: _stack([f"Q{n}" for n in range(1, 5)], 3, "类别", -4),
    "stacked, sixty": lambda: _stack([f"供应链模块{n}" for n in range(60)], 3, "类别"),
    "stacked, one": lambda: _stack(["2026"], 2, "类别"),
    "radar, two": lambda: radar_chart(*_levels(2, "维度"), 5),
    "radar, five": lambda: radar_chart(*_levels(5, "数据准确性"), 5),
    "radar, long": lambda: radar_chart(*_levels(5, LONG), 5),
    "radar, four": lambda: radar_chart(*_levels(4, "数据准确性"), 5),
    "radar, sixty": lambda: radar_chart(*_levels(60, "维度"), 5),
    "gap, long": lambda: gap_chart(
        [Gap(f"{LONG}{n}", n % 4 + 1, 4, None) for n in range(4)], "级", ("去年", "今年", "目标"), (0.8, 5.2)
    ),
    "gap, outside": lambda: gap_chart(
        [Gap("一", -3, 120, 0), Gap("二", 0, -50)], LONG, ("去年", "今年", "目标"), (0.8, 5.2)
    ),
    "map, crowded": lambda: map_chart(_points(24, LONG), "可行性", "价值", (1, 5)),
    "map, few": lambda: map_chart(_points(6, "智能识别"), "可行性", "价值", (1, 5)),
    "map, one place": lambda: map_chart([Point(f"点{n}", 4, 4) for n in range(7)], "可行性", "价值", (1, 5)),
    "grid, twelve columns": lambda: _grid(5, 12, "销售与分销管理"),
    "grid, long": lambda: _grid(3, 4, LONG),
    "grid, sixty rows": lambda: _grid(60, 6, "供应链"),
    "grid, one": lambda: _grid(1, 1, "供应链"),
}

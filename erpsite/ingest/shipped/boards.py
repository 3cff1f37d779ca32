"""Know the exports of boards of tasks by the names of their columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from erpsite.ingest.importers import preset

__all__ = ["planner"]

_PRIORITY = {"Urgent": 1, "Important": 2, "Medium": 3, "Low": 4, "紧急": 1, "重要": 2, "中": 3, "低": 4}
Columns = Mapping[str, Mapping[str, Any]]


def _all(names: tuple[str, ...], spec: Mapping[str, Any]) -> Columns:
    return dict.fromkeys(names, spec)


@preset(
    "planner",
    about="Microsoft Planner: a plan exported to Excel, a task an initiative",
    kind="initiatives",
    headers=("task id|任务 id|任务id", "bucket name|存储桶名称|bucket 名称", "task name|任务名称"),
    place=45,
)
def planner() -> Columns:
    """Return the columns by their English and Chinese names; the first of several people owns a task."""
    return {
        **_all(("task id", "任务 id", "任务id"), {"to": "id"}),
        **_all(("task name", "任务名称"), {"to": "name"}),
        **_all(("priority", "优先级"), {"to": "priority", "values": _PRIORITY}),
        **_all(("assigned to", "分配给", "已分配给"), {"to": "owner", "separator": ";"}),
        **_all(("start date", "开始日期"), {"to": "start"}),
        **_all(("due date", "截止日期"), {"to": "finish"}),
        **_all(("description", "说明", "描述"), {"to": "summary"}),
    }

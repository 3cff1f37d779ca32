"""Know the ticket exports of help desks by the names of their columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from erpsite.ingest.importers import preset

__all__ = ["glpi", "jira", "servicenow"]

_FIVE = {"1 - critical": 1, "2 - high": 2, "3 - moderate": 3, "4 - low": 4, "5 - planning": 5}
_JIRA = {
    "Blocker": 1, "Highest": 1, "Critical": 1, "High": 2, "Major": 2, "Medium": 3, "Low": 4, "Minor": 4,
    "Lowest": 5, "Trivial": 5, "最高": 1, "高": 2, "中": 3, "低": 4, "最低": 5,
}  # fmt: skip
_GLPI = {
    "Major": 1, "Very high": 1, "High": 2, "Medium": 3, "Low": 4, "Very low": 5,
    "Majeure": 1, "Très haute": 1,
    "Haute": 2, "Moyenne": 3, "Basse": 4, "Très basse": 5,
    "极高": 1, "很高": 1, "高": 2, "中": 3, "低": 4, "很低": 5,
}  # fmt: skip
_SOLVED = {"to": "resolved", "instead": ("closing date", "date de clôture", "关闭日期")}
Columns = Mapping[str, Mapping[str, Any]]


def _both(names: tuple[str, ...], spec: Mapping[str, Any]) -> Columns:
    return dict.fromkeys(names, spec)


@preset(
    "servicenow",
    about="ServiceNow: a list of incidents or requests exported as CSV or Excel",
    kind="tickets",
    headers=(
        "number",
        "opened_at|opened|已打开|打开时间",
        "assignment_group|assignment group|分配组|priority|优先级",
    ),
    place=20,
)
def servicenow() -> Columns:
    """Return the columns by their field names and by their labels."""
    values = {**{key.title(): value for key, value in _FIVE.items()}, **{str(n): n for n in range(1, 6)}}
    values |= {"1 - 严重": 1, "2 - 高": 2, "3 - 中": 3, "4 - 低": 4, "5 - 规划": 5}
    resolved = {"to": "resolved", "instead": ("closed_at", "closed", "关闭时间")}
    return {
        **_both(("number", "编号"), {"to": "id"}),
        **_both(("opened_at", "opened", "打开时间", "已打开"), {"to": "opened"}),
        **_both(("resolved_at", "resolved", "解决时间", "已解决"), resolved),
        **_both(("priority", "优先级"), {"to": "priority", "values": values}),
        **_both(("assignment_group", "assignment group", "分配组"), {"to": "group"}),
        **_both(("made_sla", "made sla"), {"to": "sla_met"}),
        **_both(("reopen_count", "reopen count"), {"to": "reopened"}),
        **_both(("category", "root cause", "cause code", "u_root_cause", "分类", "类别"), {"to": "cause"}),
        **_both(("business_service", "service", "cmdb_ci", "configuration item"), {"to": "module"}),
    }  # fmt: skip


@preset(
    "jira",
    about="Jira and Jira Service Management: a search exported as CSV",
    kind="tickets",
    headers=(
        "issue key|key|问题关键字|密钥",
        "created|创建日期|已创建",
        "issue type|问题类型|事务类型|status|状态",
    ),
    place=21,
)
def jira() -> Columns:
    """Return the columns by their English and Chinese names."""
    return {
        **_both(("issue key", "key", "问题关键字", "密钥"), {"to": "id"}),
        **_both(("created", "创建日期", "已创建"), {"to": "opened"}),
        **_both(("resolved", "已解决", "解决日期"), {"to": "resolved"}),
        **_both(("priority", "优先级"), {"to": "priority", "values": _JIRA}),
        **_both(("component/s", "components", "component", "模块", "组件"), {"to": "module"}),
        **_both(("root cause", "custom field (root cause)"), {"to": "cause"}),
        **_both(("custom field (group)", "team", "assignee group"), {"to": "group"}),
    }


@preset(
    "glpi",
    about="GLPI: a search of tickets exported as CSV",
    kind="tickets",
    headers=(
        "opening date|date d'ouverture|打开日期|开启日期",
        "requester - requester|demandeur - demandeur|请求者 - 请求者|assigned to - technician group",
    ),
    place=22,
)
def glpi() -> Columns:
    """Return the columns by their English, French and Chinese names."""
    return {
        **_both(("id", "编号"), {"to": "id"}),
        **_both(("opening date", "date d'ouverture", "打开日期", "开启日期"), {"to": "opened"}),
        **_both(("resolution date", "date de résolution", "解决日期"), _SOLVED),
        **_both(("priority", "priorité", "优先级"), {"to": "priority", "values": _GLPI}),
        **_both(
            (
                "assigned to - technician group", "technician group", "attribué à - groupe de techniciens",
                "groupe de techniciens", "attribué à - groupe technique", "分配给 - 技术组",
            ),
            {"to": "group"},
        ),
        **_both(("category", "catégorie", "类别"), {"to": "cause"}),
        **_both(("associated elements", "éléments associés", "关联元素"), {"to": "module"}),
    }  # fmt: skip

# ruff: noqa: E501 - a dictionary of words is read by its lines
"""Hold what columns and values are called in the files of offices, in Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["FACTORS", "FOOTERS", "NAMES", "VALUES", "bare_name", "digit_of"]

_COMMON = {
    "owner": ("owner", "responsible", "lead", "负责人", "责任人", "项目经理", "project manager", "pm", "manager"),
    "name": ("name", "title", "subject", "名称", "标题", "主题"),
    "description": ("description", "details", "描述", "说明", "详细描述", "short description", "summary", "简述"),
    "module": ("module", "application", "system", "component", "service", "模块", "系统", "所属模块", "应用", "erp module", "erp模块"),
    "month": ("month", "period", "月份", "期间", "年月", "月", "统计月份", "统计月"),
    "value": ("value", "actual", "result", "值", "实际值", "实际", "数值", "结果"),
    "numerator": ("numerator", "分子"),
    "denominator": ("denominator", "分母"),
    "plant": ("plant", "site", "factory", "工厂", "基地"),
}  # fmt: skip
NAMES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "tickets": {
        "id": ("number", "ticket", "ticket id", "ticket no", "ticket number", "id", "no", "no.", "编号", "工单号", "工单编号", "单号", "key"),
        "opened": ("opened", "opened at", "created", "created at", "create time", "created on", "open date", "submitted", "reported", "reported at", "start time", "创建时间", "创建日期", "提交时间", "受理时间", "报障时间", "打开时间", "建单时间", "开单时间", "发生时间"),
        "resolved": ("resolved", "resolved at", "closed", "closed at", "completed", "closed on", "resolution date", "解决时间", "解决日期", "关闭时间", "完成时间", "结单时间", "办结时间"),
        "priority": ("priority", "urgency", "severity", "优先级", "紧急程度", "级别"),
        "group": ("group", "team", "assignment group", "assigned group", "queue", "support group", "处理组", "支持组", "分配组", "服务组", "受理组"),
        "sla_met": ("sla met", "sla", "within sla", "made sla", "in time", "sla达成", "是否达标", "是否按时", "是否按时解决"),
        "reopened": ("reopened", "reopen count", "reopens", "times reopened", "重开次数", "重新打开次数"),
        "module": _COMMON["module"],
        "cause": ("cause", "root cause", "reason", "category", "原因", "根因", "问题原因", "分类", "故障原因"),
    },
    "incidents": {
        "id": ("id", "number", "incident", "incident id", "编号", "故障编号", "事件编号"),
        "module": _COMMON["module"],
        "started": ("started", "start", "start time", "begin", "outage start", "开始时间", "故障开始", "发生时间", "故障开始时间"),
        "ended": ("ended", "end", "end time", "outage end", "recovered", "结束时间", "恢复时间", "故障结束", "故障恢复时间"),
        "severity": ("severity", "level", "级别", "严重程度", "等级", "故障等级"),
        "cause": ("cause", "root cause", "reason", "原因", "故障原因", "根因"),
        "planned": ("planned", "scheduled", "计划内", "是否计划内", "是否计划"),
        "degraded": ("degraded", "share lost", "影响比例", "损失比例"),
        "description": _COMMON["description"],
    },
    "kpi_actuals": {
        "kpi": ("kpi", "indicator", "metric", "measure", "指标", "kpi名称", "指标名称", "考核指标", "name", "名称"),
        "month": _COMMON["month"],
        "actual": _COMMON["value"],
        "numerator": _COMMON["numerator"],
        "denominator": _COMMON["denominator"],
        "plant": _COMMON["plant"],
    },
    "health_values": {
        "metric": ("metric", "health metric", "measure", "健康度指标", "指标", "指标名称", "name", "名称"),
        "month": _COMMON["month"],
        "module": _COMMON["module"],
        "value": _COMMON["value"],
        "numerator": _COMMON["numerator"],
        "denominator": _COMMON["denominator"],
        "plant": _COMMON["plant"],
    },
    "people": {
        "id": ("id", "employee id", "user id", "login", "user name", "username", "工号", "员工编号", "账号"),
        "name": ("name", "full name", "employee", "person", "display name", "姓名", "名字", "员工姓名", "人员"),
        "title": ("title", "position", "job title", "role", "职位", "职务", "岗位", "头衔"),
        "department": ("department", "dept", "unit", "部门", "所属部门", "科室"),
        "side": ("side", "party", "组织", "归属", "类别", "角色类别"),
        "email": ("email", "e-mail", "mail", "邮箱", "电子邮件"),
        "left_on": ("left on", "leaving date", "离职日期"),
    },
    "modules": {
        "id": ("id", "code", "module code", "代码", "模块代码", "编码"),
        "name": ("name", "module", "module name", "模块", "模块名称", "名称"),
        "owner": ("owner", "business owner", "responsible", "负责人", "业务负责人", "责任人"),
        "it_owner": ("it owner", "it lead", "it负责人", "信息负责人", "it 负责人"),
        "product": ("product", "vendor product", "产品", "产品名称"),
        "description": _COMMON["description"],
        "live_since": ("live since", "go live", "go-live", "上线日期", "上线时间"),
        "users": ("users", "named users", "user count", "用户数", "使用人数"),
    },
    "pain_points": {
        "id": ("id", "no", "no.", "编号"),
        "name": ("name", "pain point", "problem", "issue", "痛点", "问题", "痛点名称", "问题名称"),
        "process": ("process", "business process", "流程", "业务流程", "环节"),
        "modules": ("module", "modules", "模块", "涉及模块", "所属模块"),
        "owner": ("owner", "raised by", "responsible", "负责人", "提出人", "责任人"),
        "reported_on": ("reported on", "date", "reported", "raised on", "提出日期", "日期", "提出时间", "收集日期"),
        "description": _COMMON["description"],
        "solution": ("solution", "proposal", "countermeasure", "解决方案", "对策", "建议", "改进建议"),
        "hours_lost": ("hours lost", "hours per month", "hours lost per month", "每月损失工时", "损失工时", "每月工时"),
        "direct_loss": ("loss", "direct loss", "直接损失", "每月损失"),
        "frequency": ("frequency", "频率", "发生频率"),
        "severity": ("severity", "严重程度", "影响程度"),
    },
    "initiatives": {
        "id": ("id", "code", "project id", "project code", "no", "no.", "编号", "项目编号", "项目代码"),
        "name": ("name", "project", "project name", "initiative", "title", "项目", "项目名称", "名称", "重点项目"),
        "type": ("type", "category", "project type", "类型", "项目类型", "类别"),
        "summary": ("summary", "description", "scope", "goal", "摘要", "描述", "项目描述", "建设内容", "项目内容", "目标", "说明"),
        "source_status": ("status", "state", "状态", "项目状态", "进展"),
        "priority": ("priority", "优先级"),
        "modules": ("module", "modules", "system", "模块", "涉及模块", "所属模块", "系统"),
        "owner": ("owner", "responsible", "lead", "project manager", "pm", "manager", "负责人", "项目负责人", "项目经理", "责任人"),
        "business_owner": ("business owner", "业务负责人"),
        "sponsor": ("sponsor", "发起人", "分管领导", "项目发起人"),
        "budget_total": ("budget", "budget total", "total budget", "cost", "amount", "预算", "预算金额", "总预算", "项目预算", "金额", "投资金额", "预算总额"),
        "start": ("start", "start date", "begin", "planned start", "from", "开始", "开始日期", "计划开始", "启动日期", "开始时间", "计划开始时间"),
        "finish": ("finish", "end", "end date", "finish date", "due", "due date", "planned end", "to", "结束", "结束日期", "完成日期", "计划完成", "计划结束", "结束时间", "计划完成时间", "截止日期"),
        "mandatory": ("mandatory", "compliance", "是否强制", "合规要求"),
    },
}  # fmt: skip
"""By kind and field, what the column is called."""

VALUES: Mapping[str, Mapping[str, str]] = {
    "side": {
        "business": "business", "业务": "business", "业务方": "business", "it": "it", "信息": "it", "信息部": "it",
        "finance": "finance", "财务": "finance", "external": "external", "外部": "external", "供应商": "external",
        "vendor": "external",
    },
    "cause": {
        "hardware": "hardware", "硬件": "hardware", "硬件故障": "hardware", "software": "software-defect",
        "bug": "software-defect", "defect": "software-defect", "软件缺陷": "software-defect", "软件": "software-defect",
        "程序缺陷": "software-defect", "interface": "interface", "接口": "interface", "network": "network",
        "网络": "network", "网络故障": "network", "change": "change", "变更": "change", "capacity": "capacity",
        "容量": "capacity", "human error": "human-error", "人为": "human-error", "操作失误": "human-error",
        "vendor": "vendor", "供应商": "vendor", "security": "security", "安全": "security", "database": "database",
        "数据库": "database", "maintenance": "maintenance", "维护": "maintenance", "计划维护": "maintenance",
    },
    "type": {
        "new module": "new-module", "新模块": "new-module", "模块建设": "new-module", "data": "data-governance",
        "data governance": "data-governance", "数据治理": "data-governance", "integration": "integration",
        "集成": "integration", "系统集成": "integration", "optimisation": "optimisation",
        "optimization": "optimisation", "优化": "optimisation", "流程优化": "optimisation",
        "technology": "technology", "技术": "technology", "新技术": "technology", "基础设施": "technology",
        "infrastructure": "technology",
    },
}  # fmt: skip
"""By field, what a word means in the plan."""

_LEVELS = {
    "critical": 1, "highest": 1, "urgent": 1, "紧急": 1, "特急": 1, "最高": 1, "high": 2, "major": 2, "高": 2,
    "medium": 3, "moderate": 3, "normal": 3, "中": 3, "一般": 3, "普通": 3, "low": 4, "minor": 4, "低": 4,
    "lowest": 5, "planning": 5, "trivial": 5, "最低": 5,
}  # fmt: skip
_LEVEL = re.compile(r"[pPsS]?([1-5])(?:\b|级|[ -].*)|([一二三四五])级")

FACTORS = {"万元": 10_000, "万": 10_000, "million": 1_000_000, "mio": 1_000_000, "m": 1_000_000, "亿元": 100_000_000,
           "千元": 1_000, "thousand": 1_000, "k": 1_000, "百万": 1_000_000, "百万元": 1_000_000}  # fmt: skip
"""What stands in brackets behind the name of a column of amounts, and the factor it means."""
FOOTERS = re.compile(r"合计|总计|小计|总和|\b(?:grand )?total\b|\bsum\b", re.IGNORECASE)
_UNIT = re.compile(r"\s*[(（\[]([^)）\]]*)[)）\]]\s*$")


def bare_name(name: str) -> tuple[str, str]:
    """Return a column's name in lower case without the unit in brackets behind it, and that unit."""
    plain = " ".join(name.replace("_", " ").split())
    found = _UNIT.search(plain)
    unit = found[1].strip().casefold() if found else ""
    return (plain[: found.start()] if found else plain).strip(" :：*").casefold(), unit


def digit_of(word: str) -> int | None:
    """Return the level from 1, the most urgent, to 5 that a word says; None where it says none."""
    text = word.strip()
    if text.casefold() in _LEVELS:
        return _LEVELS[text.casefold()]
    found = _LEVEL.fullmatch(text)
    if found is None:
        return None
    return int(found[1]) if found[1] else "一二三四五".index(found[2]) + 1

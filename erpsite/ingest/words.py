# ruff: noqa: E501 - a dictionary of words is read by its lines
"""Hold what columns and values are called in the files of offices, in Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Mapping

from erpsite.ingest.money_units import money_unit, unit_behind

__all__ = [
    "FOOTERS", "KEYWORDS", "NAMES", "VALUES", "bare_name", "digit_of", "header_variants", "said_nothing", "scale_of",
]  # fmt: skip

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
        "id": ("number", "ticket", "ticket id", "ticket no", "ticket number", "id", "no", "no.", "编号", "工单号", "工单编号", "单号", "key", "ticketnummer", "ticket-nr.", "ticketnr.", "vorgang", "numéro", "n° ticket"),
        "opened": ("opened", "opened at", "opening date", "date opened", "created date", "date created", "creation date", "created", "created at", "create time", "created on", "open date", "submitted", "reported", "reported at", "start time", "创建时间", "创建日期", "提交时间", "受理时间", "报障时间", "打开时间", "建单时间", "开单时间", "发生时间", "erstellt am", "erstellt", "eröffnet", "geöffnet am", "eröffnet am", "erstelldatum", "date d'ouverture", "créé le", "date de création"),
        "resolved": ("resolved", "resolved at", "resolution date", "date resolved", "resolved date", "solved", "solved date", "closing date", "closed date", "date closed", "closed", "closed at", "completed", "closed on", "resolution date", "解决时间", "解决日期", "关闭时间", "完成时间", "结单时间", "办结时间", "gelöst am", "gelöst", "geschlossen am", "geschlossen", "erledigt am", "date de résolution", "résolu le", "date de clôture", "fermé le"),
        "priority": ("priority", "urgency", "severity", "优先级", "紧急程度", "级别", "priorität", "dringlichkeit", "priorité", "urgence"),
        "group": ("group", "team", "assigned to - technician group", "technician group", "assignee group", "assignment group", "assigned group", "queue", "support group", "处理组", "支持组", "分配组", "服务组", "受理组", "bearbeitergruppe", "gruppe", "supportgruppe", "groupe", "équipe"),
        "sla_met": ("sla met", "sla", "within sla", "made sla", "in time", "sla达成", "是否达标", "是否按时", "是否按时解决"),
        "reopened": ("reopened", "reopen count", "reopens", "times reopened", "重开次数", "重新打开次数"),
        "module": (*_COMMON["module"], "modul", "système", "anwendung"),
        "cause": ("cause", "root cause", "reason", "category", "原因", "根因", "问题原因", "分类", "故障原因", "原因分类", "问题分类", "故障分类", "根本原因", "工单分类", "问题类型", "ursache", "kategorie", "cause racine", "catégorie"),
    },
    "incidents": {
        "id": ("id", "number", "no", "no.", "ref", "incident", "incident id", "incident no", "incident number", "outage", "outage id", "outage no", "编号", "故障编号", "事件编号", "故障单号"),
        "module": (*_COMMON["module"], "modul", "anwendung", "application"),
        "started": ("started", "start", "start time", "begin", "outage start", "开始时间", "故障开始", "发生时间", "故障开始时间", "beginn", "störungsbeginn", "début"),
        "ended": ("ended", "end", "end time", "outage end", "recovered", "结束时间", "恢复时间", "故障结束", "故障恢复时间", "ende", "störungsende", "fin"),
        "duration_minutes": ("duration", "downtime", "outage duration", "minutes", "minutes down", "duration minutes", "downtime minutes", "length", "时长", "持续时间", "持续时长", "中断时长", "故障时长", "停机时长", "影响时长", "停机时间", "dauer", "ausfalldauer", "durée"),
        "severity": ("severity", "level", "级别", "严重程度", "等级", "故障等级", "schweregrad", "gravité"),
        "cause": ("cause", "root cause", "reason", "原因", "故障原因", "根因", "ursache", "cause racine"),
        "planned": ("planned", "scheduled", "计划内", "是否计划内", "是否计划", "geplant", "planifié"),
        "degraded": ("degraded", "share lost", "影响比例", "损失比例"),
        "description": (*_COMMON["description"], "处理说明", "故障描述", "故障现象", "impact description", "beschreibung"),
    },
    "kpi_actuals": {
        "kpi": ("kpi", "indicator", "metric", "measure", "指标", "kpi名称", "指标名称", "考核指标", "name", "名称", "kennzahl", "indicateur"),
        "month": (*_COMMON["month"], "monat", "mois"),
        "actual": (*_COMMON["value"], "ist", "istwert", "ist-wert", "valeur"),
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
        "name": ("name", "pain point", "problem", "issue", "痛点描述", "问题描述", "pain point description", "problem description", "痛点", "问题", "痛点名称", "问题名称"),
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
        "id": ("id", "code", "project id", "project code", "ref", "ref.", "reference", "number", "key", "no", "no.", "编号", "项目编号", "项目代码", "项目号", "projekt-nr.", "projektnummer", "projekt nr", "projekt-id", "n° projet", "code projet"),
        "name": ("name", "project", "project name", "initiative", "title", "项目", "项目名称", "名称", "重点项目", "projekt", "projektname", "projekttitel", "bezeichnung", "vorhaben", "projet", "nom du projet", "intitulé"),
        "type": ("type", "category", "project type", "类型", "项目类型", "类别", "projektart", "typ", "art", "kategorie"),
        "summary": ("summary", "description", "scope", "goal", "摘要", "描述", "项目描述", "建设内容", "项目内容", "目标", "说明", "beschreibung", "kurzbeschreibung", "ziel", "objectif"),
        "source_status": ("status", "state", "delivery confidence assessment", "rag rating", "rag", "phase", "stage", "project status", "状态", "项目状态", "进展", "projektstatus", "statut", "état"),
        "priority": ("priority", "优先级", "priorität", "priorité"),
        "modules": ("module", "modules", "system", "模块", "涉及模块", "所属模块", "系统"),
        "owner": ("owner", "responsible", "lead", "project manager", "pm", "manager", "senior responsible owner", "sro", "project owner", "负责人", "项目负责人", "项目经理", "责任人", "projektleiter", "projektleitung", "projektleiter/in", "verantwortlich", "verantwortlicher", "chef de projet", "responsable"),
        "business_owner": ("business owner", "业务负责人"),
        "sponsor": ("sponsor", "发起人", "分管领导", "项目发起人", "auftraggeber", "commanditaire"),
        "budget_total": ("budget", "approved budget", "baseline budget", "budget amount", "estimated cost", "planned cost", "project cost", "financial year baseline", "capital cost", "budget total", "total budget", "cost", "amount", "预算", "预算金额", "总预算", "项目预算", "年度预算", "本年预算", "当年预算", "金额", "投资金额", "投资额", "预算总额", "概算", "annual budget", "fy budget", "capex", "gesamtbudget", "plankosten", "projektbudget", "kosten plan", "budget total"),
        "start": ("start", "start date", "begin", "planned start", "from", "开始", "开始日期", "计划开始", "启动日期", "开始时间", "计划开始时间", "startdatum", "beginn", "projektstart", "geplanter start", "début", "date de début"),
        "finish": ("finish", "end", "end date", "finish date", "due", "due date", "planned end", "to", "结束", "结束日期", "完成日期", "计划完成", "计划结束", "结束时间", "计划完成时间", "截止日期", "enddatum", "ende", "projektende", "geplantes ende", "fin", "date de fin", "échéance"),
        "whole_life_cost": ("whole life cost", "whole life costs", "lifecycle cost", "life cycle cost", "lifetime cost", "全生命周期成本", "总投资", "总投资额", "投资总额"),
        "mandatory": ("mandatory", "compliance", "是否强制", "合规要求"),
    },
    "survey": {
        "id": ("response id", "responseid", "id", "id. response id", "respondent", "respondent id", "序号", "答卷编号", "编号", "答卷id", "#"),
        "answered_on": ("timestamp", "submitted", "submit date", "submitdate", "submitdate. date submitted", "date submitted", "completion time", "recorded date", "recordeddate", "end date", "enddate", "answered on", "date", "提交答卷时间", "提交时间", "完成时间", "填写时间", "时间戳记", "时间戳", "日期"),
        "department": ("department", "dept", "your department", "which department do you work in?", "which department", "部门", "所属部门", "您的部门", "您所在的部门", "您所在部门"),
        "module": _COMMON["module"],
        "score": ("score", "satisfaction", "overall satisfaction", "rating", "how satisfied are you with the erp system?", "满意度", "总体满意度", "评分", "得分", "您对erp系统的总体满意度", "您对系统的满意度"),
        "recommend": ("recommend", "nps", "likelihood to recommend", "would you recommend", "推荐", "推荐意愿", "推荐度", "您愿意推荐吗"),
        "comment": ("comment", "comments", "feedback", "suggestions", "any other comments", "意见", "建议", "意见建议", "意见和建议", "其他意见", "您的建议"),
        "plant": _COMMON["plant"],
    },
    "kpis": {
        "id": ("id", "code", "kpi id", "kpi code", "编号", "代码", "编码", "指标编号", "指标编码", "指标代码"),
        "name": ("name", "kpi", "indicator", "metric", "measure", "指标", "指标名称", "名称", "考核指标", "kennzahl", "indicateur"),
        "definition": ("definition", "description", "定义", "说明", "指标定义", "计算口径"),
        "formula": ("formula", "calculation", "公式", "计算公式"),
        "unit": ("unit", "uom", "unit of measure", "单位", "计量单位", "einheit", "unité"),
        "comparator": ("comparator", "direction", "方向", "比较"),
        "baseline": ("baseline", "base", "last year", "基线", "基准值", "上年值", "去年实际", "现状值"),
        "target": ("target", "goal", "plan", "目标", "目标值", "计划值", "ziel", "zielwert", "sollwert", "cible"),
        "owner": (*_COMMON["owner"], "verantwortlich", "responsable"),
        "source": ("source", "data source", "数据来源", "来源"),
    },
    "health_metrics": {
        "id": ("id", "code", "编号", "代码"),
        "name": ("name", "metric", "indicator", "指标", "指标名称", "名称"),
        "dimension": ("dimension", "category", "维度", "类别"),
        "definition": ("definition", "description", "定义", "说明"),
        "unit": ("unit", "单位"),
        "target": ("target", "目标", "目标值"),
        "limit": ("limit", "threshold", "阈值", "下限", "上限"),
        "source": ("source", "data source", "数据来源", "来源"),
    },
    "sources": {
        "id": ("id", "code", "编号"),
        "name": ("name", "source", "system", "名称", "数据来源", "系统"),
        "owner": _COMMON["owner"],
    },
    "plants": {
        "id": ("id", "code", "plant code", "site code", "编码", "代码", "工厂代码"),
        "name": ("name", "plant", "site", "factory", "plant name", "site name", "工厂", "工厂名称", "基地", "名称"),
    },
    "objectives": {
        "id": ("id", "no", "no.", "编号"),
        "name": ("name", "objective", "goal", "目标", "目标名称", "名称"),
        "kind": ("kind", "type", "level", "类型", "层级"),
        "statement": ("statement", "description", "key result", "描述", "说明", "目标描述"),
        "owner": _COMMON["owner"],
    },
    "completed": {
        "id": ("id", "no", "no.", "编号", "项目编号"),
        "name": ("name", "project", "item", "deliverable", "名称", "事项", "项目名称", "项目"),
        "owner": _COMMON["owner"],
        "modules": ("module", "modules", "system", "模块", "涉及模块", "系统"),
        "state": ("state", "status", "result", "状态", "完成情况", "结果"),
        "promised_date": ("promised date", "planned date", "planned end", "计划完成", "计划完成日期", "承诺日期"),
        "delivered_date": ("delivered date", "actual date", "actual end", "实际完成", "实际完成日期", "交付日期"),
        "promised_cost": ("planned cost", "budget", "promised cost", "预算", "计划费用", "计划成本"),
        "delivered_cost": ("actual cost", "delivered cost", "实际费用", "实际成本", "实际支出"),
        "lesson": ("lesson", "lessons learned", "lesson learned", "经验教训", "经验", "教训"),
    },
    "risks": {
        "id": ("id", "risk id", "no", "no.", "编号", "风险编号"),
        "initiative": ("initiative", "project", "project name", "project id", "project no", "project code", "项目编号", "项目代码", "项目号", "项目", "项目名称", "重点项目", "所属项目", "projekt", "projektname", "projekt-nr.", "projet"),
        "name": ("name", "risk", "risk title", "description", "描述", "risk description", "title", "风险", "风险名称", "风险描述", "risiko", "risikobeschreibung", "beschreibung", "risque"),
        "probability": ("probability", "likelihood", "可能性", "概率", "发生概率", "发生可能性", "eintrittswahrscheinlichkeit", "wahrscheinlichkeit", "probabilité"),
        "impact": ("impact", "severity", "consequence", "影响", "影响程度", "严重程度", "auswirkung", "schadenshöhe"),
        "cost": ("cost", "cost impact", "exposure", "损失金额", "影响金额"),
        "trigger": ("trigger", "early warning", "cause", "触发条件", "触发因素", "预警信号"),
        "response": ("response", "mitigation", "mitigation plan", "mitigating action", "action", "应对措施", "应对", "缓解措施", "对策", "maßnahme", "massnahme", "gegenmaßnahme", "mesure"),
        "owner": ("owner", "risk owner", "responsible", "负责人", "责任人", "风险负责人", "verantwortlich", "verantwortlicher", "responsable"),
        "next_look": ("next review", "review date", "next look", "下次评审", "复查日期"),
    },
    "milestones": {
        "id": ("id", "milestone id", "no", "no.", "编号"),
        "initiative": ("initiative", "project", "project name", "project id", "project no", "project code", "项目编号", "项目代码", "项目号", "项目", "项目名称", "所属项目", "projekt", "projektname", "projet"),
        "name": ("name", "milestone", "milestone name", "里程碑", "里程碑名称", "节点", "节点名称", "meilenstein", "jalon"),
        "date": ("date", "due", "due date", "planned date", "target date", "日期", "计划日期", "计划完成", "计划完成日期", "截止日期", "termin", "datum", "plantermin", "échéance"),
        "owner": _COMMON["owner"],
        "acceptance": ("acceptance", "acceptance criteria", "deliverable", "验收标准", "交付物"),
    },
    "phases": {
        "id": ("id", "phase id", "no", "no.", "编号"),
        "initiative": ("initiative", "project", "project name", "project id", "project no", "project code", "项目编号", "项目代码", "项目号", "项目", "项目名称", "所属项目"),
        "name": ("name", "phase", "stage", "task", "task name", "阶段", "阶段名称", "任务", "任务名称"),
        "start": ("start", "start date", "planned start", "开始", "开始日期", "计划开始"),
        "finish": ("finish", "end", "end date", "planned end", "结束", "结束日期", "计划结束", "计划完成"),
        "duration": ("duration", "working days", "工期", "天数", "工期（天）"),
    },
    "progress": {
        "initiative": ("initiative", "project", "project name", "project id", "project no", "project code", "项目编号", "项目代码", "项目号", "project title", "initiative name", "title", "name", "项目", "项目名称", "重点项目", "projekt", "projektname", "projekt-nr.", "projet"),
        "month": ("month", "period", "reporting month", "report month", "reporting period", "report period", "report date", "status date", "as of", "报告日期", "统计月份", "统计日期", "月份", "报告月份", "报告期", "月", "monat", "berichtsmonat", "mois"),
        "complete": ("complete", "percent complete", "% complete", "progress", "progress %", "完成率", "完成百分比", "进度", "完成进度", "完成度", "fortschritt", "fertigstellungsgrad", "avancement"),
        "status": ("status", "rag", "rag status", "health", "traffic light", "状态", "健康状态", "红黄绿", "灯号", "红绿灯", "ampel", "gesamtstatus"),
        "spent": ("spent", "actual to date", "actual cost to date", "spent to date", "actuals", "actual cost", "actual spend", "spend to date", "cost to date", "已花费", "实际支出", "累计支出", "已支出", "实际费用", "ist-kosten", "istkosten", "kosten ist", "dépensé"),
        "committed": ("committed", "commitments", "已签约", "已承诺"),
        "forecast_cost": ("forecast cost", "forecast", "eac", "estimate at completion", "cost forecast", "预测成本", "预计总支出", "预计总费用", "完工预测", "prognose", "forecast kosten", "plankosten neu"),
        "path_to_green": ("path to green", "recovery plan", "corrective action", "纠偏措施", "恢复计划", "改进措施"),
        "note": ("note", "notes", "comment", "comments", "remarks", "备注", "说明", "本月进展", "进展说明", "bemerkung", "kommentar", "commentaire"),
        "source_status": ("source status", "stage", "阶段", "当前阶段"),
    },
}  # fmt: skip
"""By kind and field, what the column is called."""

KEYWORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "survey": {
        "score": ("satisf", "满意"),
        "recommend": ("recommend", "推荐"),
        "department": ("department", "部门"),
        "module": ("module", "模块"),
        "comment": ("comment", "suggest", "feedback", "improve", "意见", "建议", "改进"),
    },
}
"""By kind and field, parts of words by which a question says what it asks."""

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
        "server": "hardware", "power": "hardware", "disk failure": "hardware", "服务器": "hardware", "停电": "hardware",
        "断电": "hardware", "机房": "hardware", "code": "software-defect", "软件故障": "software-defect",
        "程序": "software-defect", "代码": "software-defect", "firewall": "network", "switch": "network", "dns": "network",
        "防火墙": "network", "专线": "network", "deployment": "change", "release": "change", "configuration": "change",
        "发布": "change", "配置": "change", "disk full": "capacity", "disk space": "capacity", "out of memory": "capacity",
        "memory": "capacity", "overload": "capacity", "磁盘": "capacity", "内存": "capacity", "空间不足": "capacity",
        "性能": "capacity", "operator": "human-error", "user error": "human-error", "human": "human-error",
        "误操作": "human-error", "人为因素": "human-error", "supplier": "vendor", "third party": "vendor",
        "third-party": "vendor", "第三方": "vendor", "厂商": "vendor", "virus": "security", "malware": "security",
        "attack": "security", "病毒": "security", "攻击": "security", "deadlock": "database", "死锁": "database",
        "patch": "maintenance", "patching": "maintenance", "upgrade": "maintenance", "补丁": "maintenance",
        "升级": "maintenance", "检修": "maintenance", "integration": "interface", "api": "interface",
    },
    "comparator": {
        "higher is better": ">=", "higher": ">=", "up": ">=", "越高越好": ">=", "正向": ">=", "≥": ">=",
        "lower is better": "<=", "lower": "<=", "down": "<=", "越低越好": "<=", "逆向": "<=", "≤": "<=",
    },
    "status": {
        "green": "green", "g": "green", "on track": "green", "绿": "green", "绿色": "green", "正常": "green",
        "amber": "amber", "yellow": "amber", "a": "amber", "at risk": "amber", "黄": "amber", "黄色": "amber",
        "预警": "amber", "有风险": "amber", "red": "red", "r": "red", "off track": "red", "delayed": "red",
        "红": "red", "红色": "red", "延期": "red", "滞后": "red",
    },
    "state": {
        "done": "delivered", "complete": "delivered", "completed": "delivered", "closed": "delivered", "delivered": "delivered",
        "已完成": "delivered", "完成": "delivered", "partial": "partly", "partially": "partly", "部分完成": "partly",
        "carried over": "carried-over", "postponed": "carried-over", "延期": "carried-over", "结转": "carried-over",
        "cancelled": "cancelled", "canceled": "cancelled", "取消": "cancelled", "终止": "cancelled",
    },
    "kind": {"business": "business", "业务": "business", "业务目标": "business", "erp": "erp", "erp目标": "erp"},
    "type": {
        "new module": "new-module", "新模块": "new-module", "模块建设": "new-module",
        "data governance": "data-governance", "数据治理": "data-governance", "integration": "integration",
        "集成": "integration", "系统集成": "integration", "optimisation": "optimisation",
        "optimization": "optimisation", "优化": "optimisation", "流程优化": "optimisation",
        "technology": "technology", "技术": "technology", "新技术": "technology", "基础设施": "technology",
        "infrastructure": "technology", "rpa": "technology", "ai": "technology", "automation": "technology",
        "自动化": "technology", "low-code": "technology", "低代码": "technology", "升级": "technology",
        "upgrade": "technology", "interface": "integration", "接口": "integration",
    },
}  # fmt: skip
"""By field, what a word means in the plan."""

_LEVELS = {
    "critical": 1, "very high": 1, "highest": 1, "major incident": 1, "very low": 5, "很高": 1, "很低": 5, "urgent": 1, "紧急": 1, "特急": 1, "最高": 1, "high": 2, "major": 2, "高": 2,
    "medium": 3, "moderate": 3, "normal": 3, "中": 3, "一般": 3, "普通": 3, "low": 4, "minor": 4, "低": 4,
    "important": 2, "重要": 2, "hoch": 2, "mittel": 3, "niedrig": 4, "kritisch": 1, "sehr hoch": 1, "haute": 2, "moyenne": 3, "basse": 4, "lowest": 5, "planning": 5, "trivial": 5, "最低": 5,
}  # fmt: skip
_LEVEL = re.compile(r"[pPsS]?([1-5])(?:\b|级|[ -].*)|([一二三四五])级")

FOOTERS = re.compile(r"合计|总计|小计|总和|\b(?:grand )?total\b|\bsum\b", re.IGNORECASE)
_UNIT = re.compile(r"\s*[(（\[]([^)）\]]*)[)）\]]\s*$")
_UNIT_INSIDE = re.compile(r"\s*[(（\[]([^)）\]]*)[)）\]](?=.*\S)")
"""A unit of the names above, in a name over two rows: `预算（万元） 合计`."""


def bare_name(name: str) -> tuple[str, str]:
    """Return a column's name in lower case without the unit in brackets behind it, and that unit."""
    plain = " ".join(name.replace("_", " ").split())
    found = _UNIT.search(plain)
    if not found and (inside := _UNIT_INSIDE.search(plain)) and money_unit(inside[1]):
        return bare_name(f"{plain[: inside.start()]} {plain[inside.end() :]} ({inside[1]})")
    bare, unit = (plain[: found.start()], found[1].strip()) if found else unit_behind(plain)
    return bare.strip(" :：*").casefold(), unit.casefold()


_SCALE = {
    "very low": 1, "rare": 1, "很低": 1, "极低": 1, "low": 2, "unlikely": 2, "低": 2, "medium": 3, "moderate": 3,
    "possible": 3, "中": 3, "中等": 3, "high": 4, "likely": 4, "高": 4, "very high": 5, "almost certain": 5,
    "critical": 5, "很高": 5, "极高": 5, "vl": 1, "l": 2, "m": 3, "h": 4, "vh": 5,
}  # fmt: skip


_NOTHING = frozenset((
    "-", "--", "—", "–", "/", "\\", "n/a", "na", "n.a.", "#n/a", "none", "nil", "null", "nan", "not applicable", "not set",
    "not available", "not provided", "unknown", "tbc", "tbd", "tba", "?", "unassigned", "无", "不适用", "未知", "待定", "待确认",
    "暂无", "未定", "未填", "不详", "(空)", "（空）", "(blank)", "[blank]", "(跳过)", "（跳过）",
))  # fmt: skip
_KEPT_BACK = re.compile(
    r"\bexempt|\bwithheld|\bredacted|\bconfidential|保密|不公开|不予公开|涉密", re.IGNORECASE
)


def said_nothing(word: str) -> bool:
    """Say whether a word stands for no value: nobody knows it, there is none, or it may not be told."""
    return " ".join(word.split()).casefold() in _NOTHING or bool(_KEPT_BACK.search(word))


def scale_of(word: str) -> int | None:
    """Return the score from 1, the lowest, to 5 that a word says; None where it says none."""
    return _SCALE.get(" ".join(word.split()).casefold())


_NUMBERED = re.compile(r"^\s*(?:[A-Za-z]{0,3}\d{1,3}\s*[.、:：)]|[A-Za-z]+\d*\.)\s*(?=\S)")
"""What stands before a question: `1、`, `Q3.`, or the code of a field of LimeSurvey."""
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_HAN = re.compile(r"[\u3400-\u9fff（）]+")
_BEFORE = (
    "project ",
    "initiative ",
    "ticket ",
    "incident ",
    "issue ",
    "task ",
    "request ",
    "the ",
    "planned ",
    "erp ",
)
_ABOUT = ("痛点", "问题", "故障", "项目", "工单", "风险", "事件", "任务", "指标", "目前", "当前")
_BEHIND = (" date", " name", " (utc)", " date/time", " datetime", " timestamp")


_PROJECTS = re.compile(r"\b(?:programmes?|programs?|schemes?|projects|workstreams?)\b")
_PROJECTS_ZH = re.compile("工程项目|专项|工程|课题")
"""What offices call projects, too; another name that fits as it is goes before."""


def header_variants(name: str) -> tuple[str, ...]:
    """Return what a column may be called in a shorter way, the whole name first.

    Names in two languages are parted, `OpenedAt` is `opened at`, and marks, units and the words around the
    thing itself (`Project start date*`, `项目负责人（必填）`) are taken away one after the other.
    """
    bare, _ = bare_name(name)
    found = [bare, bare_name(_CAMEL.sub(" ", name))[0]]
    plain = re.sub(r"[(（\[【].*?[)）\]】]", " ", _NUMBERED.sub("", name.replace("_", " ")))
    plain = " ".join(re.sub(r"[*＊:：#?？!\"']+", " ", plain).split()).casefold()
    found += [plain, " ".join(re.sub(r"[-–/.]+", " ", plain).split())]
    han = "".join(_HAN.findall(plain))
    latin = " ".join(_HAN.sub(" ", plain).replace("/", " ").split()).strip(" -|·")
    found += [han, latin] if han and latin else []
    found += [plain.split()[-1]] if han and " " in plain else []
    for one in tuple(found):
        found += [one.removeprefix(word) for word in _ABOUT if one.startswith(word) and one != word]
        short = one
        for word in _BEFORE:
            short = short.removeprefix(word)
        found += [short, *(short.removesuffix(word) for word in _BEHIND)]
    found += [_PROJECTS.sub("project", one) for one in tuple(found)]
    found += [_PROJECTS_ZH.sub("项目", one) for one in tuple(found)]
    return tuple(dict.fromkeys(one.strip() for one in found if one.strip()))


def digit_of(word: str) -> int | None:
    """Return the level from 1, the most urgent, to 5 that a word says; None where it says none."""
    text = word.strip()
    if text.casefold() in _LEVELS:
        return _LEVELS[text.casefold()]
    found = _LEVEL.fullmatch(text)
    if found is None:
        return None
    return int(found[1]) if found[1] else "一二三四五".index(found[2]) + 1

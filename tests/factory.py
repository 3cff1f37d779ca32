"""Make small valid handbooks in memory: one or two of every record, all of them linked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from erpsite.model import Handbook
from erpsite.model.agenda import Agenda
from erpsite.model.base import Record
from erpsite.model.charter import Charter
from erpsite.model.completed import CompletedItem
from erpsite.model.data_source import DataSource
from erpsite.model.decision import Decision
from erpsite.model.health import HealthMetric, HealthValue
from erpsite.model.incident import Incident
from erpsite.model.initiative import Initiative
from erpsite.model.kpi import Kpi, KpiActual
from erpsite.model.maturity import MaturityDimension
from erpsite.model.module import Module
from erpsite.model.objective import Objective
from erpsite.model.opportunity import Opportunity
from erpsite.model.pain_point import PainPoint
from erpsite.model.person import Person
from erpsite.model.plan import Plan
from erpsite.model.quantity import months_between
from erpsite.model.review import Review
from erpsite.model.survey import SurveyAnswer
from erpsite.model.working_group import WorkingGroup

__all__ = ["bare_handbook", "small_handbook"]


def _t(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


R = TypeVar("R", bound=Record)


def _by_id(kind: type[R], rows: list[dict[str, Any]]) -> Mapping[str, R]:
    records = [kind.model_validate(row) for row in rows]
    return {getattr(record, "id", None) or record.month: record for record in records}  # type: ignore[attr-defined]


PLAN: dict[str, Any] = {
    "organisation": _t("远山制造", "Farhill Manufacturing"),
    "plan_year": 2026,
    "meeting_date": "2026-01-15",
    "preread_sent_on": "2026-01-08",
    "calendar": {"base": "china"},
    "budget": {"envelope": 2_000_000, "contingency": 0.1, "approved_on": "2026-01-15"},
    "roles": [
        {"id": "consultant", "name": _t("顾问", "Consultant"), "capacity": {"2026-Q1": 60, "2026-Q2": 40}},
        {"id": "key-user", "name": _t("关键用户", "Key user"), "capacity": {"2026-Q1": 30, "2026-Q2": 30}},
    ],
    "departments": [
        {"id": "finance-dept", "name": _t("财务部", "Finance")},
        {"id": "plant", "name": _t("一厂", "Plant one")},
    ],
    "survey": {
        "minimum_n": 5,
        "asked": 40,
        "target": 4.2,
        "themes": [{"id": "speed", "name": _t("速度", "Speed")}],
    },
    "loaded_hourly_cost": 120,
}

PEOPLE: list[dict[str, Any]] = [
    {
        "id": "zhao-min",
        "name": _t("赵敏", "Zhao Min"),
        "title": _t("总经理", "General manager"),
        "side": "business",
    },
    {
        "id": "li-qiang",
        "name": _t("李强", "Li Qiang"),
        "title": _t("信息总监", "CIO"),
        "side": "it",
        "department": "finance-dept",
    },
    {
        "id": "wang-fang",
        "name": _t("王芳", "Wang Fang"),
        "title": _t("财务经理", "Finance manager"),
        "side": "finance",
        "department": "finance-dept",
    },
]

MODULES: list[dict[str, Any]] = [
    {"id": "finance", "name": _t("财务", "Finance"), "owner": "wang-fang", "product": "FI/CO", "users": 40},
    {"id": "supply-chain", "name": _t("供应链", "Supply chain"), "owner": "zhao-min"},
]

CHARTER: dict[str, Any] = {
    "title": _t("年度规划会议目标说明", "Charter of the annual planning meeting"),
    "sponsor": "zhao-min",
    "issued_on": "2025-12-20",
    "message": _t("请带着数据来。", "Come with data."),
    "aims": [
        {"kind": "look-back", "text": _t("看清一年的得失。", "See what the year gave.")},
        {"kind": "align", "text": _t("对接业务战略。", "Follow the business strategy.")},
        {"kind": "plan", "text": _t("定下全年计划。", "Settle the year's plan.")},
        {"kind": "consensus", "text": _t("统一认识。", "Agree.")},
    ],
    "results": [_t("问题清单", "List of problems")],
    "attendees": [{"person": "wang-fang", "why": _t("负责预算", "Owns the budget")}],
}

WORKING_GROUP: dict[str, Any] = {
    "formed_on": "2025-12-15",
    "roles": [
        {"id": "it-lead", "name": _t("信息负责人", "IT lead"), "member": "li-qiang"},
        {"id": "analyst", "name": _t("数据分析", "Data analyst")},
    ],
    "steps": [
        {
            "id": "formed",
            "name": _t("成立小组", "Group formed"),
            "t_minus": 28,
            "owner": "li-qiang",
            "done_on": "2025-12-15",
        },
        {"id": "sent", "name": _t("发送预读材料", "Pre-read sent"), "t_minus": 7, "owner": "li-qiang"},
    ],
}

AGENDA: dict[str, Any] = {
    "place": _t("一号会议室", "Room 1"),
    "facilitator": "li-qiang",
    "timekeeper": "wang-fang",
    "sessions": [
        {
            "id": "opening",
            "start": "09:00",
            "end": "09:30",
            "title": _t("开场", "Opening"),
            "goal": _t("凝聚共识", "Agree on the aim"),
            "output": _t("目标一致", "One aim"),
            "lead": "zhao-min",
            "pages": ["meeting/charter"],
        },
        {
            "id": "review",
            "start": "09:30",
            "end": "10:30",
            "title": _t("回顾", "Look back"),
            "goal": _t("识别改进机会", "Find what to improve"),
            "output": _t("问题清单", "TOP 5"),
            "lead": "li-qiang",
            "pages": ["preread/health", "preread/pain-points"],
            "questions": [_t("哪个痛点最贵？", "Which pain point costs most?")],
        },
    ],
}

OBJECTIVES: list[dict[str, Any]] = [
    {
        "id": "grow",
        "name": _t("增长", "Grow"),
        "kind": "business",
        "statement": _t("营收增长一成。", "Revenue grows by a tenth."),
        "owner": "zhao-min",
    },
    {
        "id": "fast-orders",
        "name": _t("订单提速", "Faster orders"),
        "kind": "erp",
        "statement": _t("订单两天内处理完。", "Orders are done in two days."),
        "owner": "wang-fang",
        "serves": ["grow"],
        "kpis": ["cycle-time"],
    },
]

SOURCES: list[dict[str, Any]] = [
    {"id": "erp-log", "name": _t("系统日志", "System log"), "owner": "li-qiang", "max_age": 45},
]

HEALTH_METRICS: list[dict[str, Any]] = [
    {
        "id": "availability",
        "name": _t("可用率", "Availability"),
        "dimension": "availability",
        "definition": _t("可用时间占比", "Share of time up"),
        "unit": "%",
        "comparator": ">=",
        "target": 99.5,
        "limit": 99.0,
        "decimals": 2,
        "source": "erp-log",
    },
    {
        "id": "response-time",
        "name": _t("响应时间", "Response time"),
        "dimension": "performance",
        "definition": _t("九成五请求的耗时", "95th percentile"),
        "unit": _t("秒", "s"),
        "comparator": "<=",
        "target": 1.5,
        "limit": 3,
        "per_module": False,
        "source": "erp-log",
    },
]

INCIDENTS: list[dict[str, Any]] = [
    {
        "id": "inc-1",
        "module": "finance",
        "started": "2026-02-03 09:00",
        "ended": "2026-02-03 11:00",
        "severity": 2,
        "cause": "interface",
        "description": _t("接口中断", "Interface down"),
    },
    {
        "id": "inc-2",
        "started": "2026-02-07 22:00",
        "ended": "2026-02-08 02:00",
        "severity": 3,
        "cause": "maintenance",
        "planned": True,
        "description": _t("月度维护", "Monthly maintenance"),
    },
]

COMPLETED: list[dict[str, Any]] = [
    {
        "id": "fico-upgrade",
        "name": _t("FICO模块升级", "FICO upgrade"),
        "modules": ["finance"],
        "owner": "wang-fang",
        "state": "delivered",
        "promised": {
            "date": "2025-06-30",
            "cost": 500_000,
            "benefit": _t("关账五天", "Close in 5"),
            "measure": 5,
        },
        "delivered": {"date": "2025-08-15", "cost": 560_000, "measure": 6},
        "unit": _t("天", "days"),
        "better": "lower",
        "lesson": _t("早点测试。", "Test earlier."),
    },
]

PAIN_POINTS: list[dict[str, Any]] = [
    {
        "id": "order-delay",
        "name": _t("采购订单延迟", "Late purchase orders"),
        "process": _t("采购", "Purchasing"),
        "modules": ["supply-chain"],
        "owner": "zhao-min",
        "reported_on": "2025-05-10",
        "description": _t("三成订单晚到。", "Three in ten orders are late."),
        "evidence": [
            {"text": _t("31%晚于承诺", "31% later than promised"), "source": "erp-log", "month": "2025-11"}
        ],
        "causes": [_t("审批冗长", "Long approval")],
        "solution": _t("自动审批", "Automatic approval"),
        "benefit": {"text": _t("缩短三成", "30% shorter"), "kpi": "cycle-time", "amount": 300_000},
        "hours_lost": 200,
        "direct_loss": 10_000,
        "initiatives": ["erp-crm"],
    },
    {
        "id": "stock-wrong",
        "name": _t("库存不准", "Inaccurate stock"),
        "process": _t("仓储", "Warehousing"),
        "modules": ["supply-chain"],
        "owner": "zhao-min",
        "reported_on": "2025-03-01",
        "description": _t("账实不符。", "Books and shelves differ."),
        "frequency": 4,
        "severity": 3,
    },
]

MATURITY: list[dict[str, Any]] = [
    {
        "id": "data-accuracy",
        "name": _t("数据准确性", "Data accuracy"),
        "importance": 5,
        "criteria": [
            {
                "id": "master-data",
                "name": _t("主数据", "Master data"),
                "current": 2,
                "target": 4,
                "last_year": 2,
                "evidence": _t("抽查", "Sample"),
            },
            {"id": "real-time", "name": _t("实时性", "Timeliness"), "current": 3, "target": 4},
        ],
    },
    {
        "id": "user-experience",
        "name": _t("用户体验", "User experience"),
        "importance": 3,
        "criteria": [
            {
                "id": "interface",
                "name": _t("界面", "Interface"),
                "current": 3,
                "target": 4,
                "evidence": _t("问卷", "Survey"),
            }
        ],
    },
]

OPPORTUNITIES: list[dict[str, Any]] = [
    {
        "id": "ai-forecast",
        "name": _t("AI预测采购需求", "AI demand forecast"),
        "technology": "ai",
        "description": _t("预测需求。", "Forecast demand."),
        "modules": ["supply-chain"],
        "pain_points": ["stock-wrong"],
        "value": 5,
        "feasibility": 3,
        "readiness": "trial",
        "hypothesis": _t("误差降到15%", "Error falls to 15%"),
        "stop_criterion": _t("两个月无改善", "No gain in two months"),
        "owner": "zhao-min",
    },
]

KPIS: list[dict[str, Any]] = [
    {
        "id": "cycle-time",
        "name": _t("订单处理时间", "Order cycle time"),
        "definition": _t("从下单到放行", "From order to release"),
        "formula": _t("总时长／订单数", "Total time / orders"),
        "unit": _t("小时", "h"),
        "comparator": "<=",
        "baseline": 30,
        "target": 21,
        "why": _t("客户要求", "Customers ask for it"),
        "owner": "zhao-min",
        "source": "erp-log",
        "modules": ["supply-chain"],
    },
    {
        "id": "uptime",
        "name": _t("系统可用率", "Uptime"),
        "definition": _t("可用时间占比", "Share of time up"),
        "unit": "%",
        "comparator": ">=",
        "baseline": 99.1,
        "target": 99.5,
        "decimals": 2,
        "owner": "li-qiang",
        "source": "erp-log",
    },
]

INITIATIVES: list[dict[str, Any]] = [
    {
        "id": "erp-crm",
        "name": _t("打通ERP与CRM", "Join ERP and CRM"),
        "type": "integration",
        "summary": _t("打通接口，自动审批。", "Join the interfaces and approve by rule."),
        "priority": 1,
        "modules": ["supply-chain"],
        "objectives": ["fast-orders"],
        "pain_points": ["order-delay"],
        "kpis": [{"kpi": "cycle-time", "effect": _t("缩短三成", "30% shorter"), "change": -9}],
        "owner": "li-qiang",
        "business_owner": "zhao-min",
        "sponsor": "zhao-min",
        "phases": [
            {
                "id": "pilot",
                "name": _t("试点", "Pilot"),
                "smallest_viable": True,
                "start": "2026-02-02",
                "finish": "2026-03-31",
                "result": _t("一厂上线", "Plant one is live"),
            },
            {
                "id": "roll-out",
                "name": _t("推广", "Roll-out"),
                "start": "2026-04-01",
                "finish": "2026-06-30",
                "after": [{"to": "pilot"}],
            },
        ],
        "milestones": [
            {
                "id": "go-live",
                "name": _t("上线", "Go-live"),
                "date": "2026-06-30",
                "phase": "roll-out",
                "acceptance": _t("连续五天无中断", "Five days without a stop"),
            }
        ],
        "third_parties": [
            {
                "id": "vendor",
                "name": _t("供应商甲", "Vendor A"),
                "does": _t("接口开发", "Interfaces"),
                "amount": 400_000,
            }
        ],
        "budget": [
            {
                "kind": "vendor",
                "third_party": "vendor",
                "by_quarter": {"2026-Q1": 200_000, "2026-Q2": 200_000},
            },
            {"kind": "internal", "by_quarter": {"2026-Q1": 100_000}},
        ],
        "effort": [{"role": "consultant", "by_quarter": {"2026-Q1": 50, "2026-Q2": 60}}],
        "benefit": {
            "text": _t("每年省三十万", "Saves 300k a year"),
            "amount": 300_000,
            "measured_by": "cycle-time",
            "measure_on": "2026-12-31",
        },
        "scores": {
            "wsjf": {"business_value": 13, "time_criticality": 8, "risk_reduction": 5, "job_size": 8},
            "rice": {"reach": 400, "impact": 2, "confidence": 80, "effort": 12},
        },
        "risks": [
            {
                "id": "vendor-late",
                "name": _t("供应商交付延迟", "Vendor delivers late"),
                "probability": 3,
                "impact": 4,
                "cost": 80_000,
                "trigger": _t("接口规格迟到一周", "Specification a week late"),
                "trigger_date": "2026-02-20",
                "response": _t("每周跟进", "Weekly call"),
                "owner": "li-qiang",
                "next_look": "2026-03-15",
            }
        ],
        "assumptions": [
            {"id": "crm-stable", "text": _t("CRM不换代", "CRM stays"), "expires_on": "2026-09-30"}
        ],
    },
    {
        "id": "report-auto",
        "name": _t("报表自动化", "Report automation"),
        "type": "optimisation",
        "summary": _t("月报两小时内出。", "Monthly reports within two hours."),
        "modules": ["finance"],
        "objectives": ["fast-orders"],
        "opportunities": ["ai-forecast"],
        "owner": "wang-fang",
        "depends_on": ["erp-crm"],
        "phases": [
            {
                "id": "build",
                "name": _t("开发", "Build"),
                "start": "2026-07-01",
                "duration": 40,
                "after": [{"to": "erp-crm/roll-out"}],
            }
        ],
        "milestones": [{"id": "first-report", "name": _t("首份报表", "First report"), "date": "2026-08-25"}],
        "budget": [{"kind": "capex", "by_quarter": {"2026-Q3": 250_000}}],
        "scores": {"wsjf": {"business_value": 8, "time_criticality": 3, "risk_reduction": 2, "job_size": 5}},
    },
]

DECISIONS: list[dict[str, Any]] = [
    {
        "id": "d-2026-01",
        "date": "2026-01-15",
        "title": _t("批准年度计划", "Plan approved"),
        "text": _t("批准两个项目。", "Two initiatives are approved."),
        "by": "zhao-min",
        "initiatives": ["erp-crm", "report-auto"],
    },
]

REVIEWS: list[dict[str, Any]] = [
    {
        "month": "2026-02",
        "held_on": "2026-03-03",
        "chair": "li-qiang",
        "attendees": ["li-qiang", "wang-fang"],
        "progress": [
            {
                "initiative": "erp-crm",
                "complete": 20,
                "status": "green",
                "spent": 120_000,
                "forecast_cost": 500_000,
                "phases": [{"phase": "pilot", "actual_start": "2026-02-02", "forecast_finish": "2026-04-15"}],
            }
        ],
        "risks": [{"risk": "vendor-late", "probability": 4}],
        "kpi_comments": [{"kpi": "cycle-time", "text": _t("春节影响", "Spring festival")}],
        "actions": [
            {
                "id": "a-2026-02-1",
                "text": _t("催接口规格", "Chase the specification"),
                "owner": "li-qiang",
                "due": "2026-03-10",
                "acceptance": _t("规格签字", "Signed specification"),
                "initiative": "erp-crm",
            }
        ],
    },
    {
        "month": "2026-03",
        "held_on": "2026-04-02",
        "chair": "li-qiang",
        "attendees": ["li-qiang", "wang-fang", "zhao-min"],
        "summary": _t("供应商延期。", "The vendor slips."),
        "progress": [
            {
                "initiative": "erp-crm",
                "complete": 30,
                "status": "green",
                "spent": 230_000,
                "forecast_cost": 570_000,
                "phases": [{"phase": "pilot", "forecast_finish": "2026-05-08"}],
                "milestones": [{"milestone": "go-live", "forecast": "2026-08-07"}],
                "note": _t("等接口", "Waiting for the interface"),
            }
        ],
        "new_risks": [
            {
                "id": "key-user-gone",
                "initiative": "erp-crm",
                "name": _t("关键用户离职", "Key user leaves"),
                "probability": 2,
                "impact": 5,
                "trigger": _t("提出离职", "Notice given"),
                "response": _t("培养备份", "Train a second"),
                "owner": "wang-fang",
            }
        ],
        "measures": [
            {
                "initiative": "erp-crm",
                "deviation": _t("延期27天", "27 days late"),
                "measure": _t("增派顾问", "One more consultant"),
                "owner": "li-qiang",
                "due": "2026-04-20",
            }
        ],
        "decisions": [
            {
                "id": "d-2026-03-1",
                "date": "2026-04-02",
                "title": _t("增派顾问", "One more consultant"),
                "text": _t("增派一名顾问。", "One more consultant is hired."),
                "by": "zhao-min",
                "initiatives": ["erp-crm"],
            }
        ],
        "action_updates": [{"action": "a-2026-02-1", "status": "open"}],
        "actions": [
            {
                "id": "a-2026-03-1",
                "text": _t("签补充协议", "Sign the amendment"),
                "owner": "wang-fang",
                "due": "2026-04-30",
                "decision": "d-2026-03-1",
            }
        ],
        "minutes": _t("会议一小时。", "The meeting took an hour."),
    },
]


def _series() -> tuple[tuple[KpiActual, ...], tuple[HealthValue, ...]]:
    months = months_between("2025-01", "2026-03")
    cycle = [{"kpi": "cycle-time", "month": m, "actual": 30 - index * 0.4} for index, m in enumerate(months)]
    uptime = [{"kpi": "uptime", "month": m, "actual": 99.1 + index * 0.03} for index, m in enumerate(months)]
    health: list[dict[str, Any]] = [
        {"metric": "availability", "module": module, "month": m, "value": 99.2 + index * 0.02}
        for module in ("finance", "supply-chain")
        for index, m in enumerate(months)
    ]
    health += [
        {"metric": "response-time", "month": m, "value": 2.2 - index * 0.05} for index, m in enumerate(months)
    ]
    actuals = tuple(KpiActual.model_validate(row) for row in cycle + uptime)
    return actuals, tuple(HealthValue.model_validate(row) for row in health)


def _answers() -> tuple[SurveyAnswer, ...]:
    rows = [
        {
            "id": f"s-{index:03d}",
            "answered_on": "2025-12-10",
            "department": "finance-dept" if index < 7 else "plant",
            "module": "finance" if index < 6 else "supply-chain",
            "score": 3 + index % 3,
            "recommend": (index * 3) % 11,
            "theme": "speed",
            "comment": _t("报表太慢", "Reports are slow"),
        }
        for index in range(10)
    ]
    return tuple(SurveyAnswer.model_validate(row) for row in rows)


def bare_handbook(**changes: Any) -> Handbook:
    """Return the least that loads: a plan, its people and its modules."""
    base = Handbook(Plan.model_validate(PLAN), _by_id(Person, PEOPLE), _by_id(Module, MODULES))
    return replace(base, **changes)


def small_handbook(**changes: Any) -> Handbook:
    """Return a handbook with one or two of every record; `changes` replace whole fields of it."""
    actuals, health = _series()
    full = bare_handbook(
        charter=Charter.model_validate(CHARTER),
        working_group=WorkingGroup.model_validate(WORKING_GROUP),
        agenda=Agenda.model_validate(AGENDA),
        objectives=_by_id(Objective, OBJECTIVES),
        sources=_by_id(DataSource, SOURCES),
        health_metrics=_by_id(HealthMetric, HEALTH_METRICS),
        health_values=health,
        incidents=tuple(Incident.model_validate(row) for row in INCIDENTS),
        survey=_answers(),
        completed=_by_id(CompletedItem, COMPLETED),
        pain_points=_by_id(PainPoint, PAIN_POINTS),
        maturity=_by_id(MaturityDimension, MATURITY),
        opportunities=_by_id(Opportunity, OPPORTUNITIES),
        kpis=_by_id(Kpi, KPIS),
        kpi_actuals=actuals,
        initiatives=_by_id(Initiative, INITIATIVES),
        meeting_decisions=_by_id(Decision, DECISIONS),
        reviews=_by_id(Review, REVIEWS),
    )
    return replace(full, **changes)

"""Write a plan of any size, believable in shape: text in two languages, phases, money, links, one review."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

__all__ = ["write_one_line_plan", "write_plan"]

_WORDS_EN = (
    "order", "stock", "supplier", "invoice", "closing", "forecast",
    "interface", "master", "approval", "report", "plant", "user",
)  # fmt: skip
_WORDS_ZH = [
    "订单",
    "库存",
    "供应商",
    "发票",
    "结账",
    "预测",
    "接口",
    "主数据",
    "审批",
    "报表",
    "工厂",
    "用户",
]
_QUARTERS = ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4")


def _both(draw: random.Random, count: int) -> dict[str, str]:
    zh = "".join(draw.choice(_WORDS_ZH) for _ in range(count))
    en = " ".join(draw.choice(_WORDS_EN) for _ in range(count))
    return {"zh": zh, "en": en.capitalize()}


def _initiative(draw: random.Random, number: int, total: int) -> dict[str, Any]:
    start = dt.date(2026, 2, 2) + dt.timedelta(days=draw.randrange(150))
    name, phases, milestones = f"initiative-{number:05d}", [], []
    for step in range(3):
        finish = start + dt.timedelta(days=draw.randrange(20, 60))
        phases.append(
            {
                "id": f"phase-{step}",
                "name": _both(draw, 3),
                "start": start.isoformat(),
                "finish": finish.isoformat(),
                "smallest_viable": step == 0,
                "after": [{"to": f"phase-{step - 1}"}] if step else [],
            }
        )
        milestones.append({"id": f"stone-{step}", "name": _both(draw, 4), "date": finish.isoformat()})
        start = finish + dt.timedelta(days=1)
    amounts = {quarter: draw.randrange(10, 90) * 1000 for quarter in _QUARTERS}
    return {
        "id": name,
        "name": _both(draw, 5),
        "type": draw.choice(["new-module", "data-governance", "integration", "optimisation"]),
        "summary": _both(draw, 40),
        "modules": [draw.choice(["finance", "supply", "production"])],
        "objectives": [f"objective-{draw.randrange(6)}"],
        "kpis": [{"kpi": f"kpi-{draw.randrange(max(total // 25, 4))}", "effect": _both(draw, 6)}],
        "owner": f"person-{draw.randrange(40)}",
        "sponsor": f"person-{draw.randrange(40)}",
        "phases": phases,
        "milestones": milestones,
        "budget": [{"kind": "vendor", "by_quarter": amounts}, {"kind": "internal", "by_quarter": amounts}],
        "effort": [{"role": "consultant", "by_quarter": dict.fromkeys(_QUARTERS, 12)}],
        "scores": {"wsjf": {"business_value": 8, "time_criticality": 5, "risk_reduction": 3, "job_size": 5}},
        "risks": [
            {
                "id": f"risk-{number:05d}",
                "name": _both(draw, 5),
                "probability": draw.randint(1, 5),
                "impact": draw.randint(1, 5),
                "trigger": _both(draw, 6),
                "response": _both(draw, 8),
                "owner": f"person-{draw.randrange(40)}",
            }
        ],
    }


def _plan(count: int) -> dict[str, Any]:
    return {
        "organisation": {"zh": "大计划集团", "en": "Large Plan Group"},
        "plan_year": 2026,
        "meeting_date": "2026-01-15",
        "budget": {"envelope": count * 400_000, "contingency": 0.08},
        "roles": [
            {
                "id": "consultant",
                "name": {"zh": "顾问", "en": "Consultant"},
                "capacity": dict.fromkeys(_QUARTERS, count * 14),
            }
        ],
    }


def _people(draw: random.Random) -> list[dict[str, Any]]:
    return [
        {
            "id": f"person-{n}",
            "name": _both(draw, 2),
            "title": _both(draw, 2),
            "side": draw.choice(["business", "it"]),
        }
        for n in range(40)
    ]


def _kpis(draw: random.Random, count: int) -> list[dict[str, Any]]:
    return [
        {
            "id": f"kpi-{n}",
            "name": _both(draw, 4),
            "definition": _both(draw, 12),
            "unit": "%",
            "comparator": ">=",
            "baseline": 80,
            "target": 95,
            "owner": f"person-{draw.randrange(40)}",
            "source": "log",
        }
        for n in range(max(count // 25, 4))
    ]


def _review(draw: random.Random, count: int) -> dict[str, Any]:
    progress = [
        {
            "initiative": f"initiative-{n:05d}",
            "complete": draw.randrange(10, 60),
            "status": draw.choice(["green", "green", "amber"]),
            "path_to_green": _both(draw, 6),
            "spent": draw.randrange(20, 90) * 1000,
        }
        for n in range(count)
    ]
    return {"month": "2026-04", "held_on": "2026-05-06", "chair": "person-0", "progress": progress}


def _dump(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False), encoding="utf-8"
    )


def _modules(names: Iterable[str]) -> list[dict[str, Any]]:
    return [{"id": name, "name": {"zh": f"{name}模块", "en": name}, "owner": "person-1"} for name in names]


def write_plan(folder: Path, count: int) -> None:
    """Write a plan with `count` initiatives into an empty folder; the same count gives the same plan."""
    draw = random.Random(count)
    _dump(folder / "handbook.yml", _plan(count))
    _dump(folder / "people.yml", _people(draw))
    _dump(folder / "modules.yml", _modules(["finance", "supply", "production"]))
    _dump(folder / "sources.yml", [{"id": "log", "name": {"zh": "日志", "en": "Log"}, "owner": "person-0"}])
    objectives = [
        {
            "id": f"objective-{n}",
            "name": _both(draw, 3),
            "kind": "erp",
            "statement": _both(draw, 9),
            "owner": "person-2",
        }
        for n in range(6)
    ]
    _dump(folder / "objectives.yml", objectives)
    kpis = _kpis(draw, count)
    _dump(folder / "kpis.yml", kpis)
    rows = [f"{kpi['id']},2026-{month:02d},{80 + month}" for kpi in kpis for month in range(1, 5)]
    (folder / "kpis.csv").write_text("\n".join(["kpi,month,actual", *rows]) + "\n", encoding="utf-8")
    for number in range(count):
        initiative = _initiative(draw, number, count)
        _dump(folder / "initiatives" / f"{initiative['id']}.yml", initiative)
    _dump(folder / "reviews" / "2026-04.yml", _review(draw, count))


def write_one_line_plan(folder: Path, count: int) -> None:
    """Write a plan as lists of a whole group's projects are: id, name, type and one budget, nothing else."""
    _dump(folder / "handbook.yml", _plan(count))
    (folder / "initiatives").mkdir()
    for number in range(count):
        name = f"initiative-{number:05d}"
        line = f"{{id: {name}, name: Project {number}, type: optimisation, budget_total: 100000}}\n"
        (folder / "initiatives" / f"{name}.yml").write_text(line, encoding="utf-8")

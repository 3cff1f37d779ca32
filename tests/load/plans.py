"""Draw whole valid plans: every kind of record, every field, texts that YAML and CSV find hard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from erpsite.load.schema import json_schemas, schema_name
from erpsite.model import FILES, DataFile, Handbook
from erpsite.model.base import Record
from erpsite.model.forge import ADDRESS, BRANCH, FOLDER, REPOSITORY
from erpsite.model.kinds import KINDS
from erpsite.model.moment import instant
from erpsite.model.shape import FieldShape, Kind, shape_of

__all__ = ["plans"]

Row = dict[str, Any]

_HARD_TEXTS = [
    "no", "yes", "on", "null", "~", "1e3", "0o17", "0x1F", "007", "1_000", ".inf", "12:30",
    "2026-01-15", "<<", "=", "=1+1", "'=1+1", "''@x", "+86", "-x", "- item", "# note",
    "key: value", "a #b", "[a]", "{a}", "*x", "&x", "!x", "%x", "@x", "`x`", "'", '"',
    '""', "a,b;c\td", "a\nb", "a\n\n  b\n", "—", "NA", "🚀", "\\n", "系统可用率 ≥ 99.5%",
    "e\u0301", "\u200b", "a\u2028b", "a\x85b", "line \nend", "\\", "</script>", "，",
    "{{ x }}", "x" * 200, "中" * 150 + " " + "文" * 60,
]  # fmt: skip
_CHARACTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"], exclude_characters="\ufeff")
_TEXT = st.one_of(st.sampled_from(_HARD_TEXTS), st.text(_CHARACTERS, min_size=1, max_size=20))
_WORDS = _TEXT.filter(lambda text: bool(text.strip()))
_TEXTS = st.one_of(
    _WORDS,
    st.fixed_dictionaries({}, optional={"zh": _WORDS, "en": _WORDS}).filter(bool),
)
_SLUGS = st.sampled_from(["a", "b-2", "007", "no", "null", "1e3", "on-off-on"])
_DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31)).map(dt.date.isoformat)
_MONTHS = st.sampled_from([f"{year}-{month:02d}" for year in (2025, 2026) for month in range(1, 13)])
_SCHEMAS = json_schemas()
_KINDS = tuple(kind.name for kind in KINDS.values() if kind.key == ("id",) and kind.scope == "plan")
_FORMS: Mapping[str, st.SearchStrategy[str]] = {
    "": _WORDS,
    "day": _DAYS,
    "\\d{4}-Q[1-4]": st.sampled_from(["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1"]),
    "\\d{4}-(?:0[1-9]|1[0-2])": _MONTHS,
    "(?:[01]\\d|2[0-3]):[0-5]\\d": st.times().map(lambda time: f"{time:%H:%M}"),
    "[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(?:[+-][0-9]{2}:[0-9]{2}|Z)?": st.tuples(
        _DAYS, st.times(), st.sampled_from(["", "", "+02:00", "Z"])
    ).map(lambda moment: f"{moment[0]} {moment[1]:%H:%M}{moment[2]}"),
    "(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])": _DAYS.map(lambda day: day[5:]),
    "[a-z0-9]+(?:-[a-z0-9]+)*": _SLUGS,
    "[A-Z]{3}": st.sampled_from(["EUR", "JPY", "KWD"]),
    "[0-9a-f]{16,64}": st.sampled_from(["00ff" * 4, "0123456789abcdef" * 4]),
    ADDRESS.pattern: st.sampled_from(["https://git.example.com", "https://example.com:8443/git"]),
    REPOSITORY.pattern: st.sampled_from(["owner/name", "group/part/name.of-it"]),
    BRANCH.pattern: st.sampled_from(["main", "release/2026.1"]),
    FOLDER.pattern: st.sampled_from(["data", "plans/2026/data"]),
}
"""Strategies by the pattern in the schema, without its anchors."""
_EXAMPLES = (
    "x", "2026-03-31", "2026-Q1", "2026-03", "09:30", "2026-03-31 09:30", "12-24", "x-1", "EUR", "00ff" * 4,
    "https://git.example.com", "owner/name", "main", "data",
)  # fmt: skip
_PLAIN = dict(zip(_FORMS, _EXAMPLES, strict=True))


class _Drawer:
    """Draw values that fit a JSON Schema, with references to ids that exist.

    Only the kind in the `focus` is drawn; of all others each field holds the same plain value, because a
    plan with everything drawn is larger than what Hypothesis is willing to draw.
    """

    def __init__(self, draw: Callable[..., Any]) -> None:
        self._draw = draw
        self.pools: dict[str, list[str]] = {
            kind: [f"{kind[0]}-1", kind.replace("_", "-"), "007"] for kind in _KINDS
        }
        self.schema: Row = {}
        self.rich = False

    def pick(self, strategy: st.SearchStrategy[Any], plain: Any) -> Any:
        """Return a drawn value in the focus, else the plain one."""
        return self._draw(strategy) if self.rich else plain

    def record(self, record: type[Record], schema: Row, **fixed: Any) -> Row:
        """Return one record as it would stand in a file; in the focus, about half of what is optional."""
        row: Row = {}
        for name, field in shape_of(record).fields.items():
            if name in fixed:
                row[name] = fixed[name]
            elif field.required or self.pick(st.booleans(), plain=False):
                row[name] = self.field(field, schema["properties"][name])
        return row

    def field(self, field: FieldShape, schema: Row) -> Any:
        if field.ref:
            pool = self.pools[field.ref]
            if field.many == "list":
                return self.pick(st.lists(st.sampled_from(pool), unique=True, max_size=3), pool[:1])
            return self.pick(st.sampled_from(pool), pool[0])
        if field.kind is Kind.TEXT and field.many == "list":
            return self.pick(st.lists(_TEXTS, max_size=3), [])
        return self.pick(_TEXTS, "x") if field.kind is Kind.TEXT else self.value(schema, field)

    def value(self, schema: Row, field: FieldShape) -> Any:
        if "$ref" in schema:
            schema = self.schema["$defs"][schema["$ref"].rsplit("/", maxsplit=1)[1]]
        if "anyOf" in schema:
            return self.value(next(part for part in schema["anyOf"] if part.get("type") != "null"), field)
        if "enum" in schema or "const" in schema:
            words = schema.get("enum") or [schema["const"]]
            return self.pick(st.sampled_from(words), words[0])
        return _BY_TYPE[schema["type"]](self, schema, field)

    def array(self, schema: Row, field: FieldShape) -> list[Any]:
        rows = [self.value(schema["items"], field) for _ in range(self.pick(st.integers(0, 3), 0))]
        if rows and isinstance(rows[0], dict) and "id" in rows[0]:
            return list({row["id"]: row for row in rows}.values())
        return rows

    def mapping(self, schema: Row, field: FieldShape) -> Row:
        if field.record and "properties" in schema:
            return self.record(field.record, schema)
        if "patternProperties" not in schema:
            keys, part = st.text("abcP3-", min_size=1, max_size=5), schema["additionalProperties"]
        else:
            pattern, part = next(iter(schema["patternProperties"].items()))
            keys = _FORMS[pattern.strip("^$")]
        return {
            key: self.value(part, field) for key in self.pick(st.lists(keys, unique=True, max_size=3), [])
        }

    def number(self, schema: Row, _field: FieldShape) -> float:
        low = float(schema.get("minimum", schema.get("exclusiveMinimum", -1e9)) or 0)
        high = float(schema.get("maximum", 1e9))
        above = "exclusiveMinimum" in schema
        parts = st.floats(low, high, allow_nan=False, exclude_min=above)
        number: float = self.pick(
            st.one_of(st.integers(int(low) + above, int(high)), parts), int(low) + above
        )
        return number

    def integer(self, schema: Row, _field: FieldShape) -> int:
        low, high = schema.get("minimum", -100), schema.get("maximum", 10**6)
        number: int = self.pick(st.integers(low, high), low)
        return number

    def string(self, schema: Row, _field: FieldShape) -> str:
        form = "day" if schema.get("format") == "date" else str(schema.get("pattern", "")).strip("^$")
        text: str = self.pick(_FORMS[form], _PLAIN[form])
        return text

    def flag(self, _schema: Row, _field: FieldShape) -> bool:
        answer: bool = self.pick(st.booleans(), plain=True)
        return answer


_BY_TYPE: Mapping[str, Callable[[_Drawer, Row, FieldShape], Any]] = {
    "array": _Drawer.array, "object": _Drawer.mapping, "number": _Drawer.number, "integer": _Drawer.integer,
    "string": _Drawer.string, "boolean": _Drawer.flag,
}  # fmt: skip


@st.composite
def plans(draw: Callable[..., Any], focus: str) -> Handbook:
    """Draw a handbook that the loader accepts, varied in the file or folder `focus`."""
    drawer = _Drawer(draw)
    fields: dict[str, Any] = {}
    for kind in FILES:
        if kind.path == focus:
            fields[kind.field] = _drawn(drawer, kind)
        else:
            fields[kind.field], drawer.pools = _plain()[kind.path]
    return Handbook(**fields)


@cache
def _plain() -> dict[str, tuple[Any, dict[str, list[str]]]]:
    """Return the plain records of each file, and the ids that can be referred to after it."""
    drawer = _Drawer(_nothing)
    return {kind.path: (_drawn(drawer, kind, rich=False), drawer.pools) for kind in FILES}


def _nothing(strategy: st.SearchStrategy[Any]) -> Any:
    raise AssertionError(f"{strategy} is drawn for a plain record")


def _drawn(drawer: _Drawer, kind: DataFile, *, rich: bool = True) -> Any:
    whole = _SCHEMAS[schema_name(kind.path)]
    drawer.schema, drawer.rich = whole, rich
    schema = whole["items"] if whole.get("type") == "array" else whole
    rows = _draw_rows(drawer, kind.field, kind.record, schema)
    records = [kind.record.model_validate(row) for row in rows]
    if kind.shape == "one":
        return records[0]
    if kind.shape == "table":
        return tuple(records)
    keys = [row.get("id") or row["month"] for row in rows]
    return dict(zip(keys, records, strict=True))


def _draw_rows(drawer: _Drawer, field: str, record: type[Record], schema: Row) -> list[Row]:
    pool = {"meeting_decisions": drawer.pools["decisions"][:1]}.get(field, drawer.pools.get(field, [""]))
    if "id" in shape_of(record).fields and field != "plan":
        rows = [drawer.record(record, schema, id=name) for name in pool]
    elif field in ("health_values", "kpi_actuals"):
        rows = [drawer.record(record, schema) for _ in range(drawer.pick(st.integers(0, 6), 1))]
    elif field in ("reviews", "levelling"):
        rows = [drawer.record(record, schema, month=month) for month in ("2026-02", "2026-03")]
    else:
        rows = [drawer.record(record, schema)]
    return _MENDERS[field](drawer, rows) if field in _MENDERS else rows


def _mend_plan(drawer: _Drawer, rows: list[Row]) -> list[Row]:
    plan = rows[0]
    _in_order(plan.get("calendar", {}).get("freezes", []))
    for role in plan.get("roles", ()):
        _in_order(role.get("absences", []))
    if plan.get("window", {}).keys() >= {"first", "last"}:
        _in_order([plan["window"]])
    if plan.get("languages"):
        plan["languages"] = plan["languages"][:1]
    else:
        plan.pop("languages", None)
    plan.update(plan_year=2026, fiscal_start=1, data_from="2025-01", timezone="Europe/Berlin")
    for name in ("thresholds", "window", "format"):
        plan.pop(name, None)
    plan["currencies"] = [{"code": "GBP", "rate": 8.75, "on": "2026-01-05"}]
    if "base" in plan.get("calendar", {}):
        plan["calendar"]["base"] = "DE-BY"
    plan["prioritisation"] = {"weights": {"a": 0.5, "b": 0.5}}
    for waiver in plan.get("waivers", []):
        waiver["record"] = drawer.pools["people"][0]
    for name in ("roles", "departments"):
        plan[name] = [{"id": slug, "name": slug} for slug in drawer.pools[name]]
    plan["survey"] = {"themes": [{"id": slug, "name": slug} for slug in drawer.pools["themes"]]}
    return rows


def _mend_kpis(_drawer: _Drawer, rows: list[Row]) -> list[Row]:
    for row in rows:
        if row["comparator"] == "between":
            row.pop("target", None)
            row.update(low=-1.5, high=2)
        else:
            row.setdefault("target", 3)
            row.pop("low", None)
            row.pop("high", None)
        if "trajectory" in row:
            row["trajectory"] = _printable(row["trajectory"])
    return [_printable(row) for row in rows]


def _mend_levelling(_drawer: _Drawer, rows: list[Row]) -> list[Row]:
    for row in rows:
        for move in row.get("moves", ()):
            move["start"], move["finish"] = sorted([move["start"], move["finish"]])
    return rows


def _in_order(spans: list[Row]) -> None:
    for span in spans:
        span["first"], span["last"] = sorted([span["first"], span["last"]])


def _mend_metrics(_drawer: _Drawer, rows: list[Row]) -> list[Row]:
    rows = [_printable(row) for row in rows]
    for row in rows:
        if row.keys() >= {"limit", "target"}:
            bounds = sorted([row["limit"], row["target"]], reverse=row["comparator"] == "<=")
            row["limit"], row["target"] = bounds
    return rows


def _mend_values(_drawer: _Drawer, rows: list[Row]) -> list[Row]:
    """Keep one row a key, the whole plan's; where there is a value, drop the parts, which would differ."""
    for row in rows:
        row.pop("plant", None)
        if row.get("denominator") == 0:
            row["denominator"] = 1
        if row.get("value", row.get("actual")) is not None:
            row.pop("denominator", None)
    told = {(row["metric"], row["month"]) for row in rows if row.get("metric") and row.get("module")}
    # What the whole is made of must come to it; random numbers never do.
    rows = [row for row in rows if row.get("module") or (row.get("metric"), row["month"]) not in told]
    keyed = {(row.get("kpi"), row.get("metric"), row.get("module"), row["month"]): row for row in rows}
    return [_printable(row) for row in keyed.values()]


def _printable(row: Row) -> Row:
    small = {name for name, value in row.items() if isinstance(value, float) and 0 < abs(value) < 1e-3}
    return {**row, **dict.fromkeys(small, 0.5)}


def _instant(moment: str) -> dt.datetime:
    return instant(dt.datetime.fromisoformat(moment), ZoneInfo("Europe/Berlin"))


def _mend_incidents(_drawer: _Drawer, rows: list[Row]) -> list[Row]:
    for row in rows:
        row["started"], row["ended"] = sorted([row["started"], row["ended"]], key=_instant)
        row.setdefault("degraded", 0.5)
    return rows


def _mend_tickets(_drawer: _Drawer, rows: list[Row]) -> list[Row]:
    for row in rows:
        for name in ("id", "group", "cause"):
            if row.get(name):
                row[name] = row[name][:200]
        if row.get("resolved"):
            row["opened"], row["resolved"] = sorted([row["opened"], row["resolved"]], key=_instant)
    return rows


def _mend_objectives(_drawer: _Drawer, rows: list[Row]) -> list[Row]:
    for row in rows:
        row["serves"] = []
    rows[1]["serves"] = [rows[0]["id"]]
    return rows


def _mend_decisions(_drawer: _Drawer, rows: list[Row]) -> list[Row]:
    for row in rows:
        row.pop("supersedes", None)
    return rows


def _mend_initiatives(drawer: _Drawer, rows: list[Row]) -> list[Row]:
    for index, row in enumerate(rows):
        row["depends_on"] = [earlier["id"] for earlier in rows[:index]][:1]
        row.pop("exclusive_group", None)
        row.pop("budget_total", None)
        row.get("scores", {}).pop("weighted", None)
        row["risks"] = row.get("risks", []) and [{**row["risks"][0], "id": drawer.pools["risks"][0]}]
        if index:
            row["risks"] = []
        _mend_tasks(row, rows[:index])
        names = [phase["id"] for phase in row.get("phases", [])]
        for line in row.get("effort", []):
            if line.get("phase") not in names:
                line.pop("phase", None)
        for line in row.get("budget", []):
            line.pop("third_party", None)
            line.pop("amount", None)
            line["by_quarter"] = line.get("by_quarter") or {"2026-Q1": 1}
        for party in row.get("third_parties", []):
            _sort_days(party, "signed_on", "due")
    if not any(row["risks"] for row in rows):
        person = drawer.pools["people"][0]
        words = {"name": "r", "trigger": "t", "response": "r", "owner": person}
        rows[0]["risks"] = [{"id": drawer.pools["risks"][0], "probability": 1, "impact": 2, **words}]
    drawer.pools = {**drawer.pools, "risks": drawer.pools["risks"][:1]}
    return rows


def _mend_tasks(row: Row, earlier: list[Row]) -> None:
    before: list[str] = [other["id"] for other in earlier]
    phases = row.get("phases", [])
    names = [phase["id"] for phase in phases]
    row["milestones"] = [step for step in row.get("milestones", []) if step["id"] not in names]
    for task in (*phases, *row["milestones"]):
        _sort_days(task, "start", "finish")
        task["after"] = [{"to": name, "lag": 3} for name in before if name not in (task["id"], row["id"])][:2]
        before.append(task["id"])
        if "phase" in task and names:
            task["phase"] = names[0]
        else:
            task.pop("phase", None)
        if "duration" in task:
            task["duration"] = min(task["duration"], 2600)
        if "estimate" in task:
            task["estimate"] = {"optimistic": 1, "likely": 2.5, "pessimistic": 4}


def _sort_days(row: Row, first: str, second: str) -> None:
    if first in row and second in row:
        row[first], row[second] = sorted([row[first], row[second]])


def _mend_reviews(drawer: _Drawer, rows: list[Row]) -> list[Row]:
    decisions, actions = drawer.pools["decisions"][1:], drawer.pools["actions"]
    person = drawer.pools["people"][0]
    for row in rows:
        row["decisions"] = row["actions"] = row["new_risks"] = row["progress"] = []
        for name, key in (("risks", "risk"), ("kpi_comments", "kpi"), ("action_updates", "action")):
            row[name] = list({part[key]: part for part in row.get(name, [])}.values())
    rows[0]["decisions"] = [
        {"id": name, "date": "2026-03-01", "title": "=t", "text": "- x", "by": person} for name in decisions
    ]
    rows[1]["actions"] = [
        {"id": name, "text": "a: b", "owner": person, "due": "2026-04-01"} for name in actions
    ]
    initiative = drawer.pools["initiatives"][0]
    rows[1]["progress"] = [{"initiative": initiative, "complete": 12.5, "status": "amber", "spent": 1000.25}]
    return rows


def _mend_meeting(drawer: _Drawer, rows: list[Row]) -> list[Row]:
    row, person = rows[0], drawer.pools["people"][0]
    row["sessions"], row["parked"] = [], [{"text": "- why: what?", "owner": person}]
    row["votes"] = list({vote["pain_point"]: vote for vote in row.get("votes", [])}.values())
    row["decisions"] = [
        {"id": "in-meeting", "date": "2026-01-09", "title": "#1", "text": "yes", "by": person}
    ]
    row["actions"] = [{"id": "from-meeting", "text": "| x", "owner": person, "due": "2026-02-01"}]
    return rows


_MENDERS: Mapping[str, Callable[[_Drawer, list[Row]], list[Row]]] = {
    "levelling": _mend_levelling,
    "plan": _mend_plan, "kpis": _mend_kpis, "health_metrics": _mend_metrics, "health_values": _mend_values,
    "kpi_actuals": _mend_values, "incidents": _mend_incidents, "tickets": _mend_tickets,
    "objectives": _mend_objectives,
    "meeting_decisions": _mend_decisions, "meeting": _mend_meeting, "initiatives": _mend_initiatives,
    "reviews": _mend_reviews,
}  # fmt: skip

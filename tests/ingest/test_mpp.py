"""MPXJ turns the files of MS Project itself into XML, and reads that XML as we do."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from erpsite.extras import MissingExtraError
from erpsite.ingest.faults import SourceFault
from erpsite.ingest.importers import reader_of
from erpsite.ingest.plans.by_mpxj import as_mspdi, find_java
from erpsite.ingest.plans.foreign import ForeignPlan, ForeignTask
from erpsite.ingest.plans.mspdi import read_mspdi
from tests.ingest.plan_begun import begin, run
from tests.ingest.test_mspdi import PLAN

# Run apart: a Java machine within a process takes its signals and never leaves it.
READ = """
import sys, json, jpype, mpxj
jpype.startJVM("-Xmx512m")
from java.io import FileInputStream
from org.mpxj.mspdi import MSPDIReader
from org.mpxj import TimeUnit
project = MSPDIReader().read(FileInputStream(sys.argv[1]))
properties = project.getProjectProperties()
def days(one):
    if one is None:
        return None
    unit = TimeUnit.ELAPSED_DAYS if str(one.getUnits()).startswith("e") else TimeUnit.DAYS
    return float(one.convertUnits(unit, properties).getDuration())
def number(one):
    return None if one is None else float(one)
def link(one):
    lag, unit = one.getLag(), str(one.getLag().getUnits())
    value = float(lag.getDuration()) if "%" in unit else days(lag)
    return [str(one.getPredecessorTask().getUniqueID()), str(one.getType()), round(value, 4), unit]
print(json.dumps({
    str(task.getUniqueID()): {
        "name": str(task.getName()), "level": int(task.getOutlineLevel()),
        "start": str(task.getStart())[:10] if task.getStart() else None,
        "finish": str(task.getFinish())[:10] if task.getFinish() else None,
        "days": days(task.getDuration()),
        "cost": number(task.getCost()),
        "complete": number(task.getPercentageComplete()),
        "links": sorted(link(one) for one in task.getPredecessors()),
        "people": [
            str(one.getResource().getName()) for one in task.getResourceAssignments() if one.getResource()
        ],
    } for task in project.getTasks() if task.getOutlineLevel()
}))
"""

WRITE = """
import sys, jpype, mpxj
jpype.startJVM("-Xmx512m")
from java.time import LocalDateTime
from org.mpxj import Duration, ProjectFile, Relation, RelationType, TimeUnit
from org.mpxj.mspdi import MSPDIWriter
project = ProjectFile()
project.setDefaultCalendar(project.addDefaultBaseCalendar())
top = project.addTask()
top.setName("WMS")
before = None
for number, (name, length, unit, lag, lag_unit) in enumerate([
    ("Design", 10, "DAYS", 0, "DAYS"), ("Build", 3, "WEEKS", 2, "DAYS"),
    ("Test", 14, "ELAPSED_DAYS", 3, "ELAPSED_DAYS"), ("Train", 4, "DAYS", 50, "PERCENT"),
]):
    task = top.addTask()
    task.setName(name)
    task.setDuration(Duration.getInstance(length, getattr(TimeUnit, unit)))
    task.setStart(LocalDateTime.of(2026, 1 + number, 5, 8, 0))
    task.setFinish(LocalDateTime.of(2026, 1 + number, 23, 17, 0))
    task.setCost(1234.5 * number)
    if before is not None:
        task.addPredecessor(
            Relation.Builder().predecessorTask(before).type(RelationType.FINISH_START)
            .lag(Duration.getInstance(lag, getattr(TimeUnit, lag_unit)))
        )
    before = task
MSPDIWriter().write(project, sys.argv[1])
"""
UNITS = {"d": "working", "ed": "elapsed", "%": "percent", "e%": "percent elapsed"}


@pytest.fixture(scope="module", autouse=True)
def _java() -> None:
    assert find_java(), "Java is missing: tools/system_needs.sh installs it, or says what to install"


def _java_program(text: str, path: Path) -> str:
    done = subprocess.run([sys.executable, "-c", text, str(path)], check=True, capture_output=True, text=True)
    return done.stdout


def _ours(task: ForeignTask) -> dict[str, Any]:
    return {
        "name": task.name,
        "level": task.level,
        "start": task.start.isoformat() if task.start else None,
        "finish": task.finish.isoformat() if task.finish else None,
        "days": task.days,
        "cost": task.cost,
        "complete": task.complete,
        "links": sorted([link.to, link.type, round(link.lag, 4), link.unit] for link in task.links),
        "people": task.people,
    }


def _hold_against(path: Path) -> ForeignPlan:
    """Compare what the two readers make of one file, task by task."""
    theirs = json.loads(_java_program(READ, path).splitlines()[-1])
    for one in theirs.values():
        one["links"] = sorted([to, kind, lag, UNITS[unit]] for to, kind, lag, unit in one["links"])
        one["people"] = [name for name in one["people"] if name != "Cement"]  # material, which we leave out
    plan = read_mspdi(path.read_bytes(), path.name)
    assert {task.uid: _ours(task) for task in plan.tasks} == theirs
    return plan


def test_both_read_our_file_alike(tmp_path: Path) -> None:
    path = tmp_path / "plan.xml"
    path.write_text(PLAN, encoding="utf-8")
    units = {link.unit for task in _hold_against(path).tasks for link in task.links}
    assert units == {"working", "elapsed", "percent"}


def test_both_read_a_file_that_mpxj_wrote_alike(tmp_path: Path) -> None:
    path = tmp_path / "plan.xml"
    _java_program(WRITE, path)
    plan = _hold_against(path)
    lags = [(link.lag, link.unit) for task in plan.tasks for link in task.links]
    assert lags == [(2, "working"), (3, "elapsed"), (50, "percent")]
    assert [task.elapsed for task in plan.tasks] == [False, False, False, True, False]


def test_a_file_of_ms_project_comes_in_by_mpxj(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # MPXJ tells files by their content, and nothing free writes .mpp: XML under that name takes the same way.
    begin(tmp_path, "GB")
    (tmp_path / "year.mpp").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run("year.mpp").return_value == 0
    report = json.loads(run("year.mpp", "--format", "json").stdout)
    assert all(one["cells"] == one["taken"] + one["unused"] for one in report["columns"])
    text = (tmp_path / "data/initiatives/wms.yml").read_text(encoding="utf-8")
    assert "lag_unit: percent" in text
    assert "2026-02-13" in text


def test_what_is_no_plan_is_refused_with_the_cure() -> None:
    with pytest.raises(SourceFault, match="Save As, XML Format"):
        reader_of(b"x", "plan.mpp")(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "plan.mpp")


def test_missing_java_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(SourceFault, match=r"needs Java.*default-jre-headless"):
        as_mspdi(b"x", "plan.mpp")


def test_a_missing_package_names_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "mpxj" else find(name))
    with pytest.raises(MissingExtraError, match=r"erpsite\[import-mpp\]"):
        as_mspdi(b"x", "plan.mpp")

"""A company is levelled with what the others of its group leave of the roles that all share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from erpsite.analysis.levelling.committed import committed
from erpsite.analysis.state.plan_state import state
from erpsite.cli.level import command
from erpsite.group.company import LoadOfRole
from erpsite.group.sharing import quarters_apart, shared_roles
from erpsite.group.whole import whole_of
from erpsite.load import load_handbook
from tests.group.companies import company
from tests.group.test_whole import group

HOLDING = Path(__file__).resolve().parents[2] / "examples" / "holding"
SHARED = [{
    "id": "engineers", "name": "Engineers",
    "members": [{"plan": "a", "id": "eng"}, {"plan": "b", "id": "dev"}, {"plan": "c", "id": "dev"}],
}]  # fmt: skip

PAIR = [{**SHARED[0], "members": SHARED[0]["members"][:2]}]


def _load(role: str, quarter: str, effort: float, capacity: float | None) -> LoadOfRole:
    return LoadOfRole(role, {"en": role}, quarter, effort, capacity)


def test_what_others_have_and_ask_for_is_told_in_the_plans_own_quarters() -> None:
    plans = [{"id": name, "folder": name} for name in "abc"]
    whole = whole_of(
        group(plans=plans, roles=SHARED),
        [
            company("a", fiscal_offset=4, loads=(_load("eng", "2026-Q1", 10, 60),)),  # April to June
            company("b", loads=(_load("dev", "2026-Q2", 30, 40), _load("tester", "2026-Q2", 9, 9))),
            company("c", fiscal_offset=2, loads=(_load("dev", "2026-Q1", 5, 5),)),
        ],
    )
    assert [(one.role, one.quarter, one.capacity, one.effort) for one in shared_roles(whole, "a", 4)] == [
        ("eng", "2026-Q1", 40, 30)
    ]
    assert [one.period for one in quarters_apart(whole, "a", 4)] == ["2026-02/2026-04"]
    assert [(one.role, one.quarter, one.effort) for one in shared_roles(whole, "b", 1)] == [
        ("dev", "2026-Q2", 10)
    ]


def test_without_a_stated_capacity_nothing_is_made_up() -> None:
    whole = whole_of(
        group(roles=PAIR),
        [company("a"), company("b", loads=(_load("dev", "2026-Q2", 30, None),))],
    )
    assert [(one.capacity, one.effort) for one in shared_roles(whole, "a", 1)] == [(None, 30)]


@pytest.fixture
def holding(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HOLDING, tmp_path / "holding"))


def _run(folder: Path, *words: str) -> str:
    arguments = ["--data", str(folder / "west" / "data"), "--language", "en", "--seconds", "5"]
    found = CliRunner().invoke(command, [*arguments, *words])
    return found.output


def test_a_shared_role_moves_what_the_plan_alone_would_not(holding: Path) -> None:
    data = holding / "west" / "data"
    alone = _run(holding, "--stdout")
    assert "shared:" not in alone
    said = _run(holding, "--group", str(holding / "group.yml"))
    assert "counted with what these have of it less what they ask for: Integration engineer" in said
    assert "waits for Integration engineer" in said
    handbook = load_handbook(data).handbook
    assert handbook is not None
    record = handbook.levelling["2026-10"]
    delta = {one.quarter: [one.capacity, one.effort] for one in record.shared}
    assert delta["2026-Q4"] == [40, 55]
    loads = {(one.role, one.quarter): one for one in record.loads}
    own = handbook.roles["integration"].capacity["2026-Q4"]
    assert loads["integration", "2026-Q4"].capacity == max(own + 40 - 55, 0)
    found = committed(state(handbook, "2026-10"))
    assert found is not None
    assert not found.stale


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--company", "west"), "--company names a plan of a group"),
        (("--group", "group.yml", "--company", "wset"), "did you mean west?"),
        (("--group", "group.yml", "--company", "moon"), "it has north, delta, west"),
    ],
)
def test_a_company_that_is_none_of_the_group_is_named(
    holding: Path, words: tuple[str, ...], says: str
) -> None:
    placed = [str(holding / word) if word == "group.yml" else word for word in words]
    assert says in _run(holding, *placed)


def test_a_folder_that_no_plan_of_the_group_has_is_told(holding: Path) -> None:
    file = holding / "group.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("west/data", "other/data"), encoding="utf-8")
    assert "say which one it is: --company ID" in " ".join(_run(holding, "--group", str(file)).split())

"""What the form finds in a record while somebody types is what the command finds, in the same words."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from erpsite.analysis import state
from erpsite.i18n import translator
from erpsite.load import load_handbook
from erpsite.load.consistency import days, money, schedule
from erpsite.load.consistency.declared import DECLARED
from erpsite.load.consistency.draft import Draft
from erpsite.load.references import Ids
from erpsite.model import Handbook
from erpsite.model.initiative import Initiative
from erpsite.pages.forms.kinds import form_kinds
from erpsite.pages.forms.rules import form_rules, rule_facts
from erpsite.pages.forms.words import form_words
from erpsite.plancheck import check_plan
from tests.factory import small_handbook
from tests.pages.drawing import book_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

WIDGETS = Path("plugins/erpsite_mkdocs/assets/widgets")
BEFORE: dict[str, Any] = {
    "id": "one", "name": "One", "type": "integration", "owner": "li-qiang", "budget_total": 0,
}  # fmt: skip
RULES = (
    days.check_order_of_days, days.check_milestone_phase, money.check_budget_lines,
    money.check_budget_total, money.check_effort_sign, money.check_contract_value,
    schedule.check_links, schedule.check_parts, schedule.check_leads, schedule.check_lengths,
    schedule.check_estimates,
)  # fmt: skip


def day(rng: random.Random) -> str:
    """Return a day about which some calendars have days off."""
    return f"2026-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"


def maybe(rng: random.Random, name: str, *choices: Any, share: float = 0.5) -> dict[str, Any]:
    """Return a field with one of the values, or nothing."""
    return {name: rng.choice(choices)} if rng.random() < share else {}


def link(rng: random.Random, before: list[str], broken: float) -> dict[str, Any]:
    """Return a link that leaves no room, or leads nowhere.

    A lag in other days than working days, and a link to another initiative, are the command's alone.
    """
    kind = maybe(rng, "type", "FS", "SS", "FF", "SF")
    if not broken:
        return {"to": rng.choice([*before, f"one/{before[0]}"]), **kind, **maybe(rng, "lag", -3, 0, 4, 20)}
    to = rng.choice([*before, "qqqqq", "one/qqqqq", "zzzzz/first", "report-auto"])
    lag = maybe(rng, "lag", -3, 0, 4, 2601, -2700, 1001)
    return {"to": to, **kind, **lag, **maybe(rng, "lag_unit", "working", "elapsed", "percent")}


def tasks(rng: random.Random, broken: float) -> dict[str, Any]:
    """Return phases and milestones, of which some contradict one another."""
    phases: list[dict[str, Any]] = []
    for number in range(rng.randint(1, 3)):
        first, last = sorted([day(rng), day(rng)], reverse=rng.random() < broken)
        one: dict[str, Any] = {"id": f"part-{number}", "name": "P", "start": first, "finish": last}
        if phases and rng.random() < 0.8:
            one["after"] = [link(rng, [two["id"] for two in phases], broken)]
        if rng.random() < broken:
            one["estimate"] = {
                name: rng.choice([1, 2.5, 30, 2600.5]) for name in ("optimistic", "likely", "pessimistic")
            }
        phases.append(one | maybe(rng, "duration", 5, 2601, share=broken / 3))
    names = [one["id"] for one in phases]
    stone = {
        "id": rng.choice(["stone", names[0] if broken else "other"]), "name": "M",
        **maybe(rng, "date", day(rng), share=0.9),
        **maybe(rng, "phase", *names, *(["qqqqq"] if broken else [])),
        **maybe(rng, "after", [link(rng, names, broken)]),
    }  # fmt: skip
    return {"phases": phases, "milestones": [stone]}


def costs(rng: random.Random) -> dict[str, Any]:
    """Return money and effort, of which some do not add up."""
    quarters = {"2026-Q1": rng.choice([0.1, 100, 1e6]), "2026-Q2": rng.choice([0.2, 900, 3e6])}
    lines = [
        {
            "kind": "vendor", **maybe(rng, "by_quarter", quarters, share=0.7),
            **maybe(rng, "amount", 1000, 0.3, 2e6, {"withheld": "not yet"}),
            **maybe(rng, "third_party", "maker", "qqqqq"),
        }
        for _ in range(rng.randint(0, 2))
    ]  # fmt: skip
    party = {"id": "maker", "name": "Maker", "does": "x", **maybe(rng, "amount", 1000, 0.3, 7)}
    days_of = {"2026-Q1": rng.choice([5, -2.5])}
    effort = {"role": "consultant", "by_quarter": days_of, **maybe(rng, "by_month", {"2026-03": -1})}
    return {
        "budget": lines, **maybe(rng, "budget_total", 1000, 0.3, 5e6), "third_parties": [party],
        "effort": [effort | maybe(rng, "phase", "part-0", "qqqqq")],
        **maybe(rng, "stage", "proposed", "deferred", share=0.3),
    }  # fmt: skip


def with_one(raw: dict[str, Any]) -> Handbook:
    """Return a plan that has one more initiative."""
    held = small_handbook()
    return replace(held, initiatives={**held.initiatives, "one": Initiative.model_validate(raw)})


def by_command(plan: Handbook, *, dates: bool) -> list[Any]:
    """Return what the command finds in the initiative."""
    ids = Ids(places={"initiatives": dict.fromkeys(plan.initiatives)})  # type: ignore[dict-item]
    own = (plan.initiatives["one"],)
    draft = Draft(ids, {"initiatives": own}, plan.plan, initiatives=own)
    found = [one for rule in RULES for one in rule(draft)]
    found += money.check_envelope(replace(draft, initiatives=tuple(plan.initiatives.values())))
    if dates:
        told = check_plan(state(plan, plan.default_as_of))
        found += [one for one in told if one.code == "impossible-date" and one.values["initiative"] == "one"]
    return found


@pytest.fixture(scope="module")
def page(browser: Browser, repo_root: Path) -> Page:
    made = browser.new_page()
    made.evaluate((repo_root / WIDGETS / "edit/47-rules.js").read_text(encoding="utf-8"))
    return made


@pytest.mark.parametrize("language", ["en", "zh"])
def test_form_and_command_find_the_same(page: Page, language: str) -> None:
    tr, seen = translator(language), Counter[str]()
    before = with_one(BEFORE)
    facts = {"rules": form_rules(tr), **rule_facts(book_of(before, language)), "known": [*before.initiatives]}
    rng = random.Random(f"rules {language}")
    cases: list[tuple[dict[str, Any], bool, list[Any]]] = []
    while len(cases) < 150:
        broken = 0.3 if len(cases) % 2 else 0.0
        raw = {**BEFORE, **tasks(rng, broken), **(costs(rng) if broken else {})}
        raw.pop("budget_total" if "budget" not in raw else "", None)
        # The command judges dates of a plan alone that has no other errors.
        cases.append((raw, not broken, by_command(with_one(raw), dates=not broken)))
    judged = page.evaluate(
        "([cases, before, facts]) => { facts.initiatives = new Set(facts.known);"
        " return cases.map((one) => erpsiteEditRules.judge('initiatives', one, before, facts)); }",
        [[raw for raw, *_ in cases], BEFORE, facts],
    )
    for (raw, dates, wanted), told in zip(cases, judged, strict=True):
        found = [one for one in told if dates or one["code"] != "impossible-date"]
        here = Counter((one["code"], one["message"].format(**one["values"])) for one in found)
        there = Counter((one.code, tr(one.message, **one.values)) for one in wanted)
        assert here == there, raw
        seen.update(one.code for one in wanted)
    assert {rule.code for rule in DECLARED.values()} <= set(seen), "each rule is broken by some case"


BAD = {
    "priority": "9", "budget_total": "plenty", "optimism": "-1", "owner": "nobody-at-all", "name": "",
    "benefit.measure_on": "2026-02-30", "budget.by_quarter.2026-Q1": "-5", "phases.start": "some day",
    "phases.duration": "2.5", "milestones.id": "###",
}  # fmt: skip
"""Values of an initiative that mean nothing, and of which nobody can say what was meant."""
BAD_FILE = """\
id: erp-crm
name: ""
type: integration
owner: nobody-at-all
priority: 9
budget_total: plenty
optimism: -1
benefit: {measure_on: 2026-02-30}
budget: [{kind: vendor, by_quarter: {2026-Q1: -5}}]
phases: [{id: one, name: One, start: some day, duration: 2.5}]
milestones: [{id: "###", name: M}]
"""


def test_values_are_refused_in_the_same_words(page: Page, repo_root: Path, tmp_path: Path) -> None:
    base = repo_root / "tests/golden/base_plan"
    shutil.copytree(base, tmp_path / "plan")
    kinds = {one["kind"]: one for one in form_kinds(translator("en"))}
    (tmp_path / "plan/initiatives/erp-crm.yml").write_text(BAD_FILE, encoding="utf-8")
    told = load_handbook(tmp_path / "plan").issues
    wanted = {
        one.message.format(**one.values) for one in told if one.source.path == "initiatives/erp-crm.yml"
    }
    for source in ("10-parts", "20-values"):
        page.evaluate((repo_root / WIDGETS / f"edit/{source}.js").read_text(encoding="utf-8"))
    page.evaluate(
        "([words, kinds]) => { erpsiteEditParts.general = { words, kinds }; }",
        [form_words(translator("en")), [*kinds.values()]],
    )
    for name, text in BAD.items():
        # In a form a field has a label, in a file a name.
        label = name.removeprefix("budget.") if "by_quarter" in name else name.split(".")[-1]
        field = {**field_of(kinds["initiatives"], name), "l": label, "r": 1}
        said = page.evaluate("([text, field]) => erpsiteEditValues.meaning(text, field).wrong", [text, field])
        assert said in wanted, (said, wanted)


def field_of(kind: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return the description of a field; the parts of its name lead into what stands inside."""
    first, *rest = name.split(".")
    inside = [one for one in kind.get("lists", ()) if one["s"] == [first]]
    if inside and rest:
        return field_of(inside[0], ".".join(rest))
    fields: list[Mapping[str, Any]] = kind["fields"]
    return next(one for one in fields if name.startswith(".".join(one["s"])) and one["s"])

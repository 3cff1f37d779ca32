"""What adds up over a group adds up, and nothing else does."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from erpsite.group.company import CompanyKpi, Contract, LoadOfRole, Project
from erpsite.group.definition import Group
from erpsite.group.handed import dump_whole, parse_whole
from erpsite.group.pages import GroupBook, group_pages
from erpsite.group.whole import Failed, Whole, whole_of
from erpsite.i18n import known_languages, locale_of
from erpsite.model.plan import Rag
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.links import Addresses
from erpsite.pages.render import HtmlRenderer
from erpsite.pages.site.search_text import SearchPage, search_page
from tests.group.companies import company, work


def group(**more: object) -> Group:
    plain = {
        "name": "Holding", "currency": "EUR", "languages": ["en", "zh"],
        "plans": [{"id": "a", "folder": "a"}, {"id": "b", "folder": "b"}],
        "rates": [{"currency": "CNY", "rate": 0.125, "on": "2026-06-30"}],
    }  # fmt: skip
    return Group.model_validate({**plain, **more}, context={"languages": ()})


def test_amounts_are_added_by_the_stated_rate_and_by_no_other() -> None:
    whole = whole_of(
        group(),
        [
            company("a"),
            company("b", currency="CNY"),
            company("c", currency="USD"),
            company("d", hides=("money",), approved=None),
        ],
    )
    total = whole.total(lambda one: one.approved)
    assert (total.amount, total.of, total.every) == (Decimal("112.5"), 2, 4)
    assert [one.id for one in whole.without_rate] == ["c"]


def test_shared_roles_add_capacity_and_load() -> None:
    load = LoadOfRole("dev", {"en": "Developer"}, "2026-Q1", 30.0, 40.0)
    other = LoadOfRole("prog", {"en": "Programmer"}, "2026-Q1", 55.0, 40.0)
    members = [{"plan": "a", "id": "dev"}, {"plan": "b", "id": "prog"}]
    whole = whole_of(
        group(roles=[{"id": "dev", "name": "Developers", "members": members}]),
        [company("a", loads=(load,)), company("b", loads=(other,)), company("c", loads=(load,))],
    )
    (one,) = whole.role_loads
    assert (one.effort, one.capacity, one.over) == (85.0, 80.0, 5.0)


def test_quarters_of_different_fiscal_years_are_added_where_they_have_the_same_months() -> None:
    plans = {"a": (1, "2026-Q2"), "b": (4, "2026-Q1"), "c": (10, "2025-Q3"), "d": (2, "2026-Q1")}
    members = [{"plan": plan, "id": "dev"} for plan in plans]
    companies = [
        company(plan, fiscal_offset=start, loads=(LoadOfRole("dev", {"en": "Dev"}, quarter, 30.0, 20.0),))
        for plan, (start, quarter) in plans.items()
    ]
    whole = whole_of(group(roles=[{"id": "dev", "name": "Developers", "members": members}]), companies)
    # April to June of 2026: quarter 2 of a, 1 of b, 3 of c, whose 2025 began in October
    assert [(one.period, one.effort, one.over) for one in whole.role_loads] == [
        ("2026-Q2", 90.0, 30.0),
        ("2026-02/2026-04", 30.0, 10.0),
    ]
    assert "stand apart" in _drawn(whole, "plan/capacity", "en")


def test_quarters_stand_in_the_order_of_their_first_months() -> None:
    plans = {"a": (1, "2026-Q1"), "b": (2, "2026-Q1"), "c": (1, "2026-Q2")}
    members = [{"plan": plan, "id": "dev"} for plan in plans]
    companies = [
        company(plan, fiscal_offset=start, loads=(LoadOfRole("dev", {"en": "Dev"}, quarter, 5.0, 20.0),))
        for plan, (start, quarter) in plans.items()
    ]
    whole = whole_of(group(roles=[{"id": "dev", "name": "Developers", "members": members}]), companies)
    assert [one.period for one in whole.role_loads] == ["2026-Q1", "2026-02/2026-04", "2026-Q2"]
    alone = whole_of(whole.group, [companies[0], companies[2]])
    assert "stand apart" not in _drawn(alone, "plan/capacity", "en")


def test_suppliers_are_one_only_where_the_group_says_so() -> None:
    def contract(party: str, amount: int) -> tuple[Contract, ...]:
        return (Contract(party, {"en": "Same name"}, "i", Decimal(amount), None, late=False),)

    companies = [
        company("a", contracts=contract("x", 10)),
        company("b", contracts=contract("y", 80), currency="CNY"),
    ]
    assert len(whole_of(group(), companies).suppliers) == 2
    members = [{"plan": "a", "id": "x"}, {"plan": "b", "id": "y"}]
    whole = whole_of(group(suppliers=[{"id": "s", "name": "Same", "members": members}]), companies)
    (one,) = whole.suppliers
    assert (one.companies, one.amount.amount) == (2, Decimal(20))


def texts(whole: Whole, language: str) -> dict[str, str]:
    """Return the HTML of every page."""
    book = GroupBook(whole, locale_of(language, whole.group.currency))
    return {
        entry.path: HtmlRenderer(book.locale, entry.path, Addresses(), None).render(list(entry.draw())).html
        for entry in group_pages(book)
    }


def test_every_page_can_be_drawn_of_nothing_and_of_little_in_every_language() -> None:
    bare = company("a", approved=None, spent=None, at_completion=None, kpis_judged=0, kpis_met=0)
    for whole in (whole_of(group(), []), whole_of(group(), [bare]), whole_of(group(), [company("a")])):
        for language in known_languages():
            assert all(html for html in texts(whole, language).values())


def test_a_plan_that_could_not_be_read_is_named_on_the_first_page() -> None:
    pages = texts(whole_of(group(), [company("a")], [Failed("b", {"en": "there is no folder"})]), "en")
    assert "could not be read" in pages["index"]
    assert "there is no folder" in pages["index"]


def test_texts_of_companies_are_text() -> None:
    odd = replace(company("a"), name={"en": "<i>a</i>"}, verdict={"en": "<i>b</i>"})
    html = texts(whole_of(group(), [odd]), "en")
    assert all("<i>" not in page for page in html.values())
    assert "&lt;i&gt;b&lt;/i&gt;" in html["index"]


def test_one_plan_under_two_names_is_noticed() -> None:
    same = [
        company("a", plan="p"),
        company("b", plan="p"),
        company("c", plan="p", plan_year=2027),
        company("d"),
    ]
    whole = whole_of(group(), [*same, company("e")])
    assert [(one.id, two.id) for one, two in whole.doubled] == [("a", "b")]
    assert "a and b are the same plan" in texts(whole, "en")["index"]
    assert "a和b是同一个计划" in texts(whole, "zh")["index"]


def test_the_first_page_says_who_is_judged_without_money() -> None:
    shown = [company("a", hides=("money",), approved=None, spent=None, at_completion=None), company("b")]
    assert "judged by their dates alone" in texts(whole_of(group(), shown), "en")["index"]
    assert "judged by their dates alone" not in texts(whole_of(group(), [company("b")]), "en")["index"]


def test_what_is_handed_to_the_engine_draws_the_same_pages_without_the_schedules() -> None:
    """Schedules are most of a group, and only the links need them."""
    links = [{"before": "a/one/build", "after": "b/two/use"}]
    whole = whole_of(
        group(links=links),
        [
            company("a", work("one/build", "06-01", "06-12")),
            company("b", work("two/use", "06-08", "06-19", days=10)),
        ],
        [Failed("c", {"en": "gone", "zh": "没有"})],
    )
    data = b"".join(dump_whole(whole))
    handed = parse_whole(data)
    assert handed.awaited == whole.awaited
    assert handed.awaited[0].late == 5
    assert b'days_off":[]' in data
    assert not any(one.work for one in handed.companies)
    for language in ("en", "zh"):
        drawn = [
            [list(entry.draw()) for entry in group_pages(GroupBook(one, locale_of(language, "EUR")))]
            for one in (whole, handed)
        ]
        assert drawn[0] == drawn[1]


def _drawn(whole: Whole, path: str, language: str) -> str:
    book = GroupBook(whole, locale_of(language, "EUR"))
    entry = next(one for one in group_pages(book) if one.path == path)
    return HtmlRenderer(book.locale, path, Addresses(), None).render(list(entry.draw())).html


def test_what_each_company_asks_of_a_shared_role_leads_to_its_own_release() -> None:
    load = LoadOfRole("dev", {"en": "Developer", "zh": "开发"}, "2026-Q1", 30.0, 20.0)
    members = [{"plan": plan, "id": "dev"} for plan in ("a", "b", "c")]
    handbooks = {"a": "https://x.example/a/{language}/{release}/", "b": "../b", "c": ""}
    companies = [
        replace(
            company(plan, languages=("en", "zh"), loads=(load,), handbook=address),
            name={"en": plan.upper(), "zh": plan.upper()},
        )
        for plan, address in handbooks.items()
    ]
    shared = {"id": "dev", "name": {"en": "Developers", "zh": "开发"}, "members": members}
    whole = whole_of(group(roles=[shared]), companies)
    for language, colon in (
        ("en", ": "),
        ("zh", "："),
    ):
        html = _drawn(whole, "plan/capacity", language)
        assert "es-date" in html  # a phone shows it without unfolding
        address = f"https://x.example/a/{language}/2026-06/plan/resources/"
        assert f'<a href="{address}">A</a>{colon}30' in html
        assert f'/b/{language}/plan/resources/">B</a>{colon}30' in html
        assert f"C{colon}30" in html


def test_a_search_finds_each_initiative_once_and_each_kpi() -> None:
    """Initiatives stand in three tables: of all companies, of the portfolio and of their company."""
    projects = tuple(
        Project(
            id=name, name={"en": name}, stage=stage, declared=Rag.GREEN, computed=Rag.GREEN, complete=None,
            finish=None, promised=None, slip=None, budget=None, spent=None, forecast=None, rank=rank,
        )
        for name, stage, rank in (("crm", "approved", 1), ("later", "proposed", 2), ("odd", "approved", None))
    )  # fmt: skip
    kpi = CompanyKpi(
        "stock", {"en": "Stock"}, {"en": "days"}, 40.0, {"en": "40"}, {"en": "30"}, Rag.RED, "2026-06"
    )
    whole = whole_of(group(), [company("a", projects=projects, kpis=(kpi,))])
    book = GroupBook(whole, locale_of("en", "EUR"))
    found = [
        (row.title, entry.path)
        for entry in group_pages(book)
        for row in search_page(SearchPage(entry.path, entry.title), entry.draw()).rows
    ]
    assert sorted(found) == [
        ("Stock", "companies/a"),
        ("crm", "plan/initiatives"),
        ("later", "plan/portfolio"),
        ("odd", "plan/initiatives"),
    ]
    assert "crm" in _drawn(whole, "companies/a", "en")
    assert ">Company<" not in _drawn(whole, "companies/a", "en")


def test_a_month_that_was_issued_again_is_linked_by_its_release() -> None:
    address = "https://x.example/{language}/{release}/{month}/"
    whole = whole_of(
        group(), [company("a", handbook=address, release="2026-06.2"), company("b", handbook=address)]
    )
    book = GroupBook(whole, locale_of("en", "EUR"))
    found = [book.away(one, "plan", "Plan") for one in whole.companies]
    assert [one.url for one in found if isinstance(one, b.Away)] == [
        "https://x.example/en/2026-06.2/2026-06/plan/",
        "https://x.example/en/2026-06/2026-06/plan/",
    ]


def test_kpis_are_one_by_id_and_stated_unit_and_what_is_not_is_told() -> None:
    def kpi(id_: str, unit: dict[str, str], value: float) -> CompanyKpi:
        text = {"en": f"{value:g}", "zh": f"{value:g}"}
        name = {"en": id_, "zh": id_}
        return CompanyKpi(id_, name, unit, value, text, {"en": "95", "zh": "95"}, Rag.GREEN, "2026-06", ())

    hours = {"en": "h", "zh": "小时"}
    companies = [
        company("a", kpis=(kpi("otd", {"en": "%", "zh": "%"}, 91),)),
        company("b", kpis=(kpi("late", hours, 72),)),
        company("c", kpis=(kpi("other", hours, 12345),)),
    ]
    plans = [{"id": one, "folder": one} for one in "abcd"]
    members = [
        {"plan": plan, "id": id_} for plan, id_ in zip("abcd", ("otd", "late", "otd", "otd"), strict=True)
    ]
    shared = {"id": "delivery", "name": "Delivery", "members": members}
    whole = whole_of(group(plans=plans, kpis=[{**shared, "unit": "%"}]), companies)
    assert [(one.kind, one.member.plan) for one in whole.lost] == [("unit", "b"), ("kpi", "c")]
    for language, unit in (("en", "h"), ("zh", "小时")):
        drawn = _drawn(whole, "measures/kpis", language)
        assert ">91<" in drawn
        assert ">72<" not in drawn
        assert f"b measures it in {unit}, not in %" in drawn or f"b以{unit}而非%计量" in drawn
        assert "c/otd" in drawn
        assert "d/otd" in drawn
    whole = whole_of(group(plans=plans, kpis=[shared]), companies)
    assert "The units differ: " in _drawn(whole, "measures/kpis", "en")
    same = [company(name, kpis=(kpi("otd", unit, 91),)) for name, unit in
            (("a", hours), ("b", {"en": "h", "zh": "h"}))]  # fmt: skip
    whole = whole_of(group(plans=plans, kpis=[shared]), same)
    assert "units differ" not in _drawn(whole, "measures/kpis", "zh")


def test_a_role_or_supplier_that_a_plan_does_not_know_is_told() -> None:
    load = LoadOfRole("dev", {"en": "Developer"}, "2026-Q1", 30.0, 40.0)
    members = [{"plan": "a", "id": "dev"}, {"plan": "b", "id": "devv"}]
    shared = [{"id": "x", "name": "X", "members": members}]
    companies = [company("a", loads=(load,)), company("b", loads=(load,), hides=("third-parties",))]
    whole = whole_of(group(roles=shared, suppliers=shared), companies)
    assert [(one.kind, one.member.plan) for one in whole.lost] == [("role", "b"), ("supplier", "a")]


def test_companies_of_one_name_are_told_apart_by_their_ids() -> None:
    name = {"en": "Delta", "zh": "三角洲"}
    companies = [replace(company(id_), name=name) for id_ in ("a", "b")]
    companies.append(replace(company("c"), name={"en": "Else", "zh": "其他"}))
    whole = whole_of(group(), companies)
    assert [one.name["zh"] for one in whole.companies] == ["三角洲 (a)", "三角洲 (b)", "其他"]
    assert whole_of(group(), whole.companies).companies == whole.companies

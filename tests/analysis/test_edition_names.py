"""Names that an edition hides go in every form in which people write them; what may be one is pointed out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import pytest

from erpsite.analysis.editions import Veil, edition_of, mentions_of_hidden, veil_of
from erpsite.model import Handbook
from erpsite.model.initiative import ThirdParty
from erpsite.model.person import Person
from erpsite.model.plan import Edition
from erpsite.model.text import Text
from tests.factory import small_handbook

PEOPLE = (
    {"id": "ouyang-xiaoyun", "name": {"zh": "欧阳晓云", "en": "Ouyang Xiaoyun"}, "side": "it",
     "title": {"zh": "总裁", "en": "President"}, "email": "xiaoyun.ouyang@own.example"},
    {"id": "wang-zhiyuan", "name": {"zh": "王致远", "en": "Wang Zhiyuan"}, "side": "it",
     "title": {"zh": "工程师", "en": "Engineer"}},
    {"id": "he-min", "name": {"zh": "何敏", "en": "He Min"}, "side": "it",
     "title": {"zh": "主管", "en": "Lead"}},
    {"id": "zhang-wei", "name": {"zh": "张伟", "en": "Zhang Wei"}, "side": "it",
     "title": {"zh": "信息总监", "en": "CIO"}, "email": "zhangw@own.example"},
    {"id": "obrien", "name": "Seán O'Brien", "side": "it", "title": "Auditor"},
    {"id": "munoz", "name": "José Muñoz-García", "side": "it", "title": "Coach"},
    {"id": "muller", "name": "Jürgen Müller", "side": "it", "title": "Architect"},
    {"id": "anna-berger", "name": "Anna Berger", "side": "external",
     "title": "Consultant, Norvik Software", "email": "anna.berger@norvik.example"},
)  # fmt: skip
COMPANIES = (
    {"id": "norvik", "name": {"zh": "北京诺维软件有限公司", "en": "Norvik Software Ltd"}, "does": "Code"},
    {"id": "general", "name": "General Data Systems", "does": "Data", "contract": "C-77-2026"},
    {"id": "acme-gmbh", "name": "ACME Prüf & Mess GmbH", "does": "Tests"},
)


def _plan() -> Handbook:
    whole = small_handbook()
    people = {one.id: one for one in map(Person.model_validate, PEOPLE)}
    name, initiative = next(iter(whole.initiatives.items()))
    parties = tuple(ThirdParty.model_validate(one) for one in COMPANIES)
    told = initiative.model_copy(update={"third_parties": parties, "summary": Text("A general note.")})
    return replace(whole, people={**whole.people, **people}, initiatives={**whole.initiatives, name: told})


def _edition(*topics: str) -> Edition:
    return Edition.model_validate({"id": "some", "name": "Some", "hides": list(topics)})


@pytest.fixture(scope="module")
def people() -> Veil:
    return veil_of(_plan(), _edition("people"))


@pytest.fixture(scope="module")
def companies() -> Veil:
    return veil_of(_plan(), _edition("third-parties"))


@pytest.mark.parametrize(
    "form",
    [
        "欧阳晓云", "欧阳总", "欧阳总裁", "晓云", "王致远", "王总", "王工", "王经理",
        "王老师", "致远", "何工", "何主任",
        "Ouyang Xiaoyun", "OUYANG Xiaoyun", "Xiaoyun Ouyang", "Ouyang, Xiaoyun", "X. Ouyang",
        "Ouyang X.",
        "Xiaoyun", "Ouyang", "Mr Ouyang", "Ms. Ouyang", "Director Ouyang", "ouyangxiaoyun",
        "xiaoyun.ouyang",
        "xiaoyun.ouyang@own.example", "ouyang-xiaoyun", "XOuyang", "O.X.",
        "Mr He", "Ms He", "Dr. He", "Engineer He", "he-min", "He Min", "Min He", "H. Min",
        "Anna Berger", "A. Berger", "Berger, Anna", "Berger", "Mrs Berger", "anna.berger@norvik.example",
    ],
)  # fmt: skip
def test_every_form_of_a_persons_name_goes(people: Veil, form: str) -> None:
    for text in (f"{form} signed.", f"Seen by {form}.", f"由{form}签字", f"（{form}）"):
        cut = people.cut(text)
        assert form not in cut, cut
        assert cut != text


@pytest.mark.parametrize(
    "form",
    [
        "张 伟", "张\u3000伟", "张**伟**", "张\u200b伟", "Ｚｈａｎｇ Ｗｅｉ", "Zhāng Wěi", "Wěi Zhāng",
        "Zhang\u00a0Wei",
        "Zhang&nbsp;Wei", "**Zhang** Wei", "Zhang<br>Wei", "Zhang\nWei", "zhang%20wei",
        "Zhang\u00adWei", "zhangw",
        "O'Brien", "O’Brien", "Sean O’Brien", "Muñoz", "Munoz", "García", "Garcia", "Jose Munoz",
        "Müller",
        "Mueller", "Muller", "Zhangs", "Xiao-yun Ouyang", "Ouyang Xiao Yun", "张总的意见", "张总和何总",
    ],
)  # fmt: skip
def test_a_name_goes_whatever_signs_and_accents_it_is_written_with(people: Veil, form: str) -> None:
    for text in (f"{form} signed.", f"由 {form} 签字", f"({form})"):
        cut = people.cut(text)
        assert cut != text
        left = re.sub(r"[^a-z一-鿿]", "", unicodedata.normalize("NFKD", cut).lower())
        assert not re.search("zhang|wei|brien|munoz|garcia|muller|mueller|ouyang|张|伟", left), cut


@pytest.mark.parametrize("text", ["Ouyang X.Y.", "X.Y. Ouyang", "伟哥", "[page](people/%E5%BC%A0%E4%BC%9F)"])
def test_initials_nicknames_and_coded_addresses_are_pointed_out(people: Veil, text: str) -> None:
    assert [topic for _, _, topic in people.doubts(people.cut(text))] == ["people"] or people.cut(
        text
    ) != text


def test_marks_around_half_a_name_keep_their_other_half(people: Veil) -> None:
    assert people.cut("**Zhang** Wei and **others**") == "**CIO** and **others**"
    assert people.cut("a <b>Zhang</b> Wei b") == "a <b>CIO</b> b"


@pytest.mark.parametrize(
    "text",
    [
        "He went to the minute hand.", "周总结和每周总量", "王牌项目", "何时上线", "工厂总数", "Hence",
        "an annual plan",
        "欧洲阳光", "志愿者", "The bergerie", "annals",
    ],
)  # fmt: skip
def test_ordinary_words_stay(people: Veil, text: str) -> None:
    assert people.cut(text) == text


@pytest.mark.parametrize("text", ["老王说可以", "小何的意见", "signed OX", "（WZ）"])
def test_what_may_be_a_person_is_pointed_out(people: Veil, text: str) -> None:
    assert people.cut(text) == text
    assert [topic for _, _, topic in people.doubts(text)] == ["people"]


def test_a_surname_of_two_people_stands_for_neither() -> None:
    plan = _plan()
    more = Person.model_validate({
        "id": "wang-lan", "name": {"zh": "王岚", "en": "Wang Lan"}, "side": "it",
        "title": {"zh": "会计", "en": "Accountant"},
    })  # fmt: skip
    veil = veil_of(replace(plan, people={**plan.people, more.id: more}), _edition("people"))
    assert veil.cut("王总同意") == "一位同事同意"
    assert veil.cut("Mr Wang agrees") == "a colleague agrees"


@pytest.mark.parametrize(
    "form",
    [
        "北京诺维软件有限公司", "北京诺维软件", "北京诺维", "诺维",
        "Norvik Software Ltd", "Norvik Software", "Norvik",
        "NORVIK", "norvik", "NorVik", "Norviks", "Acme", "ACME", "Acme GmbH", "C 77 2026", "c-77/2026",
        "norvik.example", "https://www.norvik.example", "info@norvik.example",
        "General Data Systems", "C-77-2026",
    ],
)  # fmt: skip
def test_every_form_of_a_companys_name_goes(companies: Veil, form: str) -> None:
    for text in (f"{form} delivers.", f"由{form}交付"):
        assert form not in companies.cut(text), companies.cut(text)


def test_a_short_name_that_is_an_ordinary_word_is_pointed_out(companies: Veil) -> None:
    text = "General delivers the general part."
    assert companies.cut(text) == text
    assert [words for _, words, _ in companies.doubts(text)] == ["General"]


@pytest.mark.parametrize("text", ["NorvikSoft builds it.", "GDS builds it.", "APM builds it."])
def test_compounds_and_initials_of_a_company_are_pointed_out(companies: Veil, text: str) -> None:
    assert companies.cut(text) == text
    assert [topic for _, _, topic in companies.doubts(text)] == ["third-parties"]


def test_the_mail_of_a_third_partys_person_and_the_company_in_a_title_go() -> None:
    plan = _plan()
    edition = _edition("third-parties")
    seen = edition_of(
        replace(plan, plan=plan.plan.model_copy(update={"editions": (edition,)})), "some"
    ).people
    assert seen["anna-berger"].email is None
    assert seen["anna-berger"].title.in_("en") == "Consultant, an outside company"
    assert seen["ouyang-xiaoyun"].email == "xiaoyun.ouyang@own.example"


def test_ids_that_are_made_of_names_are_pointed_out_and_can_be_cleared() -> None:
    plan = _plan()
    edition = _edition("people", "third-parties")
    name, initiative = next(iter(plan.initiatives.items()))
    told = initiative.model_copy(update={"id": "norvik-portal"})
    plan = replace(
        plan,
        initiatives={**plan.initiatives, name: told},
        plan=plan.plan.model_copy(update={"editions": (edition,)}),
    )
    seen, veil = edition_of(plan, "some"), veil_of(plan, edition)
    (found,) = [one for one in mentions_of_hidden(seen, veil) if one.code == "edition-id"]
    assert (found.values["id"], found.values["words"]) == ("norvik-portal", "norvik")
    cleared = (str(found.values["mark"]),)
    assert not [one for one in mentions_of_hidden(seen, veil, cleared) if one.code == "edition-id"]


def test_the_reason_of_a_withheld_value_is_cut_or_goes_with_its_field() -> None:
    plan = _plan()
    name, initiative = next(iter(plan.initiatives.items()))
    told = initiative.model_copy()
    told._withheld = {"budget_total": "Norvik asks EUR 5m", "owner": "Berger says no"}
    edition = _edition("money", "people")
    plan = replace(
        plan,
        initiatives={**plan.initiatives, name: told},
        plan=plan.plan.model_copy(update={"editions": (edition,)}),
    )
    left = edition_of(plan, "some").initiatives[name].withheld
    assert dict(left) == {"owner": "Consultant, Norvik Software says no"}

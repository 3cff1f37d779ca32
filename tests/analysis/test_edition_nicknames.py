"""Names as colleagues write them – nicknames, logins, parts of foreign names – are cut or pointed out."""

from __future__ import annotations

import re

import pytest

from erpsite.analysis.editions.company_forms import company_forms
from erpsite.analysis.editions.names import NameForms, WrittenNames, ordinary_words
from erpsite.analysis.editions.person_forms import latin_variants, person_forms
from erpsite.analysis.editions.transcribed import transcribed_pattern

_PEOPLE = {
    "王芳": "财务经理", "李强": "信息总监", "Wang Fang": "Finance manager", "肖恩·奥尼尔": "顾问",
    "Seán O'Neill-Brandt": "Consultant", "Marieke van Dijk": "Advisor", "Catherine Oduya": "Coach",
    "Zhang Zhiyuan": "Engineer",
}  # fmt: skip


def _written(*texts: str) -> WrittenNames:
    forms, ordinary = NameForms(), ordinary_words(texts)
    for name, title in _PEOPLE.items():
        for variant in latin_variants(name):
            person_forms(variant, title, forms, ordinary)
    for name in ("Kesselring Consulting GmbH & Co. KG", "Brightwater Software Ltd", "Clear Path Data"):
        company_forms(name, name.split()[0].lower(), "an outside company", forms, ordinary)
    return WrittenNames(forms)


@pytest.mark.parametrize(
    "text",
    [
        "奥尼尔签字", "肖恩签字", "小王同意", "老李批准", "芳姐同意", "由芳姐确认", "强哥看过",
        "阿芳确认", "强总批准",
        "Oneill agreed", "ONeill agreed", "O'Neill agreed", "vanDijk", "wfang", "Kesselring", "KESSELRING",
        "Kesselrings", "ask kesselring.example",
        "小王子确认", "请小李子看", "强子说", "强仔看过", "大李批准", "芳芳同意", "李sir签字", "王某签字",
        "fw@plant.example", "WF@plant.example", "fang@plant.example", "w.fang@plant.example",
        "zhi-yuan signed", "凯瑟琳签字", "奥杜亚签字", "布兰特同意", "玛丽克确认",
        "KC GmbH", "KC Ltd.", "BW Software", "BW Ltd", "bright-water",
        "Bright Water", "bright_water",
        "BrightWater", "clear-path", "ClearPath", "Clearpath",
    ],
)  # fmt: skip
def test_a_form_of_a_name_is_cut_or_pointed_out(text: str) -> None:
    written = _written(text)
    assert written.replaced(text) != text or list(written.doubtful(text))


@pytest.mark.parametrize(
    "text",
    [
        "分解为三个小目标", "老系统下线", "小李子上市", "芳香剂", "强度试验", "加强总结", "王国",
        "a plane ticket",
        "the van broke", "brand new", "consulting day", "和平总部",
        "小王子书店", "大王派来", "强子系统", "国王某年", "强强联合", "it@plant.example", "qa@plant.example",
        "BI Software", "CC GmbH", "AG meeting", "the water is bright", "凯瑟", "a zip-file",
    ],
)  # fmt: skip
def test_an_ordinary_word_is_neither(text: str) -> None:
    written = _written(text)
    assert written.replaced(text) == text
    assert list(written.doubtful(text)) == []


@pytest.mark.parametrize(
    ("name", "written"),
    [("annika", "安妮卡"), ("schneider", "施奈德"), ("bergstrom", "伯格斯特龙"), ("kowalski", "科瓦尔斯基"),
     ("giuseppe", "朱塞佩"), ("wojciech", "沃伊切赫"), ("mohammed", "穆罕默德"), ("gonzalez", "冈萨雷斯"),
     ("natalia", "纳塔利娅"), ("lindqvist", "林德奎斯特")],
)  # fmt: skip
def test_a_name_that_no_list_knows_is_found_by_its_sounds(name: str, written: str) -> None:
    pattern = re.compile(transcribed_pattern(name))
    assert pattern.search(f"由{written}签字")
    assert not pattern.search("本月在科技园区完成上线，德国团队提出了三项意见，维护费和培训都按计划进行。")


def test_a_short_name_sounds_like_too_many_words() -> None:
    assert (
        transcribed_pattern("anna") == transcribed_pattern("maria"[:4]) == transcribed_pattern("peter") == ""
    )


def test_a_mail_domain_makes_no_ordinary_word_of_a_company() -> None:
    text = "Kesselring builds it; write to pm@kesselring-consulting.example."
    assert "kesselring" not in ordinary_words([text])
    assert _written(text).replaced("Kesselring builds it") == "an outside company builds it"


def test_a_word_without_end_is_read_once() -> None:
    # Harmless for a reader that looks at each letter once; one that looks back for each would not come back.
    text = "a" * 20_000 + ".example " + "b" * 20_000
    assert ordinary_words([text]) == {"b" * 20_000}

"""A written page is drawn in every edition: what is hidden says so, and is empty in loops and conditions."""

from __future__ import annotations

import markdown
import pytest

from erpsite.errors import ContentError
from erpsite.issues import Source
from erpsite.pages.content import ContentTemplate, content_context
from erpsite.pages.render import HtmlRenderer
from tests.factory import small_handbook
from tests.pages.drawing import book_of
from tests.pages.test_editions import TOPICS, hiding

PERSON = next(iter(small_handbook().people))
RISK = next(iter(small_handbook().risks))
INITIATIVE = next(name for name, one in small_handbook().initiatives.items() if one.risks)


def _render(text: str, *topics: str, language: str = "en") -> str:
    book = book_of(hiding(small_handbook(), topics), language)
    place = Source("content/guide.md", 1)
    template = ContentTemplate(HtmlRenderer(book.locale, "guide"), content_context(book), place)
    return template.fill(markdown.markdown(template.expand(text), extensions=["tables"]))


MAKERS = {
    "people": (
        f'{{{{ person("{PERSON}").name }}}}',
        f'{{{{ person("{PERSON}").email }}}}',
    ),
    "money": (
        f'{{{{ initiative("{INITIATIVE}").cost }}}}',
        f'{{{{ initiative("{INITIATIVE}").spent }}}}',
        f'{{{{ initiative("{INITIATIVE}").budget }}}}',
        f'{{{{ initiative("{INITIATIVE}").budget_total }}}}',
        "{{ plan.envelope }}",
        "{{ plan.loaded_hourly_cost }}",
    ),
    "risks": (
        f'{{{{ risk("{RISK}").name }}}}',
        f'{{{{ risk("{RISK}").link }}}}',
        f'{{{{ risk("{RISK}") }}}}',
        f'{{{{ risk("{RISK}").name | upper }}}}',
        f'{{{{ risk("{RISK}").probability * risk("{RISK}").impact }}}}',
        f'{{{{ initiative("{INITIATIVE}").risks }}}}',
        f'{{{{ initiative("{INITIATIVE}").risks | length }}}}',
    ),
    "third-parties": (f'{{{{ initiative("{INITIATIVE}").third_parties }}}}',),
}


@pytest.mark.parametrize(
    ("topic", "expression"), [(topic, one) for topic, several in MAKERS.items() for one in several]
)
@pytest.mark.parametrize(("language", "words"), [("en", "not in this edition"), ("zh", "本版次不含")])
def test_what_is_hidden_says_so_where_it_is_printed(
    topic: str, expression: str, language: str, words: str
) -> None:
    assert f'<span class="es-missing">{words}</span>' in _render(expression, topic, language=language)


@pytest.mark.parametrize(
    "page",
    [
        f'{{% for risk in initiative("{INITIATIVE}").risks %}}seen {{{{ risk.name }}}}{{% endfor %}}',
        f'{{% if risk("{RISK}").impact > 0 %}}seen{{% endif %}}',
        f'{{% if initiative("{INITIATIVE}").third_parties %}}seen{{% endif %}}',
        f'{{% for name, x in risk("{RISK}").told.items() %}}seen{{% endfor %}}',
        '{% for name in ids("risks") %}seen{% endfor %}',
    ],
)
def test_what_is_hidden_is_empty_in_loops_and_false_in_conditions(page: str) -> None:
    assert "seen" not in _render(page, *TOPICS)


def test_everything_of_a_person_but_the_name_stays() -> None:
    title = small_handbook().people[PERSON].title.in_("en")
    assert title in _render(f'{{{{ person("{PERSON}").title }}}}', "people")
    assert title in _render(f'{{{{ person("{PERSON}").link }}}}', "people")
    assert PERSON not in _render(f'{{{{ person("{PERSON}").id }}}}{{{{ ids("people")|join }}}}', "people")


@pytest.mark.parametrize("maker", ['roadmap(owner="{}")', 'table("people", id="{}")'])
def test_a_page_may_filter_by_a_person_in_every_edition(maker: str) -> None:
    expression = f"{{{{ {maker.format(PERSON)} }}}}"
    assert "<table" in _render(expression, "people") or "<svg" in _render(expression, "people")
    assert PERSON not in _render(expression, "people")


def test_a_name_that_does_not_exist_is_an_error_in_every_edition() -> None:
    for expression in ('{{ risk("no-such").name }}', '{{ person("no-such").name }}', "{{ plan.nothing }}"):
        with pytest.raises(ContentError):
            _render(expression, *TOPICS)

"""Draw the pages of findings: one a code, those of the rules among them, and the lists that lead there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from erpsite.explained import SUBJECTS, Meaning
from erpsite.i18n import Translator
from erpsite.plancheck import Rule, all_rules
from tools.docs_site.markdown_text import cell, code, heading, table
from tools.docs_site.words import say

__all__ = ["code_path", "finding_pages"]


def code_path(name: str) -> str:
    """Return the address of a code's page, without its ending."""
    return f"reference/codes/{name}"


def finding_pages(tr: Translator, language: str) -> Iterator[tuple[str, str]]:
    """Yield path and Markdown of the lists of codes and of rules, and of the page of each."""
    shipped = [rule for rule in all_rules().values() if rule.shipped]
    yield "reference/codes", _list_of_codes(tr, language)
    yield "reference/rules", _list_of_rules(shipped, tr, language)
    for meanings in SUBJECTS.values():
        for meaning in meanings:
            yield code_path(meaning.code), _meaning(meaning, tr, language)
    for rule in shipped:
        page = _rule(rule, tr, language)
        for name in (rule.id, *rule.codes):
            yield code_path(name), page


def _list_of_codes(tr: Translator, language: str) -> str:
    parts = [heading(1, say("codes", language)), say("codes-lead", language)]
    for subject, meanings in SUBJECTS.items():
        rows = [(f"[{code(one.code)}](codes/{one.code}.md)", cell(tr(one.cause))) for one in meanings]
        parts += [
            heading(2, say(f"s-{subject}", language), subject),
            table((say("code", language), say("cause", language)), rows),
        ]
    return "\n\n".join(parts)


def _list_of_rules(rules: list[Rule], tr: Translator, language: str) -> str:
    parts = [heading(1, say("rules", language)), say("rules-lead", language)]
    titles = (say("code", language), say("title", language), say("severity", language))
    for pitfall, group in groupby(rules, key=lambda rule: rule.pitfall):
        rows = [
            (f"[{code(one.id)}](codes/{one.id}.md)", cell(tr(one.title)), say(one.severity.value, language))
            for one in group
        ]
        parts += [heading(2, say(pitfall.value, language), pitfall.value.lower()), table(titles, rows)]
    return "\n\n".join(parts)


def _meaning(meaning: Meaning, tr: Translator, language: str) -> str:
    return "\n\n".join(
        (
            heading(1, meaning.code),
            f"**{say('cause', language)}** {cell(tr(meaning.cause))}",
            f"**{say('cure', language)}** {cell(tr(meaning.cure))}",
            f"[{say('all-codes', language)}](../codes.md)",
        )
    )


def _rule(rule: Rule, tr: Translator, language: str) -> str:
    limits = ", ".join(f"{code(name)} {value:g}" for name, value in rule.limits.items())
    facts = (
        ("why", tr(rule.why)),
        ("passes", tr(rule.passes)),
        ("fails", tr(rule.fails)),
        ("mend", tr(rule.mend)),
        ("severity", say(rule.severity.value, language)),
        ("limits", limits or say("none", language)),
    )
    parts = [heading(1, f"{rule.id} · {tr(rule.title)}")]
    parts += [f"**{say(name, language)}** {cell(text)}" for name, text in facts]
    if rule.codes:
        parts.append(say("found-by", language, codes=", ".join(map(code, rule.codes))))
    parts.append(f"[{say('rules', language)}](../rules.md)")
    return "\n\n".join(parts)

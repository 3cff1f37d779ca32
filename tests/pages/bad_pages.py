"""Pages that ask too much of a build; each is written small and is refused with its line."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["BAD_PAGES"]

_HEAD = "# A page\n\n"
_LOOP = "{% for a in range(1000) %}"

BAD_PAGES: Mapping[str, str] = {
    "padding with center": "{{ 'x'|center(1000000000) }}",
    "padding with indent": "{{ 'x'|indent(1000000000) }}",
    "padding with ljust": "{{ 'x'.ljust(1000000000) }}",
    "padding with zfill": "{{ 'x'.zfill(1000000000) }}",
    "padding with expandtabs": "{{ '\\t'.expandtabs(1000000000) }}",
    "padding a list with batch": "{{ [1]|batch(1000000000, 0)|list }}",
    "formatting with %": "{{ '%1000000000d' % 1 }}",
    "formatting with format": "{{ '{:>1000000000}'.format(1) }}",
    "formatting with the filter": "{{ '%1000000000d'|format(1) }}",
    "formatting with format_map": "{{ '{a:>1000000000}'.format_map({'a': 1}) }}",
    "rounding to a billion places": "{{ 1.5|round(1000000000, 'ceil') }}",
    "writing out as JSON": "{{ [1]|tojson(1000000000) }}",
    "numbers that grow": "{% set a = 9999999999 %}" + "{% set a = a * a %}" * 40 + "{{ a }}",
    "texts that grow with ~": "{% set a = 'xxxxxxxxxx' %}" + "{% set a = a ~ a %}" * 40,
    "texts that grow with +": "{% set a = 'xxxxxxxxxx' %}" + "{% set a = a + a %}" * 40,
    "lists that grow": "{% set a = [1, 2] %}" + "{% set a = a + a %}" * 40,
    "texts that grow with replace": "{% set a = 'xxxxxxxxxx' %}" + "{% set a = a|replace('x', a) %}" * 9,
    "texts that grow with join": "{% set a = 'xxxxxxxxxx' %}" + "{% set a = range(99)|join(a) %}" * 9,
    "loops in loops that say nothing": _LOOP * 6 + "{% endfor %}" * 6,
    "loops in loops that print": _LOOP * 3 + "{{ a }}" + "{% endfor %}" * 3,
    "loops around much text": _LOOP * 2 + "word " * 500 + "{% endfor %}" * 2,
    "a loop that calls itself": "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    "a loop over pairs of ids": "{% for a in ids('kpis') %}" + _LOOP * 2 + "{{ a }}" + "{% endfor %}" * 3,
    "a filter in loops": _LOOP * 2 + "{{ range(1000)|list|length }}" + "{% endfor %}" * 2,
    "a macro that calls itself": "{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}{{ m(0) }}",
    "macros that call each other": (
        "{% macro a(n) %}{{ b(n) }}{{ b(n) }}{% endmacro %}{% macro b(n) %}{{ a(n) }}{{ a(n) }}{% endmacro %}"
        "{{ a(0) }}"
    ),
    "tables without end": _LOOP + "{{ table('kpis') }}{% endfor %}",
    "charts without end": _LOOP + "{{ chart('budget') }}{% endfor %}",
    "roadmaps without end": _LOOP + "{{ roadmap() }}{% endfor %}",
    "brackets too deep": "{{ " + "(" * 200 + "1" + ")" * 200 + " }}",
    "an expression too long": "{{ 1" + " + 1" * 3000 + " }}",
    "blocks too deep": "{% if true %}" * 60 + "{% endif %}" * 60,
    "quotes too deep": ">" * 200 + " x",
    "lists too deep": "- " * 200 + "x",
    "a line too long": "x" * 60_000,
    "printing a function": "{{ kpi }}",
    "printing a table as text": "{{ table('kpis') ~ '' }}",
    "printing a record in a list": "{{ [kpi('cycle-time')] }}",
    "printing a record through a filter": "{{ kpi|string }}",
    "printing a record without a name": "{{ plan.budget }}",
    "printing a method": "{{ 'x'.upper }}",
    "printing what is lazy": "{{ [1, 2]|map('string') }}",
    "drawing lots": "{{ [1, 2, 3]|random }}",
    "leaving the sandbox by a class": "{{ ''.__class__.__mro__ }}",
    "leaving the sandbox by a function": "{{ kpi.__globals__ }}",
    "reading another file": "{% include '/etc/hostname' %}",
}
"""Markdown by what it tries. None of it reaches any program but the page's own sandbox."""

BAD_PAGES = {name: _HEAD + text for name, text in BAD_PAGES.items()}

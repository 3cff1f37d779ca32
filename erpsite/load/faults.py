"""Word the ways in which a value can be wrong: where, what was found, what is allowed, the likely fix."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from erpsite.i18n import known_languages, meant_language
from erpsite.i18n.currencies import currency_codes, meant_currencies
from erpsite.load import fixes
from erpsite.load.fault import Fault, Wording, worded
from erpsite.load.forge_faults import FORGE_FORMS
from erpsite.load.group_faults import GROUP_FORMS
from erpsite.load.number_faults import NUMBER_FORMS, refuse_fiscal_calendar
from erpsite.load.value_sentences import VALUE_SENTENCES
from erpsite.model.initiative import Initiative
from erpsite.model.plan import Plan
from erpsite.model.shape import shape_of
from erpsite.nearest import find_nearest, plain_letters

__all__ = ["explain"]

_PERIOD = re.compile(r"(?:FY)?\d{2,4}[-/ ]?(?:P|M|W)\d{1,2}|[PW]\d{1,2}", re.IGNORECASE)
"""A month or week of a fiscal calendar, such as `2026-P03`, `FY26 P3` or `2026W14`."""
_FISCAL_KEYS = frozenset(
    (
        "fiscal_calendar",
        "fiscal_pattern",
        "fiscal_weeks",
        "fiscal_months",
        "fiscal_periods",
        "fiscal_year_pattern",
    )
)


def explain(fault: Fault) -> Wording:
    """Return the code, message and values for one error."""
    if fault.code == "missing" and fault.in_table:
        return "empty-cell", "{where} is empty, but a value is required", {"where": fault.name}
    if fault.code == "missing":
        return "missing-key", "{where} is missing", {"where": fault.name}
    if fault.code == "extra_forbidden":
        return _unknown_key(fault)
    if fault.found is None and not fault.name:
        return "no-value", "this item is empty; write a record after the '-', or remove it", {}
    if fault.found is None:
        if fault.needed:
            return "no-value", "{where} has no value, and one is required", {"where": fault.name}
        return "no-value", "{where} has no value; write one, or leave the key out", {"where": fault.name}
    return _BY_CODE.get(fault.code, _other)(fault)


def _unknown_key(fault: Fault) -> Wording:
    if fault.record is Plan and str(fault.found).lower().replace("-", "_") in _FISCAL_KEYS:
        return refuse_fiscal_calendar(dataclasses.replace(fault, name=str(fault.found)))
    known = list(shape_of(fault.record).fields)
    nearest = find_nearest(str(fault.found), known)
    if nearest:
        message = "the key {key} is not known here; did you mean {nearest}?"
        return "unknown-key", message, {"key": fault.found, "nearest": nearest}
    message = "the key {key} is not known here; the keys are {allowed}"
    return "unknown-key", message, {"key": fault.found, "allowed": ", ".join(known)}


def _currency(fault: Fault) -> Wording:
    choices = _meant_codes(fault.found)
    message = "{where} must be an ISO 4217 code such as CNY or EUR, found {found}"
    if len(choices) > 1:
        message = (
            "{where} must be an ISO 4217 code such as CNY or EUR, found {found}; "
            "did you mean {nearest} or {other}?"
        )
        return worded("unknown-currency", message, fault, nearest=choices[0], other=choices[1])
    if choices:
        message = (
            "{where} must be an ISO 4217 code such as CNY or EUR, found {found}; did you mean {nearest}?"
        )
        return worded("unknown-currency", message, fault, nearest=choices[0])
    return worded("unknown-currency", message, fault)


def _meant_codes(found: object) -> tuple[str, ...]:
    if not isinstance(found, str):
        return ()
    if choices := meant_currencies(plain_letters(found)):
        return choices
    near = find_nearest(found.upper(), sorted(currency_codes()), 0.65) if len(found) in (3, 4) else None
    return (near,) if near else ()


def _negative(fault: Fault) -> Wording:
    return worded("negative", VALUE_SENTENCES["negative"], fault)


def _bound(fault: Fault) -> Wording:
    bound = next(key for key in _BOUNDS if key in fault.context)
    limit = f"{fault.context[bound]:g}"
    return worded("out-of-range", VALUE_SENTENCES[_BOUNDS[bound]], fault, limit=limit)


_BOUNDS = {"ge": "min", "gt": "above", "le": "max", "lt": "below"}


def _date_like(code: str, fault: Fault, form: str, choices: tuple[str, ...]) -> Wording:
    """Word a day, month or quarter of the wrong form, with the readings it allows."""
    if isinstance(fault.found, str) and fixes.is_placeholder(fault.found):
        message = "{where} must look like {form}, found {found}; leave it out where there is no value"
        if fault.needed:
            message = "{where} must look like {form}, found {found}, and a value is required"
        return worded(code, message, fault, form=form)
    if isinstance(fault.found, str) and _PERIOD.fullmatch(fault.found.strip()):
        message = (
            "{where} must look like {form}, found {found}; periods of a fiscal calendar are not read, "
            "write the calendar month"
        )
        return worded(code, message, fault, form=form)
    if choices and (serial := fixes.fix_serial(_as_text(fault))):
        message = (
            "{where} must look like {form}, found {found}, a day number of a spreadsheet; write {fix}, "
            "or {other} where the workbook counts from 1904"
        )
        return worded(code, message, fault, form=form, fix=choices[0], other=_moved(choices[0], serial[1]))
    if isinstance(fault.found, str) and not choices and fixes.is_span(fault.found):
        return worded(code, "{where} must look like {form}, found the span {found}", fault, form=form)
    if not choices:
        return worded(code, VALUE_SENTENCES["form"], fault, form=form)
    if len(choices) == 1:
        message = "{where} must look like {form}, found {found}; write {fix}"
        return worded(code, message, fault, form=form, fix=choices[0])
    message = "{where} must look like {form}, found {found}, which may be {first} or {second}"
    return worded(code, message, fault, form=form, first=choices[0], second=choices[1])


def _moved(fix: str, day: str) -> str:
    """Return the other day in the form of the fix: a month, a day, or a day with its time."""
    return day[: len(fix)] + fix[len(day) :]


def _day(fault: Fault) -> Wording:
    return _date_like("wrong-day", fault, "2026-03-31", fixes.fix_day(_as_text(fault)))


def _day_value(fault: Fault) -> Wording:
    choices = fixes.fix_day(_as_text(fault))
    if choices:
        message = "{where} is not a day of the calendar, found {found}; did you mean {nearest}?"
        return worded("wrong-day", message, fault, nearest=choices[0])
    return worded("wrong-day", VALUE_SENTENCES["no_day"], fault)


def _month(fault: Fault) -> Wording:
    return _date_like("wrong-month", fault, "2026-03", _some(fixes.fix_month(_as_text(fault))))


def _quarter(fault: Fault) -> Wording:
    return _date_like("wrong-quarter", fault, "2026-Q1", _some(fixes.fix_quarter(_as_text(fault))))


def _year_day(fault: Fault) -> Wording:
    days = fixes.fix_day(_as_text(fault))
    return _date_like("wrong-day", fault, "12-24", tuple(day[5:] for day in days))


def _clock(fault: Fault) -> Wording:
    return _date_like("wrong-time", fault, "09:30", _some(fixes.fix_clock(_as_text(fault))))


def _moment(fault: Fault) -> Wording:
    return _date_like("wrong-time", fault, "2026-03-31 18:05", fixes.fix_moment(_as_text(fault)))


def _slug(fault: Fault) -> Wording:
    if not isinstance(fault.found, str):
        return _text(fault)
    fix = fixes.fix_slug(fault.found)
    if fixes.is_placeholder(fault.found):
        message = "{where} must be an id, found {found}; leave it out where there is no value"
        if fault.needed:
            message = "{where} must be an id, found {found}, and a value is required"
        return worded("wrong-id", message, fault)
    if fix and plain_letters(fault.found) != unicodedata.normalize("NFKC", fault.found):
        message = (
            "{where} must be an id of lower-case letters, digits and hyphens; "
            "{found} holds letters that only look Latin, did you mean {nearest}?"
        )
        return worded("wrong-id", message, fault, nearest=fix)
    if fix:
        message = (
            "{where} must be an id of lower-case letters, digits and hyphens, found {found}; write {fix}"
        )
        return worded("wrong-id", message, fault, fix=fix)
    return worded("wrong-id", VALUE_SENTENCES["id"], fault)


def _text(fault: Fault) -> Wording:
    if isinstance(fault.found, str):
        return _empty_text(fault)
    if isinstance(fault.found, int | float):
        message = '{where} must be text, found {found}; put it in quotes: "{fix}"'
        return worded("not-text-value", message, fault, fix=fault.shown)
    if others := _others(fault):
        message = "{where} must be one person, found {found}; write the others under {others}"
        return worded("not-text-value", message, fault, others=others)
    return worded("not-text-value", "{where} must be text, found {found}", fault)


def _others(fault: Fault) -> str:
    """Return the field that holds others beside the one of a field where several are given; else nothing."""
    field = f"co_{fault.name}s"
    several = isinstance(fault.found, list | tuple) and field in shape_of(fault.record).fields
    return field if several else ""


def _empty_text(fault: Fault) -> Wording:
    return "empty-text", VALUE_SENTENCES["empty"], {"where": fault.name}


def _long(fault: Fault) -> Wording:
    limit = fault.context["max_length"]
    if isinstance(fault.found, str):
        return (
            "too-long",
            "{where} may have at most {limit} characters",
            {"where": fault.name, "limit": limit},
        )
    return "too-long", "{where} may have at most {limit} items", {"where": fault.name, "limit": limit}


def _language(fault: Fault) -> Wording:
    known = known_languages()
    nearest = meant_language(fault.found) if isinstance(fault.found, str) else None
    if nearest:
        message = (
            "{where}: the language {found} is not known; did you mean {nearest}? The languages are {allowed}"
        )
        return worded("unknown-language", message, fault, nearest=nearest, allowed=", ".join(known))
    message = "{where}: the language {found} is not known; the languages are {allowed}"
    return worded("unknown-language", message, fault, allowed=", ".join(known))


def _choice(fault: Fault) -> Wording:
    expected = str(fault.context.get("expected", ""))
    allowed = re.findall(r"'([^']*)'", expected) or re.findall(r"-?\d+(?:\.\d+)?", expected)
    nearest = None
    if isinstance(fault.found, str):
        other = _OTHER_WORDS.get(fault.found.strip().lower(), "")
        nearest = other if other in allowed else find_nearest(fault.found, allowed)
    return _one_of(fault, allowed, nearest)


_OTHER_WORDS = {
    "average": "mean", "avg": "mean", "平均": "mean", "total": "sum", "cumulative": "sum", "合计": "sum",
    "累计": "sum", "latest": "last", "newest": "last", "最新": "last", "weighted": "ratio", "比率": "ratio",
    "monthly": "month", "quarterly": "quarter", "half-yearly": "half-year", "semi-annual": "half-year",
    "yearly": "year", "annual": "year", "annually": "year", "每月": "month",
    "每季": "quarter", "每年": "year",
    "min": ">=", "at least": ">=", "max": "<=", "at most": "<=", "range": "between", "≥": ">=", "≤": "<=",
}  # fmt: skip
"""What people write for a word of ours that looks unlike it."""


def _plan_language(fault: Fault) -> Wording:
    nearest = meant_language(fault.found) if isinstance(fault.found, str) else None
    return _one_of(fault, known_languages(), nearest)


def _one_of(fault: Fault, allowed: Sequence[str], nearest: str | None) -> Wording:
    if nearest:
        message = "{where} must be one of {allowed}, found {found}; did you mean {nearest}?"
        return worded("unknown-word", message, fault, allowed=", ".join(allowed), nearest=nearest)
    message = "{where} must be one of {allowed}, found {found}"
    return worded("unknown-word", message, fault, allowed=", ".join(allowed))


def _rice(fault: Fault) -> Wording:
    message = "{where} must be one of {allowed}, found {found}"
    return worded("unknown-word", message, fault, allowed="0.25, 0.5, 1, 2, 3")


def _flag(fault: Fault) -> Wording:
    fix = fixes.fix_flag(str(fault.found))
    if fix:
        message = "{where} must be true or false, found {found}; write {fix}"
        return worded("not-a-flag", message, fault, fix=fix)
    return worded("not-a-flag", "{where} must be true or false, found {found}", fault)


def _list(fault: Fault) -> Wording:
    if fault.record is Initiative and fault.name == "budget" and isinstance(fault.found, int | float):
        message = "{where} must be a list, found {found}; write budget_total: {found} for one amount"
        return worded("not-a-list", message, fault)
    return worded("not-a-list", "{where} must be a list, found {found}; start each item with '- '", fault)


def _mapping(fault: Fault) -> Wording:
    if not fault.name:
        return worded("not-a-mapping", "a record with keys is expected here, found {found}", fault)
    return worded("not-a-mapping", "{where} must hold keys and values, found {found}", fault)


def _other(fault: Fault) -> Wording:
    return worded("wrong-value", "{where} is not right, found {found}: {reason}", fault, reason=fault.reason)


def _some(fix: str | None) -> tuple[str, ...]:
    return (fix,) if fix else ()


def _as_text(fault: Fault) -> str:
    return str(fault.written or fault.found)


_BY_CODE: Mapping[str, Callable[[Fault], Wording]] = {
    **NUMBER_FORMS, "currency_code": _currency,
    "money_negative": _negative,
    "greater_than": _bound, "greater_than_equal": _bound, "less_than": _bound, "less_than_equal": _bound,
    "day_form": _day, "year_day_form": _year_day, "day_value": _day_value,
    "month_form": _month, "quarter_form": _quarter,
    "clock_form": _clock, "moment_form": _moment, "slug_form": _slug,
    "text_type": _text, "text_language_type": _text, "string_type": _text, "text_empty": _empty_text,
    "text_language": _language, "language_code": _plan_language,
    "enum": _choice, "literal_error": _choice, "rice_impact": _rice,
    "string_too_long": _long, "too_long": _long, "string_too_short": _empty_text,
    "bool_type": _flag, "bool_parsing": _flag, "tuple_type": _list, "dict_type": _mapping,
    **FORGE_FORMS,
    **GROUP_FORMS, "mapping_type": _mapping, "model_type": _mapping, "model_attributes_type": _mapping,
}  # fmt: skip

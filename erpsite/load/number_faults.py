"""Word what is wrong with a number, and how the number that was meant is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from erpsite.load import fixes
from erpsite.load.fault import Fault, Wording, worded
from erpsite.load.value_sentences import VALUE_SENTENCES
from erpsite.load.withheld_reasons import lacks_reason
from erpsite.model.quantity import LARGEST
from erpsite.model.shape import shape_of
from erpsite.patch import is_formula

__all__ = ["NUMBER_FORMS", "refuse_fiscal_calendar"]

_WEEKS = re.compile(r"['\"]?\d[-/ ]?\d[-/ ]?\d['\"]?")
"""A pattern of weeks, such as 4-4-5."""


def refuse_fiscal_calendar(fault: Fault) -> Wording:
    """Refuse what is no calendar month: sums by calendar months would mix up weeks."""
    message = (
        "{where}: only calendar months are counted; a fiscal calendar of weeks such as 4-4-5, or with months "
        "of its own, is not supported"
    )
    return "fiscal-calendar", message, {"where": fault.name}


def _no_number(fault: Fault) -> Wording:
    message = "{where} must be a number, found {found}; leave it out where there is no value"
    if fault.needed:
        message = "{where} must be a number, found {found}, and a value is required"
    return worded("not-a-number", message, fault)


def _number(fault: Fault) -> Wording:
    code = "not-a-number"
    if fault.name == "fiscal_start" and isinstance(fault.found, str):
        return _fiscal_start(fault, fault.found.strip())
    if held := lacks_reason(fault.record, fault.name, fault.found, fault.in_table):
        return worded("withheld", held[0], fault, form=held[1])
    if isinstance(fault.found, Mapping) and fault.field and fault.field.money:
        message = "{where} must be a number, or an amount with its currency such as {form}, found {found}"
        return worded(code, message, fault, form="{amount: 100, currency: EUR}")
    if not isinstance(fault.found, str):
        return worded(code, VALUE_SENTENCES["number"], fault)
    return _no_number(fault) if fixes.is_placeholder(fault.found) else _written_number(fault, fault.found)


def _fiscal_start(fault: Fault, found: str) -> Wording:
    if _WEEKS.fullmatch(found):
        return refuse_fiscal_calendar(fault)
    month = fixes.fix_month(f"{found} 2000") or fixes.fix_month(f"2000年{found}")
    if month is None:
        return _written_number(fault, found)
    message = "{where} must be a number, found {found}; write {fix}"
    return worded("not-a-number", message, fault, fix=str(int(month[5:])))


def _written_number(fault: Fault, found: str) -> Wording:
    """Return what is wrong with a text that may stand for a number, and how the number is written."""
    code = "not-a-number"
    if fix := fixes.fix_number(found):
        if fix.percent and "unit" in shape_of(fault.record).fields:
            message = '{where} must be a number, found {found}; write {fix} and unit: "%"'
        else:
            message = "{where} must be a number, found {found}; write {fix}"
        return worded(code, message, fault, fix=fix.text)
    if fixes.is_too_large(found):
        return _large(fault)
    if fixes.is_span(found):
        return worded(code, "{where} must be one number, found the span {found}", fault)
    if is_formula(found):
        message = "{where} must be a number, found the formula {found}; write its result"
        return worded(code, message, fault)
    return worded(code, VALUE_SENTENCES["number"], fault)


def _whole(fault: Fault) -> Wording:
    if isinstance(fault.found, bool) or not isinstance(fault.found, int | float):
        return _number(fault)
    return worded("not-whole", VALUE_SENTENCES["int"], fault)


def _finite(fault: Fault) -> Wording:
    return worded("not-finite", "{where} must be a finite number, found {found}", fault)


def _large(fault: Fault) -> Wording:
    message = "{where} must be less than {limit}, found {found}; count in a larger unit"
    return worded("out-of-range", message, fault, limit=f"{LARGEST:,}")


NUMBER_FORMS: Mapping[str, Callable[[Fault], Wording]] = {
    "number_type": _number,
    "number_finite": _finite,
    "number_large": _large,
    "int_type": _whole,
    "int_from_float": _whole,
    "int_parsing": _number,
    "float_type": _number,
}

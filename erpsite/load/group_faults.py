"""Word what can be wrong in the values of a `group.yml`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from erpsite.load.fault import Fault, Wording, worded

__all__ = ["GROUP_FORMS"]


def _address(fault: Fault) -> Wording:
    message = "{where} must be an http address or one relative to the group's handbook, found {found}"
    return worded("wrong-value", message, fault)


def _field(fault: Fault) -> Wording:
    message = "{where} may hold {allowed} in braces and no other word, found {found}"
    return worded("wrong-value", message, fault, allowed="{language}, {release}, {month}")


def _task(fault: Fault) -> Wording:
    form = "company/initiative/phase"
    return worded("wrong-value", "{where} must look like {form}, found {found}", fault, form=form)


def _release(fault: Fault) -> Wording:
    return worded("wrong-value", "{where} must look like {form}, found {found}", fault, form="2026-10.1")


def _place(fault: Fault) -> Wording:
    return worded("wrong-value", "a plan needs one of folder, git and summary, and only one", fault)


GROUP_FORMS: Mapping[str, Callable[[Fault], Wording]] = {
    "group_address": _address,
    "group_address_field": _field,
    "group_task": _task,
    "group_release": _release,
    "group_place": _place,
}
"""By the code of the error."""

"""Word what is wrong with the address of a forge in `handbook.yml`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from erpsite.load.fault import Fault, Wording, worded

__all__ = ["FORGE_FORMS"]


def _address(fault: Fault) -> Wording:
    found = str(fault.found)
    if found.lower().startswith("http://"):
        message = (
            "{where} must begin with https://, found {found}: a token would go over the line in plain text"
        )
        return worded("wrong-address", message, fault)
    if found.startswith("https://") and found.endswith("/"):
        message = "{where} must not end with a slash, found {found}; write {nearest}"
        return worded("wrong-address", message, fault, nearest=found.rstrip("/"))
    message = "{where} must be the HTTPS address of the forge alone, such as {form}, found {found}"
    return worded("wrong-address", message, fault, form="https://git.example.com")


def _like(form: str) -> Callable[[Fault], Wording]:
    def word(fault: Fault) -> Wording:
        return worded("wrong-address", "{where} must look like {form}, found {found}", fault, form=form)

    return word


FORGE_FORMS: Mapping[str, Callable[[Fault], Wording]] = {
    "forge_address_form": _address,
    "forge_repository_form": _like("owner/name"),
    "forge_branch_form": _like("main"),
    "forge_folder_form": _like("plans/data"),
}

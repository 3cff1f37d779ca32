"""Word what is wrong with the address of a forge in `handbook.yml`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from erpsite.load.fault import Fault

__all__ = ["FORGE_FORMS"]

Wording = tuple[str, str, dict[str, object]]


def _address(fault: Fault) -> Wording:
    found = str(fault.found)
    values: dict[str, object] = {"where": fault.name, "found": fault.shown}
    if found.lower().startswith("http://"):
        message = (
            "{where} must begin with https://, found {found}: a token would go over the line in plain text"
        )
        return "wrong-address", message, values
    if found.startswith("https://") and found.endswith("/"):
        message = "{where} must not end with a slash, found {found}; write {nearest}"
        return "wrong-address", message, {**values, "nearest": found.rstrip("/")}
    message = "{where} must be the HTTPS address of the forge alone, such as {form}, found {found}"
    return "wrong-address", message, {**values, "form": "https://git.example.com"}


def _like(form: str) -> Callable[[Fault], Wording]:
    def word(fault: Fault) -> Wording:
        message = "{where} must look like {form}, found {found}"
        return "wrong-address", message, {"where": fault.name, "found": fault.shown, "form": form}

    return word


FORGE_FORMS: Mapping[str, Callable[[Fault], Wording]] = {
    "forge_address_form": _address,
    "forge_repository_form": _like("owner/name"),
    "forge_branch_form": _like("main"),
    "forge_folder_form": _like("plans/data"),
}

"""Hold the forge that keeps the plan, to which pages may send a request."""

import re
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from erpsite.model.base import Record

__all__ = ["ADDRESS", "BRANCH", "CONNECT", "FOLDER", "REPOSITORY", "Forge"]

CONNECT = "assets/forms/connect.txt"
"""File of a site that names the one address to which its pages may talk, for the policy."""

ADDRESS = re.compile(
    r"https://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*"
)
"""An HTTPS address with nothing that a policy or a request would read as more: no user, query or blank."""
REPOSITORY = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(?:/[A-Za-z0-9_][A-Za-z0-9._-]*)+")
BRANCH = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*(?:[./][A-Za-z0-9_-]+)*")
FOLDER = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")


def _formed(pattern: re.Pattern[str], code: str) -> tuple[Any, Any]:
    def check(value: Any) -> str:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise PydanticCustomError(code, "has the wrong form")
        return value

    return BeforeValidator(check), WithJsonSchema({"type": "string", "pattern": f"^{pattern.pattern}$"})


Address = Annotated[str, *_formed(ADDRESS, "forge_address_form")]
Repository = Annotated[str, *_formed(REPOSITORY, "forge_repository_form")]
Branch = Annotated[str, *_formed(BRANCH, "forge_branch_form")]
Folder = Annotated[str, *_formed(FOLDER, "forge_folder_form")]

_INTERFACES = {"github": "/api/v3", "gitlab": "/api/v4", "gitea": "/api/v1", "forgejo": "/api/v1"}


class Forge(Record):
    """Say where the plan is kept, so that what is edited in a page can be sent there as a request."""

    kind: Literal["github", "gitlab", "gitea", "forgejo"]
    """Whose interface it speaks."""
    address: Address
    """Of the forge, such as https://github.com; a browser talks to it by HTTPS alone."""
    repository: Repository
    """Owner and name, such as `yuanze/plan`."""
    branch: Branch = "main"
    """The branch that requests are made to."""
    data: Folder = "data"
    """The data folder, as seen from the top of the repository."""
    changes: Folder = "changes"
    """Folder of the repository for change files, of which a job makes changed lines."""

    @property
    def interface(self) -> str:
        """Return the address of its REST interface."""
        if self.address == "https://github.com":
            return "https://api.github.com"
        return self.address + _INTERFACES[self.kind]

    @property
    def origin(self) -> str:
        """Return what a policy names to let pages talk to the interface."""
        parts = urlsplit(self.interface)
        return f"{parts.scheme}://{parts.netloc}"

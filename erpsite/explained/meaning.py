"""Hold what one kind of finding means."""

from __future__ import annotations

from erpsite.frozen import dataclass

__all__ = ["Meaning", "means"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """Say of a kind of finding where it comes from and how to mend it; both are msgids."""

    code: str
    """The code that findings carry, such as `unknown-key`; it stays from version to version."""
    cause: str
    cure: str


def means(code: str, cause: str, cure: str) -> Meaning:
    """Declare what the findings of one code mean; the texts are looked for under this name and translated."""
    return Meaning(code, cause, cure)

"""Maps of imports (`imports/*.yml`)."""

from __future__ import annotations

from erpsite.explained.meaning import means

__all__ = ["IMPORTS"]

IMPORTS = (
    means(
        "import-report",
        "A report of an import in `imports/` cannot be read: it was edited, or a merge left its marks.",
        "Delete it and import again.",
    ),
    means(
        "no-column",
        "An entry of a map says of no column which one it is.",
        "Write `column: NAME`, `at: PLACE`, or both.",
    ),
    means(
        "no-record",
        "The list `made` of a map holds something else than records with id and name.",
        "Correct the entry; the message names the kinds.",
    ),
    means(
        "no-reference",
        "`make` stands at a column whose words lead to no records.",
        "Take `make` away.",
    ),
    means(
        "undecided-column",
        "A column of a map neither becomes a field nor says why it is not used.",
        "Write `to: FIELD`, or `unused: REASON`.",
    ),
    means(
        "unknown-field",
        "A map leads a column to a field that there is not.",
        "Take the nearest one of the message.",
    ),
    means(
        "unknown-kind",
        "A map imports a kind of record that cannot be imported.",
        "Take one of the message; `erpsite import --list` names them with their fields.",
    ),
)

"""What an edition may still tell of what it hides. Nothing can judge these but a person."""

from __future__ import annotations

from erpsite.explained.meaning import means

__all__ = ["EDITIONS"]

EDITIONS = (
    means(
        "edition-amount",
        "A text may hold an amount of money, and the edition hides money.",
        "Name the currency, so that it is taken out; name what is counted; or clear the mark of the "
        "text where it may be seen.",
    ),
    means(
        "edition-company",
        "A text may name a company, and the edition hides third parties.",
        "Write its full name, so that it is taken out, or another word; or clear the mark.",
    ),
    means(
        "edition-file",
        "A file that would be published can be read by nobody's program, such as a picture, so that "
        "nothing can say what it tells.",
        "Look at it, and clear its mark.",
    ),
    means(
        "edition-file-name",
        "The name of a file that would be published tells what the edition hides.",
        "Rename the file.",
    ),
    means(
        "edition-id",
        "An id is made of a name that the edition hides, and addresses show it.",
        "Give the record another id.",
    ),
    means(
        "edition-name",
        "A text may name a person, and the edition hides people.",
        "Write the full name, so that it is taken out, or another word; or clear the mark.",
    ),
    means(
        "edition-told",
        "A written page or copied file may tell what the edition hides.",
        "Reword it, or clear its mark.",
    ),
    means(
        "edition-unit",
        "A measure is counted in money, and the edition hides money.",
        "Clear it where it may be seen, or measure something else.",
    ),
)

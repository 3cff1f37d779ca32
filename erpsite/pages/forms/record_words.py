"""Say what the forms say where a record begins, gets another id, or cannot be sent."""

from __future__ import annotations

from erpsite.i18n import Translator

__all__ = ["record_words"]


def record_words(tr: Translator) -> dict[str, str]:
    """Return these texts by the name under which the script asks for them."""
    return {
        "like_what": tr("Begin with"),
        "like_needed": tr("What it needs"),
        "like": tr("The same as in “{name}”"),
        "like_look": tr("Everything but the name is as in “{name}”: look through dates, people and amounts."),
        "rename_record": tr("Give it another id"),
        "rename_help": tr(
            "The name that people read is changed in the form above. The id leads from other records, from "
            "addresses of pages and from what is published: the earlier one stays as “Formerly”, by which "
            "the plan goes on finding it."
        ),
        "rename_places": tr("Changed with it, places: {n}"),
        "rename_past": tr(
            "Kept as written, places: {n}. What is past is not rewritten; the plan follows the earlier id "
            "there."
        ),
        "rename_id": tr("The new id: lower-case letters, digits and hyphens"),
        "rename_do": tr("Change the id"),
        "rename_not": tr("Leave it"),
        "rename_back": tr("Take the other id back"),
        "renamed": tr("The id goes from {old} to {new}."),
        "within": tr("{list}: {name}"),
        "required_mark": tr("(must be given)"),
        "place_mark": tr(": "),
        "rows_here": tr("In the rows of this page"),
        **_since(tr),
        "nothing_ready": tr(
            "Nothing can be sent yet: the entries that are marked above mean nothing so far. Open them and "
            "put them right, or take them back."
        ),
    }


def _since(tr: Translator) -> dict[str, str]:
    """Return what the form of a release says of the latest plan, which it edits."""
    return {
        "since_latest": tr(
            "You are reading the release {name}. This form shows and edits the latest plan ({latest})."
        ),
        "since_none": tr("What the release {name} says of it stands unchanged in the latest plan."),
        "since_some": tr("Changed since the release {name}: {n}"),
        "since_set": tr("{field}: there {old}, now {new}"),
        "since_added": tr("{field}: not there yet"),
        "since_gone": tr("{field}: no longer in the plan"),
        "since_new": tr("The release {name} does not have it yet."),
        "since_missing": tr(
            "The latest plan does not have this record any more, or has it under another id; choose it from "
            "the whole plan."
        ),
    }

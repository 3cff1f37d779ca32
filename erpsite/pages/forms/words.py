"""Say what the forms say, in the reader's language."""

from __future__ import annotations

from erpsite.i18n import Translator
from erpsite.load.value_sentences import VALUE_SENTENCES
from erpsite.pages.forms.record_words import record_words
from erpsite.pages.forms.request_words import request_words

__all__ = ["form_words"]


def form_words(tr: Translator) -> dict[str, str]:
    """Return every text of the forms by the name under which the script asks for it."""
    return {
        **_frame(tr),
        **_fields(tr),
        **_checks(tr),
        **_changes(tr),
        **_told(tr),
        **_review(tr),
        **record_words(tr),
        **request_words(tr),
    }


def _frame(tr: Translator) -> dict[str, str]:
    return {
        "title": tr("Edit the plan"),
        "close": tr("Close"),
        "choose": tr("What do you want to change?"),
        "here": tr("On this page"),
        "all": tr("The whole plan"),
        "open": tr("Edit {name}"),
        "find": tr("Only those with these words"),
        "source": tr("File {file}, line {line}"),
        "failed": tr("This could not be read. Are you connected? Nothing of what you typed is lost."),
        "offline_only": tr(
            "This file is not offered for editing here: it is large, or not UTF-8. Edit the file itself."
        ),
        "release": tr(
            "You are reading the release {name}. What you change here is laid over the latest plan; where "
            "that has changed since, both values are shown before anything is taken."
        ),
        "rest_later": tr("Names, dates and amounts are checked against each other again when the change file "
                         "is applied."),
        "only_here": tr("Nothing leaves this browser until you send the change file."),
    }  # fmt: skip


def _fields(tr: Translator) -> dict[str, str]:
    return {
        "required": tr("must be given"),
        "more_fields": tr("Fields that are not given"),
        "all_languages": tr("all languages"),
        "split": tr("Write it in each language"),
        "nothing": tr("— not given —"),
        "yes": tr("Yes"),
        "no": tr("No"),
        "add": tr("Add"),
        "add_to": tr("Add to {name}"),
        "remove_one": tr("Remove {name}"),
        "removed": tr("{name} is removed."),
        "restore": tr("Keep it after all"),
        "undo": tr("Take back"),
        "was": tr("was: {old}"),
        "empty": tr("nothing"),
        "unit_money": tr("in {currency}"),
        "several": tr("one on each line"),
        "new_id": tr("Id of the new record: lower-case letters, digits and hyphens"),
        "new_in": tr("New: {name}"),
        "make": tr("Begin to fill it in"),
        "month": tr("Month"),
        "paste": tr("You can paste several cells from a spreadsheet into the first one."),
        "pasted": tr("{n} cells pasted."),
        "new_month": tr("Add a month"),
        "delete_record": tr("Delete this record"),
        "delete_sure": tr("Delete “{name}”? {n} places in the plan refer to it: {where}"),
        "delete_free": tr("Delete “{name}”? Nothing in the lists of the plan refers to it."),
        "deleted": tr("“{name}” will be deleted."),
        "no_line": tr("(no name)"),
    }  # fmt: skip


def _checks(tr: Translator) -> dict[str, str]:
    """Return what is wrong with a value: in the words of `erpsite check` where it can say it of a file."""
    return {
        **{f"bad_{name}": tr(sentence) for name, sentence in VALUE_SENTENCES.items()},
        "bad_control": tr("A character that cannot be kept in the plan stands in it; type it again."),
        "bad_taken": tr("“{found}” is taken already."),
        "wrong": tr("{n} entries cannot be sent yet; they are marked."),
        "id_word": tr("The id"),
    }


def _changes(tr: Translator) -> dict[str, str]:
    return {
        "tray": tr("Changes so far ({n})"),
        "tray_none": tr("Nothing is changed yet."),
        "set": tr("{field}: {old} → {new}"),
        "added": tr("{field}: added {new}"),
        "gone": tr("{field}: removed"),
        "conflict": tr("In the meantime this became {now}; your change was made from {old}."),
        "take_mine": tr("Keep mine"),
        "take_theirs": tr("Drop mine"),
        "who": tr("Your name"),
        "person": tr("You, in the list of people"),
        "why": tr("Why? One sentence for those who look at the change"),
        "download": tr("Save the change file"),
        "copy": tr("Copy as text"),
        "mail": tr("Send by mail"),
        "mail_subject": tr("Changes to {title}"),
        "mail_long": tr("It is too long for a mail that a page can begin; save the file and attach it."),
        "copied": tr("Copied. Paste it into a mail or a chat."),
        "copy_failed": tr("The browser does not let the page copy; here is the text."),
        "saved": tr(
            "Saved as {file}. Send it to whoever looks after the plan; they apply it with: "
            "erpsite apply {file}"
        ),
        "lacking": tr("Still missing; without it the plan does not take what is new:"),
        "need_name": tr("Say who you are, so that somebody can ask you."),
        "clear": tr("Forget these changes"),
        "clear_sure": tr("Forget all {n} changes? What was not saved as a file is lost."),
        "cleared": tr("The changes are forgotten."),
        "not_kept": tr(
            "This browser keeps nothing (its storage is full or switched off). Save the change file "
            "before you leave this page."
        ),
        "damaged": tr("Earlier changes could not be read and are set aside, not lost."),
        "save_aside": tr("Save what was set aside"),
        "elsewhere": tr("Changed in another tab."),
    }  # fmt: skip


def _told(tr: Translator) -> dict[str, str]:
    return {
        "taken_back": tr("Taken back."),
        "joined": tr(", "),
    }


def _review(tr: Translator) -> dict[str, str]:
    return {
        "review": tr("Monthly review"),
        "review_of": tr("Review {month}"),
        "review_begin": tr("Begin the review {month}"),
        "review_help": tr(
            "Everybody can fill in their own part. Whoever puts the review together opens the change files "
            "of the others under “Changes so far” and saves one."
        ),
        "whose": tr("Whose part"),
        "everybody": tr("Everybody's"),
        "running": tr("Running initiatives ({n})"),
        "last": tr("last report {month}"),
        "never": tr("not reported yet"),
        "spent_last": tr("spent {currency} {amount}"),
        "report": tr("Report on it"),
        "confirm": tr("These are this month's numbers"),
        "waits": tr("waits to be confirmed"),
        "filled": tr("filled in"),
        "stands": tr("is in the plan"),
        "all_fields": tr("All its fields"),
        "kpis_due": tr("KPIs of {month}"),
        "open_actions": tr("Open actions ({n})"),
        "meeting_part": tr("The review meeting"),
        "more_of_review": tr("Decisions, new actions, risks and measures"),
        "take_files": tr("Add change files of others"),
        "taken": tr("{n} changes of others are added."),
        "differ": tr("{field}: here {mine}, {who} says {theirs}."),
        "take_other": tr("Take theirs"),
        "no_change_file": tr("This is no change file of a plan."),
        "other_plan": tr("This change file is of another plan."),
    }

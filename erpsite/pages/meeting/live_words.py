"""Say meeting mode's words in the reader's language; the script fills the braces of its own."""

from __future__ import annotations

from erpsite.pages.kit.book import Book

__all__ = ["live_words"]


def live_words(book: Book) -> dict[str, object]:
    """Return the words of meeting mode by the names that the script uses."""
    parts = (_session_words, _day_words, _capture_words, _reply_words, _file_words, _safety_words)
    return {**{name: text for words in parts for name, text in words(book).items()}, "keys": _key_words(book)}


def _session_words(book: Book) -> dict[str, str]:
    tr = book.tr
    return {
        "not_begun": tr("The meeting has not begun"),
        "over": tr("The meeting is over"),
        "begin": tr("Begin"),
        "next": tr("Next session"),
        "close": tr("Close the meeting"),
        "back": tr("Undo the last step"),
        "output": tr("Must come out"),
        "no_output": tr("no output"),
        "goal": tr("Goal"),
        "no_goal": tr("no goal"),
        "lead": tr("Lead"),
        "pages": tr("On the screen"),
        "first": tr("Begins with"),
        "up_next": tr("Up next"),
        "left": tr("left"),
        "overtime": tr("overtime"),
        "span": tr("{start} to {end}", start="{start}", end="{end}"),
        "speaker": tr("Speaker"),
        "talk": tr("Speaker starts"),
        "stop": tr("Speaker stops"),
        "reset": tr("Next speaker"),
        "sound": tr("Sound"),
        "half": tr("Half of the time is gone"),
        "time_up": tr("Time is up"),
        "limit": tr("{minutes} minutes a speaker", minutes="{minutes}"),
    }


def _day_words(book: Book) -> dict[str, str]:
    tr = book.tr
    late = {"time": "{time}", "minutes": "{minutes}", "planned": "{planned}"}
    return {
        "day": tr("The day"),
        "planned": tr("Planned"),
        "expected": tr("Expected"),
        "session": tr("Session"),
        "status": tr("Status"),
        "now": tr("now"),
        "done": tr("done"),
        "end_late": tr("Ends at {time}, {minutes} min later than planned", **late),
        "end_early": tr("Ends at {time}, {minutes} min earlier than planned", **late),
        "end_on_time": tr("Ends at {time}, as planned", **late),
        "keep_breaks": tr("Keep breaks as long as planned"),
        "rehearsal": tr("A rehearsal: the meeting is on {day}", day="{day}"),
        "full": tr("Full screen"),
        "help": tr("Keys"),
        "shut": tr("Close"),
        "not_kept": tr(
            "This browser keeps nothing: export before you close or reload this page, or all is lost."
        ),
    }


def _capture_words(book: Book) -> dict[str, str]:
    tr = book.tr
    return {
        "decisions": tr("Decisions"),
        "decision": tr("Decision"),
        "wording": tr("Word for word"),
        "by": tr("Decided by"),
        "about": tr("Initiatives concerned"),
        "actions": tr("Actions"),
        "task": tr("Action"),
        "owner": tr("Owner"),
        "due": tr("Due"),
        "acceptance": tr("Acceptance test"),
        "initiative": tr("Initiative"),
        "votes": tr("Votes for the TOP 5"),
        "vote": tr("One vote more for {name}", name="{name}"),
        "unvote": tr("One vote less for {name}", name="{name}"),
        "parked": tr("Parked questions"),
        "question": tr("Question"),
        "answers": tr("Who answers"),
        "pick": tr("Pick a person"),
        "nobody": tr("Nobody yet"),
        "none": tr("None"),
        "add": tr("Add"),
        "remove": tr("Remove {name}", name="{name}"),
    }


def _reply_words(book: Book) -> dict[str, str]:
    """Return the words around answers to what readers asked before the day."""
    tr = book.tr
    return {
        "replies": tr("Answers to readers"),
        "reply_to": tr("Question of a reader"),
        "pick_question": tr("Pick a question"),
        "reply": tr("Answer"),
        "reply_by": tr("Answered by"),
        "export_replies": tr("Export the answers"),
        "replies_exported": tr("Exported: “erpsite apply” with this file writes the answers into the plan."),
        "replies_why": tr("Answered in the planning meeting"),
        "meeting_author": tr("Planning meeting"),
    }


def _file_words(book: Book) -> dict[str, str]:
    tr = book.tr
    captured = {"decisions": "{decisions}", "actions": "{actions}", "parked": "{parked}"}
    return {
        "files": tr("Keep and take along"),
        "captured": tr(
            "Captured: decisions {decisions}, actions {actions}, parked questions {parked}. "
            "Nothing leaves this browser until you export it.",
            **captured,
        ),
        "export": tr("Export meeting.yml"),
        "import": tr("Import"),
        "clear": tr("Start over"),
        "clear_sure": tr("Delete everything that was captured in this browser?"),
        "cleared": tr("Everything is deleted."),
        "exported": tr("Exported: put the file into the data folder and run the check."),
        "incomplete": tr("Exported, but these are incomplete: {records}", records="{records}"),
        "imported": tr("Imported {file}", file="{file}"),
        "bad_line": tr("{file} was not read: line {line} is not understood", file="{file}", line="{line}"),
        "bad_file": tr("{file} was not read: it is no record of a meeting", file="{file}"),
        "merged": tr("New entries: {added}; known already: {known}.", added="{added}", known="{known}"),
        "apart": tr(
            "{apart} differ from an entry with the same id here: both are kept, remove the wrong one.",
            apart="{apart}",
        ),
        "file_note": tr("Record of the planning meeting, exported from meeting mode"),
    }


def _safety_words(book: Book) -> dict[str, str]:
    """Return what is said so that nothing that was captured is lost."""
    tr = book.tr
    return {
        "undo": tr("Undo the last capture"),
        "undo_what": tr("Undo: {name}", name="{name}"),
        "undone": tr("Taken back: {name}", name="{name}"),
        "other_tab": tr(
            "This meeting is open in another tab or window, too. What is captured in one stands in both."
        ),
        "nearly_full": tr(
            "The storage of this browser is nearly full: export now, and close other pages of this site."
        ),
        "set_aside": tr(
            "A record of this meeting could not be read whole. It is kept as it was; nothing of it is lost:"
        ),
        "save_aside": tr("Download the record of {name}", name="{name}"),
        "drop_aside": tr("Delete it"),
        "drop_sure": tr("Delete this record for good?"),
    }


def _key_words(book: Book) -> dict[str, str]:
    tr = book.tr
    return {
        "N": tr("Begin, next session, close"),
        "B": tr("Undo the last step"),
        "␣": tr("Speaker starts or stops"),
        "R": tr("Next speaker"),
        "S": tr("Sound on or off"),
        "1–9": tr("Open a page of the session in a new tab"),
        "D": tr("Add a decision"),
        "A": tr("Add an action"),
        "V": tr("Vote for the TOP 5"),
        "P": tr("Park a question"),
        "Q": tr("Answer a reader"),
        "U": tr("Undo the last capture"),
        "X": tr("Export meeting.yml"),
        "F": tr("Full screen"),
        "Esc": tr("Leave a field"),
        "?": tr("Show these keys"),
    }

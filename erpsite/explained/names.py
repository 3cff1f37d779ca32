"""Ids, references and languages: what names what."""

from __future__ import annotations

from erpsite.explained.meaning import means

__all__ = ["NAMES"]

NAMES = (
    means(
        "duplicate-id",
        "Two records have the same id, so that references could mean either.",
        "Give one of them another id, and change what refers to it.",
    ),
    means(
        "long-text",
        "One text is longer than a page can bear in a table or a lead.",
        "Write a page of your own under `content/`, and keep a sentence here.",
    ),
    means(
        "missing-translation",
        "Texts of a file lack one of the plan's languages; their readers see another one.",
        "Add the texts, the first at the place that is named; or take the language off the plan.",
    ),
    means(
        "named-twice",
        "One list names the same record twice.",
        "Delete one of the two.",
    ),
    means(
        "no-language",
        "The list of the plan's languages is empty.",
        "Name one at least, or leave the key out.",
    ),
    means(
        "phase-and-milestone",
        "A phase and a milestone of one initiative have the same id; links could not tell them apart.",
        "Give one of them another id.",
    ),
    means(
        "plan-without-id",
        "The plan has no id, so that its calendar and feed may be taken for another plan's.",
        "Add the line that the message gives to `handbook.yml`, and keep it over the years.",
    ),
    means(
        "repeated-language",
        "The list of the plan's languages names one twice.",
        "Delete one of the two.",
    ),
    means(
        "unknown-calendar",
        "The base of the calendar is none that is known, so that no day off would count.",
        "Write `china`, `weekdays`, or a country's code such as DE, with its part where it has some: DE-BY.",
    ),
    means(
        "unknown-criterion",
        "An initiative is scored by a criterion that has no weight in the plan.",
        "Give it a weight under `prioritisation`, or delete the score.",
    ),
    means(
        "unknown-limit",
        "The settings give a rule a limit that it has not.",
        "Take a name that the message lists, or the page of the rule.",
    ),
    means(
        "unknown-link",
        "A link waits for a phase, milestone or initiative that is not there.",
        "Write the id of a part of the same initiative, `initiative/part` for one of another, or an "
        "initiative's id.",
    ),
    means(
        "unknown-part",
        "A phase, milestone or third party is named that the initiative has not.",
        "Correct the id, or add the part to the initiative.",
    ),
    means(
        "unknown-record",
        "A waiver excuses a record that the plan has not.",
        "Correct the id; where the record is gone, delete the waiver.",
    ),
    means(
        "unknown-reference",
        "A record refers to an id that the other file has not. Nothing can be linked or added up.",
        "Take the nearest id that the message offers, or add the record.",
    ),
    means(
        "unknown-rule",
        "The settings name a rule that there is not.",
        "Take an id of `erpsite check --list`.",
    ),
    means(
        "unknown-session",
        "The record of the meeting names a session that the agenda has not.",
        "Take an id of `agenda.yml`.",
    ),
    means(
        "unknown-timezone",
        "The time zone is no name of the IANA list.",
        "Write a name such as Asia/Shanghai or Europe/Berlin.",
    ),
)

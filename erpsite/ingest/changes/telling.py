"""Report what change files did, as lines and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from erpsite.i18n import Translator, locale_of
from erpsite.ingest.changes.applying import Applied
from erpsite.ingest.changes.change_file import ChangeFile
from erpsite.ingest.changes.outcome import Became, Fate
from erpsite.ingest.changes.sentences import conflict_words, sentence

__all__ = ["applied_data", "applied_lines", "base_words", "commit_message", "plan_words"]


def applied_lines(applied: Applied, folder: str, tr: Translator) -> Iterator[str]:
    """Yield the report, a change file after another; places begin with the name of the data folder."""
    for step in applied.steps:
        yield _head(step.name, step.author, tr)
        for one in applied.became:
            if one.author is step.author and one.name == step.name:
                yield f"  {one.source.under(folder)}: {_told(one, tr)}"
    counts = {fate: len(applied.with_fate(fate)) for fate in Fate}
    told = tr("{done} done, {already} already so, {conflicts} in conflict, {refused} refused",
              done=counts[Fate.DONE], already=counts[Fate.ALREADY], conflicts=counts[Fate.CONFLICT],
              refused=counts[Fate.REFUSED])  # fmt: skip
    held = counts[Fate.HELD]
    yield tr("{counts}, {held} held back", counts=told, held=held) if held else told


def _head(name: str, author: ChangeFile, tr: Translator) -> str:
    day = locale_of(tr.language).day(author.when)
    who = " ".join(author.who.name.split())
    if author.why.strip():
        return tr(
            "{name}, by {who} on {day}: {why}", name=name, who=who, day=day, why=" ".join(author.why.split())
        )
    return tr("{name}, by {who} on {day}", name=name, who=who, day=day)


def _told(one: Became, tr: Translator) -> str:
    if one.fate is Fate.CONFLICT:
        return tr("CONFLICT: {words}", words=conflict_words(one, tr))
    if one.fate is Fate.REFUSED and one.reason is not None:
        return tr("NOT DONE: {reason}", reason=one.reason.say(tr))
    if one.fate is Fate.HELD:
        return tr("held back: {words}", words=sentence(one, tr))
    if one.fate is Fate.ALREADY:
        return tr("already so: {words}", words=sentence(one, tr))
    return sentence(one, tr)


def plan_words(name: str, author: ChangeFile, plan: str, tr: Translator) -> Iterator[str]:
    """Yield that nothing says whether a change file is of this plan: the id of one of both is missing."""
    if plan and not author.plan:
        yield tr("{name} does not say of which plan it is; it is compared with this one, {plan}.",
                 name=name, plan=plan)  # fmt: skip
    elif author.plan and not plan:
        message = "{name} is of the plan {other}, and this one has no id: make sure that it is that one."
        yield tr(message, name=name, other=author.plan)


def base_words(name: str, author: ChangeFile, commit: str, tr: Translator) -> Iterator[str]:
    """Yield what the page was built from, where that is not today's plan."""
    base = author.base
    if base.release:
        yield tr("{name} was made in the published release {release}; each value is compared.",
                 name=name, release=base.release)  # fmt: skip
    elif base.commit and commit and not _same_commit(base.commit, commit):
        yield tr("{name} was made at commit {base}, the plan stands at {commit}; each value is compared.",
                 name=name, base=base.commit[:12], commit=commit)  # fmt: skip


def _same_commit(one: str, other: str) -> bool:
    one, other = one.rstrip("+"), other.rstrip("+")
    return one.startswith(other) or other.startswith(one)


def commit_message(became: Sequence[Became], author: ChangeFile, tr: Translator) -> str:
    """Return the message of a commit: the first sentence, then all of several, then the reason."""
    said = [sentence(one, tr) for one in became if one.fate is Fate.DONE]
    subject = said[0].rstrip(".。")
    if len(said) > 1:
        subject = tr("{sentence} (and {n} more)", sentence=subject, n=len(said) - 1)
    parts = [subject]
    if len(said) > 1:
        parts.append("\n".join(f"- {one}" for one in said))
    if author.why.strip():
        parts.append("\n".join(line.strip() for line in author.why.strip().splitlines()))
    return "\n\n".join(parts) + "\n"


def applied_data(applied: Applied, tr: Translator) -> dict[str, Any]:
    """Return the report as plain data."""
    changes = [
        {
            "from": one.name,
            "who": one.author.who.name,
            "fate": one.fate.value,
            "file": one.source.path,
            "line": one.source.line,
            "old": one.change.before_it,
            "today": one.today,
            "new": one.change.after_it,
            "words": _told(one, tr),
        }
        for one in applied.became
    ]
    return {"changes": changes, "files": sorted(applied.files)}

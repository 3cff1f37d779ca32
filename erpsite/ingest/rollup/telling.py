"""Say what a roll-up found: rows in = rows that count + left out + refused, and what moved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from erpsite.i18n import Translator
from erpsite.ingest.rollup.runs import LEFT_OUT, Refusal, Run, UnknownWord
from erpsite.model.rolled import (
    AheadFile,
    RepeatedDay,
    Rolled,
    RolledMonth,
    doubt_message,
    figure,
    jumps,
    quantile,
)

__all__ = ["REASONS", "json_report", "notices", "text_report"]

REASONS: Mapping[str, str] = {
    "no-time": "no time",
    "not-a-time": "no time that can be read",
    "too-early": "before the months of the plan",
    "too-late": "after the plan year",
    "not-a-number": "no number that can be read",
    "negative": "a negative duration",
    "too-long": "a duration of more than thirty years",
    "no-outcome": "nothing that says whether it failed",
    "unknown-module": "a module that nobody knows",
    "unknown-plant": "a plant that nobody knows",
    "half-written": "fewer cells than the header",
    "too-many-cells": "more cells than the header",
    "not-json": "no object of JSON that can be read",
    "open-quote": "a quotation mark that is not closed",
    "long-line": "a line of more than 4 MB",
    "not-utf-8": "letters that are not UTF-8 (encoding: says what they are)",
    "unreadable": "a line that cannot be read",
    "no-row": "lines that are no rows (only_lines, no_lines)",
    "filtered": "taken out by filters",
    "maintenance": "planned maintenance",
    "doubled-file": "the same file twice",
}
"""What each reason is called."""


def text_report(name: str, run: Run, tr: Translator, *, refused: bool = False) -> list[str]:
    """Return the report of one roll-up as lines; where too much is `refused`, nothing of it is a result."""
    if run.fresh:
        n = len(run.files)
        head = tr.plural("{name}: nothing new in {n} file", "{name}: nothing new in {n} files", n, name=name)
        return [head, *(f"  {line}" for line in (*_gone(run, tr), *_older(run, tr)))]
    used = sum(one.used for one in run.counts.values())
    head = tr(
        "{name}: {files} files read, {rows} rows: {used} count, {left} are left out, {refused} are refused",
        name=name, files=len(run.counts) + len(run.doubled), rows=run.rows, used=used, left=_of(run, True),
        refused=_of(run, False),
    )  # fmt: skip
    lines = [head]
    for reason, rows in run.reasons.items():
        first = next((one for one in run.refusals if one.reason == reason), None)
        message = "{reason}: {rows} – {place}" if first else "{reason}: {rows}"
        if first and first.clock:
            message = "{reason}: {rows} – {place}; is its clock: {clock}?"
        told = {"place": _place(first), "clock": first.clock} if first else {}
        lines.append("  " + tr(message, reason=tr(REASONS[reason]), rows=rows, **told))
    lines += [f"  {line}" for line in notices(run, tr)]
    if run.months and not refused:
        months = sorted({one.month.month for one in run.months})
        plants = len({one.month.plant for one in run.months} - {None})
        lines.append(
            "  " + tr("counted: {first} to {last}, {n} files of results, {plants} plants",
                      first=months[0], last=months[-1], n=len(run.months), plants=plants)
        )  # fmt: skip
    return lines


def _of(run: Run, left: bool) -> int:
    return sum(rows for reason, rows in run.reasons.items() if (reason in LEFT_OUT) == left)


def _place(one: Refusal) -> str:
    place = f"{one.file}:{one.line}" if one.line else one.file
    return f"{place} ({one.raw})" if one.raw else place


def notices(run: Run, tr: Translator) -> Iterator[str]:
    """Yield what people should look at before they believe the figures."""
    for name, first in run.twins.items():
        yield tr("{file} holds the same as {first}, and counts once", file=name, first=first)
    yield from _alike(run, tr)
    yield from _repeated(run.again, tr)
    yield from _gone(run, tr)
    yield from _older(run, tr)
    yield from (_unknown(one, tr) for one in run.unknown)
    for name in run.written_to:
        message = "{file} was written to while it was read: its last row may be cut off; count again"
        yield tr(message, file=name)
    for name in run.open_ended:
        message = (
            "the last line of {file} does not end, as those of the other files do, and counts as it stands; "
            "was the file cut off?"
        )
        yield tr(message, file=name)
    yield from (_ahead(one, tr) for one in run.ahead if one.path in run.counts)
    yield from (tr(doubt_message(one), of=one.of, **one.values) for one in run.doubts)
    yield from _jumps(run, tr)
    yield from _moved(run, tr)
    for year in (one.year for one in run.years if one.users is None):
        message = "the different users of {year} are not known: not all logs of its months are here"
        yield tr(message, year=year)


def _unknown(one: UnknownWord, tr: Translator) -> str:
    place = f"{one.file}:{one.line}" if one.line else one.file
    known = one.key.where_of("values" if one.key.values else "column")
    if one.nearest:
        message = (
            "{place}: {column} = “{word}” is no word of {definition}, in {rows} rows; did you mean {nearest}?"
        )
    else:
        message = "{place}: {column} = “{word}” is no word of {definition}, in {rows} rows"
    return tr(message, place=place, column=one.key.column, word=one.word, definition=known, rows=one.rows,
              nearest=one.nearest or "")  # fmt: skip


def _gone(run: Run, tr: Translator) -> Iterator[str]:
    if run.gone and run.forgotten:
        yield tr.plural(
            "{n} file that was counted is gone, {file}, and counts no longer",
            "{n} files that were counted are gone, {file} among them, and count no longer",
            len(run.gone),
            file=run.gone[0],
        )
    elif run.gone:
        yield tr.plural(
            "{n} file that was counted is gone, {file}; its months stay as they are",
            "{n} files that were counted are gone, {file} among them; their months stay as they are",
            len(run.gone),
            file=run.gone[0],
        )


def _older(run: Run, tr: Translator) -> Iterator[str]:
    """Yield the months that were counted by an older rule of times."""
    if run.older:
        yield tr.plural(
            "{n} month, {first}, is counted again: a word behind a time, such as PM, was passed over before",
            "{n} months, {first} to {last}, are counted again: a word behind a time, such as PM, was passed "
            "over before",
            len(run.older), first=run.older[0], last=run.older[-1],
        )  # fmt: skip
    if run.stale:
        yield tr.plural(
            "{n} month, {first}, stays as it was counted when a word behind a time, such as PM, was passed "
            "over: not all of its logs are here",
            "{n} months, {first} to {last}, stay as they were counted when a word behind a time, such as PM, "
            "was passed over: not all of their logs are here",
            len(run.stale), first=run.stale[0], last=run.stale[-1],
        )  # fmt: skip


def _alike(run: Run, tr: Translator) -> Iterator[str]:
    """Yield files that differ and yet hold as many rows between the same times: perhaps a day twice."""
    seen: dict[tuple[object, ...], str] = {}
    for one in run.accounts:
        key = (one.rows, one.first, one.last)
        if one.used > 1 and key in seen and {one.path, seen[key]} & set(run.counts):
            message = (
                "{file} and {first} have as many rows between the same times; is one a copy of the other?"
            )
            yield tr(message, file=one.path, first=seen[key])
        if one.used > 1:
            seen.setdefault(key, one.path)


def _repeated(days: Sequence[RepeatedDay], tr: Translator) -> Iterator[str]:
    """Yield the days that may stand twice, a line for each row of days in the same files."""
    held: list[list[RepeatedDay]] = []
    for one in days:
        if held and held[-1][0].files == one.files and _next_day(held[-1][-1].day) == one.day:
            held[-1].append(one)
        else:
            held.append([one])
    for some in held:
        if len(some) > 1:
            message = (
                "{more} of the {rows} rows of {n} days, {first} to {last}, stand more than once in the logs, "
                "in {files}, and count as often; are these days there twice?"
            )
            more, rows = sum(one.more for one in some), sum(one.rows for one in some)
            yield tr(message, more=more, rows=rows, n=len(some), first=some[0].day, last=some[-1].day,
                     files=", ".join(some[0].files))  # fmt: skip
        else:
            yield _repeated_day(some[0], tr)


def _next_day(day: str) -> str:
    return (dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat()


def _repeated_day(one: RepeatedDay, tr: Translator) -> str:
    message = (
        "{more} of the {rows} rows of {day} stand more than once in the logs, in {files}, and count as "
        "often; is the day there twice?"
    )
    if one.about:
        message = (
            "about {more} of the {rows} rows of {day} stand more than once in the logs, in {files}, and "
            "count as often; is the day there twice?"
        )
    return tr(message, more=one.more, rows=one.rows, day=one.day, files=", ".join(one.files))


def _ahead(one: AheadFile, tr: Translator) -> str:
    message = "{file} was written or read {written}, and holds rows of {last}: is its clock or zone another?"
    return tr(message, file=one.path, written=one.written, last=one.last)


def _jumps(run: Run, tr: Translator) -> Iterator[str]:
    """Yield medians that move a thousandfold from one month to the next: seconds among milliseconds."""
    held = {**run.before, **{one.month.path: one.month for one in run.months}}
    for month, module, earlier, later in jumps(held.values()):
        message = "{where} {month}: the median duration goes from {earlier} to {later} ms; another unit?"
        where = " ".join(one for one in (month.plant, module) if one)
        yield tr(message, where=where, month=month.month, earlier=figure(earlier), later=figure(later))


def _moved(run: Run, tr: Translator) -> Iterator[str]:
    """Yield what changed in months that were counted before, and those of which nothing is left."""
    for one in run.months:
        before = run.before.get(one.month.path)
        changed = list(_changes(before, one.month.whole)) if before else []
        if changed:
            yield _as_before(one.month, changed, tr)
    for path in sorted(run.removed):
        yield _as_before(run.before[path], list(_changes(run.before[path], Rolled())), tr)
    if run.removed:
        names = ", ".join(sorted(run.removed))
        yield tr("no row is left of what these held, and they are taken away: {files}", files=names)


def _as_before(month: RolledMonth, changes: Sequence[str], tr: Translator) -> str:
    where = f"{month.month} {month.plant or ''}".strip()
    return tr("{where} was counted before: {changes}", where=where, changes=", ".join(changes))


def _changes(before: RolledMonth, after: Rolled) -> Iterator[str]:
    for name, one, two in zip(_FIGURES, _figures(before.whole), _figures(after), strict=True):
        if one != two:
            yield f"{name} {_shown(one)} → {_shown(two)}"


_FIGURES = ("rows", "failed", "users", "p50", "p95", "lost minutes", "volume")


def _figures(one: Rolled) -> tuple[float | None, ...]:
    return one.count, one.errors, one.users, quantile(one, 0.5), quantile(one, 0.95), one.lost, one.volume


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.10g}"


def json_report(name: str, run: Run, written: list[str], tr: Translator) -> dict[str, object]:
    """Return the report of one roll-up as data."""
    return {
        "name": name,
        "nothing_new": run.fresh,
        "rows": run.rows,
        "used": sum(one.used for one in run.counts.values()),
        "reasons": run.reasons,
        "refused_share": run.refused_share,
        "examples": [
            {"file": one.file, "line": one.line, "reason": one.reason, "found": one.raw}
            for one in run.refusals
        ],
        "notices": list(notices(run, tr)) if not run.fresh else [],
        "files": [
            {
                "path": one.path,
                "rows": one.rows,
                "used": one.used,
                "left_out": one.left_out,
                "refused": one.refused,
            }
            for one in run.accounts
        ],
        "ahead": [asdict(one) for one in run.ahead],
        "doubts": [asdict(one) for one in run.doubts],
        "days_twice": [asdict(one) for one in run.repeated],
        "users_by_year": {one.year: one.users for one in run.years if one.plant is None},
        "months": sorted({one.month.month for one in run.months}),
        "written": written,
    }

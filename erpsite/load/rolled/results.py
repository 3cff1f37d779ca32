"""Read and write the files of a roll-up: one of JSON a plant and month, and the account of its sources."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, fields
from typing import Any

from pydantic_core import from_json, to_json

from erpsite.frozen import dataclass
from erpsite.issues import Issue, Source
from erpsite.load.remembered import remembered
from erpsite.model.rolled import (
    AheadFile,
    Buckets,
    LogDoubt,
    RepeatedDay,
    Rolled,
    RolledFile,
    RolledMonth,
    RolledYear,
)

__all__ = ["ACCOUNT", "Account", "read_account", "read_month", "text_of_account", "text_of_month"]

ACCOUNT = "files.json"
"""Name of the account beside the months."""
_PLAIN = tuple(one.name for one in fields(Rolled) if one.name != "buckets")


@dataclass(frozen=True, slots=True)
class Account:
    """Hold what the account beside the months says."""

    files: tuple[RolledFile, ...] = ()
    made: Mapping[str, str] = field(default_factory=dict)
    years: tuple[RolledYear, ...] | None = None
    """None where no user was counted, or none over a year yet."""
    repeated: tuple[RepeatedDay, ...] = ()
    ahead: tuple[AheadFile, ...] = ()
    doubts: tuple[LogDoubt, ...] = ()


@remembered
def read_month(data: bytes, path: str, name: str) -> RolledMonth | Issue:
    """Return what one file holds, or why it cannot be read."""
    try:
        held = _parsed(data)
        modules = {module: _rolled(part) for module, part in held["modules"].items()}
        return RolledMonth(
            name, str(held["month"]), held["plant"], path, modules, _rolled(held["whole"]),
            str(held["first"]), str(held["last"]), int(held["days"]), dict(held["made"]), dict(held["files"]),
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return _broken(path, error)


def _parsed(data: bytes) -> Any:
    """Return what JSON says; the quick reader does not say where it broke off, so the other one is asked."""
    try:
        return from_json(data)
    except ValueError:
        return json.loads(data)


@remembered
def read_account(data: bytes, path: str) -> Account | Issue:
    """Return what became of the source files, what it was made with, and years; or why it cannot be read."""
    try:
        held = json.loads(data)
        years = tuple(RolledYear(**one) for one in held["years"]) if "years" in held else None
        again = tuple(RepeatedDay(**{**one, "files": tuple(one["files"])}) for one in held.get("again", ()))
        ahead = tuple(AheadFile(**one) for one in held.get("ahead", ()))
        doubts = tuple(LogDoubt(**{**one, "months": tuple(one["months"])}) for one in held.get("doubts", ()))
        files = tuple(_file(one) for one in held["files"])
        return Account(files, dict(held["made"]), years, again, ahead, doubts)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return _broken(path, error)


def _broken(path: str, error: Exception) -> Issue:
    line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
    column = error.colno if isinstance(error, json.JSONDecodeError) else 1
    message = (
        "this is no file that erpsite rollup wrote, or it was changed since; erpsite rollup writes it anew"
    )
    return Issue("rolled-file", message, Source(path, line, column))


def _rolled(held: Mapping[str, Any]) -> Rolled:
    start, counts = held["buckets"]
    rolled = Rolled(**{**held, "buckets": Buckets(start, counts)})
    if rolled.timed != rolled.short + sum(counts):
        raise ValueError("buckets and count differ")
    return rolled


def _file(held: Mapping[str, Any]) -> RolledFile:
    return RolledFile(**{**held, "months": tuple(held["months"])})


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _told(rolled: Rolled) -> dict[str, Any]:
    plain = {name: value for name in _PLAIN if (value := getattr(rolled, name)) is not None}
    return {k: int(v) if isinstance(v, float) and v.is_integer() else v for k, v in plain.items()}


def _cell_line(rolled: Rolled) -> str:
    """Return the numbers of a part of the log, its histogram last."""
    held = Buckets.of(rolled.buckets)
    return f'{_line(_told(rolled))[:-1]},"buckets":{_numbers([held.first, held.counts])}}}'


def _numbers(value: Any) -> str:
    """Return the same line of what holds names and whole numbers alone, in a third of the time."""
    return to_json(value).decode()


def text_of_month(month: RolledMonth, transactions: Mapping[str, Mapping[str, tuple[int, ...]]]) -> str:
    """Return the text of the file of a month: a line for each module, so that changes can be read.

    `transactions` holds, by module and transaction, rows, milliseconds and failures.
    """
    parts = [
        f'"month":{_line(month.month)},"plant":{_line(month.plant)}',
        f'"first":{_line(month.first)},"last":{_line(month.last)},"days":{month.days}',
        f'"made":{_line(dict(month.made))}',
        f'"files":{_block(month.files)}',
        f'"whole":{_cell_line(month.whole)}',
        f'"modules":{_block(month.modules, _cell_line)}',
        f'"transactions":{_block(transactions, _numbers)}',
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _block(held: Mapping[str, Any], line: Callable[[Any], str] = _line) -> str:
    lines = [f" {_line(key)}:{line(value)}" for key, value in held.items()]
    return "{\n" + ",\n".join(lines) + "\n}" if lines else "{}"


def text_of_account(
    files: tuple[RolledFile, ...],
    made: Mapping[str, str],
    years: Sequence[RolledYear] = (),
    repeated: Sequence[RepeatedDay] = (),
    ahead: Sequence[AheadFile] = (),
    doubts: Sequence[LogDoubt] = (),
) -> str:
    """Return the text of the account: a line for each source file, year and plant, and what is questioned."""
    told = f',\n"years":{_listed(years)}' if years else ""
    told += f',\n"again":{_listed(repeated)}' if repeated else ""
    told += f',\n"ahead":{_listed(ahead)}' if ahead else ""
    told += f',\n"doubts":{_listed(doubts)}' if doubts else ""
    return f'{{\n"made":{_line(dict(made))},\n"files":{_listed(files)}{told}\n}}\n'


def _listed(held: Sequence[RolledFile | RolledYear | RepeatedDay | AheadFile | LogDoubt]) -> str:
    told = ({part.name: getattr(one, part.name) for part in fields(one)} for one in held)
    lines = ",\n".join(f" {_line(one)}" for one in told)
    return f"[\n{lines}\n]"

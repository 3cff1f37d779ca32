"""Make the records that rows refer to and the plan lacks: people, modules, plants, departments, themes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from erpsite.ingest.account import Draft
from erpsite.ingest.ids import Ids
from erpsite.ingest.mapping import ImportMap
from erpsite.ingest.plan_names import PlanNames
from erpsite.ingest.targets import MADE, TARGETS, fields_of
from erpsite.ingest.writing import lay_over
from erpsite.patch import insert_item, insert_key
from erpsite.patch.nodes import plain, read

__all__ = ["ids_to_keep", "lay_made", "made_records", "makers_of", "own_ids"]


_PLAN = "handbook.yml"
_IN_PLAN = {"departments": ("departments",), "themes": ("survey", "themes")}
"""Where `handbook.yml` lists records of a kind."""


def own_ids(ids: Mapping[str, str]) -> dict[str, str]:
    """Return the ids of the rows' own kind; those of other kinds are kept as `people/Li Na`."""
    return {name: found for name, found in ids.items() if name.partition("/")[0] not in MADE}


def makers_of(ids: Mapping[str, str], plan: PlanNames) -> Mapping[str, Ids]:
    """Return by kind what gives an id to a word, the one it had before where it had one."""
    known: dict[str, dict[str, str]] = {kind: {} for kind in MADE}
    for name, found in ids.items():
        kind, _, word = name.partition("/")
        if kind in known:
            known[kind][word] = found
    return {kind: Ids(kind, known[kind], plan) for kind in MADE}


def ids_to_keep(makers: Mapping[str, Ids]) -> dict[str, str]:
    """Return the new ids of other kinds as the table of ids keeps them."""
    return {f"{kind}/{name}": found for kind, ids in makers.items() for name, found in ids.made.items()}


def made_records(found: ImportMap, makers: Mapping[str, Ids], plan: PlanNames) -> dict[str, list[Draft]]:
    """Return the records that the plan lacks, by kind: those of the map, and one for each new word."""
    fields = fields_of(found.target)
    made: dict[str, list[Draft]] = {kind: [] for kind in MADE}
    place = str(found.where_of("made"))
    for kind, records in found.made.items():
        for record in records:
            made[kind].append(Draft((str(record["id"]),), _texts(record), place))
    for column in found.columns:
        if column.make is None or column.to is None:
            continue
        kind = fields[column.to].ref
        for word, name in makers[kind].used.items():
            values = {"id": name, "name": word, **_texts(column.make)}
            made[kind].append(Draft((name,), values, str(column.where)))
    return {kind: _new(drafts, plan.known.get(kind, frozenset())) for kind, drafts in made.items() if drafts}


def _texts(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        name: value if isinstance(value, int | float | Mapping) else str(value)
        for name, value in values.items()
    }


def _new(drafts: list[Draft], known: frozenset[str]) -> list[Draft]:
    return list({draft.key: draft for draft in drafts if draft.key[0] not in known}.values())


def lay_made(made: Mapping[str, Sequence[Draft]], texts: Mapping[str, bytes], source: str) -> dict[str, str]:
    """Return the new texts of the files that hold these records, by path in the data folder."""
    now = dict(texts)
    files: dict[str, str] = {}
    for kind, drafts in made.items():
        if kind in _IN_PLAN:
            laid = {_PLAN: _in_plan(now[_PLAN].decode("utf-8"), _IN_PLAN[kind], drafts)}
        else:
            laid = lay_over(TARGETS[kind], drafts, {}, now, source).files
        files |= laid
        now |= {path: text.encode("utf-8") for path, text in laid.items()}
    return files


def _in_plan(text: str, way: Sequence[str], drafts: Sequence[Draft]) -> str:
    for draft in drafts:
        held = plain(read(text))
        for depth, step in enumerate(way):
            if not isinstance(held, dict) or step not in held:
                rest: Any = [dict(draft.values)]
                for key in reversed(way[depth + 1 :]):
                    rest = {key: rest}
                text = insert_key(text, list(way[:depth]), step, rest)
                break
            held = held[step]
        else:
            text = insert_item(text, list(way), dict(draft.values))
    return text

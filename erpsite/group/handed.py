"""Hand what a command has read of a group to the engine's process, as one file of lines of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace

from pydantic import TypeAdapter

from erpsite.group.definition import Group
from erpsite.group.links import Awaited
from erpsite.group.summaries import dump_company, parse_company
from erpsite.group.whole import Failed, Whole, whole_of

__all__ = ["dump_whole", "parse_whole"]

_AWAITED = TypeAdapter(tuple[Awaited, ...])


def dump_whole(whole: Whole) -> Iterator[bytes]:
    """Give a group as lines: what it is, then its companies.

    Their schedules stay behind, most of what they hold: what the links mean is handed over.
    """
    body = {
        "group": whole.group.model_dump(mode="json", exclude_defaults=True),
        "failed": [asdict(one) for one in whole.failed],
        "awaited": _AWAITED.dump_python(whole.awaited, mode="json"),
    }
    yield json.dumps(body, ensure_ascii=False).encode() + b"\n"
    for one in whole.companies:
        yield dump_company(replace(one, work=(), ties=(), days_off=()))


def parse_whole(data: bytes) -> Whole:
    """Return the group that such a file holds."""
    first, *lines = data.splitlines()
    body = json.loads(first)
    group = Group.model_validate(body["group"], context={"languages": ()})
    told = _AWAITED.validate_python(body["awaited"], context={"languages": ()})
    companies = [parse_company(line)[0] for line in lines]
    return whole_of(group, companies, [Failed(**one) for one in body["failed"]], told)

"""Hand what a command has read of a group to the engine's process, as one file."""

from __future__ import annotations

import json
from dataclasses import asdict

from erpsite.group.definition import Group
from erpsite.group.summaries import dump_company, parse_company
from erpsite.group.whole import Failed, Whole, whole_of

__all__ = ["dump_whole", "parse_whole"]


def dump_whole(whole: Whole) -> bytes:
    """Return a group as JSON."""
    body = {
        "group": whole.group.model_dump(mode="json", exclude_defaults=True),
        "companies": [dump_company(one).decode() for one in whole.companies],
        "failed": [asdict(one) for one in whole.failed],
    }
    return json.dumps(body, ensure_ascii=False).encode()


def parse_whole(data: bytes) -> Whole:
    """Return the group that such a file holds."""
    body = json.loads(data)
    group = Group.model_validate(body["group"], context={"languages": ()})
    companies = [parse_company(text.encode())[0] for text in body["companies"]]
    return whole_of(group, companies, [Failed(**one) for one in body["failed"]])

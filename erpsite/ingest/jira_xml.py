"""Read the XML of a Jira search (RSS): a row an issue, a column an element or custom field."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET

from erpsite.ingest.faults import SourceFault
from erpsite.ingest.tables import ForeignTable, Value
from erpsite.ingest.xml_reading import children, local_name, parse_xml, text_of

__all__ = ["looks_like_jira", "read_jira"]

_NAMES = {"key": "Issue key", "type": "Issue Type", "component": "Component/s", "label": "Labels"}
"""What the CSV of Jira calls some of the elements."""


def looks_like_jira(data: bytes, name: str) -> bool:
    """Say whether a file is the XML of a Jira search."""
    return name.lower().endswith(".xml") and b"<rss" in data[:2_000] and b"<key" in data


def read_jira(data: bytes, path: str) -> ForeignTable:
    """Return the issues as a table of texts; several values of one name stand in one cell, parted by `; `."""
    root = parse_xml(data, path)
    rows = [_row(item) for channel in children(root, "channel") for item in children(channel, "item")]
    if not rows:
        raise SourceFault("{path} holds no issue; export the search again as XML", path=path)
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells: list[list[Value]] = [list(names)]
    cells += [[row.get(name) for name in names] for row in rows]
    return ForeignTable(path, "", cells, list(range(1, len(cells) + 1)), typed=False)


def _row(item: ET.Element) -> dict[str, str]:
    held: dict[str, list[str]] = {}
    for child in item:
        name = local_name(child)
        if name == "customfields":
            for one in children(child, "customfield"):
                values = [text for part in children(one, "customfieldvalues") for text in _texts(part)]
                held.setdefault(text_of(one, "customfieldname") or "", []).extend(values)
        else:
            held.setdefault(_NAMES.get(name, name.capitalize()), []).extend(_texts(child))
    return {name: "; ".join(values) for name, values in held.items() if values}


def _texts(element: ET.Element) -> list[str]:
    """Return the texts of an element and all within it; moments as ISO with their offset."""
    return [_moment(text.strip()) for text in element.itertext() if text.strip()]


def _moment(text: str) -> str:
    if len(text) < 40 and text[3:5] == ", " and ":" in text:
        try:
            return parsedate_to_datetime(text).isoformat(" ", timespec="minutes")
        except ValueError:
            return text
    return text

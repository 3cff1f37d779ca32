"""Parse XML of other programs within bounds: no document types, so no entities that grow."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from erpsite.ingest.faults import SourceFault

__all__ = ["children", "local_name", "parse_xml", "text_of"]


def parse_xml(data: bytes, path: str) -> ET.Element:
    """Return the outermost element; raise `SourceFault` where the file is cut off or declares entities."""
    if re.search(rb"<!DOCTYPE", data[:4096], re.IGNORECASE):
        message = (
            "{path} declares a document type, which no program that plans or counts writes; export it again"
        )
        raise SourceFault(message, path=path)
    try:
        return ET.fromstring(data)  # noqa: S314 - document types are refused above
    except ET.ParseError as error:
        line, column = error.position
        message = "the XML ends or breaks here; export {path} again"
        raise SourceFault(message, place=f"{path}:{line}:{column + 1}", path=path) from None


def local_name(element: ET.Element) -> str:
    """Return the name without its namespace."""
    return element.tag.rpartition("}")[2]


def children(element: ET.Element, name: str) -> list[ET.Element]:
    """Return the children of that name, whatever the namespace."""
    return [child for child in element if local_name(child) == name]


def text_of(element: ET.Element, name: str) -> str | None:
    """Return the text of the first child of that name, None where it is absent or empty."""
    for child in element:
        if local_name(child) == name:
            return (child.text or "").strip() or None
    return None

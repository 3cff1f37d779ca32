"""See which columns look like personal data that nobody asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from erpsite.ingest.tables import Value

__all__ = ["PERSONAL", "looks_personal"]

PERSONAL = {
    "mail": "e-mail addresses",
    "phone": "telephone numbers",
    "ip": "IP addresses",
    "id-number": "ID numbers",
}
"""Msgids of what a column can look like, by its short name."""

_VALUES = {
    "mail": re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+|.*<[^@\s]+@[^@\s]+\.[^@\s]+>"),
    "ip": re.compile(
        r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:[:/]\d+)?", re.ASCII
    ),
    "id-number": re.compile(
        r"[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]", re.ASCII
    ),
    "phone": re.compile(
        r"(?:\+?86[ -]?)?1[3-9]\d{9}|\+\d[\d ()-]{7,17}\d|\(?0\d{2,4}\)?[ -/]\d{5,8}", re.ASCII
    ),
}
_LOOKED_AT = 500
_NAMES = {
    "mail": re.compile(r"e-?mail|邮箱|电子邮件|邮件地址", re.IGNORECASE),
    "phone": re.compile(r"\bphone|\bmobile\b|\btel\b|telephone|手机|电话|联系方式", re.IGNORECASE),
    "ip": re.compile(r"\bip\b|ip.?address|ip地址", re.IGNORECASE),
    "id-number": re.compile(r"身份证|证件号|passport|social security|\bssn\b|national id", re.IGNORECASE),
}


def looks_personal(name: str, values: Iterable[Value]) -> str:
    """Return what a column looks like, a key of `PERSONAL`, or nothing; a third of its values decide."""
    filled = (str(value).strip() for value in values if isinstance(value, str | int))
    texts = list(islice((text for text in filled if text), _LOOKED_AT))
    for kind, pattern in _VALUES.items():
        if texts and sum(bool(pattern.fullmatch(text)) for text in texts) * 3 >= len(texts):
            return kind
    return next((kind for kind, pattern in _NAMES.items() if pattern.search(name) and texts), "")

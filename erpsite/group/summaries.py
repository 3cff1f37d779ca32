"""Write what a group reads of a plan as a file, and read such a file back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cache

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

import erpsite
from erpsite.errors import ErpsiteError
from erpsite.group.company import Company
from erpsite.group.definition import is_address

__all__ = ["dump_company", "is_of", "key_of", "parse_company"]

_FORMAT = "erpsite-company/1"


@cache
def _adapter() -> TypeAdapter[Company]:
    return TypeAdapter(Company)


def dump_company(company: Company, key: str = "") -> bytes:
    """Return the company as JSON; `key` says what it was made from."""
    return _head(key) + b',"company":' + _adapter().dump_json(company) + b"}\n"


def _head(key: str) -> bytes:
    body = {"format": _FORMAT, "erpsite": erpsite.__version__, "key": key}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode().removesuffix(b"}")


def is_of(data: bytes, key: str) -> bool:
    """Say whether a file begins as one that was made from the same by this version; the rest is not read."""
    return data.startswith(_head(key) + b",")


def parse_company(data: bytes) -> tuple[Company, str]:
    """Return the company of such a file and its key. Raises `ErpsiteError` where it is none."""
    try:
        whole = from_json(data, cache_strings="keys")
        if not isinstance(whole, dict) or whole.get("format") != _FORMAT:
            raise ErpsiteError("it is no summary of a plan; `erpsite group share` writes one")
        company = _adapter().validate_python(whole["company"])
    except (ValueError, KeyError, ValidationError, RecursionError) as error:
        raise ErpsiteError("it is damaged, or written by another version of erpsite") from error
    if not is_address(company.handbook):
        raise ErpsiteError("its address of a handbook is neither an http address nor a relative one")
    return company, str(whole.get("key", ""))


def key_of(digest: str, *asked: object, languages: Sequence[str]) -> str:
    """Return what a summary depends on: the data, the version, and what was asked for."""
    words = json.dumps([erpsite.__version__, digest, *map(str, asked), list(languages)])
    return hashlib.sha256(words.encode()).hexdigest()

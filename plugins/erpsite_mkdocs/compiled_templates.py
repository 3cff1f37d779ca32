"""Keep compiled templates in memory between the builds of one process."""

from __future__ import annotations

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

__all__ = ["COMPILED_TEMPLATES"]


class _InMemory(BytecodeCache):
    """Hold the compiled form of each template by its key; a template that changed is compiled again."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    @property
    def filled(self) -> bool:
        """Say whether any template was compiled."""
        return bool(self._kept)

    def load_bytecode(self, bucket: Bucket) -> None:
        kept = self._kept.get(bucket.key)
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


COMPILED_TEMPLATES = _InMemory()
"""Shared by all builds of the process."""

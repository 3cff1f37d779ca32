"""Prove the YAML 1.2 core schema on its own examples, and on those where YAML 1.1 differs."""

from __future__ import annotations

import math

import pytest

from erpsite.patch.scalars import Scalar, resolve_scalar


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None), ("null", None), ("Null", None), ("NULL", None), ("~", None),
        ("true", True), ("True", True), ("FALSE", False),
        ("0", 0), ("-19", -19), ("+12", 12), ("007", 7), ("0o7", 7), ("0x3A", 58),
        ("0.", 0.0), ("-0.0", -0.0), (".5", 0.5), ("+12e03", 12000.0), ("-2E+05", -200000.0), ("1.25", 1.25),
        (".inf", math.inf), ("-.Inf", -math.inf), ("+.INF", math.inf),
        ("no", "no"), ("Yes", "Yes"), ("on", "on"), ("off", "off"), ("n", "n"), ("y", "y"),
        ("12:30", "12:30"), ("190:20:30", "190:20:30"), ("1_000", "1_000"), ("0b101", "0b101"),
        ("2026-01-15", "2026-01-15"), ("2025-30-01", "2025-30-01"), ("1,234", "1,234"), ("99.5%", "99.5%"),
        ("-", "-"), ("+", "+"), (".", "."), ("..", ".."), ("1.2.3", "1.2.3"), ("e3", "e3"), ("0x", "0x"),
        ("inf", "inf"), ("nan", "nan"), ("tRue", "tRue"), ("NaN", "NaN"),
        ("１２", "１２"), ("9" * 41, "9" * 41),
    ],
)  # fmt: skip
def test_scalar(text: str, value: Scalar) -> None:
    resolved = resolve_scalar(text)
    assert resolved == value
    assert type(resolved) is type(value)


def test_not_a_number() -> None:
    assert math.isnan(float(str(resolve_scalar(".nan"))))

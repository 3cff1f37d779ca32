"""Hold the public list of the loader, and what its results promise."""

from __future__ import annotations

import dataclasses

import pytest

import erpsite.load
from erpsite.load import load_handbook
from erpsite.load.consistency import RULES
from tests.load.golden import BASE_PLAN


def test_public_names() -> None:
    assert erpsite.load.__all__ == [
        "LoadResult", "json_schemas", "load_handbook", "schema_name", "write_handbook",
    ]  # fmt: skip


def test_each_rule_says_what_it_finds() -> None:
    assert len(RULES) == len(set(RULES))
    assert all(rule.__name__.startswith("check_") and rule.__doc__ for rule in RULES)


def test_a_result_cannot_be_changed() -> None:
    result = load_handbook(BASE_PLAN)
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.handbook = None  # type: ignore[misc]


def test_records_know_where_each_field_stands() -> None:
    handbook = load_handbook(BASE_PLAN).handbook
    assert handbook is not None
    kpi, initiative = handbook.kpis["cycle-time"], handbook.initiatives["erp-crm"]
    assert str(kpi.where) == "kpis.yml:1:3"
    assert str(kpi.where_of("target")) == "kpis.yml:16:11"
    assert str(kpi.where_of("low")) == "kpis.yml:1:3"
    assert str(initiative.phases[1].where_of("finish")) == "initiatives/erp-crm.yml:41:11"
    assert str(initiative.budget[0].where_of("by_quarter.2026-Q2")) == "initiatives/erp-crm.yml:68:5"
    assert str(handbook.kpi_actuals[1].where_of("actual")) == "kpis.csv:3:20"
    assert str(handbook.health_values[3].where_of("module")) == "health.csv:5:23"

"""Records are frozen, refuse unknown keys, know their place, and name their fields' meaning."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from erpsite.errors import UnknownNameError
from erpsite.issues import Origin, Source
from erpsite.model import FILES
from erpsite.model.base import Record
from erpsite.model.field_docs import field_docs
from erpsite.model.module import Module
from tests.factory import MODULES, small_handbook


class _Located(dict):  # type: ignore[type-arg]
    origin = Origin(Source("modules.yml", 3, 3), {"owner": (5, 10)})


def test_a_record_knows_where_each_field_was_read() -> None:
    module = Module.model_validate(_Located(MODULES[0]))
    assert str(module.where) == "modules.yml:3:3"
    assert str(module.where_of("owner")) == "modules.yml:5:10"
    assert module.where_of("users") == module.where


def test_the_place_is_not_part_of_the_data() -> None:
    assert Module.model_validate(_Located(MODULES[0])) == Module.model_validate(MODULES[0])
    assert "origin" not in Module.model_validate(_Located(MODULES[0])).model_dump()


def test_a_record_is_frozen_and_refuses_unknown_keys() -> None:
    module = Module.model_validate(MODULES[0])
    with pytest.raises(ValidationError):
        module.users = 3  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Module.model_validate({**MODULES[0], "ownr": "x"})


def test_every_number_says_its_unit_or_meaning() -> None:
    silent = [
        f"{kind.__name__}.{name}"
        for kind in _all_records()
        for name, field in kind.model_fields.items()
        if name not in field_docs(kind)
        and any(word in str(field.annotation) for word in ("float", "Decimal"))
    ]
    assert not silent


def _all_records() -> list[type[Record]]:
    seen: list[type[Record]] = []
    todo = list(Record.__subclasses__())
    while todo:
        kind = todo.pop()
        seen.append(kind)
        todo += kind.__subclasses__()
    return seen


def test_an_unknown_id_names_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'cycle-time'"):
        small_handbook().find("kpis", "cycle-tim")


def test_every_file_has_a_field_of_the_handbook() -> None:
    handbook = small_handbook()
    assert all(hasattr(handbook, known.field) for known in FILES)
    assert len({known.path for known in FILES}) == len(FILES)


def test_the_default_month_is_that_of_the_last_review() -> None:
    assert small_handbook().default_as_of == "2026-03"
    assert small_handbook(reviews={}).default_as_of == "2026-01"

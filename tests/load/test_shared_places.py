"""Records of files that are alike share where their fields stand, and none changes another's."""

from __future__ import annotations

import pytest

from erpsite.issues import Origin
from erpsite.load import located
from erpsite.load.yaml_reader import read_yaml

_TEXT = b"id: %s\nname:\n  zh: a\n  en: b\nparts:\n- one\n- two\n"


def _origins(*names: bytes) -> list[Origin]:
    return [read_yaml(_TEXT % name, f"{name.decode()}.yml").tree.origin for name in names]


def test_alike_files_share_their_places_and_keep_their_own_path() -> None:
    first, second = _origins(b"a", b"b")
    assert first.fields is second.fields
    assert [str(one.of("parts.1")) for one in (first, second)] == ["a.yml:7:3", "b.yml:7:3"]
    (other,) = _origins(b"a\n\nmore: 1")
    assert other.fields["name"] == (5, 3)
    assert first.fields["name"] == (3, 3)


def test_what_is_put_later_changes_no_other_record() -> None:
    one, two = (read_yaml(_TEXT % b"a", path).tree for path in ("a.yml", "b.yml"))
    assert one.origin.fields is two.origin.fields
    one.put("later", 1, (9, 1), (9, 8))
    assert "later" not in two.origin.fields
    assert one.place("later") == (9, 8)


def test_many_kinds_of_files_do_not_stay_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(located, "_MOST_SHARED", 3)
    monkeypatch.setattr(located, "_SHARED", {})
    for blank in range(10):
        (one,) = _origins(b"a" + b"\n" * blank)
        assert one.fields["parts"] == (6 + blank, 1)
    assert len(located._SHARED) <= 3

"""Prove that no damage to a plan raises: every fault becomes a finding with a place."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erpsite.i18n import translator
from erpsite.load import LoadResult, load_handbook
from erpsite.load.csv_reader import read_csv
from erpsite.load.yaml_reader import read_yaml
from erpsite.model import FILES
from tests.load.golden import BASE_PLAN

_PATHS = sorted(path.relative_to(BASE_PLAN).as_posix() for path in BASE_PLAN.rglob("*.*"))
_SNIPPETS = [
    b"\x00", b"\xff", b"\t", b"\n", b"\r", b" ", b":", b"- ", b'"', b"'", b"[", b"]", b"{",
    b"}", b"&a ", b"*a", b"<<: ", b"!!int ", b"|", b">", b"#", b"%", b"@", b"`", b"?",
    b"---\n", b"...", b",", b";", b"null", b"~", b".nan", b"-1", b"1e999", b"0o7",
    b"2026-13", b"99999999999999999999", b"\xef\xbb\xbf", b"\xe4\xb8", "中".encode(), b"=1",
    b"\\", b"\xc2\x85",
]  # fmt: skip


def _assert_told(result: LoadResult) -> None:
    assert (result.handbook is None) == any(issue.severity == "error" for issue in result.issues)
    for issue in result.issues:
        assert issue.source.path
        for language in ("en", "zh"):
            assert translator(language)(issue.message).format_map(issue.values)


def _damage(data: bytes, dice: random.Random) -> bytes:
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(data) + 1)
        until = min(len(data), at + dice.choice([0, 0, 1, 2, 10, 80]))
        piece = dice.choice(
            [b"", dice.choice(_SNIPPETS), bytes([dice.randrange(256)]), data[until : until + 30]]
        )
        data = data[:at] + piece + data[until:]
    return data


@pytest.mark.parametrize("name", _PATHS)
def test_random_edits_never_raise(name: str, tmp_path: Path) -> None:
    dice = random.Random(name)
    folder = Path(shutil.copytree(BASE_PLAN, tmp_path / "data"))
    whole = (folder / name).read_bytes()
    for _ in range(25):
        (folder / name).write_bytes(_damage(whole, dice))
        _assert_told(load_handbook(folder))


@settings(max_examples=300)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    read_yaml(data, "a.yml")
    for kind in FILES:
        if kind.shape == "table":
            read_csv(data, "a.csv", kind.record)


@settings(max_examples=200)
@given(st.text(st.sampled_from("ab1: -[]{}\"'|>&*!%@`#\n\t,?~.中"), max_size=60))
def test_any_yaml_like_text_is_read_or_refused(text: str) -> None:
    with TemporaryDirectory() as folder:
        shutil.copytree(BASE_PLAN, folder, dirs_exist_ok=True)
        Path(folder, "sources.yml").write_text(text, encoding="utf-8")
        _assert_told(load_handbook(Path(folder)))


@settings(max_examples=200)
@given(st.text(st.sampled_from("kpi,month,actual\n\r\"';=+-@1 .é中"), max_size=60))
def test_any_csv_like_text_is_read_or_refused(text: str) -> None:
    with TemporaryDirectory() as folder:
        shutil.copytree(BASE_PLAN, folder, dirs_exist_ok=True)
        Path(folder, "kpis.csv").write_text("kpi,month,actual\n" + text, encoding="utf-8", newline="")
        _assert_told(load_handbook(Path(folder)))

"""The preview answers to this machine's names and to plain addresses alone."""

from __future__ import annotations

import pytest

from erpsite_mkdocs.serve_guard import host_is_known, path_is_plain

NAMES = frozenset({"localhost", "planner-7"})


@pytest.mark.parametrize(
    "header",
    [
        "localhost",
        "localhost:8000",
        "127.0.0.1:8000",
        "[::1]:8000",
        "10.1.2.3",
        "PLANNER-7:9000",
        "localhost.",
    ],
)
def test_this_machine_is_known(header: str) -> None:
    assert host_is_known(header, NAMES)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "example.org",
        "example.org:8000",
        "localhost.example.org",
        "127.0.0.1.example.org",
        "[x]",
        "a b",
        "::",
    ],
)
def test_any_other_name_is_not(header: str) -> None:
    assert not host_is_known(header, NAMES)


@pytest.mark.parametrize("path", ["/", "/plan/", "/assets/a.b-c_d~e.js", "/中文/".encode().decode("latin-1")])
def test_a_page_may_be_asked_for(path: str) -> None:
    assert path_is_plain(path)


@pytest.mark.parametrize(
    "path",
    ["", "*", "plan", "/a\x00b", "/a\nb", "/a\\b", "/C:/a", "/\xff", "/" + "a" * 3000,
     "/livereload/x/1", f"/livereload/{'9' * 5000}/1"],
)  # fmt: skip
def test_an_odd_address_is_not_found(path: str) -> None:
    assert not path_is_plain(path)

"""A real `erpsite serve` follows the files, whatever happens to their folder, and guards its door."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.serve.preview import Preview, serving


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with serving(tmp_path_factory.mktemp("served")) as shown:
        yield shown


def test_an_edit_shows_beside_an_editors_lock(preview: Preview) -> None:
    (preview.folder / "data/initiatives/.#erp-crm.yml").symlink_to("nobody@host.12:3")
    preview.rename("First Works")
    preview.wait_for("First Works")


def test_a_folder_that_goes_and_comes_back_is_followed(preview: Preview) -> None:
    away = preview.folder / "away"
    (preview.folder / "data").rename(away)
    preview.wait_for("there is no data folder here")
    away.rename(preview.folder / "data")
    preview.wait_for("First Works")
    preview.rename("Second Works")
    preview.wait_for("Second Works")


def test_a_half_written_file_is_told_and_forgotten_when_it_is_whole(preview: Preview) -> None:
    path = preview.folder / "data" / "kpis.yml"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] + b"\n  - {")
    preview.wait_for("kpis.yml")
    path.write_bytes(whole)
    preview.wait_for("Second Works")


def test_a_file_that_is_replaced_as_editors_do_is_followed(preview: Preview) -> None:
    path = preview.folder / "data" / "handbook.yml"
    for name in ("Third Works", "Fourth Works"):
        fresh = path.with_name("handbook.yml.tmp")
        fresh.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
        fresh.replace(path)
        preview.rename(name)
        preview.wait_for(name)


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/no-such-page/", 404), ("/a%00b", 404), ("/%ff", 404), ("/..%2f..%2fetc/passwd", 404),
     ("/..%5c..%5cx", 404), ("/livereload/x/y", 404), ("/" + "a/" * 900, 404), ("/assets", 404)],
)  # fmt: skip
def test_an_odd_address_is_not_found(preview: Preview, path: str, status: int) -> None:
    assert preview.ask(path)[0] == status


def test_another_name_and_another_method_are_refused(preview: Preview) -> None:
    status, text = preview.ask("/", host="plan.example.org")
    assert status == 403
    assert "Works" not in text
    assert preview.ask("/", host="localhost")[0] == 200
    assert preview.ask("/", method="POST")[0] == 405

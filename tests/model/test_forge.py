"""The forge that a plan names: HTTPS alone, and nothing else gets into a policy or a request."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from erpsite.cli.csp import connections, content_policy
from erpsite.load import load_handbook
from erpsite.model.forge import CONNECT, Forge

PLAN = Path(__file__).parents[1] / "golden/base_plan"


def loaded(tmp_path: Path, forge: str) -> tuple[Forge | None, list[str]]:
    shutil.copytree(PLAN, tmp_path / "data")
    path = tmp_path / "data/handbook.yml"
    path.write_text(path.read_text(encoding="utf-8") + f"forge: {forge}\n", encoding="utf-8")
    result = load_handbook(tmp_path / "data")
    told = [
        f"{one.source}: {one.message}" for one in result.issues if one.code in ("wrong-address", "wrong-word")
    ]
    return (result.handbook.plan.forge if result.handbook else None), told


@pytest.mark.parametrize(
    ("kind", "address", "interface"),
    [
        ("github", "https://github.com", "https://api.github.com"),
        ("github", "https://git.example.com", "https://git.example.com/api/v3"),
        ("gitlab", "https://git.example.com:8443/lab", "https://git.example.com:8443/lab/api/v4"),
        ("forgejo", "https://git.example.com", "https://git.example.com/api/v1"),
    ],
)
def test_the_interface_follows_from_the_address(
    tmp_path: Path, kind: str, address: str, interface: str
) -> None:
    forge, told = loaded(tmp_path, f'{{kind: {kind}, address: "{address}", repository: yuanze/plan}}')
    assert not told
    assert forge is not None
    assert forge.interface == interface
    assert interface.startswith(forge.origin)
    assert (forge.branch, forge.data, forge.changes) == ("main", "data", "changes")


@pytest.mark.parametrize(
    ("forge", "words"),
    [
        ('{kind: github, address: "http://x.y", repository: a/b}', "must begin with https://"),
        ('{kind: github, address: "https://x.y/", repository: a/b}', "must not end with a slash"),
        ('{kind: github, address: "https://u:p@x.y", repository: a/b}', "must be the HTTPS address"),
        ('{kind: github, address: "https://x.y; *", repository: a/b}', "must be the HTTPS address"),
        ('{kind: github, address: "https://x.y", repository: plan}', "must look like {form}"),
        ('{kind: github, address: "https://x.y", repository: a/b, data: ../data}', "must look like {form}"),
        ('{kind: github, address: "https://x.y", repository: a/b, branch: ../x}', "must look like {form}"),
    ],
)
def test_what_is_no_address_is_told_with_its_place(tmp_path: Path, forge: str, words: str) -> None:
    _, told = loaded(tmp_path, forge)
    (one,) = told
    assert words in one
    assert one.startswith("handbook.yml:50:")


def test_the_policy_names_the_forge_and_only_where_a_site_does(tmp_path: Path) -> None:
    assert "connect-src" not in content_policy((), connections(tmp_path))
    for folder, text in (("en", "https://api.github.com\n"), ("zh", "https://x.y; script-src *\n")):
        path = tmp_path / folder / CONNECT
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    policy = content_policy((), connections(tmp_path))
    assert "connect-src 'self' https://api.github.com; " in policy
    assert "script-src *" not in policy

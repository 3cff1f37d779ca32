"""The bill of materials of a release names each package that it was locked with, the same bytes each time."""

from __future__ import annotations

import json
from pathlib import Path

import erpsite
from tools.advisories import pins
from tools.sbom import write_bill


def test_the_bill_is_whole_repeatable_and_tells_nothing_of_this_machine(
    repo_root: Path, tmp_path: Path
) -> None:
    made = write_bill(tmp_path / "one")
    assert made.name == f"erpsite-{erpsite.__version__}.cdx.json"
    assert made.read_bytes() == write_bill(tmp_path / "two").read_bytes()
    bill = json.loads(made.read_text(encoding="utf-8"))
    assert bill["bomFormat"] == "CycloneDX"
    found = {(one["name"].lower(), one["version"]) for one in bill["components"]}
    lock = (repo_root / "requirements.lock").read_text(encoding="utf-8")
    assert found == {(name, str(version)) for name, version in pins(lock)}
    assert all(one["externalReferences"][0]["hashes"] for one in bill["components"])
    assert str(repo_root) not in made.read_text(encoding="utf-8")


def test_the_root_of_the_bill_is_the_release_and_what_it_asks_for(tmp_path: Path) -> None:
    bill = json.loads(write_bill(tmp_path).read_text(encoding="utf-8"))
    root = bill["metadata"]["component"]
    assert (root["name"], root["version"]) == ("erpsite", erpsite.__version__)
    assert "timestamp" not in bill["metadata"]
    (asked,) = [one["dependsOn"] for one in bill["dependencies"] if one["ref"] == root["bom-ref"]]
    names = {one["name"].lower() for one in bill["components"] if one["bom-ref"] in asked}
    assert {"mkdocs", "jinja2", "pydantic", "highspy"} <= names
    assert "mergedeep" not in names

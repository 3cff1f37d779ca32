"""The script with which the editor reads YAML is the one its recipe builds, small, and calls nobody."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

RECIPE, BUILT = Path("tools/yaml_bundle"), Path("plugins/erpsite_mkdocs/assets/widgets/yaml")


def test_inputs_and_outputs_are_those_of_the_last_build(repo_root: Path) -> None:
    record = json.loads((repo_root / RECIPE / "built.json").read_text(encoding="utf-8"))
    for folder, hashes in ((RECIPE, record["inputs"]), (BUILT, record["outputs"])):
        for name, expected in hashes.items():
            found = hashlib.sha256((repo_root / folder / name).read_bytes()).hexdigest()
            assert found == expected, (
                f"{name} changed: run `npm ci --ignore-scripts && npm run build` in tools/yaml_bundle"
            )


def test_the_recipe_names_no_address_and_the_script_is_small(repo_root: Path) -> None:
    lock = json.loads((repo_root / RECIPE / "package-lock.json").read_text(encoding="utf-8"))
    assert lock["packages"]["node_modules/yaml"]["version"] == "2.9.1"
    assert all("resolved" not in package for package in lock["packages"].values())
    script = (repo_root / BUILT / "yaml.js").read_bytes()
    assert len(gzip.compress(script, 9)) < 40_000
    assert b"fetch(" not in script
    assert b"Permission to use, copy" in script, "the licence goes with the script"

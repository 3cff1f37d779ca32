"""A package whose modules are read when asked for gives all that it says, and nothing else."""

from __future__ import annotations

import subprocess
import sys

import pytest

from erpsite.analysis import levelling
from erpsite.deferred import deferred


@pytest.mark.parametrize("name", levelling.__all__)
def test_every_name_of_a_package_is_given(name: str) -> None:
    assert hasattr(levelling, name)


def test_a_name_that_nobody_gives_is_told() -> None:
    with pytest.raises(ImportError, match="cannot import name 'levle'"):
        from erpsite.analysis.levelling import levle  # type: ignore[attr-defined]  # noqa: F401


def test_one_module_of_a_package_does_not_read_the_others() -> None:
    code = (
        "import sys; import erpsite.analysis.levelling.committed;"
        "print(*[name for name in sys.modules if name.startswith('erpsite.analysis.levelling.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["erpsite.analysis.levelling.committed"]


def test_a_name_that_is_also_a_module_is_refused_when_it_is_declared() -> None:
    with pytest.raises(ValueError, match=r"\['solving'\] name a module and what it gives"):
        deferred("erpsite.analysis.levelling", solving="level", result="solving Outcome")

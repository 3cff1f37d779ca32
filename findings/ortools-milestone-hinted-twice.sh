#!/usr/bin/env bash
# Guess:    CP-SAT takes hints for start and end of a task of any length; two hints that agree are one hint.
# Versions: ortools 9.15.6755, Python 3.11.
# Seen:     The end of a task of three days is a variable of its own: both hints are taken, the model is solved.
#           Of a milestone (no days) `start + 0` is the variable `start` itself, so the second hint, of the same
#           value, is a doubled one: status MODEL_INVALID and no solution, for a model that is feasible.
# Matters:  A plan whose today's dates are given as hints solves until its first milestone is added. The status
#           looks like a fault of the links; `validate()` or `solution_info` alone name the hint.
# It installs into a temporary folder, runs nothing of this repository, and fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check ortools==9.15.6755
"$folder/venv/bin/python" - <<'PYTHON'
from ortools.sat.python import cp_model


def solved(days: int, hint_both: bool) -> tuple[str, str]:
    model = cp_model.CpModel()
    start = model.new_int_var(0, 10, "start")
    end = model.new_int_var(0, 20, "end") if days else start + days
    if days:
        model.add(end == start + days)
    model.add(start >= 2)
    model.minimize(end)
    model.add_hint(start, 3)
    if hint_both:
        model.add_hint(end, 3 + days)
    solver = cp_model.CpSolver()
    return solver.status_name(solver.solve(model)), model.validate()


found = {(days, both): solved(days, both) for days in (3, 0) for both in (False, True)}
for (days, both), (status, why) in found.items():
    hints = "start and end hinted" if both else "start hinted"
    print(f"{days} days, {hints}: {status}" + (f" ({why})" if why else ""))
assert [status for status, _ in found.values()] == ["OPTIMAL", "OPTIMAL", "OPTIMAL", "MODEL_INVALID"], found
assert "duplicate" in found[0, True][1], found
PYTHON
echo "as described"

#!/usr/bin/env bash
# Guess:    DuckDB orders NaN above every number, so that `x BETWEEN a AND b` is false for it, wherever x stands.
# Versions: DuckDB 2.0.1, pyarrow 26.0.1, Python 3.11.
# Seen:     of a Parquet file written by pyarrow `x BETWEEN -1e13 AND 1e13` is true for the row with NaN, and a
#           WHERE with it keeps that row; the same values from a table give false and two rows. The statistics
#           of a Parquet file leave NaN out by its standard.
# Matters:  A guard of range is how a roll-up of raw logs keeps NaN out of its sums; here it lets NaN pass,
#           without a word, for one form of file only. `isnan(x)` asked first gives what was meant.
# It installs into a temporary folder, runs nothing of this repository, and fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check duckdb==2.0.1 pyarrow==26.0.1
"$folder/venv/bin/python" - "$folder/times.parquet" <<'PYTHON'
import math
import sys

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

values = [0.0005, math.nan, 2.5]
pq.write_table(pa.table({"x": pa.array(values, pa.float64())}), sys.argv[1])
base = duckdb.connect()
base.execute("CREATE TABLE kept AS SELECT * FROM read_parquet(?)", sys.argv[1:])
guard, found = "x BETWEEN -1e13 AND 1e13", {}
for where, source in (("parquet", f"read_parquet('{sys.argv[1]}')"), ("table", "kept")):
    told = [row[0] for row in base.execute(f"SELECT {guard} FROM {source}").fetchall()]
    kept = base.execute(f"SELECT count(*) FROM {source} WHERE {guard}").fetchone()[0]
    found[where] = told, kept
    print(f"{where:8} {guard}: {told}, kept by WHERE: {kept} of {len(values)}")
assert found["table"] == ([True, False, True], 2), found
assert found["parquet"] == ([True, True, True], 3), found
PYTHON
echo "as described"

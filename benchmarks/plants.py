"""Measure `erpsite group build` of plants whose months were counted from logs: 300 plants, 12 months.

`python -m benchmarks.plants [PLANS [PLANTS [ROWS]]]`: companies, plants of each, rows of each company's log.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import yaml

from benchmarks.generated_plan import write_plan
from benchmarks.groups import build_group, load_plans, print_builds
from benchmarks.measure import run
from erpsite.extras import need

__all__ = ["print_plants"]

PLANS, PLANTS, ROWS = 3, 100, 2_000_000
INITIATIVES = 20
_MODULES = ("finance", "supply", "production")
_DEFINITION = """source: log
files: ["logs/{name}.parquet"]
time: {{column: ts, clock: local}}
module: {{column: module}}
plant: {{column: plant}}
transaction: tx
duration: {{column: ms}}
outcome: {{column: status, error: [E]}}
feeds:
  - {{metric: response-time, measure: p95, unit: s}}
  - {{metric: error-share, measure: error-share}}
"""


def _write_log(path: Path, plants: int, rows: int) -> None:
    modules = ", ".join(f"'{one}'" for one in _MODULES)
    connection = need("duckdb").connect()
    connection.execute(
        "COPY (SELECT TIMESTAMP '2026-01-01' + to_seconds((i * 7919) % 31536000) AS ts, "  # noqa: S608 - own words
        f"[{modules}][CAST(1 + hash(i) % {len(_MODULES)} AS BIGINT)] AS module, "
        f"'plant-' || (hash(i + 1) % {plants}) AS plant, 'T' || (hash(i + 3) % 300) AS tx, "
        "CAST(exp(hash(i + 4) % 100000 / 25000.0) * (50 + hash(i + 1) % 90) AS BIGINT) AS ms, "
        "CASE WHEN hash(i + 5) % 100 = 0 THEN 'E' ELSE 'S' END AS status "
        f"FROM range({rows}) r(i)) TO '{path}'"
    )
    connection.close()


def _metric(name: str, title: str, dimension: str, unit: str, target: float) -> dict[str, object]:
    return {
        "id": name, "name": {"zh": title, "en": title}, "dimension": dimension, "comparator": "<=",
        "definition": {"zh": title, "en": title}, "unit": unit, "target": target, "limit": target * 2,
        "decimals": 2, "source": "log",
    }  # fmt: skip


def _write(folder: Path, plans: int, plants: int, rows: int) -> None:
    names = [f"plan-{number:02d}" for number in range(plans)]
    (folder / "logs").mkdir()
    for number, name in enumerate(names):
        data = folder / "plans" / name
        write_plan(data, INITIATIVES + number)
        metrics = [
            _metric("response-time", "Response", "performance", "s", 4),
            _metric("error-share", "Errors", "performance", "%", 2),
        ]
        (data / "health_metrics.yml").write_text(yaml.safe_dump(metrics), encoding="utf-8")
        told = [
            {"id": f"plant-{at}", "name": {"zh": f"工厂{at}", "en": f"Plant {at}"}} for at in range(plants)
        ]
        (data / "organisation.yml").write_text(yaml.safe_dump(told), encoding="utf-8")
        (data / "rollups").mkdir()
        (data / "rollups/log.yml").write_text(_DEFINITION.format(name=name), encoding="utf-8")
        _write_log(folder / "logs" / f"{name}.parquet", plants, rows)
        words = [sys.executable, "-m", "erpsite", "rollup", "--data", str(data), "--logs", str(folder)]
        run(words, folder)
    group = {
        "name": "Many plants", "currency": "CNY", "languages": ["en", "zh"],
        "plans": [{"id": name, "folder": f"plans/{name}"} for name in names],
    }  # fmt: skip
    (folder / "group.yml").write_text(yaml.safe_dump(group), encoding="utf-8")


def print_plants(plans: int = PLANS, plants: int = PLANTS, rows: int = ROWS) -> None:
    """Print CPU, wall and memory, cold, from the compiled plans and of what was kept."""
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as cache:
        folder = Path(name)
        _write(folder, plans, plants, rows)
        runs = {"their loads": load_plans(folder, cache), "cold": build_group(folder, cache)}
        shutil.rmtree(folder / ".erpsite", ignore_errors=True)
        runs["compiled"] = build_group(folder, cache)
        runs["as kept"] = build_group(folder, cache)
        held = list((folder / "plans").glob("*/rollup/*/*.json"))
        largest = max(held, key=lambda one: one.stat().st_size).stat().st_size
        page = max(file.stat().st_size for file in (folder / "site").rglob("*.html"))
    print(f"\n{plans} companies of {plants} plants, {len(held)} files of results, two languages")
    print("  (aims: cold 1.3 × the loads; compiled 60 s and 800 MB)")
    print_builds(runs)
    print(f"  largest file of results {largest / 1000:.0f} kB (aim: 100 kB), page {page / 1000:.0f} kB (500)")


if __name__ == "__main__":
    print_plants(*map(int, sys.argv[1:]))

"""Each preset counts lines of the log that it is for."""

from __future__ import annotations

import json
import re
from pathlib import Path

from erpsite.cli.rolling_up import command
from erpsite.ingest.rollup.presets import preset_text, presets
from tests.ingest.rollup.conftest import Command

ROOT = Path(__file__).parents[3]
LOGS = {
    "generic-csv": (
        "app.csv",
        "time,module,user,transaction,ms,status\n2026-03-01 10:00:00,FB01,u1,FB60,120,ok\n",
    ),
    "web-combined": (
        "access.log-20260302",
        """10.0.0.1 - anna [01/Mar/2026:00:30:00 +0900] "GET /?x=\\"1\\" HTTP/1" 200 512 "-" "M/5 (X)" 0.120
10.0.0.2 - - [01/Mar/2026:10:00:01 +0800] "GET /b HTTP/1.1" 502 0 "-" "curl" 1.5
""",
    ),
    "web-json": (
        "access.jsonl",
        '{"time":"2026-03-01T10:00:00+08:00","user":"-","uri":"/a","status":"200","taken":"0.120"}\n',
    ),
    "sap-stad": (
        "stad.txt",
        """Workload of March\n\nDate\tStarted\tUser\tTransaction\tResponse time (ms)
01.03.2026\t10:00:00\tANNA\tFB60\t1,120
01.03.2026\t10:00:01\tSAPSYS  \tFB60\t  3
""",
    ),
    "sap-st03n": (
        "st03n.csv",
        "Day;User;Transaction;Steps\n01.03.2026;ANNA;ME21N;1.234,5\nSumme;;;1.234,5\n",
    ),
    "odoo": (
        "odoo.log",
        """2026-03-01 10:00:00,123 42 INFO db werkzeug: :: - - [01/Mar/2026 10:00:00] "POST /" 200 - 4 0.1 0.2
2026-03-01 10:00:00,124 42 ERROR db odoo.http: Exception
Traceback (most recent call last):
""",
    ),
    "web-iis": (
        "u_ex260301.log",
        """#Software: Microsoft Internet Information Services 10.0
#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) …
2026-03-01 10:00:00 10.0.0.5 GET /erp - 443 CORP\\u1 10.1.1.1 M/5+(W;+1) - 500 0 0 120
""".replace("\n", "\r\n"),
    ),
    "erpnext": (
        "monitor.json.log",
        """{"timestamp":"2026-03-01 10:00:00.123456","transaction_type":"request","duration":120000,\
"request":{"path":"/app","response_code":200}}
{"timestamp":"2026-03-01 10:00:00.123456","transaction_type":"job","duration":9,"job":{"method":"a"}}
""",
    ),
    "probes": (
        "probes.csv",
        "time,service,state\n2026-03-02T10:00:00Z,fi,up\n2026-03-02T10:05:00Z,fi,down\n2026-02-28T18:00:00Z,fi,down\n",
    ),
    "jobs": ("jobs.csv", "started,job,seconds,status\n2026-03-01 02:00:00,MRP,360,finished\n"),
}
"""Name and text of a small log by preset; the last of `probes` lies in the maintenance of a Sunday."""
EXPECTED = {
    "generic-csv": (1, 120, 0, 1),
    "web-combined": (1, 1500, 1, 0),  # the first is of February in Shanghai
    "web-json": (1, 120, 0, 0),
    "sap-stad": (1, 1120, 0, 1),
    "sap-st03n": (1, 0, 0, 1),
    "odoo": (1, 200, 0, None),
    "web-iis": (1, 120, 1, 1),
    "erpnext": (1, 120, 0, None),
    "probes": (2, 0, 1, None),
    "jobs": (1, 360_000, 0, None),
    "parquet-lake": (1, 120, 0, 1),
}
"""Rows of March, their milliseconds, failures and users."""


def test_each_preset_counts_the_log_that_it_is_for(plan: Path, run: Command) -> None:
    import duckdb

    (plan / "data/rollups/web.yml").unlink()
    modules = plan / "data/modules.yml"
    modules.write_text(
        modules.read_text() + "- id: sales\n  name: {zh: 销售, en: Sales}\n  owner: zhao-min\n"
    )
    for name, (file, text) in LOGS.items():
        (plan / "logs" / file).write_text(text)
        assert run(name, "--preset", name).return_value == 0
    (plan / "logs/a.csv").unlink()
    lake = plan / "lake/plant=0010/month=03"
    lake.mkdir(parents=True)
    duckdb.sql(
        "COPY (SELECT TIMESTAMP '2026-03-01 10:00:00' AS started_at, 'FI' AS module, 7 AS user_id, 'FB60' AS "
        f"transaction, 120 AS duration_ms, 'ok' AS status) TO '{lake}/part-0.parquet'"
    )
    run("parquet-lake", "--preset", "parquet-lake")
    for path in (plan / "data/rollups").iterdir():  # what the lines marked TODO ask for
        own = re.sub(r"^source: \S+", "source: erp-log", path.read_text(), flags=re.MULTILINE)
        # generic-csv takes every CSV of the folder as its own; here each log has a definition.
        own = own.replace('["logs/*.csv", "logs/*.csv.gz"]', "[logs/app.csv]")
        path.write_text(own.partition("feeds:")[0])
    result = run()
    assert result.return_value == 0, result.output
    for name in presets():
        whole = json.loads((plan / f"data/rollup/{name}/2026-03.json").read_bytes())["whole"]
        found = (whole["count"], whole["total_ms"], whole["errors"], whole.get("users"))
        assert found == EXPECTED[name], name


def test_a_preset_that_is_not_there_names_the_nearest(run: Command) -> None:
    assert "generic-csv" in str(run("x", "--preset", "generic-cvs").exception)
    assert preset_text("jobs").startswith("# yaml-language-server")


def test_the_presets_of_examples_are_there() -> None:
    told = str(command.help) + "".join(
        (ROOT / path).read_text(encoding="utf-8")
        for path in ("erpsite/cli/rollup_run.py", "docs/rolling-up-logs.md", "docs/rolling-up-logs.zh-CN.md")
    )
    named = set(re.findall(r"--preset ([a-z0-9-]+)", told))
    assert len(named) >= 2
    assert named <= set(presets())

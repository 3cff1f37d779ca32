"""A log that is a table of PostgreSQL: the same figures as its rows in a file, and no word of its secrets."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from erpsite.extras import need
from erpsite.ingest.rollup.asking import connected_to
from erpsite.ingest.rollup.faults import RollupFault
from erpsite.load import load_handbook
from tests.ingest.rollup.conftest import DEFINITION, HEAD, ROWS, Command
from tests.ingest.rollup.postgres import PASSWORD, USER, Server, served

TABLE = DEFINITION.replace(
    "files: [logs/*.csv, logs/*.csv.gz]",
    "table: {name: erp.requests, address_in: ERP_LOG_ADDRESS, by: ts}",
)
MADE = (
    "DROP SCHEMA IF EXISTS erp CASCADE",
    "CREATE SCHEMA erp",
    (
        'CREATE TABLE erp.requests (ts timestamp, module text, plant char(4), "user" varchar(9), tx text, '
        "ms numeric, status text, unused bytea)"
    ),
)
MORE = """2026-01-31 23:59:59.999999,FI,0010,u3,FB60,0.5,S
2026-02-01 00:00:00,FI,0010,u3,FB60,12345.6785,S
2026-02-03 10:00:01,MM,0010,,ME21N,,S
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with served() as one:
        yield one


@pytest.fixture
def table(plan: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The rows of a file in a table, and a definition of it."""
    (plan / "logs/a.csv").write_text(HEAD + ROWS + MORE)
    server.run(*MADE)
    _insert(server, ROWS + MORE)
    (plan / "data/rollups/web.yml").write_text(TABLE)
    monkeypatch.setenv("ERP_LOG_ADDRESS", server.address())
    return server


def _insert(server: Server, rows: str) -> None:
    held = []
    for line in rows.splitlines():
        cells = re.findall(r'("[^"]*"|[^,]*)(?:,|$)', line)[:7]
        words = [one.strip('"') for one in cells]
        held.append("(" + ", ".join(f"'{one}'" if one else "NULL" for one in words) + ")")
    server.run(f"INSERT INTO erp.requests VALUES {', '.join(held)}")  # noqa: S608 - the test's own rows


def _account() -> dict[str, object]:
    told: dict[str, object] = json.loads(Path("data/rollup/web/files.json").read_bytes())
    return told


def _figures() -> dict[str, str]:
    """Return the results without what names the source: the files of a month, and their account."""
    return {
        path.name: re.sub(r'"files":\{[^}]*\}', "", path.read_text())
        for path in sorted(Path("data/rollup/web").iterdir())
        if path.name != "files.json"
    }


def _silent(result: Result) -> str:
    """Return what was said, which holds no word of the address."""
    said = f"{result.output}{result.stderr}{result.exception}{getattr(result.exception, 'values', '')}"
    cause = result.exception.__cause__ if result.exception else None
    for secret in (PASSWORD, USER, "127.0.0.1"):
        assert secret not in f"{said}{cause}"
    return said


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize("by", [", by: ts", ""])
def test_the_same_rows_as_a_file_and_as_a_table_give_the_same_bytes(run: Command, by: str) -> None:
    Path("data/rollups/web.yml").write_text(TABLE.replace(", by: ts", by))
    assert "7 rows: 7 count, 0 are left out, 0 are refused" in _silent(run())
    of_table = _figures()
    held = "".join(path.read_text() for path in Path("data/rollup/web").iterdir())
    memory = Path(".erpsite/rollup/web.json").read_text()
    assert not any(one in held + memory for one in (PASSWORD, USER, "127.0.0.1"))
    for path in Path("data/rollup/web").iterdir():
        path.unlink()
    Path("data/rollups/web.yml").write_text(DEFINITION)
    run()
    assert of_table == _figures()
    assert len(of_table) == 5  # two months, of all plants and of one, and the table for people
    plan = load_handbook(Path("data")).handbook
    assert plan is not None
    assert plan.rollups["web"].last == "2026-02-03 10:00:01"


def test_what_comes_later_is_the_same_as_all_at_once(table: Server, run: Command) -> None:
    run()
    assert "nothing new in 2 files" in _silent(run())
    _insert(table, "2026-02-27 08:00:00,MM,0010,u9,ME21N,77,E\n")
    said = _silent(run())
    assert "1 file read, 4 rows: 4 count" in said
    assert "2026-02 was counted before: rows 3 → 4" in said
    later = (_figures(), _account())
    for path in Path("data/rollup/web").iterdir():
        path.unlink()
    run()
    assert (_figures(), _account()) == later


def test_an_edited_row_is_noticed_by_verify_alone(table: Server, run: Command) -> None:
    run()
    before = _figures()
    table.run("UPDATE erp.requests SET ms = 5000 WHERE ms = 250")
    assert "nothing new" in run().output
    assert _figures() == before
    assert "4 rows: 4 count" in run("--verify").output
    assert _figures() != before
    assert "nothing new" in run("--verify").output


def test_every_row_is_accounted_for(table: Server, run: Command) -> None:
    _insert(table, ",FI,0010,u1,FB60,1,S\n2026-01-07 08:00:00,FI,0010,u1,FB60,-1,S\n")
    _insert(table, "infinity,FI,0010,u1,FB60,1,S\n2026-01-07 08:00:00,XX,0010,u1,FB60,1,S\n")
    said = run().output
    assert "11 rows: 7 count, 0 are left out, 4 are refused" in said
    assert "no time: 2 – erp.requests/none" in said
    assert "a negative duration: 1 – erp.requests/2026-01 (ms=-1)" in said
    assert "a module that nobody knows: 1 – erp.requests/2026-01 (module=XX)" in said
    assert not Path("data/rollup/web").exists()  # more than refuse_at_most


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"password": "wrong-hunter2-of-logs"}, "refuses the user or the password"),
        ({"user": "keeper_of_logs_too"}, "refuses the user or the password"),
        ({"database": "nowhere"}, "has no such database"),
    ],
)
def test_a_refused_address_is_told_without_it(
    table: Server, run: Command, monkeypatch: pytest.MonkeyPatch, change: dict[str, str], told: str
) -> None:
    monkeypatch.setenv("ERP_LOG_ADDRESS", table.address(**change))
    assert told in _silent(run())
    assert not Path("data/rollup/web").exists()


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("postgresql://keeper_of_logs:hunter2-of-logs@127.0.0.1:1/postgres", "no server answers"),
        ("keeper_of_logs hunter2-of-logs", "the address of the table is none"),
        ("", "the environment variable ERP_LOG_ADDRESS"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_without_it(
    run: Command, monkeypatch: pytest.MonkeyPatch, address: str, told: str
) -> None:
    monkeypatch.setenv("ERP_LOG_ADDRESS", address)
    assert told in _silent(run())


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("erp.requests", "erp.nothing"), "no table erp.nothing"),
        (("by: ts", "by: tx"), "the column tx is text; a table is parted by a timestamp or a date"),
        (("by: ts", "by: moment"), "erp.requests has no column moment"),
        (("column: ms", "column: mss"), "web.yml:8:20  error  erp.requests has no column mss; did you mean"),
        (("column: ms", "column: unused"), "the column unused is bytea, which is not what"),
        (("column: ts, clock: local", "column: ts, clock: offset"), "does not fit clock: offset"),
        (("ERP_LOG_ADDRESS", '"postgresql://me:hunter2-of-logs@db/x"'), "web.yml:2:41  error  an address"),
        (("ERP_LOG_ADDRESS", '["postgresql://me:hunter2-of-logs@db/x"]'), "an address stands here"),
        (("name: erp.requests", 'name: "postgresql://me:hunter2-of-logs@db/x"'), "an address stands here"),
        (("ERP_LOG_ADDRESS", "ERP-LOG-ADDRESS"), "is the name of an environment variable"),
        (("address_in: ERP_LOG_ADDRESS", "address_file: host=db password=hunter2-of-logs"), "an address"),
        (("address_in: ERP_LOG_ADDRESS", "address_file: data/secret"), "lies in the data folder"),
        (("address_in: ERP_LOG_ADDRESS", "address_file: none"), "none, which is to hold"),
        (("user: user", "user: user\nfiles: [a.csv]"), "say either files: or table:"),
        (("user: user", "user: user\nfolders: [plant]"), "folders: is said of files"),
    ],
)
@pytest.mark.usefixtures("table")
def test_what_does_not_fit_is_told_where_it_stands(run: Command, change: tuple[str, str], told: str) -> None:
    assert change[0] in TABLE
    Path("data/rollups/web.yml").write_text(TABLE.replace(*change))
    assert told in _silent(run())
    assert not Path("data/rollup/web").exists()


@pytest.mark.usefixtures("table")
def test_an_address_in_place_of_a_table_is_not_repeated(run: Command) -> None:
    words = re.sub("table: .*", "table: postgresql://me:hunter2-of-logs@db/x", TABLE)
    Path("data/rollups/web.yml").write_text(words)
    assert "web.yml:2:8  error  an address stands here" in _silent(run())
    assert all(PASSWORD not in str(one.values) for one in load_handbook(Path("data")).issues)


ODD = """source: erp-log
table: {name: 'We"ird.Log 1.x', address_in: ERP_LOG_ADDRESS, by: 'd"'}
zone: Asia/Shanghai
time: {column: T s, clock: utc}
module: {column: "Mod'ule", values: {finance: [FI]}}
user: who
duration: {column: s, unit: s}
outcome: {column: ok, ok: ["true"]}
"""


def test_odd_names_types_and_stamps_are_read_as_they_are(table: Server, run: Command) -> None:
    table.run(
        'DROP SCHEMA IF EXISTS "We""ird" CASCADE',
        'CREATE SCHEMA "We""ird"',
        """CREATE TABLE "We""ird"."Log 1.x" ("T s" timestamptz, "Mod'ule" text, "d\"\"" date, s float8,
        who uuid, ok boolean)""",
        """INSERT INTO "We""ird"."Log 1.x" VALUES
        ('2026-03-31 18:00+00', 'FI', '2026-03-31', 1.0005, gen_random_uuid(), true),
        ('2026-04-01 00:00+00', 'FI', NULL, 'NaN', NULL, false),
        ('2026-04-01 00:00+00', 'FI', '-infinity', 3, NULL, true),
        ('2026-12-31 15:00+00', 'FI', '2026-12-31', 3, NULL, true),
        ('2026-02-01 00:00+00', 'FI', '0044-01-01 BC', 3, NULL, true),
        ('2026-02-01 00:00+00', 'FI', '12026-01-01', 3, NULL, true)""",
    )
    Path("data/rollups/web.yml").write_text(ODD)
    assert "3 files read, 6 rows: 6 count" in run().output
    account = load_handbook(Path("data")).handbook
    assert account is not None
    files = account.rollups["web"].files
    assert [(one.path.rpartition("/")[2], one.rows) for one in files] == [
        ("2026-03", 1), ("2026-12", 1), ("none", 4),
    ]  # fmt: skip
    april = json.loads(Path("data/rollup/web/2026-04.json").read_bytes())["whole"]
    assert (april["count"], april["errors"], april["timed"], april["most_ms"]) == (3, 1, 2, 3000)
    assert "nothing new" in run("--verify").output


def test_an_address_may_stand_in_a_file(table: Server, run: Command) -> None:
    Path("secrets").mkdir()
    Path("secrets/log-address").write_text(f"{table.address()}\n")
    words = TABLE.replace("address_in: ERP_LOG_ADDRESS", "address_file: secrets/log-address")
    Path("data/rollups/web.yml").write_text(words)
    assert "7 rows: 7 count" in run().output


def test_a_connection_lost_in_the_middle_leaves_the_results_as_they_were(
    table: Server, run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    before = (_figures(), _account())
    _insert(table, "2026-01-27 08:00:00,MM,0010,u9,ME21N,77,E\n")
    writer = need("pyarrow.parquet").ParquetWriter
    write: Callable[..., None] = writer.write_batch
    table.run(
        "INSERT INTO erp.requests SELECT '2026-02-02', 'FI', '0010', 'u' || (n % 9), repeat('x', 90), n, 'S' "
        "FROM generate_series(1, 250000) n"
    )

    def cut(self: object, batch: object) -> None:
        write(self, batch)
        table.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND "
            "backend_type = 'client backend'"
        )

    monkeypatch.setattr(writer, "write_batch", cut)
    assert "the connection to the server was lost" in _silent(run())
    assert (_figures(), _account()) == before


@pytest.mark.usefixtures("table")
def test_a_table_with_nothing_new_is_asked_without_what_reads_plans(
    table: Server, run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where a row came, a column became another, or the server is another, it is looked at anew."""
    run()
    code = (
        "import sys; from pathlib import Path; from erpsite.ingest.rollup.stamps import unchanged; "
        "print(unchanged(Path('data'), 'web', Path.cwd())); "
        "print(sorted({'pandas', 'pydantic', 'duckdb', 'erpsite.model'} & set(sys.modules)))"
    )

    def asked() -> list[str]:
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        return done.stdout.splitlines()

    assert asked() == ["2", "[]"]
    held = Path(".erpsite/rollup/web.json").read_text()
    assert not any(one in held for one in (PASSWORD, USER, "127.0.0.1"))
    table.run("ALTER TABLE erp.requests ALTER ms TYPE text USING ms::text")
    assert asked()[0] == "None"
    assert "nothing new in 2 files" in run().output
    assert asked()[0] == "2"
    table.run("UPDATE erp.requests SET ts = '2026-01-02' WHERE ts = '2026-02-03 10:00:01'")
    assert asked()[0] == "None"
    run()
    assert asked()[0] == "2"
    monkeypatch.setenv("ERP_LOG_ADDRESS", table.address(password="another"))
    assert asked()[0] == "None"


def test_what_a_server_refuses_while_it_gives_rows_is_no_lost_connection(table: Server) -> None:
    with connected_to(table.address(), "erp.requests") as asked, pytest.raises(RollupFault) as told:
        asked.rows("SELECT 1 / (n - 5) FROM generate_series(1, 10) n")
    assert told.value.message == "the server cannot give the rows of {table}; nothing is written"

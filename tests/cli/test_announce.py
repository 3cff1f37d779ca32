"""Prove that a month's summary reaches a real HTTP and a real mail server, once each, and leaks no secret."""

from __future__ import annotations

import email
import email.policy
import http.server
import json
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from aiosmtpd.controller import Controller
from click.testing import CliRunner, Result

from erpsite.cli.announce import command
from erpsite.cli.announced import open_announced
from erpsite.model.review import Review
from tests.factory import REVIEWS, bare_handbook, small_handbook
from tests.plan_folder import write_plan_folder
from tests.warm import python

SECRET = "s3cr3t-t0ken"


class _Hook(http.server.BaseHTTPRequestHandler):
    """Take what is posted; answer 500 under `/broken`."""

    server: _HookServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path.startswith("/slow"):
            self.server.entered.set()
            self.server.go_on.wait(20)
        broken = self.path.startswith("/broken") and self.server.broken
        self.server.got.append((self.path, json.loads(body)))
        if self.path.startswith("/mute"):
            return  # the connection ends without an answer
        self.send_response(500 if broken else 200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""


class _HookServer(http.server.ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Hook)
        self.got: list[tuple[str, dict[str, Any]]] = []
        self.broken = True
        self.entered, self.go_on = threading.Event(), threading.Event()


@pytest.fixture
def hook() -> Iterator[_HookServer]:
    with _HookServer() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


class _Mailbox:
    def __init__(self) -> None:
        self.got: list[email.message.EmailMessage] = []

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802, ARG002 - its name for it
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, email.message.EmailMessage)
        self.got.append(message)
        return "250 OK"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    write_plan_folder(tmp_path)
    return tmp_path / "data"


def _announce(*words: str, data: Path, env: dict[str, str] | None = None, code: int = 0) -> Result:
    environment = {"LC_ALL": "C", "ERPSITE_ANNOUNCE": "", "ERPSITE_SITE_URL": "", **(env or {})}
    result = CliRunner().invoke(
        command, [*words, "--data", str(data)], env=environment, standalone_mode=False
    )
    if result.exception:
        raise result.exception
    assert result.return_value == code, result.output
    assert SECRET not in result.output
    return result


def _json(hook: _HookServer, path: str = "") -> str:
    return f"json://user:{SECRET}@127.0.0.1:{hook.server_port}/{path}"


def test_it_prints_where_nobody_is_named(plan: Path) -> None:
    english = _announce("2026-03", "--language", "en", data=plan).output
    assert english.startswith("## Farhill Manufacturing: ERP review of March 2026\n\n")
    assert "- **Slip** · Join ERP and CRM: The milestone “Go-live” slips" in english
    assert "### Decisions\n\n- One more consultant: One more consultant is hired.\n" in english
    assert "- **Overdue** · Chase the specification: Li Qiang, due on 10 Mar 2026\n" in english
    assert "](" not in english
    assert _announce(data=plan).output.startswith("## 远山制造2026年3月ERP复盘\n")


@pytest.mark.parametrize("form", ["markdown", "html", "text"])
def test_every_form_links_to_the_review_where_the_site_has_an_address(plan: Path, form: str) -> None:
    site = {"ERPSITE_SITE_URL": "https://erp.example.org/plan/"}
    output = _announce("2026-03", "--format", form, data=plan, env=site).output
    assert "https://erp.example.org/plan/zh/reviews/2026-03/" in output


def test_text_of_the_data_stays_text(tmp_path: Path) -> None:
    evil = {**REVIEWS[1], "decisions": [{**REVIEWS[1]["decisions"][0], "title": "<b>x</b> [a](http://b)"}]}
    reviews = {row["month"]: Review.model_validate(row) for row in (REVIEWS[0], evil)}
    write_plan_folder(tmp_path, small_handbook(reviews=reviews))
    data = tmp_path / "data"
    assert "&lt;b&gt;x&lt;/b&gt; \\[a\\](http://b)" in _announce(data=data).output
    assert "&lt;b&gt;x" in _announce("--format", "html", data=data).output
    assert "<b>x</b> [a](http://b)" in _announce("--format", "text", data=data).output


def test_a_web_hook_gets_it_once(plan: Path, hook: _HookServer) -> None:
    first = _announce("2026-03", "--to", _json(hook), data=plan)
    assert first.output == "Sent to destination 1 (json://…).\n"
    ((_, message),) = hook.got
    assert message["title"] == "远山制造2026年3月ERP复盘"
    assert "### 决议" in message["message"]
    second = _announce("2026-03", "--to", _json(hook), data=plan)
    assert "has it already" in second.output
    assert len(hook.got) == 1
    _announce("2026-03", "--to", _json(hook), "--again", data=plan)
    _announce("2026-02", "--to", _json(hook), data=plan)
    assert len(hook.got) == 3


def test_a_mail_server_gets_it_as_html(plan: Path) -> None:
    mailbox = _Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        to = f"mailto://127.0.0.1:{port}/?from=erp@example.org&to=team@example.org&mode=insecure"
        _announce("2026-03", "--to", to, "--site-url", "https://erp.example.org", data=plan)
    finally:
        controller.stop()
    (mail,) = mailbox.got
    assert mail["to"] == "team@example.org"
    assert mail["subject"] == "远山制造2026年3月ERP复盘"
    body = mail.get_body(("html",))
    assert body is not None
    assert '<a href="https://erp.example.org/zh/reviews/2026-03/">' in body.get_content()


def test_what_fails_is_named_the_others_go_and_only_it_is_tried_again(plan: Path, hook: _HookServer) -> None:
    words = ["2026-03", "--to", _json(hook, f"broken/{SECRET}"), "--to", _json(hook, "fine")]
    result = _announce(*words, data=plan, code=1)
    assert result.stderr == "Destination 1 (json://…) did not get it: HTTP 500.\n"
    assert result.stdout == "Sent to destination 2 (json://…).\n"
    hook.got.clear()
    hook.broken = False
    _announce(*words, data=plan)
    assert [path for path, _ in hook.got] == [f"/broken/{SECRET}"]


def test_a_destination_nobody_knows_and_one_nobody_answers(plan: Path) -> None:
    words = ["--to", f"nonsense://{SECRET}", "--to", f"json://127.0.0.1:1/{SECRET}"]
    lines = _announce("2026-03", *words, data=plan, code=1).stderr.splitlines()
    assert lines[0].startswith(
        "Destination 1 (nonsense://…) did not get it: Apprise knows no such destination"
    )
    assert lines[1].startswith("Destination 2 (json://…) did not get it: ")
    assert len(lines) == 2


def test_destinations_come_from_a_file_and_the_environment_each_once(
    plan: Path, hook: _HookServer, tmp_path: Path
) -> None:
    listed = tmp_path / "who.txt"
    listed.write_text(f"# the team\n{_json(hook, 'a')}\n\n", encoding="utf-8")
    env = {"ERPSITE_ANNOUNCE": f"{_json(hook, 'b')} {_json(hook, 'a')}"}
    _announce("2026-03", "--to-file", str(listed), data=plan, env=env)
    assert sorted(path for path, _ in hook.got) == ["/a", "/b"]
    hook.got.clear()
    assert _announce("2026-02", "--print", data=plan, env=env).output.startswith("## ")
    assert hook.got == []


def test_the_state_holds_no_secret_and_stays_out_of_git(plan: Path, hook: _HookServer) -> None:
    _announce("2026-03", "--to", _json(hook), data=plan)
    folder = plan.parent / ".erpsite"
    assert (folder / ".gitignore").read_text(encoding="utf-8") == "*\n"
    text = (folder / "announced.json").read_text(encoding="utf-8")
    assert SECRET not in text
    assert [row["month"] for row in json.loads(text)["sent"]] == ["2026-03"]
    (folder / "announced.json").write_text("{", encoding="utf-8")
    with pytest.raises(Exception, match="cannot be read"):
        _announce("2026-03", "--to", _json(hook), data=plan)
    assert len(hook.got) == 1


@pytest.mark.parametrize(
    "state",
    ["", "[]", "null", "5", "{}", '{"version": 2}', '{"version": 2, "key": 5, "sent": [1]}',
     '{"version": 2, "key": "a", "sent": ["abc"]}', '{"version": 2, "key": "a", "sent": {}}',
     '{"version": 2, "key": "a", "sent": [{"month": "2026-03"}]}', '{"version": 2, "key": "a", "sent": [',
     '{"version": [2], "key": "a", "sent": []}', "\ufeff{"],
)  # fmt: skip
def test_a_damaged_state_is_said_and_kept(tmp_path: Path, state: str) -> None:
    path = tmp_path / "announced.json"
    path.write_text(state, encoding="utf-8")
    with pytest.raises(click.UsageError, match="cannot be read"):
        open_announced(path)
    assert path.read_text(encoding="utf-8") == state


def test_a_corrected_month_goes_out_anew(plan: Path, hook: _HookServer) -> None:
    _announce("2026-03", "--to", _json(hook), data=plan)
    review = plan / "reviews" / "2026-03.yml"
    text = review.read_text(encoding="utf-8")
    review.write_text(text.replace("增派一名顾问", "增派两名顾问"), encoding="utf-8")
    _announce("2026-03", "--to", _json(hook), data=plan)
    assert len(hook.got) == 2


def test_a_month_without_review_is_refused(plan: Path, tmp_path: Path) -> None:
    with pytest.raises(Exception, match="there is no review of '2026-07'; there are 2026-02, 2026-03"):
        _announce("2026-07", data=plan)
    write_plan_folder(tmp_path / "bare", bare_handbook())
    with pytest.raises(Exception, match="no review yet"):
        _announce(data=tmp_path / "bare" / "data")


def _start(plan: Path, *words: str) -> subprocess.Popen[str]:
    command = [python(), "-m", "erpsite", "announce", "2026-03", "--data", str(plan), *words]
    environment = {**os.environ, "LC_ALL": "C", "ERPSITE_ANNOUNCE": "", "ERPSITE_SITE_URL": ""}
    return subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, encoding="utf-8",
    )  # fmt: skip


def _ended(running: list[subprocess.Popen[str]]) -> list[str]:
    said = [process.communicate(timeout=120) for process in running]
    assert [(process.returncode, err) for process, (_, err) in zip(running, said, strict=True)] == [
        (0, "")
    ] * len(running)
    return sorted(out for out, _ in said)


def test_four_at_once_to_one_destination_deliver_once(plan: Path, hook: _HookServer) -> None:
    said = _ended([_start(plan, "--to", _json(hook)) for _ in range(4)])
    assert len(hook.got) == 1
    assert [line.startswith("Sent to") for line in said] == [False, False, False, True]
    assert all("has it already" in line for line in said[:3])


def test_four_at_once_to_four_destinations_remember_all(plan: Path, hook: _HookServer) -> None:
    _ended([_start(plan, "--to", _json(hook, f"d{n}")) for n in range(4)])
    assert sorted(path for path, _ in hook.got) == ["/d0", "/d1", "/d2", "/d3"]
    known = json.loads((plan.parent / ".erpsite" / "announced.json").read_text(encoding="utf-8"))
    assert [row["state"] for row in known["sent"]] == ["sent"] * 4
    again = _announce("2026-03", *(w for n in range(4) for w in ("--to", _json(hook, f"d{n}"))), data=plan)
    assert again.output.count("has it already") == 4
    assert len(hook.got) == 4


def test_a_run_that_is_killed_while_it_sends_leaves_a_question(plan: Path, hook: _HookServer) -> None:
    to = ("--to", _json(hook, "slow"))
    process = _start(plan, *to)
    assert hook.entered.wait(60)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    hook.go_on.set()
    while not hook.got:
        time.sleep(0.01)
    asked = _announce("2026-03", *to, data=plan, code=1)
    assert asked.stderr.startswith("Destination 1 (json://…) may have it: a run was cut off while it sent.")
    assert len(hook.got) == 1
    _announce("2026-03", *to, "--unsure", "sent", data=plan)
    assert "has it already" in _announce("2026-03", *to, data=plan).output
    assert len(hook.got) == 1


def test_an_unsure_delivery_can_be_sent_once_more(plan: Path, hook: _HookServer) -> None:
    to = ("--to", _json(hook, "mute"))
    first = _announce("2026-03", *to, data=plan, code=1)
    assert "may have it" in first.stderr
    assert len(hook.got) == 1
    second = _announce("2026-03", *to, data=plan, code=1)
    assert "may have it" in second.stderr
    assert len(hook.got) == 1, "it asks instead of sending again"
    _announce("2026-03", *to, "--unsure", "send", data=plan, code=1)
    assert len(hook.got) == 2


def test_a_state_of_the_first_format_is_read_and_one_of_a_later_refused(
    plan: Path, hook: _HookServer
) -> None:
    _announce("2026-03", "--to", _json(hook), data=plan)
    path = plan.parent / ".erpsite" / "announced.json"
    known = json.loads(path.read_text(encoding="utf-8"))
    for row in known["sent"]:
        del row["state"]
    path.write_text(json.dumps({**known, "version": 1}), encoding="utf-8")
    assert "has it already" in _announce("2026-03", "--to", _json(hook), data=plan).output
    path.write_text(json.dumps({**known, "version": 99}), encoding="utf-8")
    with pytest.raises(Exception, match="cannot be read"):
        _announce("2026-03", "--to", _json(hook), data=plan)
    assert len(hook.got) == 1

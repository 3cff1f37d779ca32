"""A stand-in for a forge: what a page calls of its published REST interface, over a real repository.

GitHub: REST API, users, repositories, git database, pulls. GitLab: REST API v4, users, projects, branches,
repository files, commits, merge requests. Gitea and Forgejo: API v1, user, repositories, contents, pulls.
It speaks plain HTTP on this machine; that a plan can only name an HTTPS address is the model's to see to.
"""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

__all__ = ["LOGIN", "REPOSITORY", "SHOWN", "TOKEN", "Forge", "Repository"]

SHOWN = "https://forge.example.invalid"
"""Where people would look at a request."""
REPOSITORY, LOGIN, TOKEN = "yuanze/plan", "Li-Wei", "a-good-token"
_PREFIXES = {"github": "/api/v3", "gitlab": "/api/v4", "gitea": "/api/v1", "forgejo": "/api/v1"}
_WHO = {"GIT_AUTHOR_NAME": "f", "GIT_AUTHOR_EMAIL": "f@example.invalid", "GIT_COMMITTER_NAME": "f",
        "GIT_COMMITTER_EMAIL": "f@example.invalid"}  # fmt: skip


class Refused(Exception):
    """Answer with a status and a message."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


@dataclass
class Repository:
    """A bare repository, changed by git's own plumbing."""

    path: Path

    def git(self, *words: str, given: bytes | None = None, index: str = "") -> str:
        environment = {**os.environ, **_WHO, **({"GIT_INDEX_FILE": index} if index else {})}
        done = subprocess.run(["git", "-C", str(self.path), *words], input=given, capture_output=True,
                              env=environment, check=False)  # fmt: skip
        if done.returncode:
            raise Refused(404 if words[0] in ("rev-parse", "show") else 422, done.stderr.decode())
        return done.stdout.decode()

    def head(self, branch: str) -> str:
        return self.git("rev-parse", "--verify", f"refs/heads/{branch}").strip()

    def read(self, path: str, ref: str) -> tuple[bytes, str]:
        sha = self.git("rev-parse", "--verify", f"{ref}:{path}").strip()
        return self.git("show", sha).encode(), sha

    def tree(self, base: str, files: Mapping[str, bytes]) -> str:
        index = str(self.path / f"index-{threading.get_ident()}")
        self.git("read-tree", base, index=index)
        for path, data in files.items():
            sha = self.git("hash-object", "-w", "--stdin", given=data).strip()
            self.git("update-index", "--add", "--cacheinfo", f"100644,{sha},{path}", index=index)
        return self.git("write-tree", index=index).strip()

    def commit(self, parent: str, tree: str, message: str) -> str:
        return self.git("commit-tree", tree, "-p", parent, given=message.encode()).strip()

    def move(self, branch: str, sha: str, *, new: bool) -> None:
        """Push a commit to a branch: hooks of the repository may refuse it, as a protected branch does."""
        if new == bool(self.git("for-each-ref", f"refs/heads/{branch}")):
            raise Refused(422, "Reference already exists" if new else "Reference does not exist")
        self.git("push", "--quiet", str(self.path), f"{sha}:refs/heads/{branch}")

    def write(self, branch: str, files: Mapping[str, bytes], message: str, *, new_branch: str = "") -> str:
        parent = self.head(branch)
        made = self.commit(parent, self.tree(parent, files), message)
        self.move(new_branch or branch, made, new=bool(new_branch))
        return made


@dataclass
class Forge:
    """Serve one kind of forge from a thread until stopped."""

    kind: str
    repository: Repository
    requests: list[dict[str, Any]] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    token: str = TOKEN
    heard: int = 0
    """Requests of any kind, those that are refused included."""

    def __post_init__(self) -> None:
        handler = type("Handler", (_Handler,), {"forge": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.origin = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    @property
    def stated(self) -> dict[str, str]:
        """Return what the page is told of it."""
        return {"kind": self.kind, "repository": REPOSITORY, "branch": "main", "data": "data",
                "changes": "changes", "api": self.origin + _PREFIXES[self.kind]}  # fmt: skip

    def stop(self) -> None:
        """Stop serving; a second time does nothing."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: Any) -> Any:
        """Return what the interface answers; raise `Refused` for anything but success."""
        told = (
            headers.get("PRIVATE-TOKEN")
            if self.kind == "gitlab"
            else headers.get("Authorization", "").split(" ")[-1]
        )
        if told != self.token:
            raise Refused(401, "Bad credentials")
        parts = urlsplit(target)
        path = parts.path.removeprefix(_PREFIXES[self.kind])
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.calls.append(f"{method} {path}")
        rules = _RULES["gitea" if self.kind == "forgejo" else self.kind]
        for wanted, pattern, work in rules:
            found = re.fullmatch(pattern, path)
            if wanted == method and found:
                return work(self, [unquote(one) for one in found.groups()], query, body)
        raise Refused(404, f"no such call: {method} {path}")


class _Handler(BaseHTTPRequestHandler):
    forge: Forge

    def _allow(self) -> None:
        self.forge.heard += 1
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Headers", "Authorization, Content-Type, PRIVATE-TOKEN")
        self.send_header("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH")

    def do_OPTIONS(self) -> None:
        self.send_response(204)
        self._allow()
        self.end_headers()

    def _do(self) -> None:
        given = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            status, told = (
                200,
                self.forge.answer(self.command, self.path, dict(self.headers), json.loads(given or b"{}")),
            )
        except Refused as refused:
            status, told = refused.status, {"message": refused.message}
        data = json.dumps(told).encode()
        self.send_response(status)
        self._allow()
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PUT = do_PATCH = _do  # noqa: N815 - the base class names them so

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it so
        """Keep the test output quiet."""


Work = Callable[[Forge, list[str], dict[str, str], Any], Any]


def _contents(forge: Forge, path: str, ref: str) -> dict[str, str]:
    data, sha = forge.repository.read(path, ref)
    return {"content": base64.encodebytes(data).decode(), "encoding": "base64", "sha": sha}


def _request(forge: Forge, branch: str, base: str, title: str, body: str) -> dict[str, Any]:
    forge.repository.head(branch)
    if any(one["branch"] == branch for one in forge.requests):
        raise Refused(422, "A request already exists for this branch")
    made = {"number": len(forge.requests) + 1, "branch": branch, "base": base, "title": title, "body": body}
    forge.requests.append(made)
    return made


def _pull(one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "number": one["number"], "html_url": f"{SHOWN}/{REPOSITORY}/pulls/{one['number']}",
        "body": one["body"], "title": one["title"], "user": {"login": LOGIN}, "base": {"ref": one["base"]},
        "head": {"ref": one["branch"], "repo": {"full_name": REPOSITORY}},
    }  # fmt: skip


def _pulls(forge: Forge, _path: list[str], query: dict[str, str], _body: Any) -> Any:
    if query.get("page", "1") != "1":
        return []
    other = {"number": 99, "body": "", "title": "x", "base": "main", "branch": "erpsite-changes/x"}
    return [{**_pull(other), "user": {"login": "another"}}, *(_pull(one) for one in forge.requests)]


def _open_pull(forge: Forge, _path: list[str], _query: dict[str, str], body: Any) -> Any:
    return _pull(_request(forge, body["head"], body["base"], body["title"], body["body"]))


def _extend(forge: Forge, path: list[str], _query: dict[str, str], body: Any) -> Any:
    one = next(one for one in forge.requests if one["number"] == int(path[0]))
    one["body"] = body.get("body", body.get("description"))
    return {}


def _git_tree(forge: Forge, _path: list[str], _query: dict[str, str], body: Any) -> Any:
    files = {one["path"]: one["content"].encode() for one in body["tree"]}
    return {"sha": forge.repository.tree(body["base_tree"], files)}


def _git_commit(forge: Forge, _path: list[str], _query: dict[str, str], body: Any) -> Any:
    return {"sha": forge.repository.commit(body["parents"][0], body["tree"], body["message"])}


def _new_ref(forge: Forge, _path: list[str], _query: dict[str, str], body: Any) -> Any:
    forge.repository.move(body["ref"].removeprefix("refs/heads/"), body["sha"], new=True)
    return {}


def _move_ref(forge: Forge, path: list[str], _query: dict[str, str], body: Any) -> Any:
    assert body["force"] is False
    forge.repository.move(path[0], body["sha"], new=False)
    return {}


def _lab_file(forge: Forge, path: list[str], query: dict[str, str], _body: Any) -> Any:
    found = _contents(forge, path[0], query["ref"])
    last = forge.repository.git("log", "-1", "--format=%H", query["ref"], "--", path[0]).strip()
    return {"content": found["content"], "last_commit_id": last}


def _lab_commit(forge: Forge, _path: list[str], _query: dict[str, str], body: Any) -> Any:
    repository, branch = forge.repository, body["branch"]
    parent = body.get("start_sha") or repository.head(branch)
    for one in body["actions"]:
        if one["action"] == "update":
            last = repository.git("log", "-1", "--format=%H", parent, "--", one["file_path"]).strip()
            if last != one["last_commit_id"]:
                raise Refused(400, "You are attempting to update a file that has changed")
    files = {one["file_path"]: one["content"].encode() for one in body["actions"]}
    made = repository.commit(parent, repository.tree(parent, files), body["commit_message"])
    repository.move(branch, made, new="start_sha" in body)
    return {"id": made}


def _merge(one: Mapping[str, Any]) -> dict[str, Any]:
    return {"iid": one["number"], "web_url": f"{SHOWN}/{REPOSITORY}/-/merge_requests/{one['number']}",
            "source_branch": one["branch"], "description": one["body"], "source_project_id": 1,
            "target_project_id": 1}  # fmt: skip


def _open_merge(forge: Forge, _path: list[str], _query: dict[str, str], body: Any) -> Any:
    branch, base = body["source_branch"], body["target_branch"]
    return _merge(_request(forge, branch, base, body["title"], body["description"]))


def _gitea_files(forge: Forge, _path: list[str], _query: dict[str, str], body: Any) -> Any:
    for one in body["files"]:
        if (
            one["operation"] == "update"
            and forge.repository.read(one["path"], f"refs/heads/{body['branch']}")[1] != one["sha"]
        ):
            raise Refused(422, "sha does not match")
    files = {one["path"]: base64.b64decode(one["content"]) for one in body["files"]}
    forge.repository.write(body["branch"], files, body["message"], new_branch=body.get("new_branch", ""))
    return {}


_REPO = f"/repos/{REPOSITORY}"
_PROJECT = f"/projects/{REPOSITORY.replace('/', '%2F')}"
_BOTH: list[tuple[str, str, Work]] = [
    ("GET", "/user", lambda *_: {"login": LOGIN}),
    ("GET", _REPO, lambda *_: {"permissions": {"push": True}}),
    ("GET", rf"{_REPO}/pulls", _pulls),
    ("POST", rf"{_REPO}/pulls", _open_pull),
    ("PATCH", rf"{_REPO}/pulls/(\d+)", _extend),
    ("GET", rf"{_REPO}/contents/(.+)", lambda forge, path, query, _: _contents(forge, path[0], query["ref"])),
]
_RULES: dict[str, list[tuple[str, str, Work]]] = {
    "github": [
        *_BOTH,
        ("GET", rf"{_REPO}/git/ref/heads/(.+)", lambda forge, path, *_: {
            "object": {"sha": forge.repository.head(path[0])}}),
        ("GET", rf"{_REPO}/git/commits/(\w+)", lambda forge, path, *_: {
            "tree": {"sha": forge.repository.git("rev-parse", f"{path[0]}^{{tree}}").strip()}}),
        ("POST", rf"{_REPO}/git/trees", _git_tree),
        ("POST", rf"{_REPO}/git/commits", _git_commit),
        ("POST", rf"{_REPO}/git/refs", _new_ref),
        ("PATCH", rf"{_REPO}/git/refs/heads/(.+)", _move_ref),
    ],
    "gitea": [
        *_BOTH,
        ("GET", rf"{_REPO}/branches/(.+)", lambda forge, path, *_: {
            "commit": {"id": forge.repository.head(path[0])}}),
        ("POST", rf"{_REPO}/contents", _gitea_files),
    ],
    "gitlab": [
        ("GET", "/user", lambda *_: {"username": LOGIN}),
        ("GET", _PROJECT, lambda *_: {
            "permissions": {"project_access": {"access_level": 30}, "group_access": None}}),
        ("GET", rf"{_PROJECT}/merge_requests", lambda forge, *_: list(map(_merge, forge.requests))),
        ("POST", rf"{_PROJECT}/merge_requests", _open_merge),
        ("PUT", rf"{_PROJECT}/merge_requests/(\d+)", _extend),
        ("GET", rf"{_PROJECT}/repository/branches/(.+)", lambda forge, path, *_: {
            "commit": {"id": forge.repository.head(path[0])}}),
        ("GET", rf"{_PROJECT}/repository/files/([^/]+)", _lab_file),
        ("POST", rf"{_PROJECT}/repository/commits", _lab_commit),
    ],
}  # fmt: skip

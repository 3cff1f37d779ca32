"""Remember what was said of a plan, for as long as nothing that it depends on changes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import blake2b

from erpsite.frozen import dataclass
from erpsite.issues import Severity
from erpsite.kept import KeptFolder
from erpsite.load.compiled.keeping import everything_hash
from erpsite.load.compiled.stamps import code_stamp
from erpsite.load.reading import Gathered
from erpsite.registry import offered

__all__ = ["Told", "ToldBefore"]

_ABOUT = "findings"
_MOST_BYTES = 20_000_000


@dataclass(frozen=True)
class Told:
    """Hold what a command says, and the code it leaves with."""

    text: str
    code: int


class ToldBefore:
    """Hold where the last report about a plan lies, and the hash of what the wanted one depends on."""

    def __init__(self, shelf: KeptFolder, gathered: Gathered, asked: Sequence[str]) -> None:
        self._shelf, self._place = shelf, gathered.root
        words = json.dumps([code_stamp(), everything_hash(gathered), *asked])
        self._key = blake2b(words.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()

    @classmethod
    def of(cls, shelf: KeptFolder | None, gathered: Gathered, asked: Sequence[str]) -> ToldBefore | None:
        """Return it; None where nothing is kept, or where the report depends on more than the plan.

        Rules of other packages may look at whatever they like, and a file that is refused is not looked at.
        """
        refused = any(issue.severity is Severity.ERROR for issue in gathered.issues)
        foreign = any(not entry.shipped for entry in offered())
        return None if shelf is None or refused or foreign else cls(shelf, gathered, asked)

    def read(self) -> Told | None:
        """Return what was said the last time; None where anything is another, or what lies there damaged."""
        data = self._shelf.read(_ABOUT, self._place) or b""
        head, _, body = data.partition(b"\n")
        if head != self._head(body):
            return None
        code, _, text = body.partition(b"\n")
        try:
            return Told(text.decode(), int(code))
        except ValueError:
            return None

    def keep(self, told: Told) -> None:
        """Keep what is said; what is too long to keep is said anew each time."""
        try:
            body = b"%d\n%s" % (told.code, told.text.encode())
        except UnicodeError:
            return
        if len(body) <= _MOST_BYTES:
            self._shelf.write(_ABOUT, self._place, self._head(body) + b"\n" + body)

    def _head(self, body: bytes) -> bytes:
        return f"erpsite-findings/1 {self._key} {blake2b(body, digest_size=16).hexdigest()}".encode()

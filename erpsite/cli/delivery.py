"""Deliver a message to destinations through Apprise, without ever showing their secrets."""

from __future__ import annotations

import logging
import re
import warnings

from erpsite.extras import need
from erpsite.frozen import dataclass

__all__ = ["Destination", "Message", "Result", "deliver", "destinations", "prepare"]

_STATUS = re.compile(r"error=(\d{3})")
_NO_ANSWER = re.compile(
    r"read timed out|read timeout|timed out|connection aborted|remote end closed|reset by peer|broken pipe"
    r"|unexpectedly closed",
    re.IGNORECASE,
)
"""What libraries say where a connection broke after it stood."""
_NEVER_REACHED = re.compile(r"refused|connect timeout|connecttimeout|newconnection|resolve", re.IGNORECASE)


@dataclass(frozen=True)
class Message:
    """Hold what is sent; `form` is `text`, `markdown` or `html`."""

    title: str
    body: str
    form: str


@dataclass(frozen=True)
class Destination:
    """Hold one destination's URL, which is secret, and its place among those given."""

    url: str
    number: int

    @property
    def label(self) -> str:
        """Return a name that shows the service alone: host and path may be secret, too."""
        scheme, mark, _ = self.url.partition("://")
        return f"{self.number} ({scheme if mark and scheme.isalnum() else '?'}://…)"


def destinations(urls: list[str]) -> list[Destination]:
    """Return the destinations in the order given, each once."""
    return [Destination(url, number) for number, url in enumerate(dict.fromkeys(urls), start=1)]


@dataclass(frozen=True)
class Result:
    """Hold why a message was not delivered; empty where it was."""

    problem: str = ""
    unsure: bool = False
    """Whether the service may have taken it all the same: it was reached and gave no answer."""


class _Reasons(logging.Handler):
    """Collect why a delivery failed, as far as that tells no secret: the HTTP status."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.reason, self.unsure = "", False

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        found = _STATUS.search(text)
        if found:
            self.reason = f"HTTP {found[1]}"
        # What Apprise logs of the message itself may hold such words, too.
        if "xception" in text[:40] and _NO_ANSWER.search(text) and not _NEVER_REACHED.search(text):
            self.unsure = True


def prepare() -> None:
    """Import what delivers, before anything is marked as being sent; raise `MissingExtraError` without it."""
    for package in ("requests", "apprise"):
        need(package)


def deliver(destination: Destination, message: Message) -> Result:
    """Send the message and say whether it was delivered."""
    log, reasons = logging.getLogger("apprise"), _Reasons()
    # What Apprise logs or warns of may hold a token or a password: nothing of it reaches the screen.
    log.handlers, log.propagate = [reasons], False
    log.setLevel(logging.DEBUG)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            fine = _notify(destination, message)
        except Exception as error:  # whatever a service's module does, the others still go
            return Result(type(error).__name__, unsure=isinstance(error, TimeoutError | ConnectionError))
    if fine is None:
        return Result("Apprise knows no such destination; see the list of services in its documentation")
    if fine:
        return Result()
    if reasons.unsure and not reasons.reason:
        return Result("the connection broke before an answer", unsure=True)
    return Result(reasons.reason or "the service did not take it")


def _notify(destination: Destination, message: Message) -> bool | None:
    """Return whether the service took the message, or None where there is no such service."""
    apprise = need("apprise")  # half a second, and most announcements are only printed

    asset = apprise.AppriseAsset(app_id="erpsite", storage_mode="memory")
    service = apprise.Apprise.instantiate(destination.url, asset=asset, suppress_exceptions=True)
    if service is None:
        return None
    if "overflow=" not in destination.url:
        service.overflow_mode = (
            apprise.OverflowMode.SPLIT
        )  # chat services refuse a message that is too long for them
    sender = apprise.Apprise(asset=asset)
    sender.add(service)
    return bool(sender.notify(body=message.body, title=message.title, body_format=message.form))

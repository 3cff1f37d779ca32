"""Hold the error of publishing, and mark the texts that the command line translates."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from erpsite.errors import ErpsiteError

__all__ = ["Finding", "PublishError", "ReleaseTakenError", "plain_errors", "tr"]


def tr(message: str) -> str:
    """Mark a text for the catalogues; whoever prints it translates it and fills its fields."""
    return message


class PublishError(ErpsiteError):
    """Say why nothing was published."""


class ReleaseTakenError(PublishError):
    """Say that another publisher took the name that this build was made for; building again helps."""


class Finding(PublishError):
    """Say one thing that `verify` found to differ; returned, never raised."""


@contextmanager
def plain_errors(place: object) -> Iterator[None]:
    """Turn what the system refuses into a `PublishError` that says what to do."""
    try:
        yield
    except OSError as error:
        path = error.filename or place
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise PublishError(
                tr("No space is left for '{place}'. Nothing was published."), place=place
            ) from error
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise PublishError(
                tr("There is no permission to write '{path}'. Nothing was published."), path=path
            ) from error
        raise PublishError(
            tr("'{path}' cannot be used: {why}. Nothing was published."),
            path=path,
            why=error.strerror or error,
        ) from error

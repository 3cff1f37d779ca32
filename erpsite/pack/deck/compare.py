"""Compare a deck with what the plan gives today: which slides are stale, changed by hand, or missing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

from erpsite.errors import ErpsiteError
from erpsite.extras import need
from erpsite.frozen import dataclass
from erpsite.pack.deck.stamp import Place, Stamp, content_hash, places_of, read_stamp

__all__ = ["Finding", "StampedSlide", "UnreadableDeckError", "compare_deck", "is_another", "read_deck"]

State = Literal["changed", "moved", "stale", "both", "gone", "missing", "foreign", "another", "twice"]
_POINT = 12_700
"""EMU by which a program may round where a shape stands."""


class UnreadableDeckError(ErpsiteError):
    """Say why a file cannot be read as a deck."""


@dataclass(frozen=True, slots=True)
class StampedSlide:
    """Hold a slide of a file: number, title, stamp, hash of what it says now, and where its shapes stand."""

    number: int
    title: str
    stamp: Stamp | None
    hash: str
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Hold what is to be said of one slide; 0 is the number of one that the file lacks."""

    number: int
    title: str
    state: State

    @property
    def problem(self) -> bool:
        """Say whether the slide differs from the plan's; one of other origin is no problem."""
        return self.state not in {"foreign", "another"}


def read_deck(path: Path) -> tuple[StampedSlide, ...]:
    """Return the slides of a file. Raises `UnreadableDeckError` with what to do."""
    try:
        content = path.read_bytes()
        made = need("pptx").Presentation(io.BytesIO(content))
    except OSError as error:
        why = error.strerror or str(error)
        raise UnreadableDeckError("{file} cannot be read: {why}", file=path, why=why) from error
    except (zipfile.BadZipFile, KeyError, ValueError, need("pptx").exc.PythonPptxError) as error:
        raise UnreadableDeckError(
            "{file} is no whole presentation (.pptx) without a password", file=path
        ) from error
    return _slides(made)


def _slides(made: Any) -> tuple[StampedSlide, ...]:
    return tuple(
        StampedSlide(number, _title(slide), read_stamp(slide), content_hash(slide), places_of(slide))
        for number, slide in enumerate(made.slides, start=1)
    )


def _title(slide: Any) -> str:
    title = slide.shapes.title
    return " ".join(title.text_frame.text.split()) if title is not None else ""


def compare_deck(
    slides: tuple[StampedSlide, ...], plan: str, made_again: Callable[[Stamp], bytes]
) -> Iterator[Finding]:
    """Yield what is to be said of a deck, slide by slide.

    `made_again` gives the deck that the plan makes today for the kind, language, month and edition of a
    stamp. Slides of several decks in one file are compared each with its own; those of another plan than
    `plan`, its id, with none.
    """
    decks: dict[tuple[str, str, str, str], dict[str, StampedSlide]] = {}
    seen: set[tuple[str, str, str, str, str]] = set()
    for slide in slides:
        stamp = slide.stamp
        if stamp is None:
            yield Finding(slide.number, slide.title, "foreign")
            continue
        if is_another(stamp, plan):
            yield Finding(slide.number, slide.title, "another")
            continue
        of = (stamp.kind, stamp.language, stamp.month, stamp.edition)
        if of not in decks:
            fresh = _slides(need("pptx").Presentation(io.BytesIO(made_again(stamp))))
            decks[of] = {one.stamp.key: one for one in fresh if one.stamp}
        state = "twice" if (*of, stamp.key) in seen else _state(slide, stamp, decks[of])
        seen.add((*of, stamp.key))
        if state is not None:
            yield Finding(slide.number, slide.title, state)
    for of, known in decks.items():
        for key, one in known.items():
            if (*of, key) not in seen:
                yield Finding(0, one.title, "missing")


def is_another(stamp: Stamp, plan: str) -> bool:
    """Say whether a slide is of another plan; where one of the two has no id, nobody knows."""
    return bool(stamp.plan and plan and stamp.plan != plan)


def _state(slide: StampedSlide, stamp: Stamp, today: dict[str, StampedSlide]) -> State | None:
    fresh = today.get(stamp.key)
    changed = slide.hash != stamp.hash
    if fresh is None:
        return "gone"
    stale = fresh.hash != stamp.hash
    if fresh.hash == slide.hash:  # perhaps written by hand to what the plan says now
        return None if _stands_alike(slide.places, fresh.places) else "moved"
    if changed:
        return "both" if stale else "changed"
    return "stale" if stale else None


def _stands_alike(now: tuple[Place, ...], made: tuple[Place, ...]) -> bool:
    """Say whether the same shapes stand in the same places, but for the rounding of a program."""
    return [name for name, *_ in now] == [name for name, *_ in made] and all(
        abs(one - other) <= _POINT
        for (_, *here), (_, *there) in zip(now, made, strict=True)
        for one, other in zip(here, there, strict=True)
    )

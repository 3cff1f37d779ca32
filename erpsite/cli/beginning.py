"""Write the smallest plan: what it must hold, and beside it a commented example of everything else.

The templates in `smallest_plan/` are a whole small plan, so that a test can check it: `T(en:…|xx:…)` is a
text in the languages of the plan, `C(en:…|xx:…)` words of a comment in the first of them, `{Y}` the plan
year, `{P}` the one before, `{M1}` to `{M12}` its months and `{Q1}` to `{Q4}` its quarters.
"""

from __future__ import annotations

import calendar
import datetime as dt
import json
import re
from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable

from erpsite.frozen import dataclass
from erpsite.i18n import SOURCE
from erpsite.load.schema import schema_name
from erpsite.model.quantity import next_month

__all__ = ["Beginning", "smallest_plan"]

_TEXT = re.compile(r"([TC])\(([^()]*)\)")
_LIVE = "handbook.yml"
_ZONES = {
    "china": "Asia/Shanghai", "CN": "Asia/Shanghai", "DE": "Europe/Berlin", "AT": "Europe/Vienna",
    "CH": "Europe/Zurich", "FR": "Europe/Paris", "IT": "Europe/Rome", "ES": "Europe/Madrid",
    "NL": "Europe/Amsterdam", "PL": "Europe/Warsaw", "GB": "Europe/London", "IE": "Europe/Dublin",
    "JP": "Asia/Tokyo", "KR": "Asia/Seoul", "SG": "Asia/Singapore", "HK": "Asia/Hong_Kong",
    "TW": "Asia/Taipei", "IN": "Asia/Kolkata", "US": "America/New_York",
}  # fmt: skip
"""Time zone by country, where it has one that most people mean; UTC for any other."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """Hold what somebody says of a new plan."""

    made_id: str
    name: str
    year: int
    fiscal_start: int
    fiscal_named: str
    """`start` or `end`: the calendar year that names a fiscal year."""
    languages: tuple[str, ...]
    currency: str
    country: str
    """`china`, `weekdays` or the code of a country, with its part where it has one."""

    @property
    def months(self) -> tuple[str, ...]:
        """Return the months of the plan year."""
        earlier = self.fiscal_named == "end" and self.fiscal_start > 1
        first = f"{self.year - earlier:04d}-{self.fiscal_start:02d}"
        return tuple(next_month(first, n) for n in range(12))

    @property
    def meeting(self) -> dt.date:
        """Return a Monday to Friday in the middle of the month before the plan year."""
        year, month = map(int, next_month(self.months[0], -1).split("-"))
        day = dt.date(year, month, 15)
        return day - dt.timedelta(days=max(0, calendar.weekday(year, month, 15) - 4))


def smallest_plan(begun: Beginning, *, commented: bool = True) -> Mapping[str, str]:
    """Return the files of a plan by their path in the data folder.

    With `commented` only `handbook.yml` holds values, and every line of the other files is a comment; without
    it the examples are the plan.
    """
    folder = resources.files("erpsite.cli").joinpath("smallest_plan")
    return {path: _file(path, text, begun, commented) for path, text in _templates(folder, "")}


def _templates(folder: Traversable, below: str) -> list[tuple[str, str]]:
    found = []
    for one in sorted(folder.iterdir(), key=lambda item: item.name):
        if one.is_dir():
            found += _templates(one, f"{below}{one.name}/")
        elif one.name.endswith(".yml"):
            found.append((below + one.name, one.read_text(encoding="utf-8")))
    return found


def _file(path: str, template: str, begun: Beginning, commented: bool) -> str:
    text = _TEXT.sub(lambda found: _words(found, begun.languages), template)
    for name, value in _values(begun).items():
        text = text.replace(f"{{{name}}}", value)
    if path == _LIVE:
        return text if commented else re.sub(r"^# (?=[a-z ]*:|  )", "", text, flags=re.MULTILINE)
    schema = f"# yaml-language-server: $schema={'../' * (path.count('/') + 1)}schemas/{_schema(path)}\n"
    lines = text.splitlines()
    marks = ["# " if not line.startswith("#") else "#" for line in lines] if commented else [""] * len(lines)
    return schema + "".join(f"{mark}{line}\n" for mark, line in zip(marks, lines, strict=True))


def _schema(path: str) -> str:
    return schema_name(path.partition("/")[0])


def _words(found: re.Match[str], languages: tuple[str, ...]) -> str:
    said = dict(part.split(":", 1) for part in found[2].split("|"))
    texts = {language: said.get(language, said[SOURCE]) for language in languages}
    if found[1] == "C":
        return texts[languages[0]]
    if len(texts) == 1:
        return json.dumps(texts[languages[0]], ensure_ascii=False)
    return (
        "{" + ", ".join(f"{one}: {json.dumps(text, ensure_ascii=False)}" for one, text in texts.items()) + "}"
    )


def _values(begun: Beginning) -> Mapping[str, str]:
    return {
        "id": begun.made_id,
        "organisation": json.dumps(begun.name, ensure_ascii=False),
        "fiscal_start": str(begun.fiscal_start),
        "fiscal_named": begun.fiscal_named,
        "languages": ", ".join(begun.languages),
        "currency": begun.currency,
        "timezone": _ZONES.get(begun.country.partition("-")[0], "UTC"),
        "country": begun.country,
        "meeting": begun.meeting.isoformat(),
        "issued": (begun.meeting - dt.timedelta(days=30)).isoformat(),
        "Y": str(begun.year),
        "P": str(int(begun.months[0][:4]) - 1),
        **{f"M{n}": month for n, month in enumerate(begun.months, 1)},
        **{f"Q{n}": f"{begun.year}-Q{n}" for n in range(1, 5)},
    }

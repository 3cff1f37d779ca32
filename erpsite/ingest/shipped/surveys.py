"""Know the exports of survey programs by what each writes besides the questions.

Questions are called as people word them, so they are recognised by their words, as in any table.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from erpsite.ingest.importers import preset

__all__ = ["google_forms", "limesurvey", "microsoft_forms", "qualtrics", "wenjuanxing"]

Columns = Mapping[str, Mapping[str, Any]]


@preset(
    "limesurvey",
    about="LimeSurvey: answers exported as CSV or Excel",
    kind="survey",
    headers=(
        "id. response id|response id|id. 答卷编号",
        "submitdate. date submitted|date submitted",
        "lastpage. last page|last page",
    ),
    place=23,
)
def limesurvey() -> Columns:
    """Return nothing beyond the words of the questions."""
    return {}


@preset(
    "qualtrics",
    about="Qualtrics: answers exported as CSV, with three rows of names",
    kind="survey",
    headers=(
        "responseid|response id|responseid response id",
        "recordeddate|recorded date|recordeddate recorded date",
    ),
    place=24,
)
def qualtrics() -> Columns:
    """Return nothing beyond the words of the questions."""
    return {}


@preset(
    "google-forms",
    about="Google Forms: answers exported as CSV",
    kind="survey",
    headers=("timestamp|时间戳记|时间戳", "email address|username|score|电子邮件地址|用户名|得分"),
    place=27,
)
def google_forms() -> Columns:
    """Return nothing beyond the words of the questions."""
    return {}


@preset(
    "microsoft-forms",
    about="Microsoft Forms: answers exported to Excel",
    kind="survey",
    headers=("start time|开始时间", "completion time|完成时间", "email|电子邮件"),
    place=25,
)
def microsoft_forms() -> Columns:
    """Return nothing beyond the words of the questions."""
    return {}


@preset(
    "wenjuanxing",
    about="Wenjuanxing (问卷星): answers exported as CSV or Excel",
    kind="survey",
    headers=("序号", "提交答卷时间", "所用时间"),
    place=26,
)
def wenjuanxing() -> Columns:
    """Return nothing beyond the words of the questions."""
    return {}

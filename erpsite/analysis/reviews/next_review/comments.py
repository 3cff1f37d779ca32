"""Say which KPIs a review owes a word on: those off track, and those that left their band."""

from __future__ import annotations

from collections.abc import Iterator

from erpsite.analysis.kpi.attainment import KpiBand, KpiStatus, kpi_statuses
from erpsite.issues import Issue, Severity
from erpsite.model import Handbook
from erpsite.model.quantity import next_month

__all__ = ["kpis_to_comment", "uncommented"]


def kpis_to_comment(handbook: Handbook, month: str) -> tuple[KpiStatus, ...]:
    """Return the KPIs to comment in the review of `month` (`YYYY-MM`).

    They are off track, or in another band than at the end of the month before. A KPI without a value of the
    month is not among them: what is missing there is the value, and the check of sources says so.
    """
    before = kpi_statuses(handbook, next_month(month, -1))
    return tuple(
        one for name, one in kpi_statuses(handbook, month).items() if _owed(before[name].band, one.band)
    )


def _owed(before: KpiBand, now: KpiBand) -> bool:
    if now is KpiBand.GREY:
        return False
    return now is KpiBand.OFF_TRACK or before not in {now, KpiBand.GREY}


def uncommented(handbook: Handbook) -> Iterator[Issue]:
    """Tell which KPIs the latest review should comment and does not."""
    if not handbook.reviews:
        return
    review = handbook.reviews[max(handbook.reviews)]
    said = {comment.kpi for comment in review.kpi_comments}
    for one in kpis_to_comment(handbook, review.month):
        if one.kpi.id not in said:
            message = "the review has no comment on the KPI {kpi}, which is in another band than a month ago"
            if one.band is KpiBand.OFF_TRACK:
                message = "the review has no comment on the KPI {kpi}, which is off track"
            place = review.where_of("kpi_comments")
            yield Issue("kpi-uncommented", message, place, Severity.INFO, {"kpi": one.kpi.id})

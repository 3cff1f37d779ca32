"""Sum a month up for mail, chat and feed readers."""

from erpsite.pages.reviews.announcement.forms import (
    LinkTo,
    no_links,
    summary_html,
    summary_markdown,
    summary_page,
    summary_text,
)
from erpsite.pages.reviews.announcement.site_links import site_links
from erpsite.pages.reviews.announcement.summary import MonthSummary, month_summary

__all__ = [
    "LinkTo", "MonthSummary", "month_summary", "no_links", "site_links", "summary_html", "summary_markdown",
    "summary_page", "summary_text",
]  # fmt: skip

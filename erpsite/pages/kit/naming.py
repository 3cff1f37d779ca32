"""Name what the pages count by: sides of health, causes, statuses, rings, kinds of money."""

from __future__ import annotations

from erpsite.model.health import HealthDimension
from erpsite.model.incident import Cause
from erpsite.model.opportunity import Readiness, Technology
from erpsite.model.plan import Method, Rag
from erpsite.pages.kit import blocks as b
from erpsite.pages.kit.book import Book

__all__ = [
    "cause_name", "dimension_name", "field_name", "kind_name", "method_name", "outcome_chip", "ring_name",
    "stage_chip", "target_chip", "technology_name", "trend_word",
]  # fmt: skip


def dimension_name(book: Book, dimension: HealthDimension) -> str:
    """Return the name of a side of system health."""
    tr = book.tr
    return {
        HealthDimension.AVAILABILITY: tr("Availability"),
        HealthDimension.STABILITY: tr("Stability"),
        HealthDimension.SECURITY: tr("Security"),
        HealthDimension.PERFORMANCE: tr("Performance"),
        HealthDimension.USAGE: tr("Usage"),
        HealthDimension.DATA_ACCURACY: tr("Data accuracy"),
        HealthDimension.SATISFACTION: tr("Satisfaction"),
    }[dimension]


def cause_name(book: Book, cause: Cause) -> str:
    """Return the name of a cause of incidents."""
    tr = book.tr
    return {
        Cause.HARDWARE: tr("hardware"),
        Cause.SOFTWARE_DEFECT: tr("software defects"),
        Cause.INTERFACE: tr("interfaces"),
        Cause.NETWORK: tr("network"),
        Cause.CHANGE: tr("changes"),
        Cause.CAPACITY: tr("capacity"),
        Cause.HUMAN_ERROR: tr("human error"),
        Cause.VENDOR: tr("vendors"),
        Cause.SECURITY: tr("security events"),
        Cause.DATABASE: tr("database"),
        Cause.MAINTENANCE: tr("maintenance"),
        Cause.NOT_STATED: tr("cause not stated"),
    }[cause]


def target_chip(book: Book, rag: Rag) -> b.Chip:
    """Return a status measured against target and limit."""
    tr = book.tr
    words = {
        Rag.GREEN: tr("Meets target"),
        Rag.AMBER: tr("Below target"),
        Rag.RED: tr("Beyond limit"),
        Rag.GREY: tr("No data"),
    }
    return b.Chip(rag.value, words[rag])


def trend_word(book: Book, direction: str) -> b.Chip:
    """Return the direction of a trend: better, steady or worse."""
    tr = book.tr
    words: dict[str, tuple[b.Tone, str]] = {
        "better": ("green", tr("better")),
        "steady": ("blue", tr("steady")),
        "worse": ("red", tr("worse")),
    }
    return b.Chip(*words[direction])


def outcome_chip(book: Book, state: str) -> b.Chip:
    """Return how one of last year's items ended."""
    tr = book.tr
    words: dict[str, tuple[b.Tone, str]] = {
        "delivered": ("green", tr("Delivered")),
        "partly": ("amber", tr("Partly delivered")),
        "carried-over": ("red", tr("Carried over")),
        "cancelled": ("grey", tr("Cancelled")),
    }
    return b.Chip(*words[state])


def stage_chip(book: Book, stage: str) -> b.Chip:
    """Return what was resolved about an initiative."""
    tr = book.tr
    words: dict[str, tuple[b.Tone, str]] = {
        "proposed": ("blue", tr("Proposed")),
        "approved": ("green", tr("Approved")),
        "deferred": ("amber", tr("Deferred")),
        "rejected": ("grey", tr("Rejected")),
        "finished": ("green", tr("Finished")),
    }
    return b.Chip(*words[stage])


def technology_name(book: Book, technology: Technology) -> str:
    """Return the name of a family of technology."""
    tr = book.tr
    return {
        Technology.AI: tr("AI"),
        Technology.RPA: tr("RPA"),
        Technology.LOW_CODE: tr("Low-code"),
        Technology.ANALYTICS: tr("Analytics"),
        Technology.IOT: tr("Internet of things"),
        Technology.CLOUD: tr("Cloud"),
        Technology.API: tr("API"),
        Technology.OTHER: tr("Other"),
    }[technology]


def ring_name(book: Book, ring: Readiness) -> str:
    """Return the name of a readiness ring."""
    tr = book.tr
    return {
        Readiness.ADOPT: tr("Adopt: proven here, use it"),
        Readiness.TRIAL: tr("Trial: pilot with a stop criterion"),
        Readiness.ASSESS: tr("Assess: study before any pilot"),
        Readiness.HOLD: tr("Hold: not this year"),
    }[ring]


def field_name(book: Book, field: str) -> str:
    """Return what value and feasibility advise."""
    tr = book.tr
    return {
        "pursue": tr("Pursue now"),
        "prepare": tr("Prepare the ground"),
        "convenient": tr("Do when convenient"),
        "leave": tr("Leave"),
    }[field]


def kind_name(book: Book, kind: str) -> str:
    """Return the name of a kind of money."""
    tr = book.tr
    return {
        "capex": tr("Capital expenditure"),
        "opex": tr("Operating expenditure"),
        "internal": tr("Internal labour"),
        "vendor": tr("External services"),
    }[kind]


def method_name(book: Book, method: Method) -> str:
    """Return the name of a ranking method."""
    return {
        Method.WSJF: book.tr("WSJF"),
        Method.RICE: book.tr("RICE"),
        Method.WEIGHTED: book.tr("weighted score"),
    }[method]

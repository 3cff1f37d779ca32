"""List the tables that a written page can place, by the kind of record they show."""

from __future__ import annotations

from collections.abc import Mapping

from erpsite.pages.content.tables import TableMaker
from erpsite.pages.data.glossary import modules_table
from erpsite.pages.kit.kpi_tables import kpis_table
from erpsite.pages.meeting.people import people_table
from erpsite.pages.preread.health_tables import health_metrics_table
from erpsite.pages.preread.last_year import completed_table
from erpsite.pages.preread.maturity import maturity_table
from erpsite.pages.preread.opportunities import opportunities_table
from erpsite.pages.preread.pain_tables import pain_points_table

__all__ = ["TABLES"]

TABLES: Mapping[str, TableMaker] = {
    "completed": completed_table,
    "health_metrics": health_metrics_table,
    "kpis": kpis_table,
    "maturity": maturity_table,
    "modules": modules_table,
    "opportunities": opportunities_table,
    "pain_points": pain_points_table,
    "people": people_table,
}
"""Each takes the book and the records that pass the filters."""

"""KPIs, health metrics, outages, tickets and surveys."""

from __future__ import annotations

from erpsite.explained.meaning import means

__all__ = ["MEASURES"]

MEASURES = (
    means(
        "count-without-round",
        "More numbers of answers are given than rounds of the survey are closed.",
        "Delete the surplus ones.",
    ),
    means(
        "degraded-missing",
        "An outage in part must say how much of the service was lost.",
        "Give `degraded` from 0 to 1. What was no outage belongs into the tickets.",
    ),
    means(
        "figure-size",
        "A value is so large or small that no page can print it.",
        "Choose another unit.",
    ),
    means(
        "health-limit",
        "The limit of a health metric is better than its target.",
        "Exchange the two, or correct the comparator.",
    ),
    means(
        "health-target",
        "A health metric lacks a target or a limit, so that not every value has a status.",
        "Give both.",
    ),
    means(
        "hundredfold",
        "A percentage is about a hundred times, or a hundredth of, those around it: a share among "
        "percentages.",
        "Write it as the others are written.",
    ),
    means(
        "kpi-bounds",
        "The lower bound of a KPI is not below the upper one.",
        "Exchange or correct the two.",
    ),
    means(
        "kpi-target",
        "A KPI lacks what its comparator needs to judge it, or has what it cannot use.",
        "Give `target` for >= and <=, `low` with `high` for between.",
    ),
    means(
        "kpi-uncommented",
        "A review says nothing of a KPI that is off track or has changed its band.",
        "Add a comment under `kpis` of the review: why, and what will be done.",
    ),
    means(
        "module-of-plant",
        "A row names a module that the plant does not use by `organisation.yml`.",
        "Correct the row, or the plant's modules.",
    ),
    means(
        "no-baseline",
        "A KPI has no value from before the plan, so that nobody sees how far it has come.",
        "Write `baseline` where somebody knows it.",
    ),
    means(
        "no-tickets",
        "A KPI is measured from the tickets, and there are none.",
        "Bring `tickets.csv` in (`erpsite import`), or take `measured_from` away.",
    ),
    means(
        "plant-roll-up",
        "The plants' values of a month cannot be brought to one.",
        "Give numerator and denominator, the missing plants, or a row without a plant.",
    ),
    means(
        "ratio-parts",
        "A KPI that is added up as a ratio has a month without numerator and denominator.",
        "Give both, so that months weigh as much as they count.",
    ),
    means(
        "ratio-value",
        "The value of a month is not its numerator over its denominator.",
        "Correct one of the three; the factor `scale` is 100 for a percentage.",
    ),
    means(
        "round-changed",
        "A closed round of the survey has another number of answers than at its closing. Its figures "
        "are published, and the difference would tell what somebody answered.",
        "Date late answers into the round that is open.",
    ),
    means(
        "round-not-counted",
        "Nothing says how many answers closed rounds had, so that one dated back into them would not be"
        " noticed.",
        "Write the line that the message gives.",
    ),
    means(
        "stale-data",
        "A series is older than its source allows, so that its status is grey.",
        "Ask the owner of the source for the newest value.",
    ),
    means(
        "target-is-baseline",
        "The target of a KPI equals its baseline; there is no way to go.",
        "Look whether the target is right. A level to keep is judged as met or missed.",
    ),
    means(
        "target-kept",
        "The baseline meets the target already, so it is read as a level to keep.",
        "Look whether the comparator is the right one.",
    ),
    means(
        "typed-beside-measured",
        "A month of a KPI that is measured from the tickets was typed as well; the typed value is taken.",
        "Delete the typed row, or take `measured_from` away.",
    ),
    means(
        "value-module",
        "A value names a module where the metric is of the whole system, or names none where it is of each.",
        "Correct the cell `module`, or `per_module` of the metric.",
    ),
    means(
        "whole-value",
        "The value of the whole system is not what its modules come to.",
        "Correct one of them; the message gives both.",
    ),
    means(
        "zero-denominator",
        "A ratio is divided by nought.",
        "Leave the month out where nothing was counted.",
    ),
)

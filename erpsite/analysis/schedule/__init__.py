"""Schedule the plan: early and late dates, float, critical path and pushes (FORMULAS.md, Schedule)."""

from erpsite.analysis.schedule.broken import BrokenLink, broken_baseline, broken_forecasts
from erpsite.analysis.schedule.network import Arc, CircleError, NetworkTimes, Pins, schedule_network
from erpsite.analysis.schedule.plan import plan_schedule
from erpsite.analysis.schedule.result import (
    Schedule,
    ScheduledTask,
    UnscheduledReason,
    UnscheduledTask,
)
from erpsite.analysis.schedule.tasks import Task, TaskLink

__all__ = [
    "Arc",
    "BrokenLink",
    "CircleError",
    "NetworkTimes",
    "Pins",
    "Schedule",
    "ScheduledTask",
    "Task",
    "TaskLink",
    "UnscheduledReason",
    "UnscheduledTask",
    "broken_baseline",
    "broken_forecasts",
    "plan_schedule",
    "schedule_network",
]

"""Define the measures of delivery: status, earned value, schedule."""

from __future__ import annotations

from erpsite.pages.data.measures.measure import Measure, MeasureGroup
from erpsite.pages.kit.book import Book

__all__ = ["schedule_group", "status_group", "value_group"]


def status_group(book: Book) -> MeasureGroup:
    """Return the measures of an initiative's status."""
    tr, limits, share = book.tr, book.handbook.plan.thresholds, book.locale.percent
    measures = (
        Measure(
            "rag",
            tr("Declared and computed status"),
            tr("Computed = the worse of cost and slip. Cost overrun = (forecast cost − budget) ÷ budget: "
               "green below {cost_amber}, amber below {cost_red}, else red. Slip ÷ baseline duration: "
               "green below {slip_amber}, amber below {slip_red}, else red.",
               cost_amber=share(limits.cost_amber), cost_red=share(limits.cost_red),
               slip_amber=share(limits.slip_amber), slip_red=share(limits.slip_red)),
            tr("On track, at risk, off track or no data; each with a word and a shape."),
            tr("Before the first report, or with neither a forecast cost nor dates: grey."),
            tr("The owner declares a status, the numbers compute one, and both are shown. Declared green and "
               "computed red is declared better than the numbers. Amber and red need the way back."),
        ),
        _verdict(book),
        Measure(
            "progress",
            tr("Progress"),
            tr("The share of the work that the owner reports as done; over several initiatives, "
               "weighted by their budgets."),
            tr("Percent; higher is better."),
            tr("Before the first report: no data."),
        ),
        Measure(
            "budget-use",
            tr("Budget used"),
            tr("Spent ÷ budget envelope of the plan year; the contingency is part of the envelope. Spent is "
               "what the last report of each initiative says, also of those deferred or dropped since. What "
               "is approved is set against what may be spent: the envelope less the contingency."),
            tr("Percent; to be read beside the progress."),
            tr("Without an envelope: not available. Initiatives that have not reported count as nothing "
               "spent "
               "and are counted beside the figure."),
        ),
    )  # fmt: skip
    return MeasureGroup("status-measures", tr("Status of an initiative"), measures)


def _verdict(book: Book) -> Measure:
    tr, limits, share = book.tr, book.handbook.plan.thresholds, book.locale.percent
    return Measure(
        "verdict",
        tr("Verdict on the plan"),
        tr("The worst of three. End: the schedule’s finish against the last approved finish, late "
           "working days ÷ promised length: green below {slip_amber}, amber below {slip_red}, else red; "
           "at least amber where the day of 80% likelihood is later, or a milestone is overdue unreported. "
           "Cost: (expected − approved) ÷ approved: green below {cost_amber}, amber below {cost_red}, else "
           "red; amber within the contingency, red beyond it. Worth: the missing part of the promised "
           "benefits that were measured, by the limits of cost.",
           cost_amber=share(limits.cost_amber), cost_red=share(limits.cost_red),
           slip_amber=share(limits.slip_amber), slip_red=share(limits.slip_red)),
        tr("On track, at risk, off track or no data; each with a word and a shape."),
        tr("What cannot be judged does not count; with none of the three: no data."),
        tr("One sentence and four answers that open this handbook, each review, the mail of a month and "
           "the printed pre-read alike. Where money is hidden, the end alone counts."),
    )  # fmt: skip


def value_group(book: Book) -> MeasureGroup:
    """Return the measures of earned value and earned schedule."""
    tr = book.tr
    measures = (
        Measure(
            "earned-value",
            tr("Earned value"),
            tr("PV = budget of the work planned to date, EV = percent complete × BAC, AC = actual cost. "
               "CV = EV − AC, SV = EV − PV, CPI = EV ÷ AC, SPI = EV ÷ PV, EAC = BAC ÷ CPI, ETC = EAC − AC, "
               "VAC = BAC − EAC, TCPI = (BAC − EV) ÷ (BAC − AC)."),
            tr("PV, EV, AC, CV, SV, EAC, ETC, VAC in the plan's currency; CPI, SPI, TCPI as ratios. "
               "CPI and SPI: above 1 is better."),
            tr("A zero denominator gives “not available” with the reason."),
            tr("The budget is spread over the baseline by working days, unless phases carry weights."),
        ),
        Measure(
            "earned-schedule",
            tr("Earned schedule"),
            tr("ES = C + (EV − PV of C) ÷ (PV of C+1 − PV of C), with C the last whole month whose PV ≤ EV. "
               "SPI(t) = ES ÷ actual time; expected duration = planned duration ÷ SPI(t)."),
            tr("Months; SPI(t) as a ratio, above 1 is better."),
            tr("Before the first month is over, or with nothing planned: not available."),
            tr("SPI(t) leads: SPI drifts back to 1 at the end of a late project, SPI(t) does not."),
        ),
    )  # fmt: skip
    return MeasureGroup("value-measures", tr("Earned value and earned schedule"), measures)


def schedule_group(book: Book) -> MeasureGroup:
    """Return the measures of the schedule."""
    return MeasureGroup("schedule-measures", book.tr("Schedule"), (*_dates(book), *_network(book)))


def _dates(book: Book) -> tuple[Measure, ...]:
    tr = book.tr
    return (
        Measure(
            "slip",
            tr("Slip"),
            tr("Forecast or actual finish − baseline finish."),
            tr("Working days; positive is late."),
            tr("Without a baseline or a forecast date: not available."),
            tr("The baseline never changes. A new baseline names the decision that allowed it, and the first "
               "one stays visible."),
        ),
        Measure(
            "working-days",
            tr("Working days"),
            tr("Every day that the plan's calendar works: the base calendar, less the plan's own days off, "
               "plus its extra working days. k days on from a day off, one first goes to the next worked day "
               "(back to the last one where k is negative); a task of n days ends n − 1 days on."),
            tr("Days. A half day is worked: dates may fall on it, and in capacity it counts half."),
            tr("Of a year whose public holidays are not published, the days off that the law fixes count, "
               "without make-up days, and a finding says which dates rest on it. A move over days off alone "
               "is 0 working days, said with its calendar days."),
            tr("A date that a person put on a day off stays there; no early date lies before it."),
        ),
        Measure(
            "bei",
            tr("Baseline execution index"),
            tr("BEI = tasks finished ÷ tasks whose baseline finish has passed."),
            tr("Ratio; higher is better, below 0.95 is a warning."),
            tr("Before any baseline finish has passed: not available."),
        ),
    )  # fmt: skip


def _network(book: Book) -> tuple[Measure, ...]:
    tr = book.tr
    return (
        Measure(
            "critical-path",
            tr("Critical path and float"),
            tr("A forward and a backward pass over the links (FS, SS, FF, SF, with lag) give the earliest "
               "and "
               "the latest dates. Total float = latest finish − earliest finish; critical is float ≤ 0."),
            tr("Working days; less float means less room."),
            tr("A circle of links is an error that names its members."),
            tr("A lag counts working days, unless the link says lag_unit: elapsed days after the date it "
               "counts from are the working days among them, as the schedule has that date; percent is that "
               "share of the working days that the other task takes, halves rounded away from zero."),
        ),
        Measure(
            "levelled-plan",
            tr("Levelled plan"),
            tr("The dates of phases and milestones, not earlier than the schedule’s, that keep every "
               "link and ask no role for more than its capacity in any quarter. Effort of a quarter is "
               "spread over the working days of the phases in it and moves with them. Made small, in the"
               " plan’s order: the promises missed, weighted by value; the end; the working days moved."),
            tr("Dates; gap of the first goal that is not proved, in percent: of the weight of all promises, "
               "of the working days until the end, or of those until all ends added up. 0 is proved best."),
            tr("Without a committed proposal of `erpsite level`: not shown. Without a stated capacity a "
               "role is not limited, which is said."),
            tr("After the last stated quarter, a working day counts as one of that quarter’s. Work under "
               "way and finished stays. What other companies of a group ask of a shared role is taken "
               "off. Price of relief: solved again with one more person, or an initiative later or left "
               "out. P50 and P80: drawn durations, in the order of the levelled plan."),
        ),
        Measure(
            "cpli",
            tr("Critical path length index"),
            tr("CPLI = (length of the critical path + its total float) ÷ length of the critical path."),
            tr("Ratio; below 0.95 is a warning."),
            tr("Without unfinished tasks on the path: not available."),
        ),
        Measure(
            "missing-logic",
            tr("Missing logic"),
            tr("Unfinished tasks without predecessor or successor ÷ unfinished tasks."),
            tr("Percent; lower is better, at most 5%. There should be no negative lag at all."),
            tr("Without unfinished tasks: not available."),
        ),
    )  # fmt: skip

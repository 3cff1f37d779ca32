"""Follow the thread from evidence to the business goal for every yuan of the plan.

The thread is evidence → pain point → cause → solution → initiative → milestone → KPI → benefit → objective.

Rules. An initiative traces through where every step of at least one way holds:

- Counted are funded initiatives (approved or finished) and pain points reported by the day shown.
- A pain point has evidence and a cause; a solution is its own, or an opportunity that answers it.
- An opportunity stands in the place of the solution where it answers pain points, which then must have
  evidence and cause themselves. Where it answers none it stands in the place of the pain point: nothing is
  broken, so there is no cause to remove, and its hypothesis is what a pilot has yet to prove.
- What is mandatory needs no pain point and no benefit: law, audit or a contract is the reason. It does need
  a milestone, a KPI and an objective, or nobody could tell whether the duty is done.
- The benefit is measured by a KPI that the initiative moves.
- The initiative serves an objective that is a business objective, or leads to one, and moves a KPI by which
  that objective, or one above it, is judged.
- An edition that hides money hides benefits; there the thread passes from KPI to objective.

A pain point traces through where a thread that holds runs through it. A KPI does where an initiative that
traces through moves it, and it measures that initiative's benefit or judges an objective that it serves.
An opportunity that nobody took up is a choice and no break.
"""

from erpsite.analysis.trace.coverage import BreakGroup, Trace, trace
from erpsite.analysis.trace.graph import Node, nodes_on_threads, thread_graph
from erpsite.analysis.trace.links import Links, links_of_plan
from erpsite.analysis.trace.objectives import ObjectivePart, ObjectiveSum, objective_sums
from erpsite.analysis.trace.steps import Break, BreakKind, Mark, Step
from erpsite.analysis.trace.threads import Thread

__all__ = [
    "Break", "BreakGroup", "BreakKind", "Links", "Mark", "Node", "ObjectivePart",
    "ObjectiveSum", "Step", "Thread", "Trace", "links_of_plan",
    "nodes_on_threads", "objective_sums", "thread_graph", "trace",
]  # fmt: skip

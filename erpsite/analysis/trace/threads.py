"""Follow the thread of each initiative, and name where it breaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from erpsite.analysis.state.initiative_state import InitiativeState
from erpsite.analysis.trace.links import Links
from erpsite.analysis.trace.steps import Break, BreakKind, Mark, Step
from erpsite.frozen import dataclass
from erpsite.model.initiative import Initiative
from erpsite.model.pain_point import PainPoint

__all__ = ["Thread", "pain_breaks", "thread_of"]

_REASON = (Step.EVIDENCE, Step.PAIN_POINT, Step.CAUSE, Step.SOLUTION)


@dataclass(frozen=True)
class Thread:
    """Hold the thread of one funded initiative, from evidence to a business objective."""

    now: InitiativeState
    pain_points: tuple[str, ...]
    opportunities: tuple[str, ...]
    behind: tuple[str, ...]
    """Pain points that its opportunities answer, where it names none itself."""
    kpis: tuple[str, ...]
    """KPIs that it moves."""
    breaks: tuple[Break, ...]
    """Where its best way from evidence to objective breaks; empty where it holds throughout."""
    loose: tuple[Break, ...]
    """Faults that the thread holds in spite of, such as the measure of a benefit that need not be there."""
    free: frozenset[Step]
    """Steps that it may do without."""
    hidden: frozenset[Step]
    """Steps that the edition hides."""

    @property
    def id(self) -> str:
        """Return the initiative's id."""
        return self.now.initiative.id

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return the pain points that it answers, itself or through its opportunities."""
        return self.pain_points or self.behind

    @property
    def whole(self) -> bool:
        """Say whether the thread holds from evidence to a business objective."""
        return not self.breaks

    @property
    def _without_reason(self) -> bool:
        return any(one.kind is BreakKind.INITIATIVE_NO_REASON for one in self.breaks)

    def mark(self, *steps: Step) -> Mark:
        """Return how one step stands, or several together: broken where any of them is."""
        if any(one.step in steps for one in self.breaks):
            return Mark.BROKEN
        if self._without_reason and set(steps) <= set(_REASON):
            return Mark.ABSENT
        if self.hidden.issuperset(steps):
            return Mark.HIDDEN
        return Mark.NOT_NEEDED if self.free.issuperset(steps) else Mark.LINKED


def pain_breaks(links: Links, pain: PainPoint) -> tuple[Break, ...]:
    """Return what a pain point lacks between its evidence and an initiative that solves it."""
    found: list[tuple[BreakKind, Step, str]] = []
    if not pain.evidence:
        found.append((BreakKind.PAIN_NO_EVIDENCE, Step.EVIDENCE, "evidence"))
    if not pain.causes:
        found.append((BreakKind.PAIN_NO_CAUSE, Step.CAUSE, "causes"))
    if pain.solution is None and pain.id not in links.offered:
        found.append((BreakKind.PAIN_NO_SOLUTION, Step.SOLUTION, "solution"))
    if pain.id not in links.solved:
        found.append((BreakKind.PAIN_NO_INITIATIVE, Step.INITIATIVE, "initiatives"))
    return tuple(
        Break(kind, step, "pain_points", pain.id, pain.owner, pain.where_of(field))
        for kind, step, field in found
    )


def thread_of(links: Links, now: InitiativeState) -> Thread:
    """Return the thread of one initiative; of several ways it is judged by the one with the fewest breaks."""
    one, free = now.initiative, set[Step]()
    reason = _reason_breaks(links, now)
    if one.mandatory:
        # Law, audit or a contract is the reason, and nothing has to be gained by it.
        free |= {Step.BENEFIT} if not (one.benefit and one.benefit.amount) else set()
        free |= {step for step in _REASON if not links.pains_of[one.id] or reason}
        reason = ()
    elif not reason and not links.pains_of[one.id]:
        free |= _spared_by_opportunity(links, one)
    hidden = {Step.BENEFIT} if links.hides_benefits else set[Step]()
    benefit = () if hidden else tuple(_benefit_breaks(links, now))
    needed = () if one.mandatory else benefit
    return Thread(
        now,
        links.pains_of[one.id],
        links.opportunities_of[one.id],
        () if links.pains_of[one.id] else _behind(links, one),
        links.moved(one.id),
        (*reason, *_work_breaks(links, now), *needed, *_objective_breaks(links, now)),
        tuple(fault for fault in benefit if one.mandatory and fault.kind is not _NO_BENEFIT),
        frozenset(free - hidden),
        frozenset(hidden),
    )


_NO_BENEFIT = BreakKind.INITIATIVE_NO_BENEFIT


def _reason_breaks(links: Links, now: InitiativeState) -> tuple[Break, ...]:
    """Return what is missing on the best way from evidence to the initiative."""
    pains, one = links.handbook.pain_points, now.initiative
    ways = [_without(pain_breaks(links, pains[name])) for name in links.pains_of[one.id]]
    for name in links.opportunities_of[one.id]:
        behind = links.pains_behind(name)
        ways += [_without(pain_breaks(links, pains[pain]), Step.SOLUTION) for pain in behind] or [()]
    if ways:
        return min(ways, key=len)
    return (_of_initiative(now, BreakKind.INITIATIVE_NO_REASON, Step.PAIN_POINT, "pain_points"),)


def _without(breaks: Sequence[Break], *steps: Step) -> tuple[Break, ...]:
    """Return the breaks but those that an initiative, or an opportunity, has mended."""
    return tuple(one for one in breaks if one.step not in (Step.INITIATIVE, *steps))


def _behind(links: Links, one: Initiative) -> tuple[str, ...]:
    named = (pain for name in links.opportunities_of[one.id] for pain in links.pains_behind(name))
    return tuple(dict.fromkeys(named))


def _spared_by_opportunity(links: Links, one: Initiative) -> set[Step]:
    """Return what an opportunity that answers no pain point need not have: it has no cause to remove."""
    alone = any(not links.pains_behind(name) for name in links.opportunities_of[one.id])
    return {Step.EVIDENCE, Step.CAUSE} if alone else set()


def _work_breaks(links: Links, now: InitiativeState) -> Iterator[Break]:
    one = now.initiative
    if not one.milestones:
        yield _of_initiative(now, BreakKind.INITIATIVE_NO_MILESTONE, Step.MILESTONE, "milestones")
    if not links.moved(one.id):
        yield _of_initiative(now, BreakKind.INITIATIVE_NO_KPI, Step.KPI, "kpis")


def _benefit_breaks(links: Links, now: InitiativeState) -> Iterator[Break]:
    one, moved = now.initiative, links.moved(now.initiative.id)
    if _is_withheld(one) and one.benefit is None:
        return
    if one.benefit is None or not (one.benefit.amount or one.benefit.whole_life or _is_withheld(one)):
        yield _of_initiative(now, _NO_BENEFIT, Step.BENEFIT, "benefit")
    elif one.benefit.measured_by is None:
        yield _of_initiative(now, BreakKind.BENEFIT_NO_KPI, Step.BENEFIT, "benefit")
    elif moved and one.benefit.measured_by not in moved:
        yield _of_initiative(now, BreakKind.BENEFIT_OTHER_KPI, Step.BENEFIT, "benefit")


def _is_withheld(one: Initiative) -> bool:
    """Say whether somebody knows what is promised, and may not say it: the thread is not broken there."""
    return "benefit" in one.withheld or (one.benefit is not None and "amount" in one.benefit.withheld)


def _objective_breaks(links: Links, now: InitiativeState) -> tuple[Break, ...]:
    one = now.initiative
    if not one.objectives:
        return (_of_initiative(now, BreakKind.INITIATIVE_NO_OBJECTIVE, Step.OBJECTIVE, "objectives"),)
    return min((_way_up(links, now, name) for name in one.objectives), key=len)


def _way_up(links: Links, now: InitiativeState, objective: str) -> tuple[Break, ...]:
    """Return what is missing on the way from the initiative's KPIs to a business objective."""
    found, moved = [], links.moved(now.initiative.id)
    if moved and links.judging[objective].isdisjoint(moved):
        found.append(_of_initiative(now, BreakKind.INITIATIVE_OTHER_KPI, Step.OBJECTIVE, "kpis"))
    if not links.is_business(objective):
        found.append(objective_without_business(links, objective))
    return tuple(found)


def objective_without_business(links: Links, name: str) -> Break:
    """Return the break of an ERP objective that leads to no business objective."""
    one = links.handbook.objectives[name]
    return Break(
        BreakKind.OBJECTIVE_NO_BUSINESS, Step.OBJECTIVE, "objectives", name, one.owner, one.where_of("serves")
    )


def _of_initiative(now: InitiativeState, kind: BreakKind, step: Step, field: str) -> Break:
    one = now.initiative
    return Break(kind, step, "initiatives", one.id, now.owner, one.where_of(field))

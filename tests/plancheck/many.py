"""Make a plan in which 5,000 things are wrong, owned by many people."""

from __future__ import annotations

from erpsite.model import Handbook
from tests.factory import small_handbook

__all__ = ["plan_with_many_findings"]

PEOPLE = 60


def plan_with_many_findings(count: int = 5000) -> Handbook:
    """Return a plan with `count` findings more: pain points without evidence, KPIs without way to go."""
    book = small_handbook()
    person = next(iter(book.people.values()))
    people = {f"person-{n:02d}": person.model_copy(update={"id": f"person-{n:02d}"}) for n in range(PEOPLE)}
    point = next(one for one in book.pain_points.values() if not one.evidence)
    kpi = next(iter(book.kpis.values()))
    names = list(people)
    points = {
        f"point-{n:04d}": point.model_copy(
            update={"id": f"point-{n:04d}", "owner": names[n % PEOPLE], "initiatives": ()}
        )
        for n in range(count // 2)
    }
    kpis = {
        f"kpi-{n:04d}": kpi.model_copy(
            update={"id": f"kpi-{n:04d}", "owner": names[n % PEOPLE], "baseline": kpi.target}
        )
        for n in range(count - count // 2)
    }
    return small_handbook(
        people={**book.people, **people},
        pain_points={**book.pain_points, **points},
        kpis={**book.kpis, **kpis},
    )

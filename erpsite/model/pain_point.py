"""Hold `pain_points.yml`: problems in business processes, with evidence, cause and solution."""

from typing import Annotated

from erpsite.model.base import Record
from erpsite.model.kinds import kind
from erpsite.model.quantity import Day, Figure, Money, Ref, Score, Slug
from erpsite.model.text import Text

__all__ = ["Evidence", "ExpectedBenefit", "PainPoint"]


class Evidence(Record):
    """Hold one piece of evidence."""

    text: Text
    source: Annotated[Slug, Ref("sources")] | None = None
    month: str | None = None
    """The month or period it was seen in."""


class ExpectedBenefit(Record):
    """Say what solving a pain point will bring."""

    text: Text
    kpi: Annotated[Slug, Ref("kpis")] | None = None
    """The KPI that will show it."""
    amount: Money | None = None
    """Yearly benefit in the plan's currency."""


@kind("pain_points", file="pain_points.yml", page="preread/pain-points")
class PainPoint(Record):
    """Describe a problem in a business process."""

    id: Slug
    name: Text
    process: Text
    """The business process that suffers."""
    modules: tuple[Annotated[Slug, Ref("modules")], ...]
    owner: Annotated[Slug, Ref("people")]
    """Who speaks for it in the business."""
    reported_on: Day
    description: Text
    evidence: tuple[Evidence, ...] = ()
    causes: tuple[Text, ...] = ()
    solution: Text | None = None
    benefit: ExpectedBenefit | None = None
    hours_lost: Figure | None = None
    """Working hours lost per month over the whole organisation."""
    direct_loss: Money | None = None
    """Money lost per month besides working hours, in the plan's currency."""
    frequency: Score | None = None
    """1 rare to 5 daily; used where no hours are known."""
    severity: Score | None = None
    """1 nuisance to 5 stops the business; used where no hours are known."""
    initiatives: tuple[Annotated[Slug, Ref("initiatives")], ...] = ()
    """Initiatives that solve it."""

"""Hold `maturity.yml`: how mature the ERP is, dimension by dimension."""

from typing import Annotated

from pydantic import Field

from erpsite.model.base import Record
from erpsite.model.kinds import kind
from erpsite.model.quantity import Figure, PositiveFigure, Score, Slug
from erpsite.model.text import Text

__all__ = ["Criterion", "MaturityDimension"]

Level = Annotated[Figure, Field(ge=1, le=5)]
"""Maturity from 1 initial to 5 optimised; halves are allowed."""


@kind("criteria", page=None, scope="record")
class Criterion(Record):
    """Hold the scores of one criterion."""

    id: Slug
    name: Text
    weight: PositiveFigure = 1
    """Weight among the criteria of the dimension."""
    current: Level
    """Level today, 1 to 5."""
    target: Level
    """Level to reach by the end of the plan year, 1 to 5."""
    last_year: Level | None = None
    """Level a year ago, 1 to 5."""
    evidence: Text | None = None
    """Why the current score is what it is; a score without evidence does not count."""


@kind("maturity", file="maturity.yml", page="preread/maturity")
class MaturityDimension(Record):
    """Describe one dimension of maturity, such as data accuracy."""

    id: Slug
    name: Text
    description: Text | None = None
    weight: PositiveFigure = 1
    """Weight among the dimensions."""
    importance: Score = 3
    """How much the business needs it, 1 to 5."""
    criteria: tuple[Criterion, ...]

"""Hold `working_group.yml`: who prepares the meeting, and by when."""

from typing import Annotated

from pydantic import Field, StrictBool

from erpsite.model.base import Record
from erpsite.model.kinds import kind
from erpsite.model.quantity import Day, Ref, Slug
from erpsite.model.text import Text

__all__ = ["GroupRole", "PreparationStep", "WorkingGroup"]


@kind("seats", page=None, scope="record")
class GroupRole(Record):
    """Describe a seat in the working group; a seat without a member is missing."""

    id: Slug
    name: Text
    required: StrictBool = True
    member: Annotated[Slug, Ref("people")] | None = None
    duty: Text | None = None
    """What the member brings."""


@kind("steps", page=None, scope="record")
class PreparationStep(Record):
    """Describe one milestone of the preparation, counted back from the meeting."""

    id: Slug
    name: Text
    t_minus: Annotated[int, Field(strict=True, ge=0, le=365)]
    """Calendar days before the meeting by which it must be done."""
    owner: Annotated[Slug, Ref("people")]
    done_on: Day | None = None
    result: Text | None = None
    """What is there when it is done."""


@kind("working_group", file="working_group.yml", key=(), page="meeting/working-group")
class WorkingGroup(Record):
    """Describe the planning working group and its preparation."""

    formed_on: Day
    """When the group began to work; at least four weeks before the meeting."""
    roles: tuple[GroupRole, ...]
    steps: tuple[PreparationStep, ...]

"""Give foreign names the ids of the plan, the same ones each time."""

from __future__ import annotations

from dataclasses import dataclass, field

from erpsite.ingest.plan_names import PlanNames, make_id

__all__ = ["Ids"]


@dataclass(slots=True)
class Ids:
    """Hold which id each foreign name has; `made` are those that are new."""

    kind: str
    known: dict[str, str]
    plan: PlanNames
    made: dict[str, str] = field(default_factory=dict)
    used: dict[str, str] = field(default_factory=dict)
    source: str = ""
    """Name of the file without its ending."""

    def of(self, text: str) -> str:
        """Return the id of a foreign name: the one it had, that of the record so called, else a new one."""
        name = " ".join(text.split())
        found = self.known.get(name) or self.made.get(name)
        if found is None:
            taken = {*self.known.values(), *self.made.values()}
            found = self.plan.find(self.kind, name)
            if found is None or found in taken:
                found = make_id(
                    self._told_apart(name), self.kind, {*taken, *self.plan.known.get(self.kind, ())}
                )
            self.made[name] = found
        self.used[name] = found
        return found

    def _told_apart(self, name: str) -> str:
        """Return a name that another survey's answers will not have: each counts from 1."""
        return f"{self.source} {name}" if self.kind == "survey" and name.isdigit() else name

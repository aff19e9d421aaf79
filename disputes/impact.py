"""What a write would do to deadlines that people already rely on."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, time
from uuid import UUID

from disputes.models import Deadline, DeadlineState


@dataclass(frozen=True, slots=True)
class ImpactRow:
    """One existing deadline, before and after."""

    deadline_id: UUID
    deadline_ref: str
    title: str
    version: int
    old_due_on: date
    new_due_on: date
    old_due_time: time | None
    new_due_time: time | None
    old_state: str
    new_state: str
    reason: str

    @property
    def moves(self) -> bool:
        """Return whether the day or the hour changes."""
        return (self.old_due_on, self.old_due_time) != (self.new_due_on, self.new_due_time)


@dataclass(frozen=True, slots=True)
class Impact:
    """Every existing deadline a write touches, and the token that confirms having seen it."""

    rows: tuple[ImpactRow, ...]
    token: str


class ImpactRequired(Exception):
    """Nothing was saved: the writer has to see the impact and repeat the call with its token."""

    def __init__(self, impact: Impact) -> None:
        super().__init__(
            f"{len(impact.rows)} existing deadline(s) would change; confirm with the impact token."
        )
        self.impact = impact


@dataclass(frozen=True, slots=True)
class Standing:
    """What an existing deadline says before the write."""

    version: int
    due_on: date
    due_time: time | None
    state: str


def standing(deadlines: Iterable[Deadline]) -> dict[UUID, Standing]:
    """Return what each deadline says now."""
    return {d.id: Standing(d.version, d.due_on, d.due_time, d.state) for d in deadlines}


def impact_of(before: Mapping[UUID, Standing], after: Iterable[Deadline], payload: object) -> Impact:
    """Return the impact of a write on the deadlines that stood `before` it.

    The token covers the payload, so that another text needs another look.
    """
    rows = tuple(
        ImpactRow(
            deadline_id=d.id,
            deadline_ref=d.ref,
            title=d.title,
            version=was.version,
            old_due_on=was.due_on,
            new_due_on=d.due_on,
            old_due_time=was.due_time,
            new_due_time=d.due_time,
            old_state=was.state,
            new_state=d.state,
            reason=d.state_reason,
        )
        for d in sorted(after, key=lambda d: (d.due_on, d.ref))
        if (was := before.get(d.id))
        and (was.due_on, was.due_time, was.state) != (d.due_on, d.due_time, d.state)
        and not _lapsed_by_itself(was, d)
    )
    seen = json.dumps([payload, [asdict(row) for row in rows]], default=str, sort_keys=True)
    return Impact(rows=rows, token=hashlib.sha256(seen.encode()).hexdigest()[:32])


def _lapsed_by_itself(was: Standing, deadline: Deadline) -> bool:
    """Return whether a right is over because its last day passed, which no write brought about."""
    return (
        deadline.state == DeadlineState.LAPSED
        and deadline.closed_by_id is None
        and (was.due_on, was.due_time) == (deadline.due_on, deadline.due_time)
    )

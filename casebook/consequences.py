"""The impact of a write as a person reads it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db.models import Count

from accounts.querysets import Reader
from alerts.models import Delivery, DeliveryState
from disputes import words
from disputes.impact import Impact, ImpactRequired, ImpactRow
from disputes.models import Deadline, DeadlineState

ResultT = TypeVar("ResultT")


@dataclass(frozen=True, slots=True)
class SeenRow:
    """One existing deadline: old and new in words, and how many mails already told the old date."""

    row: ImpactRow
    zone: str
    sent: int

    @property
    def old(self) -> str:
        """Return the old day, with its hour where there is one."""
        return words.due(self.row.old_due_on, self.row.old_due_time, self.zone)

    @property
    def new(self) -> str:
        """Return the new day, with its hour where there is one."""
        return words.due(self.row.new_due_on, self.row.new_due_time, self.zone)

    @property
    def old_state(self) -> str:
        """Return the old state as a word."""
        return str(DeadlineState(self.row.old_state).label)

    @property
    def new_state(self) -> str:
        """Return the new state as a word."""
        return str(DeadlineState(self.row.new_state).label)


def mails_sent(deadlines: Iterable[UUID]) -> dict[UUID, int]:
    """Return how many mails about each deadline were sent; those without any are left out."""
    sent = Delivery.objects.filter(deadline__in=list(deadlines), state=DeliveryState.SENT)
    return dict(sent.values_list("deadline").annotate(Count("pk")))


def with_sight(act: Callable[[str], ResultT], token: str, user: Reader) -> ResultT:
    """Return what `act`, called with the impact token, did; raises ImpactRequired (nothing saved).

    An impact of which `user` may see nothing asks nothing of them.
    """
    try:
        return act(token)
    except ImpactRequired as required:
        if seen_rows(required.impact, user):
            raise
        return act(required.impact.token)


def seen_rows(impact: Impact, user: Reader) -> list[SeenRow]:
    """Return the rows of an impact that `user` may see."""
    ids = [row.deadline_id for row in impact.rows]
    zones = dict(Deadline.objects.visible_to(user).filter(pk__in=ids).values_list("pk", "legal_zone"))
    sent = mails_sent(zones)
    return [
        SeenRow(row, zones[row.deadline_id], sent.get(row.deadline_id, 0))
        for row in impact.rows
        if row.deadline_id in zones
    ]

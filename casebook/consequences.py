"""The impact of a write as a person reads it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import Count

from accounts.querysets import Reader
from alerts.loudness import OF_KIND, Loudness
from alerts.models import Delivery, DeliveryState, Subscription
from disputes import words
from disputes.impact import Impact, ImpactRequired, ImpactRow
from disputes.models import Deadline, DeadlineKind, DeadlineState
from disputes.moments import latest_moment

ResultT = TypeVar("ResultT")


@dataclass(frozen=True, slots=True)
class SeenRow:
    """One existing deadline: old and new in words, how many mails already told the old date, and how many come late.

    A mail is `late` when its lead time was still to come and is past on the new day.
    """

    row: ImpactRow
    zone: str
    sent: int
    late: int

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
        if _seen(required.impact, user):
            raise
        return act(required.impact.token)


def seen_rows(impact: Impact, user: Reader, now: datetime) -> list[SeenRow]:
    """Return the rows of an impact that `user` may see."""
    seen = _seen(impact, user)
    sent = mails_sent(seen)
    return [
        SeenRow(row, deadline.legal_zone, sent.get(row.deadline_id, 0), _mails_late(row, deadline, now))
        for row in impact.rows
        if (deadline := seen.get(row.deadline_id))
    ]


def _seen(impact: Impact, user: Reader) -> Mapping[UUID, Deadline]:
    rows = Deadline.objects.visible_to(user).filter(pk__in=[row.deadline_id for row in impact.rows])
    return {deadline.pk: deadline for deadline in rows.select_related("proceeding")}


def _mails_late(row: ImpactRow, deadline: Deadline, now: datetime) -> int:
    """Return how many reminders of those who follow would have gone out by `now`, had the new day always stood."""
    if not row.moves or row.new_state != DeadlineState.OPEN:
        return 0
    if OF_KIND[DeadlineKind(deadline.kind)] is Loudness.QUIET:
        return 0
    old, _ = latest_moment(row.old_due_on, row.old_due_time, deadline.legal_zone)
    new, _ = latest_moment(row.new_due_on, row.new_due_time, deadline.legal_zone)
    live = Subscription.objects.filter(dispute=deadline.proceeding.dispute_id, ended_at=None)
    leads = [timedelta(days=days) for offsets in live.values_list("offsets", flat=True) for days in offsets]
    return sum(new - lead <= now < old - lead for lead in leads)

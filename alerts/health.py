"""The one number that says whether people are being told."""

from datetime import datetime, timedelta

from alerts.expected import expected
from alerts.models import Delivery, DeliveryState


def oldest_unsent(now: datetime) -> timedelta | None:
    """Return how long the oldest expected reminder has been waiting to be sent, None when all were.

    It waits since it was due, planned, or its reader began to follow, whichever
    came last. Failed ones count: somebody was not told.
    """
    ledger = {
        (row.recipient_id, row.deadline_id, row.due_on, row.offset): row
        for row in Delivery.objects.filter(deadline__state="open", deadline__latest_at__gt=now)
    }
    waiting = []
    for one in expected(now, now):
        row = ledger.get((one.recipient_id, one.deadline_id, one.due_on, one.offset))
        if row is None or row.state != DeliveryState.SENT:
            waiting.append(max(one.send_at, row.planned_at if row else one.since))
    return now - min(waiting) if waiting else None

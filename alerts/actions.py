"""Follow, unfollow, and plan what must be said."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection

from accounts.models import User
from alerts.expected import EXPECTED, parameters
from alerts.models import DEFAULT_OFFSETS, Subscription
from disputes.models import Dispute
from history.authorship import Author, authored
from history.models import Reason

HORIZON = timedelta(hours=48)
PLAN = f"""
INSERT INTO alerts_delivery AS known
    (id, subscription_id, recipient_id, deadline_id, due_on, "offset", level, send_at, state, attempts, planned_at,
     reply, message_id)
SELECT uuidv7(), subscription_id, recipient_id, deadline_id, due_on, "offset", 'owner', send_at, 'planned', 0, %(now)s,
       '', ''
FROM ({EXPECTED}) AS wanted
ON CONFLICT (recipient_id, deadline_id, due_on, "offset", level) DO UPDATE
SET state = 'planned', send_at = excluded.send_at, planned_at = excluded.planned_at, attempts = 0,
    subscription_id = excluded.subscription_id
WHERE known.state = 'cancelled'
   OR (known.state = 'planned' AND known.attempts = 0 AND known.send_at <> excluded.send_at)
"""  # noqa: S608 - two constants of ours put together; every value is a parameter


class HiddenDisputeError(Exception):
    """The dispute is not one the user may see."""


def follow(
    *,
    user: User,
    dispute: Dispute,
    by: Author,
    now: datetime,
    offsets: Sequence[int] = DEFAULT_OFFSETS,
    note: str = "",
) -> Subscription:
    """Return the user's live subscription to the dispute, made if there is none.

    Raises HiddenDisputeError when the user may not see the dispute.
    """
    if not Dispute.objects.visible_to(user).filter(pk=dispute.pk).exists():
        raise HiddenDisputeError(dispute.ref)
    with authored(by, Reason.DEVELOPMENT, "Followed."):
        User.objects.select_for_update().get(pk=user.pk)  # two clicks at once make one subscription
        live = Subscription.objects.filter(recipient=user, dispute=dispute, ended_at=None).first()
        return live or Subscription.objects.create(
            recipient=user, dispute=dispute, offsets=list(offsets), note=note, created_at=now
        )


def unfollow(*, user: User, dispute: Dispute, by: Author, now: datetime, reason: str = "unfollowed") -> bool:
    """End the user's live subscription to the dispute; return whether there was one."""
    with authored(by, Reason.DEVELOPMENT, "Unfollowed."):
        live = (
            Subscription.objects.select_for_update()
            .filter(recipient=user, dispute=dispute, ended_at=None)
            .first()
        )
        if live is None:
            return False
        live.ended_at, live.ended_reason = now, reason
        live.save(update_fields=["ended_at", "ended_reason"])
        return True


def plan(*, now: datetime) -> int:
    """Write the reminders of the next 48 hours that are not in the ledger yet; return how many rows changed."""
    with connection.cursor() as cursor:
        cursor.execute(PLAN, parameters(now, now + HORIZON))
        return int(cursor.rowcount)

"""What a reader was told, and will be told, about deadlines."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from alerts.models import Delivery, DeliveryState, Subscription
from disputes import words
from disputes.models import Deadline

WAITING = (DeliveryState.PLANNED, DeliveryState.CLAIMED, DeliveryState.IN_DOUBT)


def followed(user: User) -> QuerySet[Subscription]:
    """Return the live subscriptions of `user`."""
    return Subscription.objects.filter(recipient=user, ended_at=None)


def ledger(user: User) -> QuerySet[Delivery]:
    """Return the deliveries to `user` about deadlines they may (still) see, latest first."""
    visible = Deadline.objects.visible_to(user)
    rows = Delivery.objects.filter(recipient=user, deadline__in=visible)
    return rows.select_related("deadline__proceeding__dispute").order_by("-send_at", "id")


def alert_words(user: User, deadlines: Iterable[Deadline]) -> dict[UUID, str]:
    """Return, for each deadline of a followed dispute, "sent 30 January 1995", "planned …" or "followed"."""
    rows = list(deadlines)
    disputes = set(followed(user).values_list("dispute", flat=True))
    told = {row.pk: "followed" for row in rows if row.proceeding.dispute_id in disputes}
    for delivery in Delivery.objects.filter(recipient=user, deadline__in=rows).order_by("-send_at"):
        if delivery.state == DeliveryState.SENT and delivery.sent_at:
            if not told.get(delivery.deadline_id, "").startswith("sent"):
                told[delivery.deadline_id] = f"sent {words.day(delivery.sent_at.date())}"
        elif delivery.state in WAITING and not told.get(delivery.deadline_id, "").startswith("sent"):
            told[delivery.deadline_id] = f"planned {words.day(delivery.send_at.date())}"
    return told

"""The outbox and ledger: one row per thing that must be said to one person."""

from django.db import models
from django.db.models import Q

from accounts.models import User
from alerts.models.subscription import Subscription
from disputes.models import Deadline
from disputes.models.base import one_of
from history.ids import new_id


class DeliveryState(models.TextChoices):
    """Where a delivery stands."""

    PLANNED = "planned", "Planned"
    CLAIMED = "claimed", "Being sent"
    SENT = "sent", "Sent"
    IN_DOUBT = "in_doubt", "In doubt"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


class DeliveryLevel(models.TextChoices):
    """To whom a reminder has risen."""

    OWNER = "owner", "Follower"


class Delivery(models.Model):
    """A reminder, identified by what it says: (recipient, deadline, due date, offset, level)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="deliveries")
    recipient = models.ForeignKey(User, on_delete=models.PROTECT, related_name="deliveries")
    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="deliveries")
    due_on = models.DateField()
    offset = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=6, choices=DeliveryLevel, default=DeliveryLevel.OWNER)
    send_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=DeliveryState, default=DeliveryState.PLANNED)
    lease_until = models.DateTimeField(null=True, blank=True)
    token = models.UUIDField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    planned_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    reply = models.CharField(max_length=500, blank=True, default="")
    message_id = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        indexes = (
            models.Index(
                fields=["send_at"],
                name="delivery_due",
                condition=Q(state__in=["planned", "claimed", "in_doubt"]),
            ),
        )
        constraints = (
            one_of("delivery_state_known", "state", DeliveryState),
            one_of("delivery_level_known", "level", DeliveryLevel),
            models.UniqueConstraint(
                fields=["recipient", "deadline", "due_on", "offset", "level"], name="delivery_says_it_once"
            ),
            models.CheckConstraint(
                name="delivery_sent_has_time",
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="delivery_claim_has_lease",
                condition=~Q(state="claimed") | Q(lease_until__isnull=False, token__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.deadline} to {self.recipient}, {self.state}"

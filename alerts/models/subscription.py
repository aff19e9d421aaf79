"""Who follows what."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from accounts.models import User
from disputes.models import Dispute
from history.ids import new_id
from history.models import Tracked

DEFAULT_OFFSETS = (30, 14, 7, 3, 1, 0)


def default_offsets() -> list[int]:
    """Return the lead times in days; 0 is the morning of the day."""
    return list(DEFAULT_OFFSETS)


class Subscription(Tracked):
    """A user's wish to be told of a dispute's deadlines; ended, never deleted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    recipient = models.ForeignKey(User, on_delete=models.CASCADE, related_name="subscriptions")
    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="subscriptions")
    offsets = ArrayField(models.PositiveSmallIntegerField(), default=default_offsets)
    note = models.CharField(max_length=300, blank=True, default="")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.CharField(max_length=100, blank=True, default="")

    class Meta(Tracked.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=["recipient", "dispute"],
                condition=Q(ended_at__isnull=True),
                name="subscription_live_once",
            ),
            models.CheckConstraint(name="subscription_has_offsets", condition=Q(offsets__len__gte=1)),
            models.CheckConstraint(
                name="subscription_end_has_reason",
                condition=Q(ended_at__isnull=True, ended_reason="")
                | (Q(ended_at__isnull=False) & ~Q(ended_reason="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.recipient} follows {self.dispute}"

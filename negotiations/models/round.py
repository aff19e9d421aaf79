"""Rounds: one dated meeting series with a place, heads and a result."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models.user import validate_zone
from disputes.models import Actor, Confidence, Dispute, Precision, Recorded
from disputes.models.base import one_of


class Level(models.TextChoices):
    """Who meets."""

    TECHNICAL = "technical", "Technical"
    VICE_MINISTER = "vice_minister", "Vice-ministerial"
    MINISTER = "minister", "Ministerial"
    LEADER = "leader", "Leaders"
    UNKNOWN = "unknown", "Level unknown"


class RoundState(models.TextChoices):
    """Where a round stands."""

    PLANNED = "planned", "Planned"
    UNDER_WAY = "under_way", "Under way"
    CONCLUDED = "concluded", "Concluded"
    ADJOURNED = "adjourned", "Adjourned"
    COLLAPSED = "collapsed", "Collapsed"
    CANCELLED = "cancelled", "Cancelled"


class Round(Recorded):
    """A negotiation round; start and end each carry their own precision."""

    ROWS_ABOVE: ClassVar[tuple[str, ...]] = ("dispute",)

    ref = models.SlugField(max_length=120, unique=True)
    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    level = models.CharField(max_length=15, choices=Level, default=Level.UNKNOWN)
    venue = models.CharField(max_length=150, blank=True, default="")
    zone = models.CharField(max_length=64, validators=[validate_zone])
    starts_on = models.DateField()
    starts_precision = models.CharField(max_length=8, choices=Precision, default=Precision.DAY)
    ends_on = models.DateField(null=True, blank=True)
    ends_precision = models.CharField(max_length=8, choices=Precision, default=Precision.DAY)
    printed = models.CharField(max_length=120, blank=True, default="")
    state = models.CharField(max_length=10, choices=RoundState)
    outcome = models.TextField(blank=True, default="")
    confidence = models.CharField(max_length=8, choices=Confidence, default=Confidence.CERTAIN)

    class Meta(Recorded.Meta):
        constraints = (
            *Recorded.Meta.constraints,
            one_of("round_level_known", "level", Level),
            one_of("round_state_known", "state", RoundState),
            one_of("round_starts_precision_known", "starts_precision", Precision),
            one_of("round_ends_precision_known", "ends_precision", Precision),
            models.UniqueConstraint(fields=["dispute", "number"], name="round_number_once"),
            models.CheckConstraint(
                name="round_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
            ),
        )

    def __str__(self) -> str:
        return self.title


class DelegationRole(models.TextChoices):
    """A person's part in a delegation."""

    HEAD = "head", "Head"
    MEMBER = "member", "Member"


class Delegation(Recorded):
    """A person who sat in a round for a side."""

    ROWS_ABOVE: ClassVar[tuple[str, ...]] = ("round", "round__dispute", "side", "person")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="delegations")
    side = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="delegations")
    role = models.CharField(max_length=6, choices=DelegationRole)

    class Meta(Recorded.Meta):
        constraints = (
            *Recorded.Meta.constraints,
            one_of("delegation_role_known", "role", DelegationRole),
            models.UniqueConstraint(fields=["round", "person"], name="delegation_person_once"),
        )

    def __str__(self) -> str:
        return f"{self.person} for {self.side}"

"""Agreements and the commitments in them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from disputes.models import Actor, Confidence, Dispute, Event, Precision, Recorded
from disputes.models.base import one_of


class Agreement(Recorded):
    """A text by which the sides bind themselves."""

    ROWS_ABOVE: ClassVar[tuple[str, ...]] = ("dispute",)

    ref = models.SlugField(max_length=120, unique=True)
    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="agreements")
    title = models.CharField(max_length=200)
    form = models.CharField(max_length=100, blank=True, default="")
    reached_on = models.DateField()
    signed_on = models.DateField(null=True, blank=True)
    signed_precision = models.CharField(max_length=8, choices=Precision, default=Precision.DAY)
    event = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.SET_NULL, related_name="agreements"
    )
    text = models.TextField(blank=True, default="")
    confidence = models.CharField(max_length=8, choices=Confidence, default=Confidence.CERTAIN)

    class Meta(Recorded.Meta):
        constraints = (
            *Recorded.Meta.constraints,
            one_of("agreement_signed_precision_known", "signed_precision", Precision),
            one_of("agreement_confidence_known", "confidence", Confidence),
        )

    def __str__(self) -> str:
        return self.title


class CommitmentState(models.TextChoices):
    """Whether the promise was kept."""

    OPEN = "open", "Open"
    KEPT = "kept", "Kept"
    PARTLY_KEPT = "partly_kept", "Partly kept"
    BROKEN = "broken", "Broken"
    UNKNOWN = "unknown", "Not known"


class Commitment(Recorded):
    """One promise, with who owes it, until when, who checks it and on what evidence."""

    ROWS_ABOVE: ClassVar[tuple[str, ...]] = ("agreement", "agreement__dispute")

    ref = models.SlugField(max_length=120, unique=True)
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="commitments")
    obligor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="commitments")
    text = models.TextField()
    due_on = models.DateField(null=True, blank=True)
    due_text = models.CharField(max_length=150, blank=True, default="")
    verifier = models.ForeignKey(
        Actor, null=True, blank=True, on_delete=models.PROTECT, related_name="verifies"
    )
    evidence = models.TextField(blank=True, default="")
    state = models.CharField(max_length=12, choices=CommitmentState, default=CommitmentState.OPEN)
    confidence = models.CharField(max_length=8, choices=Confidence, default=Confidence.CERTAIN)

    class Meta(Recorded.Meta):
        constraints = (
            *Recorded.Meta.constraints,
            one_of("commitment_state_known", "state", CommitmentState),
            models.CheckConstraint(
                name="commitment_kept_needs_evidence", condition=~Q(state="kept") | ~Q(evidence="")
            ),
        )

    def __str__(self) -> str:
        return self.text[:80]

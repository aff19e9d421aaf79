"""Demands and the positions taken on them."""

from typing import ClassVar

from django.db import models

from disputes.models import Actor, Confidence, Dispute, Precision, Recorded
from disputes.models.base import one_of
from negotiations.models.round import Round


class Demand(Recorded):
    """What a side asks for."""

    ROWS_ABOVE: ClassVar[tuple[str, ...]] = ("dispute",)

    ref = models.SlugField(max_length=120, unique=True)
    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="demands")
    side = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="demands")
    chapter = models.CharField(max_length=100, blank=True, default="")
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True, default="")
    confidence = models.CharField(max_length=8, choices=Confidence, default=Confidence.CERTAIN)

    class Meta(Recorded.Meta):
        constraints = (
            *Recorded.Meta.constraints,
            one_of("demand_confidence_known", "confidence", Confidence),
        )

    def __str__(self) -> str:
        return self.title


class PositionStance(models.TextChoices):
    """What a side said on a demand."""

    DEMANDED = "demanded", "demanded"
    OFFERED = "offered", "offered"
    SOFTENED = "softened", "softened"
    HARDENED = "hardened", "hardened"
    REFUSED = "refused", "refused"
    WITHDRAWN = "withdrawn", "withdrawn"
    MET = "met", "met"


class Position(Recorded):
    """What one side said or did about a demand, on a day and, where known, in a round."""

    ROWS_ABOVE: ClassVar[tuple[str, ...]] = ("demand", "demand__dispute")

    ref = models.SlugField(max_length=120, unique=True)
    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="positions")
    round = models.ForeignKey(
        Round, null=True, blank=True, on_delete=models.SET_NULL, related_name="positions"
    )
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="positions")
    stance = models.CharField(max_length=10, choices=PositionStance)
    on = models.DateField()
    precision = models.CharField(max_length=8, choices=Precision, default=Precision.DAY)
    text = models.TextField()
    confidence = models.CharField(max_length=8, choices=Confidence, default=Confidence.CERTAIN)

    class Meta(Recorded.Meta):
        constraints = (
            *Recorded.Meta.constraints,
            one_of("position_stance_known", "stance", PositionStance),
            one_of("position_precision_known", "precision", Precision),
        )

    def __str__(self) -> str:
        return f"{self.actor} {self.stance}: {self.demand}"

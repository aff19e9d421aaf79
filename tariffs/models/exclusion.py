"""Goods taken out of a list on request, each for its own time."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from accounts.models.user import validate_zone
from disputes.models import Confidence, Event, Recorded
from disputes.models.base import one_of
from tariffs.models.list import TariffList


class Exclusion(Recorded):
    """A product outside a list or part of it in [from_at, until_at).

    With `digits` alone the whole code is out; with a `description` only goods that
    fit it. An extension is a further row. `retroactive`: it also reaches entries
    made before it was granted.
    """

    ROWS_ABOVE: ClassVar[tuple[str, ...]] = ("tariff_list", "tariff_list__dispute")

    ref = models.SlugField(max_length=120, unique=True)
    tariff_list = models.ForeignKey(TariffList, on_delete=models.CASCADE, related_name="exclusions")
    part = models.CharField(max_length=60, blank=True, default="")
    digits = models.CharField(max_length=10, blank=True, default="")
    description = models.TextField(blank=True, default="")
    claim_code = models.CharField(max_length=10, blank=True, default="")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)
    zone = models.CharField(max_length=64, validators=[validate_zone])
    retroactive = models.BooleanField(default=False)
    cause = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.SET_NULL, related_name="exclusions"
    )
    note = models.TextField(blank=True, default="")
    confidence = models.CharField(max_length=8, choices=Confidence, default=Confidence.CERTAIN)

    class Meta(Recorded.Meta):
        constraints = (
            *Recorded.Meta.constraints,
            one_of("exclusion_confidence_known", "confidence", Confidence),
            models.CheckConstraint(
                name="exclusion_digits_even",
                condition=Q(digits="") | Q(digits__regex=r"^(\d{2}|\d{4}|\d{6}|\d{8}|\d{9}|\d{10})$"),
            ),
            models.CheckConstraint(
                name="exclusion_code_or_words", condition=~Q(digits="") | ~Q(description="")
            ),
            models.CheckConstraint(
                name="exclusion_claim_code_shape",
                condition=Q(claim_code="") | Q(claim_code__regex=r"^\d{8}$"),
            ),
            models.CheckConstraint(
                name="exclusion_ends_after_start",
                condition=Q(until_at__isnull=True) | Q(until_at__gte=F("from_at")),
            ),
        )

    def __str__(self) -> str:
        return self.description or self.digits

"""What the law did with a list: rate, state, interval."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from accounts.models.user import validate_zone
from disputes.models import Confidence, Event, Recorded
from disputes.models.base import one_of
from tariffs.models.list import TariffList


class RateMode(models.TextChoices):
    """How a rate meets the base duty."""

    ADDITIONAL = "additional", "in addition to the normal duty"
    IN_LIEU = "in_lieu", "in lieu of the normal duty"


class EffectState(models.TextChoices):
    """Whether the duty is law."""

    SCHEDULED = "scheduled", "Scheduled"
    IN_FORCE = "in_force", "In force"
    SUSPENDED = "suspended", "Suspended"
    ENDED = "ended", "Ended"
    NEVER_COLLECTED = "never_collected", "Never collected"


class TsTzRange(Func):
    """tstzrange(from, until, '[)')."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Effect(Recorded):
    """A legal effect of a list or of one of its parts ('' = whole list), half-open [from_at, until_at)."""

    ROWS_ABOVE: ClassVar[tuple[str, ...]] = ("tariff_list", "tariff_list__dispute")

    ref = models.SlugField(max_length=120, unique=True)
    tariff_list = models.ForeignKey(TariffList, on_delete=models.CASCADE, related_name="effects")
    part = models.CharField(max_length=60, blank=True, default="")
    ad_valorem_percent = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    rate_text = models.CharField(max_length=120)
    mode = models.CharField(max_length=10, choices=RateMode, blank=True, default="")
    state = models.CharField(max_length=15, choices=EffectState)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)
    zone = models.CharField(max_length=64, validators=[validate_zone])
    claim_code = models.CharField(max_length=10, blank=True, default="")
    cause = models.ForeignKey(Event, null=True, blank=True, on_delete=models.SET_NULL, related_name="effects")
    note = models.TextField(blank=True, default="")
    confidence = models.CharField(max_length=8, choices=Confidence, default=Confidence.CERTAIN)

    class Meta(Recorded.Meta):
        constraints = (
            *Recorded.Meta.constraints,
            one_of("effect_state_known", "state", EffectState),
            models.CheckConstraint(
                name="effect_mode_known", condition=Q(mode="") | Q(mode__in=RateMode.values)
            ),
            models.CheckConstraint(
                name="effect_ends_after_start",
                condition=Q(until_at__isnull=True) | Q(until_at__gte=F("from_at")),
            ),
            ExclusionConstraint(
                name="effect_no_overlap",
                expressions=[
                    ("tariff_list", RangeOperators.EQUAL),
                    ("part", RangeOperators.EQUAL),
                    (TsTzRange("from_at", "until_at", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
            ),
        )

    def __str__(self) -> str:
        return f"{self.rate_text} {self.state}"

"""What the law did with a list: rate, state, interval."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeBoundary, RangeOperators
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


class OrNever(Func):
    """The instant, or infinity where there is none: NULLs do not conflict in an exclusion constraint."""

    template = "COALESCE(%(expressions)s, 'infinity'::timestamptz)"
    output_field = models.DateTimeField()


class HashedArray(Func):
    """An array as a number that GiST can compare."""

    template = "hash_array_extended(%(expressions)s, 0)"
    output_field = models.BigIntegerField()


class Effect(Recorded):
    """A legal effect of a list or of one of its parts ('' = whole list), half-open [from_at, until_at).

    `exported_before` and `entered_before` are conditions: goods that meet them have
    this effect instead of the one without conditions (goods in transit). `countries`
    are origins (ISO 3166-1 alpha-2); empty: the targets of the list. `rate_on_lines`:
    the rate is the one each line prints.
    """

    ROWS_ABOVE: ClassVar[tuple[str, ...]] = ("tariff_list", "tariff_list__dispute")

    ref = models.SlugField(max_length=120, unique=True)
    tariff_list = models.ForeignKey(TariffList, on_delete=models.CASCADE, related_name="effects")
    part = models.CharField(max_length=60, blank=True, default="")
    ad_valorem_percent = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    specific_amount = models.DecimalField(max_digits=16, decimal_places=8, null=True, blank=True)
    specific_currency = models.CharField(max_length=3, blank=True, default="")
    specific_unit = models.CharField(max_length=40, blank=True, default="")
    rate_on_lines = models.BooleanField(default=False)
    rate_text = models.CharField(max_length=120)
    countries = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    mode = models.CharField(max_length=10, choices=RateMode, blank=True, default="")
    state = models.CharField(max_length=15, choices=EffectState)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)
    exported_before = models.DateTimeField(null=True, blank=True)
    entered_before = models.DateTimeField(null=True, blank=True)
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
            models.CheckConstraint(
                name="effect_specific_whole",
                condition=Q(specific_amount__isnull=True, specific_currency="", specific_unit="")
                | Q(specific_amount__gte=0) & ~Q(specific_currency="") & ~Q(specific_unit=""),
            ),
            # What is unknown is never 0: only what is still to come may have no rate.
            models.CheckConstraint(
                name="effect_rate_known_unless_scheduled",
                condition=Q(state="scheduled")
                | Q(ad_valorem_percent__isnull=False)
                | Q(specific_amount__isnull=False)
                | Q(rate_on_lines=True),
            ),
            ExclusionConstraint(
                name="effect_no_overlap",
                expressions=[
                    ("tariff_list", RangeOperators.EQUAL),
                    ("part", RangeOperators.EQUAL),
                    (OrNever("exported_before"), RangeOperators.EQUAL),
                    (OrNever("entered_before"), RangeOperators.EQUAL),
                    (HashedArray("countries"), RangeOperators.EQUAL),
                    (TsTzRange("from_at", "until_at", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
            ),
        )

    def __str__(self) -> str:
        return f"{self.rate_text} {self.state}"

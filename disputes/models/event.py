"""Events: what happened, when, where, and how exactly that is known."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models.user import validate_zone
from disputes.kinds import EventKind
from disputes.models.actor import Actor
from disputes.models.base import Confidence, Precision, Recorded, one_of
from disputes.models.dispute import Proceeding, Stage


class Event(Recorded):
    """Something that happened in a proceeding.

    `on` is the date at the place of the act (`zone`); `at` the instant when the
    hour is known; `precision` how much of `on` is known (for a month or a year
    the first day stands in); `printed` the date as the source prints it;
    `stage` the stage the dispute enters with it ('' = stays).
    """

    ROWS_ABOVE: ClassVar[tuple[str, ...]] = ("proceeding", "proceeding__dispute")

    ref = models.SlugField(max_length=120, unique=True)
    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=40, choices=EventKind)
    on = models.DateField()
    precision = models.CharField(max_length=8, choices=Precision, default=Precision.DAY)
    at = models.DateTimeField(null=True, blank=True)
    end_on = models.DateField(null=True, blank=True)
    zone = models.CharField(max_length=64, validators=[validate_zone])
    printed = models.CharField(max_length=120, blank=True, default="")
    sequence = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    data = models.JSONField(default=dict, blank=True)
    stage = models.CharField(max_length=30, choices=Stage, blank=True, default="")
    confidence = models.CharField(max_length=8, choices=Confidence, default=Confidence.CERTAIN)
    historical = models.BooleanField(default=False)
    recorded_at = models.DateTimeField(editable=False)
    actors = models.ManyToManyField(Actor, through="EventActor", related_name="events")

    class Meta(Recorded.Meta):
        indexes = (models.Index(fields=["on", "id"], name="event_by_day"),)
        constraints = (
            *Recorded.Meta.constraints,
            one_of("event_kind_known", "kind", EventKind),
            one_of("event_precision_known", "precision", Precision),
            one_of("event_confidence_known", "confidence", Confidence),
            models.CheckConstraint(
                name="event_stage_known", condition=Q(stage="") | Q(stage__in=Stage.values)
            ),
            models.CheckConstraint(
                name="event_instant_has_hour",
                condition=Q(precision="instant", at__isnull=False)
                | (~Q(precision="instant") & Q(at__isnull=True)),
            ),
            models.CheckConstraint(
                name="event_ends_after_start",
                condition=Q(end_on__isnull=True) | Q(end_on__gte=models.F("on")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.on} {self.kind}"


class EventActor(Recorded):
    """An actor of an event, in the order the sentence names them."""

    ROWS_ABOVE: ClassVar[tuple[str, ...]] = (
        "event", "event__proceeding", "event__proceeding__dispute", "actor",
    )  # fmt: skip

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="event_actors")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(Recorded.Meta):
        ordering = ("position",)
        constraints = (
            *Recorded.Meta.constraints,
            models.UniqueConstraint(fields=["event", "actor"], name="event_actor_once"),
        )

    def __str__(self) -> str:
        return f"{self.actor} in {self.event}"

"""Deadlines: computed by the clocks or announced by a party."""

from datetime import datetime
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from accounts.models import User
from accounts.models.user import validate_zone
from disputes.models.actor import Actor
from disputes.models.base import Confidence, Recorded, one_of
from disputes.models.dispute import Proceeding
from disputes.models.event import Event


class DeadlineKind(models.TextChoices):
    """What falls on the day."""

    DUTY = "duty", "Duty to act"
    RIGHT_OPENS = "right_opens", "Right opens"
    RIGHT_CLOSES = "right_closes", "Last day of a right"
    WINDOW = "window", "Window"
    TARGET = "target", "Target"
    AUTOMATIC = "automatic", "Automatic effect"
    CAP = "cap", "Longest duration"
    ULTIMATUM = "ultimatum", "Ultimatum"


class Basis(models.TextChoices):
    """Where the day comes from."""

    STATUTORY = "statutory", "Statutory"
    TREATY = "treaty", "Treaty"
    ANNOUNCED = "announced", "Announced"
    NOTICE = "notice", "Set by notice"
    NEGOTIATED = "negotiated", "Negotiated"
    COURT = "court", "Set by a court"
    INTERNAL = "internal", "Internal"


class DeadlineState(models.TextChoices):
    """Where a deadline stands; that it is missed is derived from the clock, never stored."""

    OPEN = "open", "Open"
    TENTATIVE = "tentative", "Tentative"
    SUSPENDED = "suspended", "Suspended"
    MET = "met", "Met"
    WAIVED = "waived", "Waived"
    LAPSED = "lapsed", "Lapsed"
    WITHDRAWN = "withdrawn", "Withdrawn"
    SUPERSEDED = "superseded", "Superseded"
    STALLED = "stalled", "Stalled"


class LatestBasis(models.TextChoices):
    """Why the last moment is that moment."""

    STATED = "stated", "hour stated"
    OFFICE_CLOSE = "office_close", "closing hour of the office"
    END_OF_LEGAL_DAY = "end_of_legal_day", "end of the legal day"


class Deadline(Recorded):
    """A day by which something must, may or will happen.

    Identity: (proceeding, rule, anchor, occurrence) when computed, (announced_by,
    ordinal) when announced; so id, ref and subscriptions survive recomputation.
    `latest_at` is the last moment, in UTC, at which the act is in time.
    `first_due_on` is the day that the law's count or the announcement gave, once `moves`
    (extensions and pins, as clocks.Move in JSON) led elsewhere; null while nothing did.
    """

    ROWS_ABOVE: ClassVar[tuple[str, ...]] = ("proceeding", "proceeding__dispute")

    ref = models.CharField(max_length=200, unique=True)
    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="deadlines")
    rule = models.CharField(max_length=30, blank=True, default="")
    anchor = models.ForeignKey(Event, null=True, on_delete=models.CASCADE, related_name="started_deadlines")
    occurrence = models.PositiveSmallIntegerField(default=0)
    announced_by = models.ForeignKey(
        Event, null=True, on_delete=models.CASCADE, related_name="announced_deadlines"
    )
    ordinal = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=12, choices=DeadlineKind)
    basis = models.CharField(max_length=10, choices=Basis)
    title = models.CharField(max_length=200)
    due_on = models.DateField()
    first_due_on = models.DateField(null=True, editable=False)
    moves = models.JSONField(default=list, editable=False)
    due_time = models.TimeField(null=True, blank=True)
    legal_zone = models.CharField(max_length=64, validators=[validate_zone])
    latest_at = models.DateTimeField()
    latest_at_basis = models.CharField(max_length=20, choices=LatestBasis)
    window_start = models.DateField(null=True, blank=True)
    printed = models.CharField(max_length=120, blank=True, default="")
    responsible = models.ForeignKey(
        Actor, null=True, blank=True, on_delete=models.PROTECT, related_name="owes"
    )
    beneficiary = models.ForeignKey(
        Actor, null=True, blank=True, on_delete=models.PROTECT, related_name="is_owed"
    )
    owner = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="owned_deadlines"
    )
    unless = models.CharField(max_length=200, blank=True, default="")
    unless_kinds = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    then = models.CharField(max_length=200, blank=True, default="")
    then_kinds = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    consequence = models.TextField(blank=True, default="")
    citation = models.CharField(max_length=200, blank=True, default="")
    confidence = models.CharField(max_length=8, choices=Confidence, default=Confidence.CERTAIN)
    state = models.CharField(max_length=10, choices=DeadlineState, default=DeadlineState.OPEN)
    state_reason = models.TextField(blank=True, default="")
    closed_by = models.ForeignKey(
        Event, null=True, on_delete=models.SET_NULL, related_name="closed_deadlines"
    )
    sentence = models.TextField(blank=True, default="")
    trace = models.JSONField(default=list, blank=True)
    input_hash = models.CharField(max_length=64, blank=True, default="")

    class Meta(Recorded.Meta):
        indexes = (
            models.Index(fields=["latest_at", "id"], name="deadline_by_latest"),
            models.Index(
                fields=["latest_at", "id"], name="deadline_open_by_latest", condition=Q(state="open")
            ),
            models.Index(fields=["due_on", "id"], name="deadline_by_due"),
        )
        constraints = (
            *Recorded.Meta.constraints,
            one_of("deadline_kind_known", "kind", DeadlineKind),
            one_of("deadline_basis_known", "basis", Basis),
            one_of("deadline_state_known", "state", DeadlineState),
            one_of("deadline_latest_basis_known", "latest_at_basis", LatestBasis),
            models.CheckConstraint(
                name="deadline_computed_or_announced",
                condition=(~Q(rule="") & Q(anchor__isnull=False, announced_by__isnull=True))
                | Q(rule="", anchor__isnull=True, announced_by__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["proceeding", "rule", "anchor", "occurrence"],
                condition=~Q(rule=""),
                name="deadline_computed_once",
            ),
            models.UniqueConstraint(
                fields=["announced_by", "ordinal"], condition=Q(rule=""), name="deadline_announced_once"
            ),
            models.CheckConstraint(
                name="deadline_window_before_due",
                condition=Q(window_start__isnull=True) | Q(window_start__lte=models.F("due_on")),
            ),
            models.CheckConstraint(
                name="deadline_ultimatum_says_unless_and_then",
                condition=~Q(kind="ultimatum") | (~Q(unless="") & ~Q(then="")),
            ),
            models.CheckConstraint(
                name="deadline_moved_has_first_day",
                condition=Q(first_due_on__isnull=True, moves=[])
                | (Q(first_due_on__isnull=False) & ~Q(moves=[])),
            ),
            models.CheckConstraint(
                name="deadline_hour_is_stated",
                condition=Q(due_time__isnull=True) | Q(latest_at_basis="stated"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.title}, {self.due_on}"

    def is_missed(self, now: datetime) -> bool:
        """Return whether an act that was due has not been recorded by `now`; ultimatums and rights lapse instead."""
        return self.state == DeadlineState.OPEN and self.kind == DeadlineKind.DUTY and now > self.latest_at

    def is_lapsed(self, now: datetime) -> bool:
        """Return whether a right or window passed its last moment unused; it is not missed."""
        rights = (DeadlineKind.RIGHT_CLOSES, DeadlineKind.WINDOW)
        return self.state == DeadlineState.OPEN and self.kind in rights and now > self.latest_at

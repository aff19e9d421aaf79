"""Disputes, their parties and links, and the proceedings they run in."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from disputes.models.actor import Actor
from disputes.models.base import Recorded, one_of


class Stage(models.TextChoices):
    """Where a dispute stands, whatever the forum."""

    WATCHING = "watching", "Watching"
    PETITIONED = "petitioned", "Petition filed"
    UNDER_INVESTIGATION = "under_investigation", "Under investigation"
    CONSULTATIONS = "consultations", "In consultations"
    PANEL = "panel", "Before a panel"
    APPEAL = "appeal", "On appeal"
    ADOPTED = "adopted", "Report adopted"
    IMPLEMENTATION = "implementation", "Being implemented"
    COMPLIANCE_REVIEW = "compliance_review", "Compliance under review"
    THREATENED = "threatened", "Retaliation threatened"
    RETALIATION_AUTHORIZED = "retaliation_authorized", "Retaliation authorized"
    RETALIATION_APPLIED = "retaliation_applied", "Retaliation applied"
    SUSPENDED = "suspended", "Action suspended"
    SETTLED_MONITORING = "settled_monitoring", "Settled, under monitoring"
    SETTLED_CLOSED = "settled_closed", "Settled and closed"
    TERMINATED = "terminated", "Terminated"
    LAPSED = "lapsed", "Lapsed"
    STALLED = "stalled", "Stalled"
    DORMANT = "dormant", "Dormant"


class PartyRole(models.TextChoices):
    """What an actor is in a dispute."""

    COMPLAINANT = "complainant", "Complainant"
    CO_COMPLAINANT = "co_complainant", "Co-complainant"
    RESPONDENT = "respondent", "Respondent"
    THIRD_PARTY = "third_party", "Third party"
    PETITIONER = "petitioner", "Petitioner"
    INTERESTED = "interested", "Interested party"
    MEDIATOR = "mediator", "Mediator"
    TARGET = "target", "Target"


class LinkKind(models.TextChoices):
    """How one dispute relates to another."""

    COUNTER_DISPUTE = "counter_dispute", "Counter-dispute to"
    FOLLOWS = "follows", "Follows"
    RETALIATION_FOR = "retaliation_for", "Retaliation for"
    SAME_MEASURE = "same_measure", "Same measure as"


class Dispute(Recorded):
    """A disagreement about a measure, followed under one or more proceedings.

    `stage` is a projection: the stage its latest stage-bearing event entered.
    """

    ref = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True, default="")
    subject = models.CharField(max_length=200, blank=True, default="")
    stage = models.CharField(max_length=30, choices=Stage, default=Stage.WATCHING)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta(Recorded.Meta):
        constraints = (
            *Recorded.Meta.constraints,
            one_of("dispute_stage_known", "stage", Stage),
            models.CheckConstraint(
                name="dispute_closed_after_opened",
                condition=Q(closed_on__isnull=True)
                | Q(opened_on__isnull=True)
                | Q(closed_on__gte=models.F("opened_on")),
            ),
        )

    def __str__(self) -> str:
        return self.title


class DisputeLink(Recorded):
    """A directed link between two disputes."""

    ROWS_ABOVE: ClassVar[tuple[str, ...]] = ("dispute", "to")

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="links")
    to = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="linked_from")
    kind = models.CharField(max_length=20, choices=LinkKind)

    class Meta(Recorded.Meta):
        constraints = (
            *Recorded.Meta.constraints,
            one_of("dispute_link_kind_known", "kind", LinkKind),
            models.UniqueConstraint(fields=["dispute", "to", "kind"], name="dispute_link_once"),
            models.CheckConstraint(name="dispute_link_to_another", condition=~Q(dispute=models.F("to"))),
        )

    def __str__(self) -> str:
        return f"{self.dispute} {self.kind} {self.to}"


class Proceeding(Recorded):
    """One legal track of a dispute; `pack` names its clock rules ('' = none), `facts` what they ask."""

    ROWS_ABOVE: ClassVar[tuple[str, ...]] = ("dispute",)

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="proceedings")
    ref = models.SlugField(max_length=80, unique=True)
    system = models.CharField(max_length=30)
    official_id = models.CharField(max_length=60, blank=True, default="")
    title = models.CharField(max_length=200)
    pack = models.CharField(max_length=30, blank=True, default="")
    facts = models.JSONField(default=dict, blank=True)

    class Meta(Recorded.Meta):
        constraints = (
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["system", "official_id"],
                condition=~Q(official_id=""),
                name="proceeding_official_id_once",
            ),
            models.UniqueConstraint(fields=["id", "dispute"], name="proceeding_of_its_dispute"),
        )

    def __str__(self) -> str:
        return self.title


class DisputeParty(Recorded):
    """An actor's role in one proceeding, or (`proceeding` null) in the dispute and each proceeding without its own.

    So each side can complain in a proceeding of its own and answer in the other's. That the proceeding is one of
    the dispute is a foreign key of both columns, in the migration.
    """

    ROWS_ABOVE: ClassVar[tuple[str, ...]] = ("dispute", "actor", "proceeding", "proceeding__dispute")

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="parties")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="disputes")
    role = models.CharField(max_length=15, choices=PartyRole)
    proceeding = models.ForeignKey(
        Proceeding, null=True, blank=True, on_delete=models.CASCADE, related_name="parties"
    )

    class Meta(Recorded.Meta):
        verbose_name_plural = "dispute parties"
        constraints = (
            *Recorded.Meta.constraints,
            one_of("dispute_party_role_known", "role", PartyRole),
            models.UniqueConstraint(
                fields=["dispute", "actor", "role", "proceeding"],
                name="dispute_party_once",
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return f"{self.actor} ({self.role})"

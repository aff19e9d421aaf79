"""Sources, citations and figures: who says so, and how much."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from disputes.models.actor import Actor, Affiliation
from disputes.models.base import Confidence, Recorded, exactly_one, one_of
from disputes.models.deadline import Deadline
from disputes.models.dispute import Dispute, DisputeParty
from disputes.models.event import Event


class SourceKind(models.TextChoices):
    """How close a source is to the act."""

    PRIMARY = "primary", "Primary text"
    OFFICIAL_RELEASE = "official_release", "Official release"
    PRESS = "press", "Press"
    SECONDARY = "secondary", "Secondary"
    EXPERT = "expert", "Expert knowledge"


class Source(Recorded):
    """A document or publication a fact rests on."""

    ref = models.SlugField(max_length=100, unique=True)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=150, blank=True, default="")
    kind = models.CharField(max_length=20, choices=SourceKind)
    url = models.URLField(max_length=500, blank=True, default="")
    published_on = models.DateField(null=True, blank=True)
    retrieved_at = models.DateTimeField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    language = models.CharField(max_length=10, default="en")
    note = models.TextField(blank=True, default="")

    class Meta(Recorded.Meta):
        constraints = (*Recorded.Meta.constraints, one_of("source_kind_known", "kind", SourceKind))

    def __str__(self) -> str:
        return self.title


class Stance(models.TextChoices):
    """Whether the source backs the recorded fact."""

    SUPPORTS = "supports", "supports"
    CONTRADICTS = "contradicts", "contradicts"


class Citation(Recorded):
    """What a source says about one row. `claim` is what it says in our words; `note` why it was chosen or not."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="%(app_label)s_citations")
    stance = models.CharField(max_length=11, choices=Stance, default=Stance.SUPPORTS)
    quote = models.TextField(blank=True, default="")
    page = models.CharField(max_length=60, blank=True, default="")
    claim = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")

    class Meta(Recorded.Meta):
        abstract = True


class DisputeCitation(Citation):
    """A citation of a row of this room."""

    ROWS_ABOVE: ClassVar[tuple[str, ...]] = (
        "source", "event", "event__proceeding", "event__proceeding__dispute", "deadline", "deadline__proceeding",
        "deadline__proceeding__dispute", "figure", "figure__dispute", "party", "party__dispute", "party__actor",
        "party__proceeding", "party__proceeding__dispute", "affiliation", "affiliation__actor", "affiliation__of",
    )  # fmt: skip

    event = models.ForeignKey(Event, null=True, on_delete=models.CASCADE, related_name="citations")
    deadline = models.ForeignKey(Deadline, null=True, on_delete=models.CASCADE, related_name="citations")
    figure = models.ForeignKey("Figure", null=True, on_delete=models.CASCADE, related_name="citations")
    party = models.ForeignKey(DisputeParty, null=True, on_delete=models.CASCADE, related_name="citations")
    affiliation = models.ForeignKey(
        Affiliation, null=True, on_delete=models.CASCADE, related_name="citations"
    )

    class Meta(Recorded.Meta):
        constraints = (
            *Recorded.Meta.constraints,
            one_of("dispute_citation_stance_known", "stance", Stance),
            exactly_one("dispute_citation_of_one", ("event", "deadline", "figure", "party", "affiliation")),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.stance}"


class FigureKind(models.TextChoices):
    """What an amount measures; different kinds are never added."""

    TRADE_COVERED = "trade_covered", "Trade covered"
    HARM_CLAIMED = "harm_claimed", "Harm claimed"
    AUTHORISED_LEVEL = "authorised_level", "Authorised level"
    DEFICIT = "deficit", "Trade deficit"
    IMPORTS = "imports", "Imports"
    EXPORTS = "exports", "Exports"
    COUNT = "count", "Count"


class Qualifier(models.TextChoices):
    """How exact a figure is meant."""

    EXACTLY = "exactly", "exactly"
    ABOUT = "about", "about"
    AT_LEAST = "at_least", "at least"
    NEARLY = "nearly", "nearly"
    MORE_THAN = "more_than", "more than"


class Figure(Recorded):
    """An amount with its claimant, year and basis; `unit` for counts, `currency` (ISO 4217) for money."""

    ROWS_ABOVE: ClassVar[tuple[str, ...]] = ("dispute",)

    ref = models.SlugField(max_length=120, unique=True)
    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="figures")
    event = models.ForeignKey(Event, null=True, blank=True, on_delete=models.SET_NULL, related_name="figures")
    kind = models.CharField(max_length=20, choices=FigureKind)
    title = models.CharField(max_length=200)
    low = models.DecimalField(max_digits=20, decimal_places=2)
    high = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    qualifier = models.CharField(max_length=10, choices=Qualifier, default=Qualifier.EXACTLY)
    unit = models.CharField(max_length=60, blank=True, default="")
    currency = models.CharField(max_length=3, blank=True, default="")
    period = models.CharField(max_length=60, blank=True, default="")
    stated_on = models.DateField(null=True, blank=True)
    claimant = models.ForeignKey(
        Actor, null=True, blank=True, on_delete=models.PROTECT, related_name="figures"
    )
    confidence = models.CharField(max_length=8, choices=Confidence, default=Confidence.CERTAIN)
    note = models.TextField(blank=True, default="")

    class Meta(Recorded.Meta):
        constraints = (
            *Recorded.Meta.constraints,
            one_of("figure_kind_known", "kind", FigureKind),
            one_of("figure_qualifier_known", "qualifier", Qualifier),
            models.CheckConstraint(
                name="figure_unit_or_currency",
                condition=(Q(unit="") & Q(currency__regex=r"^[A-Z]{3}$")) | (~Q(unit="") & Q(currency="")),
            ),
            models.CheckConstraint(
                name="figure_low_up_to_high", condition=Q(high__isnull=True) | Q(high__gte=models.F("low"))
            ),
        )

    def __str__(self) -> str:
        return self.title

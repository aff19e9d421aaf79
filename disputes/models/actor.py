"""Actors: states, agencies, companies and people, with their names and offices through time."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from disputes.models.base import Confidence, Recorded, one_of


class ActorKind(models.TextChoices):
    """What an actor is."""

    STATE = "state", "State"
    BLOC = "bloc", "Bloc"
    CUSTOMS_TERRITORY = "customs_territory", "Customs territory"
    AGENCY = "agency", "Agency"
    COMPANY = "company", "Company"
    ASSOCIATION = "association", "Association"
    PERSON = "person", "Person"


class NameKind(models.TextChoices):
    """How a further name relates to the actor."""

    ALIAS = "alias", "Also known as"
    SPELLING = "spelling", "Spelling variant"
    ABBREVIATION = "abbreviation", "Abbreviation"
    FORMER = "former", "Former name"


class Actor(Recorded):
    """Somebody who acts in a dispute. `iso2`: ISO 3166-1 alpha-2 (GB, not UK; EC is Ecuador)."""

    ref = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=ActorKind)
    name = models.CharField(max_length=200)
    iso2 = models.CharField(max_length=2, blank=True, default="")
    note = models.TextField(blank=True, default="")

    class Meta(Recorded.Meta):
        constraints = (
            *Recorded.Meta.constraints,
            one_of("actor_kind_known", "kind", ActorKind),
            models.CheckConstraint(
                name="actor_iso2_shape", condition=Q(iso2="") | Q(iso2__regex=r"^[A-Z]{2}$")
            ),
            models.UniqueConstraint(fields=["iso2"], condition=~Q(iso2=""), name="actor_iso2_unique"),
        )

    def __str__(self) -> str:
        return self.name


class Dated(Recorded):
    """A fact that holds for a range of years or days; open ends are unknown or still running."""

    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta(Recorded.Meta):
        abstract = True


class ActorName(Dated):
    """A further name of an actor."""

    ROWS_ABOVE: ClassVar[tuple[str, ...]] = ("actor",)

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=NameKind)
    note = models.CharField(max_length=300, blank=True, default="")

    class Meta(Recorded.Meta):
        constraints = (
            *Recorded.Meta.constraints,
            one_of("actor_name_kind_known", "kind", NameKind),
            models.UniqueConstraint(fields=["actor", "name", "kind"], name="actor_name_once"),
        )

    def __str__(self) -> str:
        return self.name


class Affiliation(Dated):
    """An office holder, a member of a bloc, or an agency of a state; agencies succeed one another by `of`."""

    ROWS_ABOVE: ClassVar[tuple[str, ...]] = ("actor", "of")

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="affiliations")
    of = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="affiliated")
    title = models.CharField(max_length=150, blank=True, default="")
    acting = models.BooleanField(default=False)
    confidence = models.CharField(max_length=8, choices=Confidence, default=Confidence.CERTAIN)

    class Meta(Recorded.Meta):
        constraints = (
            *Recorded.Meta.constraints,
            models.UniqueConstraint(fields=["actor", "of", "title"], name="affiliation_once"),
            models.CheckConstraint(name="affiliation_of_another", condition=~Q(actor=models.F("of"))),
        )

    def __str__(self) -> str:
        return f"{self.actor}, {self.title}"

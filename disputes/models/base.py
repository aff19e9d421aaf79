"""The base of every recorded row: who may see it, and that its history is kept."""

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import Team
from accounts.querysets import RecordedQuerySet
from history.ids import new_id
from history.models import Tracked


class Visibility(models.TextChoices):
    """Who may see a row; the strictest last."""

    PUBLIC = "public", "Public"
    INTERNAL = "internal", "Team"
    RESTRICTED = "restricted", "Team, analysts and above"


class Confidence(models.TextChoices):
    """How sure the record is; `unsure` is shown as unverified."""

    CERTAIN = "certain", "certain"
    LIKELY = "likely", "likely"
    UNSURE = "unsure", "unverified"


class Precision(models.TextChoices):
    """How exactly a date is known."""

    INSTANT = "instant", "to the minute"
    DAY = "day", "day"
    MONTH = "month", "month"
    YEAR = "year", "year"
    ABOUT = "about", "about"


class Recorded(Tracked):
    """A row with a key, a visibility and a team; only `objects.visible_to(user)` hands rows to readers."""

    ROWS_ABOVE: ClassVar[tuple[str, ...]] = ()

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.INTERNAL)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = RecordedQuerySet.as_manager()

    class Meta(Tracked.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint] | tuple[models.BaseConstraint, ...]] = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_visibility_known", condition=Q(visibility__in=Visibility.values)
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_team_unless_public",
                condition=Q(visibility="public") | Q(team__isnull=False),
            ),
        ]


def one_of(name: str, field: str, choices: type[models.TextChoices]) -> models.CheckConstraint:
    """Return a constraint that `field` holds one of `choices`."""
    return models.CheckConstraint(name=name, condition=Q(**{f"{field}__in": choices.values}))


def exactly_one(name: str, fields: Iterable[str]) -> models.CheckConstraint:
    """Return a constraint that exactly one of the nullable `fields` is set."""
    names = list(fields)
    condition = Q()
    for chosen in names:
        condition |= Q(**{f"{name_}__isnull": name_ != chosen for name_ in names})
    return models.CheckConstraint(name=name, condition=condition)

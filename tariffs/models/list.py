"""Lists, their versions and their items. A published version never changes."""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from accounts.models.user import validate_zone
from disputes.models import Actor, Confidence, Dispute, Event, Figure, Recorded
from disputes.models.base import one_of

FROZEN_VERSION = pgtrigger.Trigger(
    name="list_version_frozen",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(old__is_published=True),
    func="""
        IF to_jsonb(OLD) - ARRAY['visibility', 'team_id', 'version', 'event_id', 'loaded_on']
           IS DISTINCT FROM to_jsonb(NEW) - ARRAY['visibility', 'team_id', 'version', 'event_id', 'loaded_on'] THEN
            RAISE EXCEPTION 'tariffs: version % is published and never changes', OLD.ref
                USING ERRCODE = 'restrict_violation', HINT = 'Record a further version instead.';
        END IF;
        RETURN NEW;
    """,
)
FROZEN_ITEM = pgtrigger.Trigger(
    name="list_item_frozen",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func="""
        IF EXISTS (SELECT 1 FROM tariffs_listversion v WHERE v.is_published
                   AND v.id IN ((to_jsonb(OLD) ->> 'list_version_id')::uuid,
                                (to_jsonb(NEW) ->> 'list_version_id')::uuid))
        THEN
            RAISE EXCEPTION 'tariffs: the items of a published version never change'
                USING ERRCODE = 'restrict_violation', HINT = 'Record a further version instead.';
        END IF;
        RETURN coalesce(NEW, OLD);
    """,
)


class VersionStage(models.TextChoices):
    """What the document is."""

    PROPOSED = "proposed", "Proposed"
    MODIFIED = "modified", "Modified"
    FINAL = "final", "Final"
    AMENDED = "amended", "Amended"


class MeasureNature(models.TextChoices):
    """What an item threatens (dossier 4b, measure_nature)."""

    TARIFF = "tariff", "Tariff"
    QUOTA = "quota", "Quota"
    IMPORT_SUSPENSION = "import_suspension", "Imports suspended"
    TALKS_SUSPENDED = "talks_suspended", "Talks suspended"
    COOPERATION_SUSPENDED = "cooperation_suspended", "Cooperation suspended"
    APPROVALS_SUSPENDED = "approvals_suspended", "Approvals suspended"
    SERVICES = "services", "Services"
    IP_SUSPENSION = "ip_suspension", "Intellectual property suspended"


class TariffList(Recorded):
    """Goods and measures one actor aims at others, through all its versions. `authority` such as `us-301`."""

    ROWS_ABOVE: ClassVar[tuple[str, ...]] = ("dispute",)

    ref = models.SlugField(max_length=100, unique=True)
    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="tariff_lists")
    title = models.CharField(max_length=200)
    imposing = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="imposes")
    target = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="targeted_by")
    authority = models.CharField(max_length=60, blank=True, default="")

    class Meta(Recorded.Meta):
        pass

    def __str__(self) -> str:
        return self.title


class ListVersion(Recorded):
    """What one document prints. Five dates: announced, published, legally effective, loaded, recorded."""

    ROWS_ABOVE: ClassVar[tuple[str, ...]] = ("tariff_list", "tariff_list__dispute")

    ref = models.SlugField(max_length=120, unique=True)
    tariff_list = models.ForeignKey(TariffList, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=10, choices=VersionStage)
    title = models.CharField(max_length=200)
    announced_on = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    effective_at = models.DateTimeField(null=True, blank=True)
    loaded_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(editable=False)
    zone = models.CharField(max_length=64, validators=[validate_zone])
    edition = models.CharField(max_length=60, blank=True, default="")
    stated_rate = models.CharField(max_length=120, blank=True, default="")
    value = models.ForeignKey(
        Figure, null=True, blank=True, on_delete=models.SET_NULL, related_name="list_versions"
    )
    event = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.SET_NULL, related_name="list_versions"
    )
    note = models.TextField(blank=True, default="")
    confidence = models.CharField(max_length=8, choices=Confidence, default=Confidence.CERTAIN)
    is_published = models.BooleanField(default=False)

    class Meta(Recorded.Meta):
        triggers: ClassVar[list[pgtrigger.Trigger]] = [*Recorded.Meta.triggers, FROZEN_VERSION]
        constraints = (
            *Recorded.Meta.constraints,
            one_of("list_version_stage_known", "stage", VersionStage),
            models.UniqueConstraint(fields=["tariff_list", "number"], name="list_version_number_once"),
            models.CheckConstraint(
                name="list_version_is_dated",
                condition=Q(announced_on__isnull=False) | Q(published_on__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.title


class ListItem(models.Model):
    """One line: a code as printed with its digits, or words without a code."""

    id = models.BigAutoField(primary_key=True)
    list_version = models.ForeignKey(ListVersion, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    printed_code = models.CharField(max_length=40, blank=True, default="")
    digits = models.CharField(max_length=10, blank=True, default="")
    description = models.TextField(blank=True, default="")
    nature = models.CharField(max_length=25, choices=MeasureNature, default=MeasureNature.TARIFF)
    stated_rate = models.CharField(max_length=120, blank=True, default="")
    countries = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    partial = models.CharField(max_length=200, blank=True, default="")
    part = models.CharField(max_length=60, blank=True, default="")
    claim_code = models.CharField(max_length=10, blank=True, default="")
    confidence = models.CharField(max_length=8, choices=Confidence, default=Confidence.CERTAIN)
    note = models.TextField(blank=True, default="")

    class Meta:
        triggers: ClassVar[list[pgtrigger.Trigger]] = [FROZEN_ITEM]
        indexes = (models.Index(fields=["digits"], name="list_item_by_digits", condition=~Q(digits="")),)
        constraints = (
            one_of("list_item_nature_known", "nature", MeasureNature),
            one_of("list_item_confidence_known", "confidence", Confidence),
            models.UniqueConstraint(fields=["list_version", "position"], name="list_item_position_once"),
            models.CheckConstraint(
                name="list_item_digits_even",
                condition=Q(digits="") | Q(digits__regex=r"^(\d{2}|\d{4}|\d{6}|\d{8}|\d{9}|\d{10})$"),
            ),
            models.CheckConstraint(
                name="list_item_code_or_words", condition=~Q(digits="") | ~Q(description="")
            ),
            models.CheckConstraint(
                name="list_item_claim_code_shape",
                condition=Q(claim_code="") | Q(claim_code__regex=r"^\d{8}$"),
            ),
        )

    def __str__(self) -> str:
        return self.printed_code or self.description

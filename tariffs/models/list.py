"""Lists, their versions and their items. A published version never changes."""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from accounts.models.user import validate_zone
from disputes.models import Actor, Confidence, Dispute, Event, Figure, Recorded
from disputes.models.base import one_of
from tariffs.models.nomenclature import Nomenclature

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
                   AND v.id IN (OLD.list_version_id, NEW.list_version_id))
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
    """Goods and measures one actor aims at others, through all its versions. `authority` such as `us-301`.

    A list of which there are only drafts is itself one: only its writers see it.
    """

    ROWS_ABOVE: ClassVar[tuple[str, ...]] = ("dispute",)
    WRITERS: ClassVar[tuple[str, ...]] = ("team", "dispute__team")

    ref = models.SlugField(max_length=100, unique=True)
    dispute = models.ForeignKey(
        Dispute, null=True, blank=True, on_delete=models.CASCADE, related_name="tariff_lists"
    )
    title = models.CharField(max_length=200)
    imposing = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="imposes")
    targets = models.ManyToManyField(Actor, through="TariffListTarget", related_name="targeted_by")
    authority = models.CharField(max_length=60, blank=True, default="")

    class Meta(Recorded.Meta):
        pass

    def __str__(self) -> str:
        return self.title

    @staticmethod
    def is_out(path: str = "") -> Q:
        """Return the condition under which a version of the list at `path` is published, or it has none at all."""
        of_list = ListVersion.objects.filter(tariff_list=models.OuterRef(f"{path}pk"))
        best = of_list.order_by("-is_published").values("is_published")[:1]
        return Q(Coalesce(models.Subquery(best), True))


class TariffListTarget(Recorded):
    """An actor a list is aimed at, in the order in which the list names them; a bloc means its members."""

    ROWS_ABOVE: ClassVar[tuple[str, ...]] = ("tariff_list", "tariff_list__dispute", "actor")

    tariff_list = models.ForeignKey(TariffList, on_delete=models.CASCADE, related_name="list_targets")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(Recorded.Meta):
        ordering = ("position",)
        constraints = (
            *Recorded.Meta.constraints,
            models.UniqueConstraint(fields=["tariff_list", "actor"], name="tariff_list_target_once"),
        )

    def __str__(self) -> str:
        return f"{self.actor} of {self.tariff_list}"


class ListVersion(Recorded):
    """What one document prints. Five dates: announced, published, legally effective, loaded, recorded.

    `edition` is the edition of the codes as the document says it, `nomenclature` the same where it is loaded;
    `file_name` and `file_sha256` name the file it was imported from; `control_totals` are the
    counts it was checked against: {"lines": 320, "list:1": 818}. Until it is published, only its writers see it.
    """

    ROWS_ABOVE: ClassVar[tuple[str, ...]] = ("tariff_list", "tariff_list__dispute")
    WRITERS: ClassVar[tuple[str, ...]] = ("team", "tariff_list__team", "tariff_list__dispute__team")

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
    nomenclature = models.ForeignKey(
        Nomenclature, null=True, blank=True, on_delete=models.PROTECT, related_name="list_versions"
    )
    stated_rate = models.CharField(max_length=120, blank=True, default="")
    value = models.ForeignKey(
        Figure, null=True, blank=True, on_delete=models.SET_NULL, related_name="list_versions"
    )
    event = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.SET_NULL, related_name="list_versions"
    )
    note = models.TextField(blank=True, default="")
    file_name = models.CharField(max_length=200, blank=True, default="")
    file_sha256 = models.CharField(max_length=64, blank=True, default="")
    control_totals = models.JSONField(default=dict, blank=True)
    confidence = models.CharField(max_length=8, choices=Confidence, default=Confidence.CERTAIN)
    is_published = models.BooleanField(default=False)

    class Meta(Recorded.Meta):
        triggers: ClassVar[list[pgtrigger.Trigger]] = [*Recorded.Meta.triggers, FROZEN_VERSION]
        constraints = (
            *Recorded.Meta.constraints,
            one_of("list_version_stage_known", "stage", VersionStage),
            models.UniqueConstraint(fields=["tariff_list", "number"], name="list_version_number_once"),
            models.CheckConstraint(
                name="list_version_file_hash_shape",
                condition=Q(file_sha256="") | Q(file_sha256__regex=r"^[0-9a-f]{64}$"),
            ),
            models.CheckConstraint(
                name="list_version_is_dated",
                condition=Q(announced_on__isnull=False) | Q(published_on__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @staticmethod
    def is_out(path: str = "") -> Q:
        """Return the condition under which the version at `path` is published."""
        return Q(**{f"{path}is_published": True})


class ListItem(models.Model):
    """One line: a code as printed with its digits, or words without a code.

    `ad_valorem_percent` is what `stated_rate` says where it says one percentage. Partial cover in
    figures: the line without `excepted_digits`, or `only_digits` of it.
    """

    id = models.BigAutoField(primary_key=True)
    list_version = models.ForeignKey(ListVersion, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    printed_code = models.CharField(max_length=40, blank=True, default="")
    digits = models.CharField(max_length=10, blank=True, default="")
    description = models.TextField(blank=True, default="")
    nature = models.CharField(max_length=25, choices=MeasureNature, default=MeasureNature.TARIFF)
    stated_rate = models.CharField(max_length=120, blank=True, default="")
    ad_valorem_percent = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    trade_value = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    trade_currency = models.CharField(max_length=3, blank=True, default="")
    countries = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    partial = models.CharField(max_length=200, blank=True, default="")
    excepted_digits = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    only_digits = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    part = models.CharField(max_length=60, blank=True, default="")
    claim_code = models.CharField(max_length=10, blank=True, default="")
    confidence = models.CharField(max_length=8, choices=Confidence, default=Confidence.CERTAIN)
    note = models.TextField(blank=True, default="")

    class Meta:
        triggers: ClassVar[list[pgtrigger.Trigger]] = [FROZEN_ITEM]
        indexes = (
            models.Index(fields=["digits"], name="list_item_by_digits", condition=~Q(digits="")),
            # Whether a list names goods in words must not cost a walk over its ten thousand lines.
            models.Index(fields=["list_version"], name="list_item_in_words", condition=Q(digits="")),
        )
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
                name="list_item_value_has_currency",
                condition=Q(trade_value__isnull=True, trade_currency="")
                | (Q(trade_value__isnull=False) & ~Q(trade_currency="")),
            ),
            models.CheckConstraint(
                name="list_item_claim_code_shape",
                condition=Q(claim_code="") | Q(claim_code__regex=r"^\d{8}$"),
            ),
        )

    def __str__(self) -> str:
        return self.printed_code or self.description

"""One row per changed row, written by a database trigger and numbered at commit."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Reason(models.TextChoices):
    """Why a tracked row changed."""

    DEVELOPMENT = "development", "Development"
    CORRECTION = "correction", "Correction"
    SOURCE_UPDATE = "source_update", "Source update"
    REPROCESSING = "reprocessing", "Reprocessing"
    MERGE = "merge", "Merge"
    REDACTION = "redaction", "Redaction"


class Operation(models.TextChoices):
    """What happened to the row."""

    INSERT = "insert", "Recorded"
    UPDATE = "update", "Changed"
    DELETE = "delete", "Removed"


class Change(models.Model):
    """A change of one row: before, after, who, why, and its place in commit order (`seq`)."""

    id = models.BigAutoField(primary_key=True)
    seq = models.BigIntegerField(null=True, unique=True, editable=False)
    table = models.CharField(max_length=63)
    object_id = models.CharField(max_length=36)
    object_ref = models.CharField(max_length=200, default="")
    operation = models.CharField(max_length=6, choices=Operation)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    changed = ArrayField(models.CharField(max_length=63), default=list)
    actor_id = models.CharField(max_length=100)
    actor_name = models.CharField(max_length=200)
    reason = models.CharField(max_length=20, choices=Reason)
    words = models.TextField(default="")
    transaction = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=["table", "object_id", "id"], name="change_of_object"),
            models.Index(fields=["transaction"], name="change_unnumbered", condition=models.Q(seq=None)),
        )
        constraints = (
            models.CheckConstraint(name="change_reason_known", condition=models.Q(reason__in=Reason.values)),
            models.CheckConstraint(
                name="change_has_actor", condition=~models.Q(actor_id="") & ~models.Q(actor_name="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.operation} {self.table} {self.object_ref or self.object_id}"

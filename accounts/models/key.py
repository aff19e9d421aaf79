"""API keys: shown once, stored hashed."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.models.user import User
from history.ids import new_id


class Scope(models.TextChoices):
    """What a key may do."""

    READ = "read", "Read what its owner may read"
    WRITE = "write", "Record events and other facts"


class ApiKey(models.Model):
    """A key `dmk_<prefix>_<secret>`; only the SHA-256 of the secret is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=12, unique=True)
    secret_hash = models.CharField(max_length=64)
    scopes = ArrayField(models.CharField(max_length=10, choices=Scope))
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="api_key_scopes_known",
                condition=models.Q(scopes__contained_by=Scope.values) & models.Q(scopes__len__gte=1),
            ),
        )

    def __str__(self) -> str:
        return f"dmk_{self.prefix}_…"

    def is_live(self, now: datetime) -> bool:
        """Return whether the key opens anything at `now`."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)

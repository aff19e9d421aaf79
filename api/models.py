"""What the API remembers itself: the answers of writes that may be repeated."""

from django.db import models

from accounts.models import User


class StoredAnswer(models.Model):
    """The answer given under an Idempotency-Key; `fingerprint` is the SHA-256 of what was asked."""

    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict)
    body = models.TextField()
    stored_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["stored_at"], name="stored_answer_by_age"),)
        constraints = (models.UniqueConstraint(fields=["user", "key"], name="stored_answer_once"),)

    def __str__(self) -> str:
        return f"{self.key}: {self.status}"

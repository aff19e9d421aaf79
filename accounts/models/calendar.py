"""The address of a reader's own calendar: whoever has it may read what the reader may read, as a calendar."""

from django.db import models

from accounts.models.user import User


class CalendarKey(models.Model):
    """The secret part of a calendar address; only its SHA-256 is kept, and a new one ends the old."""

    user = models.OneToOneField(User, primary_key=True, on_delete=models.CASCADE, related_name="calendar_key")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"calendar of {self.user}"

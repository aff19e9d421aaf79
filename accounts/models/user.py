"""The custom user: an e-mail address, a time zone and the hours in which mail may arrive."""

from datetime import time
from typing import Any, ClassVar
from zoneinfo import available_timezones

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower

from history.ids import new_id


def validate_zone(value: str) -> None:
    """Raise ValidationError unless `value` is an IANA time zone name such as Europe/Zurich."""
    # Names without a place ("EST", "localtime") are fixed offsets of old systems, or whatever this machine is set to.
    if ("/" not in value and value != "UTC") or value not in available_timezones():
        raise ValidationError(
            f"“{value}” is no IANA time zone; write one such as Europe/Zurich.", code="unknown_zone"
        )


class UserManager(BaseUserManager["User"]):
    """Makes users; the e-mail address is the login and is compared without case."""

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "User":
        """Return a new user; without a password only sign-in links work."""
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> "User":
        """Return a new user with every right."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **extra)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the user with this address, whatever its case."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=150)
    time_zone = models.CharField(max_length=64, default="UTC", validators=[validate_zone])
    send_from = models.TimeField(default=time(7))
    send_until = models.TimeField(default=time(19))
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = (
            models.UniqueConstraint(
                Lower("email"), name="user_email_unique", violation_error_message="This address is taken."
            ),
            models.CheckConstraint(
                name="user_send_window", condition=models.Q(send_from__lt=models.F("send_until"))
            ),
            # What a user records is signed with the name, and the address is nobody's business.
            models.CheckConstraint(
                name="user_has_name",
                condition=models.Q(name__regex=r"\S"),
                violation_error_message="Write the person's name: changes are signed with it.",
            ),
        )

    def __str__(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        """Return the name shown in the page header."""
        return self.name or self.email

"""Who reads, and when: what every query of one request depends on."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from accounts.models import User
from accounts.querysets import Reader


@dataclass(frozen=True, slots=True)
class Reading:
    """A reader and the instant of the request (UTC); derived facts are derived from `now`."""

    user: Reader
    now: datetime

    @property
    def sight(self) -> tuple[object, ...]:
        """Return what decides the SQL of `visible_to`: the memberships themselves are read by the database."""
        if not isinstance(self.user, User):
            return ("anonymous", settings.PUBLIC_READ)
        return (self.user.pk, self.user.is_active, self.user.is_superuser, settings.PUBLIC_READ)

"""Who reads, and when: what every query of one request depends on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from accounts.models import User
from accounts.querysets import Reader


@dataclass(frozen=True, slots=True)
class Reading:
    """A reader and the instant of the request (UTC); derived facts are derived from `now`."""

    user: Reader
    now: datetime

    @property
    def sight(self) -> str:
        """Return what decides the SQL of `visible_to`; all members share theirs, with their id as a value."""
        if not isinstance(self.user, User) or not self.user.is_active:
            return "public" if settings.PUBLIC_READ else "nothing"
        return "everything" if self.user.is_superuser else "member"

    @property
    def values(self) -> dict[str, Any]:
        """Return the values every statement of this reading may name."""
        return {"now": self.now, "user": self.user.pk}

"""How often a thing may be tried: a fixed window per address, counted in the cache."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache


@dataclass(frozen=True, slots=True)
class Throttle:
    """At most `limit` tries of `what` per address in a window of `seconds`."""

    what: str
    limit: int
    seconds: int

    def spend(self, address: str, now: datetime) -> bool:
        """Count one try and return whether it is still allowed."""
        name = self._name(address, now)
        cache.add(name, 0, self.seconds)
        return int(cache.incr(name)) <= self.limit

    def _name(self, address: str, now: datetime) -> str:
        who = hashlib.sha256(address.strip().lower().encode()).hexdigest()[:32]
        return f"throttle:{self.what}:{who}:{int(now.timestamp()) // self.seconds}"


PASSWORDS = Throttle("password", limit=10, seconds=900)
LINKS = Throttle("sign-in-link", limit=3, seconds=900)

"""Rate limits: a fixed window of a minute per caller, counted in Valkey in one round trip.

When Valkey is down every call is let through and the log says so: a reader of
deadlines is worth more than a counter.
"""

import ipaddress
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import redis
from django.conf import settings

WINDOW = 60
logger = logging.getLogger("accounts.limits")


@dataclass(frozen=True, slots=True)
class Quota:
    """What a caller has left: `limit` calls per window, `remaining`, and seconds until the `reset`."""

    policy: str
    limit: int
    remaining: int
    reset: int
    exceeded: bool

    def headers(self) -> dict[str, str]:
        """Return RateLimit and RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers-10)."""
        return {
            "RateLimit-Policy": f'"{self.policy}";q={self.limit};w={WINDOW}',
            "RateLimit": f'"{self.policy}";r={self.remaining};t={self.reset}',
        }


@cache
def _valkey(url: str) -> redis.Redis:
    return redis.Redis.from_url(url, socket_timeout=0.25, socket_connect_timeout=0.25)


def spend(policy: str, caller: str, now: datetime) -> Quota | None:
    """Count one call of `caller` under `policy` ("anonymous" or "key"); None when Valkey does not answer."""
    limit = settings.API_LIMITS[policy]
    window, into = divmod(int(now.timestamp()), WINDOW)
    name = f"demarche:limit:{policy}:{caller}:{window}"
    try:
        pipe = _valkey(settings.CACHES["default"]["LOCATION"]).pipeline(transaction=False)
        pipe.incr(name)
        pipe.expire(name, 2 * WINDOW)
        used = int(pipe.execute()[0])
    except redis.RedisError as error:
        logger.warning("Valkey does not answer, so rate limits are off: %s", error)
        return None
    return Quota(policy, limit, max(0, limit - used), WINDOW - into, used > limit)


def address_of(meta: Mapping[str, Any]) -> str:
    """Return the caller's address (of an IPv6 network the /64), behind API_TRUSTED_PROXIES proxies of ours.

    `meta` are the names and values by which WSGI tells of a call.
    """
    hops = [hop.strip() for hop in meta.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    hops.append(meta.get("REMOTE_ADDR", ""))
    text = hops[-1 - min(settings.API_TRUSTED_PROXIES, len(hops) - 1)]
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return "unknown"
    return str(address) if address.version == 4 else str(ipaddress.ip_network(f"{address}/64", strict=False))

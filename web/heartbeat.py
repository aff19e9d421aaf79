"""Signs of life of the worker and of beat, kept in Valkey by wall-clock time."""

import time
from typing import Literal

from django.core.cache import cache

Part = Literal["worker", "beat"]
STALE_AFTER_SECONDS = 60.0


def record(part: Part) -> None:
    """Say that the part is alive now."""
    cache.set(f"heartbeat:{part}", time.time(), timeout=86_400)


def age(part: Part) -> float | None:
    """Seconds since the part was last alive; None when it was never seen (or not for a day)."""
    seen: float | None = cache.get(f"heartbeat:{part}")
    return None if seen is None else max(0.0, time.time() - seen)

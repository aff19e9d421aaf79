"""`/healthz`: whether the product works, for machines."""

from datetime import timedelta

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import RedisError

from alerts.health import oldest_unsent
from history import now
from web import heartbeat

UNSENT_LIMIT = timedelta(minutes=5)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Return 200 when every part works, 503 when one does not.

    `database`, `broker`, `worker` and `beat` are true or false; `…_heartbeat_seconds` is the age of
    the last sign of life, null when there is none. `oldest_unsent_seconds` is the age of the oldest
    reminder that should have been sent and was not; `told` is false when it is over UNSENT_LIMIT.
    """
    try:
        ages = {part: heartbeat.age(part) for part in ("worker", "beat")}
        broker = True
    except RedisError:
        ages = {"worker": None, "beat": None}
        broker = False
    alive = {part: age is not None and age < heartbeat.STALE_AFTER_SECONDS for part, age in ages.items()}
    database = _database_answers()
    unsent = oldest_unsent(now.current()) if database else None
    told = database and (unsent is None or unsent <= UNSENT_LIMIT)
    parts = {"database": database, "broker": broker, **alive, "told": told}
    seconds = {f"{part}_heartbeat_seconds": age and round(age, 1) for part, age in ages.items()}
    seconds["oldest_unsent_seconds"] = None if unsent is None else round(unsent.total_seconds(), 1)
    works = all(parts.values())
    report = {"status": "ok" if works else "failing", **parts, **seconds}
    return JsonResponse(report, status=200 if works else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return True
    except DatabaseError:
        return False

"""`/healthz`: whether the product works, for machines."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import RedisError

from web import heartbeat


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Return 200 when every part works, 503 when one does not.

    `database`, `broker`, `worker` and `beat` are true or false; `…_heartbeat_seconds` is the age of
    the last sign of life, null when there is none.
    """
    try:
        ages = {part: heartbeat.age(part) for part in ("worker", "beat")}
        broker = True
    except RedisError:
        ages = {"worker": None, "beat": None}
        broker = False
    alive = {part: age is not None and age < heartbeat.STALE_AFTER_SECONDS for part, age in ages.items()}
    parts = {"database": _database_answers(), "broker": broker, **alive}
    seconds = {f"{part}_heartbeat_seconds": age and round(age, 1) for part, age in ages.items()}
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

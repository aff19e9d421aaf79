"""Idempotency-Key: a write repeated within a day is answered again, not done again."""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.http import HttpResponse
from rest_framework.request import Request

from api.models import StoredAnswer
from api.problems import Fault, Problem, bad_request

KEPT_FOR = timedelta(hours=24)
KEPT_HEADERS = ("Content-Type", "ETag", "Location")


def once(request: Request, now: datetime, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Return the answer of `act`, or the stored one when this key was used before with the same request.

    Only a success is stored, in the transaction of the write itself. Raises
    Problem: 400 for a malformed key, 422 for a key used for another request.
    """
    key = request.META.get("HTTP_IDEMPOTENCY_KEY")
    if key is None:
        return act()
    if not re.fullmatch(r"[\x21-\x7e]{1,200}", key):
        fault = Fault(
            "Idempotency-Key", "bad_key", "Write 1 to 200 visible ASCII characters, such as a UUID."
        )
        raise bad_request([fault])
    fingerprint = _fingerprint(request)
    with transaction.atomic():
        _take_turns(f"{request.user.pk}:{key}")
        fresh = StoredAnswer.objects.filter(
            user_id=str(request.user.pk), key=key, stored_at__gt=now - KEPT_FOR
        ).first()
        if fresh:
            return _again(fresh, fingerprint)
        response = act()
        _store(request, key, fingerprint, now, response)
        return response


def _fingerprint(request: Request) -> str:
    asked = f"{request.method} {request.get_full_path()}\n".encode() + request._request.body
    return hashlib.sha256(asked).hexdigest()


def _take_turns(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 301))", [name])


def _again(stored: StoredAnswer, fingerprint: str) -> HttpResponse:
    if stored.fingerprint != fingerprint:
        detail = "This Idempotency-Key was used for another request; use a new key for a new one."
        raise Problem(422, "idempotency_key_reused", "This key was used before", detail)
    return HttpResponse(
        stored.body, status=stored.status, headers=stored.headers | {"Idempotency-Replayed": "true"}
    )


def _store(request: Request, key: str, fingerprint: str, now: datetime, response: HttpResponse) -> None:
    StoredAnswer.objects.filter(stored_at__lte=now - KEPT_FOR).delete()
    StoredAnswer.objects.create(
        user_id=str(request.user.pk), key=key, fingerprint=fingerprint, status=response.status_code, stored_at=now,
        headers={name: response[name] for name in KEPT_HEADERS if response.has_header(name)},
        body=response.content.decode(),
    )  # fmt: skip

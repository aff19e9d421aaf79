"""What this instance is, and who is calling."""

import json
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from rest_framework.request import Request

from accounts.models import ApiKey, User
from api.base import ApiView, answer
from api.openapi import ApiSchema, ok
from api.shapes import Json


class Status(ApiView):
    """The instance: its clock, whether it is open, its limits."""

    def describe(self, method: str, schema: ApiSchema) -> Json | None:
        """Describe the status."""
        whole = {"type": "integer"}
        limits = {"type": "object", "properties": {"anonymous": whole, "key": whole}}
        properties = {
            "status": {"type": "string"},
            "now": {"type": "string", "format": "date-time"},
            "clock_shifted": {"type": "boolean"},
            "public_read": {"type": "boolean"},
            "limits": limits,
        }
        return {"responses": ok({"type": "object", "properties": properties}, tagged=False)}

    def get(self, request: Request) -> HttpResponse:
        """Return the status; raises when the database does not answer."""
        self.count_call(request)
        connection.ensure_connection()
        facts = {
            "status": "ok",
            "now": _instant(self.now),
            "clock_shifted": settings.CLOCK_SHIFT != 0,
            "public_read": settings.PUBLIC_READ,
            "limits": settings.API_LIMITS,
        }
        return answer(json.dumps(facts))


class Me(ApiView):
    """The caller: user, teams and key."""

    def describe(self, method: str, schema: ApiSchema) -> Json | None:
        """Describe the caller."""
        some = {"type": ["object", "null"]}
        caller = {"type": "object", "required": ["user", "key"], "properties": {"user": some, "key": some}}
        return {"responses": ok(caller, tagged=False)}

    def get(self, request: Request) -> HttpResponse:
        """Return who is calling; `user` and `key` are null for anonymous callers and sessions."""
        self.count_call(request)
        return answer(json.dumps({"user": _user(request.user), "key": _key(request.auth)}))


def _user(user: Any) -> dict[str, Any] | None:
    if not isinstance(user, User):
        return None
    teams = [
        {"ref": member.team.ref, "name": member.team.name, "role": member.role}
        for member in user.memberships.select_related("team").order_by("team__ref")
    ]
    return {
        "id": str(user.pk),
        "name": user.name,
        "email": user.email,
        "time_zone": user.time_zone,
        "teams": teams,
    }


def _key(key: Any) -> dict[str, Any] | None:
    if not isinstance(key, ApiKey):
        return None
    expires = _instant(key.expires_at) if key.expires_at else None
    return {"prefix": key.prefix, "name": key.name, "scopes": key.scopes, "expires_at": expires}


def _instant(moment: Any) -> str:
    return str(moment.strftime("%Y-%m-%dT%H:%M:%SZ"))

"""Errors as problem details (RFC 9457): one shape for everything below /api/."""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from rest_framework import exceptions
from rest_framework.views import set_rollback

logger = logging.getLogger("api")
MEDIA = "application/problem+json"
TOO_LARGE = "A body holds at most 2.5 MB; a longer tariff list comes gzipped in `base64`, or by manage.py import_list."


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: where (JSON pointer into the body, or ?parameter), a code, and what to do."""

    pointer: str
    code: str
    detail: str


@dataclass
class Problem(Exception):
    """An answer that is an error; `extra` members and `headers` go out with it."""

    status: int
    code: str
    title: str
    detail: str = ""
    errors: Sequence[Fault] = ()
    extra: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)


def bad_request(errors: Sequence[Fault]) -> Problem:
    """Return the problem of a request with these faults, all of them at once."""
    detail = "; ".join(fault.detail for fault in errors[:3]) + (" …" if len(errors) > 3 else "")
    return Problem(400, "invalid", "The request is not valid", detail, errors)


def trace_id(request: HttpRequest) -> str:
    """Return the id that names this request in the log and in its answer."""
    found: str = request.META.setdefault("demarche.trace_id", uuid4().hex)
    return found


def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Return the problem as a response."""
    body = {
        "type": f"urn:demarche:problem:{problem.code}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail or problem.title,
        "instance": request.path,
        "errors": [{"pointer": e.pointer, "code": e.code, "detail": e.detail} for e in problem.errors],
        "trace_id": trace_id(request),
    }
    text = json.dumps(body | problem.extra, ensure_ascii=True)
    headers = {"Cache-Control": "no-store"} | problem.headers
    return HttpResponse(text, status=problem.status, content_type=MEDIA, headers=headers)


def handle(exc: Exception, context: dict[str, Any]) -> HttpResponse:
    """Answer any exception of a view (DRF's EXCEPTION_HANDLER); what nobody expected is logged and says nothing."""
    request: HttpRequest = context["request"]._request
    set_rollback()
    problem = as_problem(exc)
    if problem is None:
        logger.error("trace %s: %s %s failed", trace_id(request), request.method, request.path, exc_info=exc)
        problem = unexpected()
    return answer(request, problem)


def unexpected() -> Problem:
    """Return the problem of a failure that is ours."""
    return Problem(
        500,
        "internal",
        "Something failed here",
        "The failure is logged; quote the trace_id when you report it.",
    )


def not_found() -> Problem:
    """Return the problem of a thing that does not exist or that the reader may not see: the two look alike."""
    return Problem(
        404, "not_found", "Nothing found here", "No such address, or nothing you may see under it."
    )


def as_problem(exc: Exception) -> Problem | None:
    """Return the problem an exception stands for, or None when it is a failure of ours."""
    if isinstance(exc, Problem):
        return exc
    if isinstance(exc, Http404):
        return not_found()
    if isinstance(exc, RequestDataTooBig):
        return Problem(413, "too_large", "The body is too large", TOO_LARGE)
    if isinstance(exc, SuspiciousOperation):
        return Problem(400, "invalid", "The request is not valid")
    if isinstance(exc, PermissionDenied):
        return Problem(403, "forbidden", "This is not allowed")
    return _of_framework(exc) if isinstance(exc, exceptions.APIException) else None


def _of_framework(exc: exceptions.APIException) -> Problem:
    headers = {}
    if auth := getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = auth
    titles = {
        400: "The body cannot be read", 401: "Who are you?", 403: "This is not allowed", 404: "Nothing found here",
        405: "This method is not offered here", 406: "This media type is not offered",
        415: "This media type is not read here",
    }  # fmt: skip
    status = exc.status_code
    detail = exc.detail if isinstance(exc.detail, str) else json.dumps(exc.detail)
    code = str(getattr(exc.detail, "code", exc.default_code))
    return Problem(status, code, titles.get(status, "The request is not valid"), detail, headers=headers)

"""The edge of /api/: what holds for every answer, also for those no view gives."""

import gzip
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from rest_framework.request import Request

from api.base import ApiView
from api.conditional import GZIP
from api.problems import MEDIA, Problem, answer, not_found, trace_id, unexpected

PREFIX = "/api/"
SMALL = 1000
LEVEL = 2
EXPOSED = "ETag, Retry-After, RateLimit, RateLimit-Policy, Trace-Id"


class NoSuchAddress(ApiView):
    """Answers every address below /api/ that nothing else does."""

    schema = None  # type: ignore[assignment]
    permission_classes = ()

    def check_method(self, request: Request) -> None:
        """Let any method learn that nothing is here."""

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        """Count the call, then say that nothing is here, whatever the method."""
        super().initial(request, *args, **kwargs)
        self.count_call(request)
        raise not_found()


class EdgeMiddleware:
    """For /api/ alone: problems instead of HTML errors, CORS, caching rules, compression, and a trace id.

    Stands first, so that errors of the other middleware pass through it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the answer as a program may rely on it."""
        response = self.get_response(request)
        if not request.path_info.startswith(PREFIX):
            return response
        if response.status_code >= 400 and response.headers.get("Content-Type") != MEDIA:
            response = answer(request, _problem_of(response.status_code))
        response["Trace-Id"] = trace_id(request)
        self._let_browsers_read(request, response)
        if not response.has_header("Cache-Control"):
            keyed = request.META.get("HTTP_AUTHORIZATION") or request.META.get("HTTP_COOKIE")
            response["Cache-Control"] = "private, no-cache" if keyed else "public, no-cache"
        patch_vary_headers(response, ("Accept-Encoding", "Authorization", "Cookie"))
        return self._compressed(request, response)

    def _let_browsers_read(self, request: HttpRequest, response: HttpResponse) -> None:
        """Open keyless reading to pages of any origin; keys and cookies stay closed to them."""
        if request.method not in {"GET", "HEAD", "OPTIONS"}:
            return
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = EXPOSED
        if request.method == "OPTIONS":
            response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response["Access-Control-Allow-Headers"] = "Accept, If-None-Match"
            response["Access-Control-Max-Age"] = "86400"

    def _compressed(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if not _accepts_gzip(request.META.get("HTTP_ACCEPT_ENCODING", "")):
            return response
        if response.streaming or len(response.content) < SMALL or response.has_header("Content-Encoding"):
            return response
        response.content = gzip.compress(response.content, compresslevel=LEVEL, mtime=0)
        response["Content-Encoding"] = "gzip"
        response["Content-Length"] = str(len(response.content))
        if response.has_header("ETag"):
            response["ETag"] = f'{response["ETag"][:-1]}{GZIP}"'
        return response


def _accepts_gzip(header: str) -> bool:
    for part in header.lower().split(","):
        coding, _, weight = part.strip().partition(";")
        if coding.strip() in {"gzip", "*"}:
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


def _problem_of(status: int) -> Problem:
    if status == 404:
        return not_found()
    if status >= 500:
        return unexpected()
    return Problem(status, "invalid", "The request is not valid")

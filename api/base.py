"""The conventions of every endpoint, held once: who calls, quotas, conditional reads, pages, problems."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import APIException, MethodNotAllowed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts import limits
from accounts.models import ApiKey, User
from api import conditional, listing, shapes
from api.authentication import KeyAuthentication
from api.openapi import ApiSchema, ok
from api.permissions import ReadersAndWriters
from api.problems import Problem, not_found
from api.query import STEERING, QueryReader, Question, pack_cursor
from api.reading import Reading
from api.resource import Resource
from api.shapes import Json
from history import now as clock

JSON = "application/json"


class ApiView(APIView):
    """A view below /api/: it knows the caller and the instant, and counts the call."""

    schema = ApiSchema()
    authentication_classes = (KeyAuthentication, SessionAuthentication)
    permission_classes: Sequence[type[BasePermission]] = (ReadersAndWriters,)
    format_kwarg = None
    now: datetime
    quota: limits.Quota | None

    def describe(self, method: str, schema: ApiSchema) -> Json | None:
        """Return the parameters, body and success of a method for OpenAPI; None leaves it out."""
        return None

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        """Say which methods are offered; the edge adds what a browser's preflight asks for."""
        return HttpResponse(status=204, headers={"Allow": ", ".join(self.allowed_methods)})

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Find the caller, check the method, and count the call unless it may still end as a free 304."""
        self.now = clock.current()
        self.quota = None
        if request.method == "OPTIONS":
            return
        self.check_method(request)
        request.accepted_renderer, request.accepted_media_type = self.perform_content_negotiation(request)
        try:
            self.perform_authentication(request)
        except APIException:
            self._spend("anonymous", limits.address_of(request.META))
            raise
        self.check_permissions(request)
        if "HTTP_IF_NONE_MATCH" not in request.META:
            self.count_call(request)

    def check_method(self, request: Request) -> None:
        """Raise MethodNotAllowed (405) before anybody is asked for a key."""
        if not hasattr(self, str(request.method).lower()):
            raise MethodNotAllowed(str(request.method))

    def count_call(self, request: Request) -> None:
        """Count this call once; raises Problem (429) when the caller has used up the minute."""
        if self.quota is not None:
            return
        if isinstance(request.auth, ApiKey):
            self._spend("key", str(request.auth.pk))
        elif isinstance(request.user, User):
            self._spend("key", f"user-{request.user.pk}")
        else:
            self._spend("anonymous", limits.address_of(request.META))

    def _spend(self, policy: str, caller: str) -> None:
        self.quota = limits.spend(policy, caller, self.now)
        if self.quota and self.quota.exceeded:
            detail = f"{self.quota.limit} calls a minute are free; call again in {self.quota.reset} s."
            again = {"Retry-After": str(self.quota.reset)}
            raise Problem(429, "too_many_calls", "Too many calls", detail, headers=again)

    def finalize_response(  # type: ignore[override]
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """Add the quota."""
        final: HttpResponseBase = super().finalize_response(request, response, *args, **kwargs)
        quota: limits.Quota | None = getattr(self, "quota", None)
        for name, value in quota.headers().items() if quota else ():
            final[name] = value
        return final

    def reading(self, request: Request) -> Reading:
        """Return who reads, and when."""
        return Reading(request.user, self.now)

    def unchanged(self, request: Request, etag: str) -> HttpResponse | None:
        """Return a 304 when the caller has this version, else count the call and return None."""
        header = request.META.get("HTTP_IF_NONE_MATCH", "")
        if header and (named := conditional.matched(header, etag)):
            same = HttpResponse(status=304, headers={"ETag": conditional.quoted(named)})
            del same["Content-Type"]  # there is no content
            return same
        self.count_call(request)
        return None


def answer(
    body: str, *, etag: str = "", status: int = 200, media: str = JSON, **headers: str
) -> HttpResponse:
    """Return a response with this body and, if any, this tag."""
    tags = {"ETag": conditional.quoted(etag)} if etag else {}
    return HttpResponse(body, status=status, content_type=media, headers=tags | headers)


class ListView(ApiView):
    """GET a page of a resource."""

    resource: ClassVar[Resource]
    steering: ClassVar[tuple[str, ...]] = STEERING

    def describe(self, method: str, schema: ApiSchema) -> Json | None:
        """Describe the page."""
        of = self.resource
        schema.resource(of)
        page = schema.component(f"{shapes.component(of)}Page", shapes.of_list(of))
        parameters = [*shapes.filters(of), *shapes.steering(of, self.steering), shapes.IF_NONE_MATCH]
        return {"parameters": parameters, "responses": ok(page)}

    def question(self, request: Request) -> Question:
        """Return the query string as understood; raises Problem (400)."""
        return QueryReader(self.resource, request.query_params, steering=self.steering).question(request.path)

    def page(self, request: Request, question: Question, **kwargs: str) -> listing.Page:
        """Return the page asked for, not yet read."""
        reading = self.reading(request)
        arms = listing.arms_of(self.resource, reading, question)
        return listing.Page(question, reading, arms, (self.resource.name, "page"))

    def get(self, request: Request, **kwargs: str) -> HttpResponse:
        """Return the page, or 304 without building it."""
        question = self.question(request)
        page = self.page(request, question, **kwargs)
        if "HTTP_IF_NONE_MATCH" in request.META:
            page.read_etag(self.resource.next_turn)
            if same := self.unchanged(request, page.etag):
                return same
        page.read()
        rows = ",\n".join(row[3] for row in page.found)
        following, previous = self._links(request, question, page)
        count = "" if page.total is None else f', "count": {page.total}'
        body = f'{{"results": [{rows}], "next": {following}, "previous": {previous}{count}}}'
        return answer(body, etag=page.etag)

    def _links(self, request: Request, question: Question, page: listing.Page) -> tuple[str, str]:
        if page.ends is None:
            return "null", "null"
        (first, last), (onwards, back) = page.ends, page.goes_on
        return (
            self._link(request, question, last, backwards=False) if onwards else "null",
            self._link(request, question, first, backwards=True) if back else "null",
        )

    def _link(self, request: Request, question: Question, end: tuple[Any, Any], *, backwards: bool) -> str:
        query = request.query_params.copy()
        query["cursor"] = pack_cursor(question.bound, backwards=backwards, key=end[0], row_id=end[1])
        return f'"{request.build_absolute_uri(request.path)}?{query.urlencode()}"'


class DetailView(ApiView):
    """GET one row by id or ref."""

    resource: ClassVar[Resource]

    def describe(self, method: str, schema: ApiSchema) -> Json | None:
        """Describe the row."""
        of = self.resource
        parameters = [*shapes.steering(of, ("fields", "expand")), shapes.IF_NONE_MATCH]
        return {"parameters": parameters, "responses": ok(schema.resource(of))}

    def get(self, request: Request, key: str, **kwargs: str) -> HttpResponse:
        """Return the row, 304 without building it, or 404 when there is none the reader may see."""
        steering = ("fields", "expand")
        question = QueryReader(
            self.resource, request.query_params, steering=steering, filtered=False
        ).question()
        reading = self.reading(request)
        if "HTTP_IF_NONE_MATCH" in request.META:
            row = listing.find(self.resource, reading, key, question=question, body=False)
            if row and (same := self.unchanged(request, row.etag)):
                return same
            self.count_call(request)
        row = listing.find(self.resource, reading, key, question=question)
        if row is None:
            raise not_found()
        return answer(row.body, etag=row.etag)

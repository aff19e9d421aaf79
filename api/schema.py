"""The OpenAPI document, and a page to read it."""

import json
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.generators import SchemaGenerator
from rest_framework.request import Request

from api.base import ApiView, answer
from api.conditional import etag_of_page
from api.shapes import Json


class SchemaView(ApiView):
    """This description."""

    schema = None  # type: ignore[assignment]

    def get(self, request: Request) -> HttpResponse:
        """Return the OpenAPI document."""
        text = document()
        etag = etag_of_page([text])
        return self.unchanged(request, etag) or answer(text, etag=etag)


@cache
def document() -> str:
    """Return the OpenAPI document as JSON; it depends on nothing but the code."""
    generator: Any = SchemaGenerator
    return json.dumps(generator().get_schema(request=None, public=True), indent=1) + "\n"


def docs(request: HttpRequest) -> HttpResponse:
    """Show the OpenAPI document in Swagger UI, from our own assets."""
    return render(request, "api/docs.html")


class DayShape(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    """Day: an ISO date."""

    target_class = "api.serializers.common.Day"

    def map_serializer_field(self, auto_schema: Any, direction: str) -> Json:
        """Return its schema."""
        return {"type": "string", "format": "date"}


class InstantShape(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    """Instant: an ISO date and time with its offset."""

    target_class = "api.serializers.common.Instant"

    def map_serializer_field(self, auto_schema: Any, direction: str) -> Json:
        """Return its schema."""
        return {"type": "string", "format": "date-time"}


class LinkShape(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    """Link: the ref of another row."""

    target_class = "api.serializers.common.Link"

    def map_serializer_field(self, auto_schema: Any, direction: str) -> Json:
        """Return its schema."""
        return {
            "type": "string",
            "description": f"The ref of a known {self.target.model._meta.verbose_name}.",
        }

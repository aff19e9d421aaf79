"""The lines of a list version: pages, and the whole as CSV or as JSON lines, in constant memory."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Func, QuerySet, TextField
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from rest_framework.request import Request

from api import conditional, shapes
from api.base import ApiView, ListView
from api.fields import BEGINNING, EQUAL, RANGE, coded, column, derived
from api.fields import Kind as Of
from api.listing import Arm, Page, arms_of
from api.openapi import ApiSchema
from api.query import Cursor, QueryReader, Question
from api.reading import Reading
from api.resource import Resource
from api.shapes import Json
from api.sql import Digest, Joined, Param, Text
from api.tariffs import visible_version
from casebook.tables import csv_lines, in_chunks
from tariffs.models import ListItem, ListVersion

CHUNK = 2000


class Display(Func):
    """A code with its dots: 8517.62.0090."""

    template = """(SELECT nullif(concat_ws('.', nullif(substr(d, 1, 4), ''), nullif(substr(d, 5, 2), ''),
        nullif(substr(d, 7), '')), '') FROM (SELECT %(expressions)s AS d) AS c)"""
    output_field = TextField()


@dataclass(frozen=True, eq=False)
class Lines(Resource):
    """The lines of the one version given as `list_version`, which the reader is known to see."""

    def rows(self, reading: Reading) -> QuerySet[Any]:
        """Return the lines of the version."""
        return ListItem.objects.filter(list_version=Param("list_version", models.UUIDField()))

    def mark(self, reading: Reading, expand: tuple[str, ...] = ()) -> Joined:
        """Return id and a digest of all that is shown: lines have no version of their own."""
        return Joined(Text(F("pk")), Digest(self.body(reading)))


FIELDS = {
    "position": column(ListItem, "position", "The place in the document.", lookups=RANGE, sort=True),
    "printed_code": column(ListItem, "printed_code", "The code as printed."),
    "digits": coded(
        column(ListItem, "digits", "Null for an item in words.", lookups=BEGINNING, blank_is_null=True)
    ),
    "display_code": derived(Of.TEXT, lambda: Display(F("digits")), "The code with its dots.", nullable=True),
    "description": column(ListItem, "description"),
    "nature": column(ListItem, "nature", lookups=EQUAL),
    "stated_rate": column(ListItem, "stated_rate", "Null: none is stated.", blank_is_null=True),
    "ad_valorem_percent": column(ListItem, "ad_valorem_percent"),
    "part": column(ListItem, "part", "The annex or part of the list.", lookups=EQUAL),
    "countries": column(ListItem, "countries", "ISO codes; empty: all targets of the list."),
    "partial": column(ListItem, "partial", "The partial cover in words."),
    "excepted_digits": column(ListItem, "excepted_digits", "Codes beneath it that it does not cover."),
    "only_digits": column(ListItem, "only_digits", "The only codes beneath it that it covers."),
    "trade_value": column(ListItem, "trade_value"),
    "trade_currency": column(ListItem, "trade_currency", blank_is_null=True),
    "claim_code": column(ListItem, "claim_code", lookups=EQUAL, blank_is_null=True),
    "confidence": column(ListItem, "confidence", lookups=EQUAL),
    "note": column(ListItem, "note"),
}
LINE = Lines("line", ListItem, FIELDS, sort="position", search=("description", "printed_code"))


def page_of(version: ListVersion, reading: Reading, question: Question) -> Page:
    """Return a page of the version's lines, not yet read; positions are unique, so the version's id settles ties."""

    def build() -> list[Arm]:
        (arm,) = arms_of(LINE, reading, question)()
        return [replace(arm, id=F("list_version_id"))]

    return Page(question, reading, build, (LINE.name, "page"), list_version=version.pk)


class LineList(ListView):
    """The lines of a version, in the order of the document."""

    resource = LINE
    steering = ("limit", "cursor", "count", "sort", "fields")

    def page(self, request: Request, question: Question, **kwargs: Any) -> Page:
        """Return the page over the version's lines; raises Problem (404) when it is not visible."""
        reading = self.reading(request)
        return page_of(visible_version(reading, kwargs["key"], kwargs["number"]), reading, question)


class LineStream(ApiView):
    """All lines a filter leaves, as a stream."""

    media: ClassVar[str]
    suffix: ClassVar[str]
    told: ClassVar[str]

    def describe(self, method: str, schema: ApiSchema) -> Json | None:
        """Describe the filters and the stream."""
        content = {self.media: {"schema": {"type": "string"}}}
        parameters = [*shapes.filters(LINE), *shapes.steering(LINE, ("fields",)), shapes.IF_NONE_MATCH]
        return {
            "parameters": parameters,
            "responses": {
                "200": {"description": self.told, "content": content},
                "304": {"description": "Unchanged."},
            },
        }

    def get(self, request: Request, key: str, number: int) -> HttpResponseBase:
        """Return the stream; a published version never changes, so its tag is known without reading a line."""
        question = QueryReader(LINE, request.query_params, steering=("fields",)).question(request.path)
        reading = self.reading(request)
        version = visible_version(reading, key, number)
        etag = conditional.etag_of_page([str(version.pk), request.path], version.version, _asked(request))
        if version.is_published and (same := self.unchanged(request, etag)):
            return same
        self.count_call(request)
        bodies = _bodies(version, reading, question)
        names = question.fields or tuple(LINE.fields)
        response = StreamingHttpResponse(in_chunks(self.pieces(names, bodies)), content_type=self.media)
        name = f"{version.tariff_list.ref}-v{version.number}.{self.suffix}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        if version.is_published:
            response["ETag"] = conditional.quoted(etag)
        return response

    def pieces(self, names: tuple[str, ...], bodies: Iterable[str]) -> Iterator[str]:
        """Yield the text of the stream, made from the JSON of each line."""
        raise NotImplementedError


class LinesNdjson(LineStream):
    """All lines a filter leaves, one JSON object a line."""

    media = "application/x-ndjson"
    suffix = "ndjson"
    told = "One line as JSON on each line."

    def pieces(self, names: tuple[str, ...], bodies: Iterable[str]) -> Iterator[str]:
        """Yield one JSON object a line."""
        return (f"{body}\n" for body in bodies)


class LinesCsv(LineStream):
    """All lines a filter leaves, as CSV (RFC 4180, UTF-8); codes are text with their leading zeros."""

    media = "text/csv; charset=utf-8"
    suffix = "csv"
    told = "A table with the fields as columns."

    def pieces(self, names: tuple[str, ...], bodies: Iterable[str]) -> Iterator[str]:
        """Yield a table of the fields."""
        return csv_lines(names, (list(json.loads(body).values()) for body in bodies))


def _asked(request: Request) -> list[tuple[str, list[str]]]:
    return sorted(request.query_params.lists())


def _bodies(version: ListVersion, reading: Reading, question: Question) -> Iterator[str]:
    """Yield the JSON of every line, read by the thousand along the index."""
    asked = replace(question, limit=CHUNK)
    while True:
        page = page_of(version, reading, asked)
        page.read()
        yield from (row[3] for row in page.found)
        if not page.more:
            return
        key, row_id = page.found[-1][:2]
        asked = replace(asked, cursor=Cursor(backwards=False, key=key, row_id=row_id))

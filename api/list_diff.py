"""What changed from one version of a list to another, by the Harmonized System."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Value
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from rest_framework.request import Request

from api import conditional, shapes
from api.base import ApiView, answer
from api.fields import EQUAL, Field, Kind
from api.openapi import ApiSchema, ok
from api.query import QueryReader, Question, pack_cursor
from api.resource import Resource
from api.shapes import Json
from api.tariffs import MOST_VERSIONS, visible_version
from casebook.list_diff import CSV_HEAD, csv_rows, shown_rate
from casebook.tables import csv_lines, in_chunks
from tariffs.codes import display
from tariffs.comparison import compare_versions
from tariffs.diff import Change, Diff, Row, sentence
from tariffs.lines import Line
from tariffs.models import ListVersion

CHANGE = Resource(
    "list_change",
    ListVersion,
    {
        "class": Field(
            kind=Kind.TEXT, value=lambda reading, prefix: Value(""), lookups=EQUAL, choices=tuple(Change),
            doc="What became of the lines.",
        ),
        "row": Field(kind=Kind.INTEGER, value=lambda reading, prefix: Value(0), sort=True, doc="Its place."),
    },
    sort="row",
)  # fmt: skip
LINE_SHAPE: Json = {
    "type": "object",
    "properties": {
        "position": {"type": "integer"},
        "digits": {"type": ["string", "null"], "description": "Null for an item in words."},
        "display_code": {"type": ["string", "null"]},
        "printed_code": {"type": "string"},
        "description": {"type": "string"},
        "rate": {"type": ["string", "null"], "description": "As stated by the line or the document; null: not stated."},
        "part": {"type": "string"},
        "countries": {"type": "array", "items": {"type": "string"}},
        "excepted_digits": {"type": "array", "items": {"type": "string"}},
        "only_digits": {"type": "array", "items": {"type": "string"}},
        "partial": {"type": "string"},
    },
}  # fmt: skip


class DiffReader(QueryReader):
    """Reads the two versions asked for beside the filters."""

    def versions(self) -> tuple[int, int]:
        """Return the numbers of `from` and `to`; a missing or unreadable one is a fault."""
        found = []
        for name in ("from", "to"):
            text = self.data.get(name, "")
            if text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_VERSIONS and len(text) <= 5:
                found.append(int(text))
            else:
                self._fault(name, "bad_version", "write the number of a version of this list, such as 1.")
        return (found[0], found[1]) if len(found) == 2 else (0, 0)


@dataclass(frozen=True, slots=True)
class Asked:
    """Two versions and what of their difference is asked for."""

    old: ListVersion
    new: ListVersion
    question: Question

    @property
    def etag(self) -> str:
        """Return the tag of what never changes: published versions; "" where one is a draft."""
        if not (self.old.is_published and self.new.is_published):
            return ""
        marks = [f"{version.pk}|{version.version}" for version in (self.old, self.new)]
        return conditional.etag_of_page(marks, self.question.bound, self.question.limit, self.question.cursor)

    def rows(self, found: Diff) -> list[tuple[int, Row]]:
        """Return the rows of the classes asked for, each with its place among all."""
        wanted = [self.question.values[condition.slot] for condition in self.question.conditions]
        return [
            (place, row)
            for place, row in enumerate(found.rows, start=1)
            if all(row.change == value if isinstance(value, str) else row.change in value for value in wanted)
        ]


class DiffView(ApiView):
    """Two versions of a list compared."""

    steering: tuple[str, ...]

    def asked(self, request: Request, key: str) -> Asked:
        """Return what is asked for; raises Problem (400, 404)."""
        reader = DiffReader(CHANGE, request.query_params, steering=("from", "to", *self.steering))
        numbers = reader.versions()
        reading = self.reading(request)
        question = reader.question(f"{request.path} {numbers}")
        old, new = (visible_version(reading, key, number) for number in numbers)
        return Asked(old, new, question)

    def parameters(self) -> list[Json]:
        """Return the parameters for OpenAPI."""
        number = {"type": "integer", "minimum": 1, "maximum": MOST_VERSIONS}
        ends = [
            {"name": name, "in": "query", "required": True, "schema": number, "description": told}
            for name, told in (("from", "The older version's number."), ("to", "The newer version's number."))
        ]
        return [
            *ends, *shapes.filters(CHANGE), *shapes.steering(CHANGE, self.steering), shapes.IF_NONE_MATCH
        ]  # fmt: skip


class ListDiff(DiffView):
    """What changed from one version to another: every line of both stands in exactly one row."""

    steering = ("limit", "cursor")

    def describe(self, method: str, schema: ApiSchema) -> Json | None:
        """Describe the page."""
        line = schema.component("DiffLine", LINE_SHAPE)
        row = schema.component("ListChange", _row_shape(line))
        counts = {change.value: {"type": "integer"} for change in Change}
        totals = {"old_lines": {"type": "integer"}, "new_lines": {"type": "integer"}}
        page = shapes.of_list(CHANGE)
        page["properties"] |= {
            "results": {"type": "array", "items": row},
            "from": {"type": "string", "description": "The ref of the older version."},
            "to": {"type": "string", "description": "The ref of the newer version."},
            "sentence": {"type": "string"},
            "summary": {"type": "object", "description": "Rows by class.", "properties": counts | totals},
        }
        del page["properties"]["count"]
        return {"parameters": self.parameters(), "responses": ok(schema.component("ListDiff", page))}

    def get(self, request: Request, key: str) -> HttpResponse:
        """Return a page of the difference with its summary, or 304 without comparing."""
        asked = self.asked(request, key)
        if asked.etag and (same := self.unchanged(request, asked.etag)):
            return same
        self.count_call(request)
        found = compare_versions(asked.old, asked.new)
        rows = asked.rows(found)
        place = asked.question.cursor
        start = sum(number <= place.key for number, _ in rows) if place else 0
        if place and place.backwards:
            before = [row for row in rows if row[0] < place.key]
            start = max(0, len(before) - asked.question.limit)
        shown = rows[start : start + asked.question.limit]
        body = {
            "from": asked.old.ref,
            "to": asked.new.ref,
            "sentence": sentence(found, f"Version {asked.new.number}"),
            "summary": found.counts | {"old_lines": found.old_lines, "new_lines": found.new_lines},
            "results": [_row(number, row) for number, row in shown],
            "next": self._link(
                request, asked, shown, backwards=False, goes_on=start + len(shown) < len(rows)
            ),
            "previous": self._link(request, asked, shown, backwards=True, goes_on=start > 0),
        }
        return answer(json.dumps(body, ensure_ascii=False), etag=asked.etag)

    def _link(
        self,
        request: Request,
        asked: Asked,
        shown: Sequence[tuple[int, Row]],
        *,
        backwards: bool,
        goes_on: bool,
    ) -> str | None:
        if not (shown and goes_on):
            return None
        end = shown[0 if backwards else -1][0]
        query = request.query_params.copy()
        query["cursor"] = pack_cursor(asked.question.bound, backwards=backwards, key=end, row_id=asked.new.pk)
        return f"{request.build_absolute_uri(request.path)}?{query.urlencode()}"


class ListDiffCsv(DiffView):
    """What changed from one version to another, as CSV: the lines of a row stand side by side."""

    steering = ()

    def describe(self, method: str, schema: ApiSchema) -> Json | None:
        """Describe the table."""
        content = {"text/csv; charset=utf-8": {"schema": {"type": "string"}}}
        table = {"description": f"A table with the columns {', '.join(CSV_HEAD)}.", "content": content}
        return {
            "parameters": self.parameters(), "responses": {"200": table, "304": {"description": "Unchanged."}}
        }  # fmt: skip

    def get(self, request: Request, key: str) -> HttpResponseBase:
        """Return the table, or 304 without comparing."""
        asked = self.asked(request, key)
        if asked.etag and (same := self.unchanged(request, asked.etag)):
            return same
        self.count_call(request)
        rows = asked.rows(compare_versions(asked.old, asked.new))
        response = StreamingHttpResponse(
            in_chunks(csv_lines(CSV_HEAD, csv_rows(rows))), content_type="text/csv; charset=utf-8"
        )
        name = f"{asked.old.tariff_list.ref}-v{asked.old.number}-v{asked.new.number}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        if asked.etag:
            response["ETag"] = conditional.quoted(asked.etag)
        return response


def _row_shape(line: Json) -> Json:
    lines = {"type": "array", "items": line}
    return {
        "type": "object",
        "properties": {
            "row": {"type": "integer", "description": "Its place in the whole difference."},
            "class": {"type": "string", "enum": [change.value for change in Change]},
            "changed": {
                "type": "array",
                "items": {"type": "string"},
                "description": "All that differs: cover, rate, rate_stated (in one version only), part, description.",
            },
            "known": {
                "type": "boolean",
                "description": "False: only an edition of the codes could tell whether all of a line is covered.",
            },
            "old": lines,
            "new": lines,
        },
    }


def _row(number: int, row: Row) -> Json:
    return {
        "row": number, "class": row.change.value, "changed": row.fields, "known": row.known,
        "old": [_line(line) for line in row.old], "new": [_line(line) for line in row.new],
    }  # fmt: skip


def _line(line: Line) -> Json:
    return {
        "position": line.position, "digits": line.digits or None, "display_code": display(line.digits) or None,
        "printed_code": line.printed, "description": line.description, "rate": shown_rate(line) or None,
        "part": line.part, "countries": line.countries, "excepted_digits": line.excepted,
        "only_digits": line.only, "partial": line.partial,
    }  # fmt: skip

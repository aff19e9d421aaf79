"""Calendars: which days are closed, on whose word."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from api.base import ApiView
from api.openapi import ApiSchema, ok
from api.plain import DATE, TEXT, object_of, parameters, tagged
from api.problems import Fault, Problem, bad_request
from api.shapes import IF_NONE_MATCH, Json
from clocks import Calendar, ClockError, Confidence, shipped

DAY = object_of(on=DATE, name=TEXT, source=TEXT)
SURE: Json = {"type": "string", "enum": [word.value for word in Confidence]}


class CalendarList(ApiView):
    """The working-day calendars, with the years each covers."""

    def describe(self, method: str, schema: ApiSchema) -> Json | None:
        """Describe the calendars."""
        span = object_of(first={"type": "integer"}, last={"type": "integer"}, confidence=SURE, source=TEXT)
        calendar = schema.component(
            "Calendar",
            object_of(id=TEXT, title=TEXT, note=TEXT, coverage={"type": "array", "items": span}),
        )
        page = object_of(results={"type": "array", "items": calendar})
        return {"parameters": [IF_NONE_MATCH], "responses": ok(page)}

    def get(self, request: Request) -> HttpResponse:
        """Return every calendar; a year outside its coverage is an error, never "Monday to Friday"."""
        parameters(request.query_params, {})
        found = [
            {
                "id": calendar.name,
                "title": calendar.title,
                "note": calendar.note,
                "coverage": [
                    {"first": s.first, "last": s.last, "confidence": s.confidence, "source": s.source}
                    for s in calendar.coverage
                ],
            }
            for calendar in shipped().by_name.values()
        ]
        return tagged(self, request, {"results": found})


class CalendarDays(ApiView):
    """The closed days of a calendar in one year, and the weekend days worked."""

    def describe(self, method: str, schema: ApiSchema) -> Json | None:
        """Describe the days."""
        days: Json = {"type": "array", "items": schema.component("CalendarDay", DAY)}
        year = {
            "name": "year", "in": "query", "required": True, "description": "A year the calendar covers.",
            "schema": {"type": "string", "pattern": "^[0-9]{4}$"},
        }  # fmt: skip
        whole = object_of(
            calendar=TEXT, title=TEXT, note=TEXT, year={"type": "integer"}, confidence=SURE, source=TEXT,
            closed=days, worked=days,
        )  # fmt: skip
        return {"parameters": [year, IF_NONE_MATCH], "responses": ok(whole)}

    def get(self, request: Request, key: str) -> HttpResponse:
        """Return the days closed besides Saturdays and Sundays, and the Saturdays and Sundays worked."""
        calendar = shipped().by_name.get(key)
        if calendar is None:
            known = ", ".join(sorted(shipped().by_name))
            raise Problem(
                404, "unknown_calendar", "No such calendar", f"No calendar has this id; known: {known}."
            )
        given = parameters(request.query_params, {"year": ()})
        if not re.fullmatch(r"[0-9]{4}", given.get("year", ""), re.ASCII):
            raise bad_request([Fault("?year", "bad_year", "year: write a year such as 2024.")])
        return tagged(self, request, _days(calendar, int(given["year"])))


def _days(calendar: Calendar, year: int) -> dict[str, Any]:
    """Return the days of one year; raises Problem (404) for a year the calendar does not cover."""
    try:
        span = calendar.coverage_of(year)
    except ClockError as missing:
        raise Problem(404, missing.code, "The calendar does not cover this year", str(missing)) from missing
    return {
        "calendar": calendar.name,
        "title": calendar.title,
        "note": calendar.note,
        "year": year,
        "confidence": span.confidence,
        "source": span.source,
        "closed": _told(calendar, calendar.closed, year),
        "worked": _told(calendar, calendar.worked, year),
    }


def _told(calendar: Calendar, days: Mapping[date, str], year: int) -> list[dict[str, str]]:
    return [
        {"on": on.isoformat(), "name": name, "source": calendar.sources[on]}
        for on, name in sorted(days.items())
        if on.year == year
    ]

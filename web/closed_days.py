"""`/calendars/`: which calendars there are; `/calendars/{id}/`: the closed days of one, a year at a time."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import clocks
from clocks import Calendar, ClockError
from history import now


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Return the calendars with the years each covers and on whose word, and the lists of meetings."""
    shipped = clocks.shipped()
    context = {
        "section": "clocks",
        "calendars": sorted(shipped.by_name.values(), key=lambda one: one.title),
        "bodies": shipped.meetings.values(),
    }
    return render(request, "clocks/calendars.html", context)


@require_safe
def calendar(request: HttpRequest, name: str) -> HttpResponse:
    """Return the days of the year asked for; a year not covered is said to be so, with status 404."""
    shipped = clocks.shipped()
    context: dict[str, object] = {"section": "clocks"}
    if body := shipped.meetings.get(name):
        held = sorted(body.held.items())
        return render(request, "clocks/meetings.html", {**context, "body": body, "held": held})
    found = shipped.by_name.get(name)
    if found is None:
        raise Http404
    asked = request.GET.get("year", "")
    year = int(asked) if re.fullmatch(r"[0-9]{4}", asked, re.ASCII) else None
    status = 200
    if year is None:
        year = min(max(now.current().year, min(found.years)), max(found.years))
        if asked:
            context["problem"], status = f"“{asked[:20]}” is no year; {year} is shown.", 400
    try:
        context |= _year(found, year)
    except ClockError as missing:
        context |= {"problem": str(missing), "year": year}
        status = 404
    context |= {"calendar": found, "years": sorted(found.years)}
    return render(request, "clocks/calendar.html", context, status=status)


def _year(found: Calendar, year: int) -> dict[str, object]:
    """Return what the page shows of one year. Raises CalendarMissing."""
    days = [
        {"on": on, "name": name, "source": found.sources[on], "worked": on in found.worked}
        for on, name in sorted({**found.closed, **found.worked}.items())
        if on.year == year
    ]
    beside = {"before": year - 1, "after": year + 1}
    return {
        "year": year,
        "span": found.coverage_of(year),
        "days": days,
        **{where: other for where, other in beside.items() if other in found.years},
    }

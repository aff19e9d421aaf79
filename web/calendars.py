"""The reader's own calendar: an address made here, shown once, and what it answers with."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.actions import calendar_reader, end_calendar_key, make_calendar_key
from accounts.models import CalendarKey
from alerts.links import absolute
from feeds import ics
from history import now
from web.reading import signed_in


@never_cache
@login_required
def index(request: HttpRequest) -> HttpResponse:
    """Say whether the reader has a calendar address; a POST makes a new one and shows it, once."""
    user, address = signed_in(request), ""
    if request.method == "POST":
        secret = make_calendar_key(user=user, now=now.current())
        address = absolute(reverse("web:calendar-feed", args=[secret]))
    key = CalendarKey.objects.filter(user=user).first()
    return render(request, "account/calendar.html", {"section": "account", "key": key, "address": address})


@login_required
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """End the reader's calendar address."""
    end_calendar_key(user=signed_in(request))
    messages.success(request, "The calendar address opens nothing any more.")
    return redirect("web:calendar")


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Return the deadlines of the disputes the address's owner follows; it can do nothing else."""
    user = calendar_reader(secret=secret)
    if user is None:
        raise Http404
    rows = ics.entries(user, now.current()).filter(ics.followed_by(user)).distinct()
    body = ics.calendar(rows, name="Demarche deadlines")
    etag = f'"{ics.etag_of(body)}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    headers = {"ETag": etag, "Cache-Control": "private, no-cache", "Referrer-Policy": "no-referrer"}
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)

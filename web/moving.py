"""Moving a deadline by hand: an extension, a pin or a waiver is an event, and shows its impact first."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from alerts.tasks import ring_soon
from clocks import ClockErrors
from disputes.actions import record_event
from disputes.impact import ImpactRequired
from disputes.models import Deadline
from disputes.permissions import may_record
from history import now
from web.events import confirmed, recorded_page, refuse, show_impact
from web.forms.moving import MoveForm
from web.reading import author, one


@login_required
def move(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask what was decided about the day, show what that changes, then record it."""
    rows = Deadline.objects.visible_to(request.user).select_related(
        "proceeding__dispute__team", "anchor", "team"
    )
    deadline = one(rows, ref)
    dispute = deadline.proceeding.dispute
    if not may_record(request.user, dispute):
        raise PermissionDenied
    form = MoveForm(request.POST or None, deadline=deadline, now=now.current())
    context = {
        "section": "deadlines",
        "dispute": dispute,
        "deadline": deadline,
        "form": form,
        "forms": [form],
    }
    page = "deadlines/move.html"
    if request.method != "POST" or "back" in request.POST or not form.is_valid():
        return render(request, page, context)
    try:
        act = partial(record_event, by=author(request), now=now.current(), draft=form.draft())
        recorded = confirmed(request, act)
    except ImpactRequired as required:
        return show_impact(request, dispute, required)
    except ClockErrors as errors:
        refuse(form, errors)
        return render(request, page, context)
    ring_soon()
    return recorded_page(request, recorded)

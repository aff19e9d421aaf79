"""Recording an event by hand, and putting one right; nobody's deadline moves before the impact was seen."""

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from alerts.tasks import ring_soon
from casebook.consequences import SeenRow, seen_rows, with_sight
from clocks import ClockErrors
from disputes import words
from disputes.actions import RecordedEvent, correct_event, record_event
from disputes.drafts import CitationDraft, EventDraft
from disputes.impact import ImpactRequired
from disputes.models import Dispute, Event, Proceeding, Source
from disputes.permissions import may_record, recording_teams
from history import now
from history.authorship import authored
from history.ids import new_id
from history.models import Reason
from web.forms.event import AnnouncedForm, CorrectionForm, EventForm, SourceForm, WhyForm
from web.reading import author, one

DATE_OR_KIND = {"kind", "on", "precision", "at", "end_on", "zone"}
PIN = "pin-"
NOT_CARRIED = {"csrfmiddlewaretoken", "impact_token", "back"}


class AlreadyRecorded(Exception):
    """The very same event is on record: the form was sent twice."""

    def __init__(self, event: Event) -> None:
        super().__init__(event.ref)
        self.event = event


@login_required
def new(request: HttpRequest, ref: str) -> HttpResponse:
    """Record an event: the form, then what it would move, then the event."""
    dispute = one(Dispute.objects.visible_to(request.user).select_related("team"), ref)
    if not may_record(request.user, dispute):
        raise PermissionDenied
    teams = recording_teams(request.user, dispute)
    data = request.POST or None
    event = EventForm(data, dispute=dispute, user=request.user, teams=teams)
    source = SourceForm(data, user=request.user, prefix="source")
    announced = AnnouncedForm(data, dispute=dispute, user=request.user, packs=event.packs, prefix="deadline")
    context = {
        "section": "disputes",
        "dispute": dispute,
        "event": event,
        "source": source,
        "announced": announced,
        "forms": [event, source, announced],
    }
    page = "events/new.html"
    if request.method != "POST" or "back" in request.POST:
        return render(request, page, context)
    if not all([event.is_valid(), source.is_valid(), announced.is_valid()]):
        return render(request, page, context)
    try:
        recorded = _record(request, event, source, announced)
    except AlreadyRecorded as known:
        messages.info(request, "It is on record already; nothing was saved again.")
        return _led_to(known.event)
    except ImpactRequired as required:
        return show_impact(request, dispute, required)
    except ClockErrors as errors:
        refuse(event, errors)
        return render(request, page, context)
    return recorded_page(request, recorded)


@login_required
@transaction.atomic
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    """Put an event right; only a changed date or kind asks whether the world changed or the entry was wrong."""
    rows = Event.objects.visible_to(request.user).select_related("proceeding__dispute__team")
    if request.method == "POST":  # so that the version seen is still the one that is changed
        rows = rows.select_for_update(of=("self",), no_key=True)
    event = one(rows, ref)
    dispute = event.proceeding.dispute
    if not may_record(request.user, dispute):
        raise PermissionDenied
    form = CorrectionForm(request.POST or None, event=event)
    context = {"section": "disputes", "dispute": dispute, "event": event, "form": form, "forms": [form]}
    page = "events/edit.html"
    if request.method != "POST" or "back" in request.POST:
        return render(request, page, context)
    if not form.is_valid():
        return render(request, page, context)
    changes = form.changes()
    why = WhyForm(request.POST if "reason" in request.POST or "asked" in request.POST else None)
    if changes.keys() & DATE_OR_KIND and not why.is_valid():
        return render(
            request,
            "events/why.html",
            context | {"why": why, "forms": [why], "carried": _carried(request, {"reason", "words"})},
        )
    try:
        _correct(request, event, changes, why)
    except ImpactRequired as required:
        return show_impact(request, dispute, required)
    except ClockErrors as errors:
        refuse(form, errors)
        return render(request, page, context)
    messages.success(request, "Saved.")
    return _led_to(event)


@transaction.atomic
def _record(
    request: HttpRequest, event: EventForm, source: SourceForm, announced: AnnouncedForm
) -> RecordedEvent:
    """Record the event with its new source, or neither; raises AlreadyRecorded."""
    by = author(request)
    draft = event.draft((), announced.drafts(event.cleaned_data["zone"]))
    if known := _same_event(request, draft):
        raise AlreadyRecorded(known)
    values = source.cleaned_data
    with authored(by, Reason.DEVELOPMENT):
        said = values["source"] or (
            _new_source(values, draft.visibility, draft.team) if values["title"] else None
        )
    citations = [CitationDraft(source=said, quote=values["quote"], page=values["page"])] if said else []
    draft = event.draft(citations, draft.deadlines)
    ring_soon()
    return confirmed(request, partial(record_event, by=by, now=now.current(), draft=draft))


def _same_event(request: HttpRequest, draft: EventDraft) -> Event | None:
    """Return the event that says what `draft` says; two forms sent at once look for it in turn."""
    Proceeding.objects.select_for_update().get(pk=draft.proceeding.pk)
    names = ("proceeding", "kind", "on", "precision", "at", "end_on", "zone", "text", "data", "visibility")
    said = {name: getattr(draft, name) for name in names}
    return Event.objects.visible_to(request.user).filter(**said).first()


def _new_source(values: dict[str, Any], visibility: str, team: Any) -> Source:
    names = ("title", "publisher", "kind", "url", "published_on")
    ref = f"source-{new_id().hex[-12:]}"
    return Source.objects.create(
        ref=ref, visibility=visibility, team=team, **{name: values[name] for name in names}
    )


def _correct(request: HttpRequest, event: Event, changes: dict[str, Any], why: WhyForm) -> None:
    reason, said = Reason.CORRECTION, ""
    if changes.keys() & DATE_OR_KIND:
        reason, said = Reason(why.cleaned_data["reason"]), why.cleaned_data["words"]
    if changes:
        act = partial(
            correct_event, by=author(request), now=now.current(), event=event, changes=changes, reason=reason,
            words=said,
        )  # fmt: skip
        confirmed(request, act)
        ring_soon()


def confirmed(request: HttpRequest, act: Callable[..., RecordedEvent]) -> RecordedEvent:
    """Return what `act` recorded, given what the writer confirmed of its impact: its token, and the deadlines that
    keep their day, with why. Raises ImpactRequired for an impact of which the writer may see something."""
    pins = {
        name.removeprefix(PIN): value
        for name, value in request.POST.items()
        if name.startswith(PIN) and str(value).strip()
    }
    token = request.POST.get("impact_token", "")
    return with_sight(lambda seen: act(impact_token=seen, pins=pins), token, request.user)


def show_impact(request: HttpRequest, dispute: Dispute, required: ImpactRequired) -> HttpResponse:
    """Return the page that shows every old and new date, offers to keep the old, and asks to confirm."""
    rows: list[SeenRow] = seen_rows(required.impact, request.user, now.current())
    context = {
        "section": "disputes",
        "dispute": dispute,
        "rows": rows,
        "token": required.impact.token,
        "stale": bool(request.POST.get("impact_token")),
        "carried": _carried(request),
    }
    return render(request, "events/impact.html", context)


def _carried(request: HttpRequest, without: Collection[str] = ()) -> list[tuple[str, str]]:
    """Return what was entered, so that the next step need not ask again."""
    left_out = NOT_CARRIED.union(without)
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in left_out and not name.startswith(PIN)
        for value in values
    ]


def refuse(form: Form, errors: ClockErrors) -> None:
    for problem in errors.errors:
        form.add_error(None, str(problem))


def recorded_page(request: HttpRequest, recorded: RecordedEvent) -> HttpResponse:
    days = ", ".join(words.day(deadline.due_on) for deadline in recorded.started)
    set_days = (
        f" It set {'a deadline' if len(recorded.started) == 1 else 'deadlines'}: {days}." if days else ""
    )
    messages.success(request, f"Recorded.{set_days}")
    return _led_to(recorded.event)


def _led_to(event: Event) -> HttpResponse:
    return redirect(f"{reverse('web:dispute', args=[event.proceeding.dispute.ref])}#{event.ref}")

"""Events: what happened, who acted, and what the sources say."""

from typing import Any

from django.db import models, transaction
from django.db.models import OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from accounts.models import Team, User
from accounts.permissions import author_of
from alerts.tasks import ring_soon
from api import brief, shapes
from api.base import DetailView, ListView, answer
from api.conditional import matches, quoted
from api.deadlines import DEADLINE
from api.fields import EQUAL, RANGE, Guard, column, many, ref, refs
from api.idempotency import once
from api.listing import bodies, find
from api.openapi import ApiSchema, ok
from api.problems import Fault, Problem, bad_request, not_found
from api.reading import Reading
from api.resource import Resource
from api.serializers.common import OneOf, Pins, words
from api.serializers.disputes import EventShape
from api.serializers.drafts import event_draft
from api.shapes import Json
from api.writing import ReaderRefs, carried_out, read_body
from disputes.actions import CORRECTABLE, RecordedEvent, correct_event, record_event
from disputes.models import (
    Deadline,
    Dispute,
    DisputeCitation,
    Event,
    EventActor,
    Proceeding,
    Source,
    Visibility,
)
from disputes.permissions import may_record, recording_teams
from history.models import Reason


def _actors(reading: Reading, event: OuterRef) -> QuerySet[Any]:
    return EventActor.objects.visible_to(reading.user).filter(event=event).order_by("position", "actor__ref")


def _citations(reading: Reading, event: OuterRef) -> QuerySet[Any]:
    return DisputeCitation.objects.visible_to(reading.user).filter(event=event).order_by("id")


def _deadlines(reading: Reading, event: OuterRef) -> QuerySet[Any]:
    rows = Deadline.objects.visible_to(reading.user).filter(Q(anchor=event) | Q(announced_by=event))
    return rows.order_by("due_on", "ref")


CITATION = {
    "source": ref("source", Source, guard=Guard.ABOVE),
    "stance": column(DisputeCitation, "stance"),
    "quote": column(DisputeCitation, "quote"),
    "page": column(DisputeCitation, "page"),
    "claim": column(DisputeCitation, "claim", "What the source says, in our words."),
    "note": column(DisputeCitation, "note"),
}
FIELDS = {
    "id": column(Event, "id", lookups=EQUAL),
    "ref": column(Event, "ref", lookups=EQUAL, sort=True),
    "dispute": ref("proceeding__dispute", Dispute, guard=Guard.ABOVE),
    "proceeding": ref("proceeding", Proceeding, guard=Guard.ABOVE),
    "kind": column(Event, "kind", "What happened.", lookups=EQUAL),
    "on": column(Event, "on", "The day at the place of the act.", lookups=RANGE, sort=True),
    "precision": column(Event, "precision", "How much of `on` is known.", lookups=EQUAL),
    "at": column(Event, "at", "The instant, when the hour is known."),
    "end_on": column(Event, "end_on"),
    "zone": column(Event, "zone", "IANA zone of the place."),
    "printed": column(Event, "printed", "The date as the source prints it."),
    "sequence": column(Event, "sequence", "The order within the day."),
    "text": column(Event, "text"),
    "data": column(Event, "data"),
    "stage": column(Event, "stage", "The stage the dispute enters with it; empty: it stays."),
    "confidence": column(Event, "confidence", lookups=EQUAL),
    "historical": column(Event, "historical", "Recorded long after: nobody is alerted.", lookups=("exact",)),
    "recorded_at": column(Event, "recorded_at", lookups=("gte", "lte"), sort=True),
    "actors": refs(_actors, "actor__ref", "Who acted, in the order of the sentence."),
    "citations": many(_citations, CITATION, "What sources say about it."),
    "deadlines": refs(_deadlines, "ref", "The deadlines it started or announced."),
    "visibility": column(Event, "visibility"),
    "version": column(Event, "version", "How often the record of it changed."),
}
EVENT = Resource(
    "event",
    Event,
    FIELDS,
    sort="on",
    search=("text", "ref", "printed"),
    expand={"dispute": brief.DISPUTE, "proceeding": brief.PROCEEDING},
)


class Why(models.TextChoices):
    """Why an event is put right: the reasons a person may give."""

    DEVELOPMENT = Reason.DEVELOPMENT.value, "The world changed"
    CORRECTION = Reason.CORRECTION.value, "The entry was wrong"
    SOURCE_UPDATE = Reason.SOURCE_UPDATE.value, "A better source"


class EventReport(EventShape):
    """An event to record, and the deadlines that keep their day although it would move them."""

    pins = Pins()


class EventCorrection(EventShape):
    """What may be put right in an event, and why; what is left out stays."""

    ref = proceeding = visibility = actors = citations = deadlines = None  # type: ignore[assignment]
    reason = OneOf(Why)
    words = words()
    pins = Pins()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the changes; the event they would make must hold together."""
        event = self.context["event"]
        if "reason" not in attrs:
            raise ValidationError({"reason": [f"Say why: one of {', '.join(Why.values)}."]})
        changes = {name: value for name, value in attrs.items() if name not in {"reason", "words", "pins"}}
        if not changes:
            raise ValidationError(f"Nothing to change; known: {', '.join(sorted(CORRECTABLE))}.")
        stands = {name: getattr(event, name) for name in CORRECTABLE}
        super().validate(stands | changes | {"actors": []})
        return attrs


class EventList(ListView):
    """Events, by day; POST records one."""

    resource = EVENT

    def describe(self, method: str, schema: ApiSchema) -> Json | None:
        """Describe the page and the recording."""
        if method != "POST":
            return super().describe(method, schema)
        parameters = [shapes.IDEMPOTENCY_KEY, shapes.IMPACT_TOKEN]
        return _described(schema, EventReport(context={}), parameters, status="201")

    def post(self, request: Request) -> HttpResponse:
        """Record an event: 201 with the deadlines it started, or 409 with the deadlines it would move."""
        return once(request, self.now, lambda: self._record(request))

    def _record(self, request: Request) -> HttpResponse:
        reading = self.reading(request)
        known = ReaderRefs(reading)
        shape = read_body(EventReport(context={"refs": known}), request)
        pins = shape.pop("pins")
        dispute = known.get(Proceeding, shape["proceeding"]).dispute
        writer = writer_in(dispute, reading)
        visibility = shape["visibility"] or dispute.visibility
        draft = event_draft(shape, known, visibility=visibility, team=_owner(dispute, writer, visibility))
        recorded = carried_out(
            lambda token: record_event(
                by=author_of(writer), now=self.now, draft=draft, impact_token=token, pins=pins
            ),
            request,
            reading,
        )
        ring_soon()
        return _recorded(recorded, reading, status=201)


class EventDetail(DetailView):
    """One event; PATCH puts it right."""

    resource = EVENT

    def describe(self, method: str, schema: ApiSchema) -> Json | None:
        """Describe the event and its correction."""
        if method != "PATCH":
            return super().describe(method, schema)
        parameters = [shapes.IF_MATCH, shapes.IMPACT_TOKEN]
        return _described(schema, EventCorrection(context={}, partial=True), parameters, status="200")

    def patch(self, request: Request, key: str) -> HttpResponse:
        """Correct an event under If-Match: 200 with the deadlines it started, or 409 with those it would move."""
        reading = self.reading(request)
        with transaction.atomic():
            event = self._locked(request, reading, key)
            writer = writer_in(event.proceeding.dispute, reading)
            context = {"refs": ReaderRefs(reading), "event": event}
            shape = read_body(EventCorrection(context=context, partial=True), request)
            reason, said = Reason(shape.pop("reason")), shape.pop("words", "")
            pins = shape.pop("pins", {})
            recorded = carried_out(
                lambda token: correct_event(
                    by=author_of(writer), now=self.now, event=event, changes=shape, reason=reason, words=said,
                    impact_token=token, pins=pins,
                ),
                request,
                reading,
            )  # fmt: skip
            ring_soon()
            return _recorded(recorded, reading, status=200)

    def _locked(self, request: Request, reading: Reading, key: str) -> Event:
        """Return the event, locked; raises Problem (404, 428 without If-Match, 412 when it has moved on)."""
        rows = Event.objects.visible_to(reading.user).select_for_update(of=("self",), no_key=True)
        rows = rows.select_related("proceeding__dispute__team")
        event = None if "\x00" in key else rows.by_key(key).first()
        current = find(EVENT, reading, str(event.pk), body=False) if event else None
        if event is None or current is None:
            raise not_found()
        header = request.META.get("HTTP_IF_MATCH", "")
        if not header:
            raise Problem(
                428, "if_match_required", "Say which version you saw", "Send the ETag you read as If-Match."
            )
        if not matches(header, current.etag):
            detail = "The event changed since you read it; read it again."
            raise Problem(
                412,
                "changed_meanwhile",
                "The event has changed",
                detail,
                headers={"ETag": quoted(current.etag)},
            )
        return event


def _described(schema: ApiSchema, asked: EventShape, parameters: list[Json], *, status: str) -> Json:
    """Return the description of a write: the event as it is now, and the deadlines it started."""
    deadlines = {"type": "array", "items": schema.resource(DEADLINE)}
    recorded = {
        "type": "object",
        "required": ["event", "deadlines"],
        "properties": {"event": schema.resource(EVENT), "deadlines": deadlines},
    }
    responses = ok(schema.component("RecordedEvent", recorded), status=status)
    responses.pop("304", None)
    return {"parameters": parameters, "requestBody": schema.body(asked), "responses": responses}


def writer_in(dispute: Dispute, reading: Reading) -> User:
    """Return the reader as a writer of the dispute; raises Problem (403)."""
    if isinstance(reading.user, User) and may_record(reading.user, dispute):
        return reading.user
    detail = "Recording needs the role analyst or above in a team of this dispute."
    raise Problem(403, "may_not_record", "You may not record in this dispute", detail)


def _owner(dispute: Dispute, writer: User, visibility: str) -> Team | None:
    """Return the team a row of this visibility belongs to; raises Problem (400) when there is none."""
    if visibility == Visibility.PUBLIC or dispute.team:
        return dispute.team
    teams = recording_teams(writer, dispute)
    if not teams:
        detail = "visibility: only a member of a team can record what its team alone may see."
        raise bad_request([Fault("/visibility", "no_team", detail)])
    return teams[0]


def _recorded(recorded: RecordedEvent, reading: Reading, *, status: int) -> HttpResponse:
    event = find(EVENT, reading, str(recorded.event.pk))
    if event is None:
        raise not_found()
    started = bodies(DEADLINE, reading, [deadline.pk for deadline in recorded.started])
    headers = {"Location": reverse("api:event", args=[recorded.event.ref])} if status == 201 else {}
    body = f'{{"event": {event.body}, "deadlines": [{", ".join(started)}]}}'
    return answer(body, etag=event.etag, status=status, **headers)

"""Events: what happened, who acted, and what the sources say."""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet

from accounts.querysets import visible_q
from api import brief
from api.base import DetailView, ListView
from api.fields import EQUAL, RANGE, Guard, column, many, ref, refs
from api.reading import Reading
from api.resource import Resource
from disputes.models import Deadline, Dispute, DisputeCitation, Event, EventActor, Proceeding, Source


def _actors(reading: Reading, event: OuterRef) -> QuerySet[Any]:
    rows = EventActor.objects.visible_to(reading.user).filter(event=event)
    return rows.filter(visible_q(reading.user, "actor__")).order_by("position", "actor__ref")


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


class EventList(ListView):
    """Events, by day."""

    resource = EVENT


class EventDetail(DetailView):
    """One event."""

    resource = EVENT

"""Deadlines: announced and computed, with what follows from the present instant."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from django.db.models import F, Min, Q
from django.db.models.expressions import Case, When
from django.http import HttpResponse
from rest_framework.request import Request

from api import brief, shapes
from api.base import ApiView, DetailView, ListView, answer
from api.fields import EQUAL, RANGE, Guard, Kind, column, derived, flag, ref
from api.listing import Page, arms_of
from api.openapi import ApiSchema
from api.problems import Fault, bad_request
from api.query import QueryReader
from api.resource import Resource
from api.shapes import Json
from api.sql import DaysUntil, Param
from disputes.models import Actor, Deadline, DeadlineKind, DeadlineState, Dispute, Event, Proceeding
from feeds import ics

CALENDAR_LIMIT = 2_000
QUARTER = timedelta(minutes=15)
INSTANT = timedelta(microseconds=1)
QUARTERS_SINCE = datetime(1980, 1, 1, tzinfo=UTC)
RUNNING = (DeadlineState.OPEN, DeadlineState.TENTATIVE, DeadlineState.SUSPENDED)


def _missed() -> Q:
    """Return the condition of `Deadline.is_missed`."""
    return Q(state=DeadlineState.OPEN, kind=DeadlineKind.DUTY, latest_at__lt=Param("now"))


def _lapsed() -> Q:
    """Return the condition of `Deadline.is_lapsed`."""
    rights = (DeadlineKind.RIGHT_CLOSES, DeadlineKind.WINDOW)
    return Q(state=DeadlineState.OPEN, kind__in=rights, latest_at__lt=Param("now"))


def _next_turn(now: datetime) -> datetime:
    """Return the last instant at which what is missed, lapsed or so many days away at `now` still is.

    Days turn at local midnights; these fall on quarters of an hour of UTC since Kiritimati left its 10:40.
    """
    if now < QUARTERS_SINCE:
        return now
    days = now - (now - QUARTERS_SINCE) % QUARTER + QUARTER - INSTANT
    next_end = Deadline.objects.filter(latest_at__gte=now).aggregate(at=Min("latest_at"))["at"]
    return min(days, next_end) if next_end else days


def _days_left() -> Case:
    return Case(When(state__in=RUNNING, then=DaysUntil(F("due_on"), F("legal_zone"), Param("now"))))


def _occurrence() -> Case:
    return Case(When(~Q(rule=""), then=F("occurrence")))


FIELDS = {
    "id": column(Deadline, "id", lookups=EQUAL),
    "ref": column(Deadline, "ref", lookups=EQUAL, sort=True),
    "dispute": ref("proceeding__dispute", Dispute, guard=Guard.ABOVE),
    "proceeding": ref("proceeding", Proceeding, guard=Guard.ABOVE),
    "kind": column(Deadline, "kind", "What falls on the day.", lookups=EQUAL),
    "basis": column(Deadline, "basis", "Where the day comes from.", lookups=EQUAL),
    "rule": column(
        Deadline, "rule", "The clock rule, or null when announced.", lookups=EQUAL, blank_is_null=True
    ),
    "title": column(Deadline, "title"),
    "due_on": column(Deadline, "due_on", "The day at the legal place.", lookups=RANGE, sort=True),
    "first_due_on": column(
        Deadline,
        "first_due_on",
        "The day of the law's count or the announcement, once `moves` led elsewhere.",
    ),
    "moves": column(Deadline, "moves", "Extensions and pins in order: on, to, kind, event, reason."),
    "due_time": column(Deadline, "due_time", "The hour at the legal place, when one is stated."),
    "legal_zone": column(Deadline, "legal_zone", "IANA zone of the legal place."),
    "latest_at": column(
        Deadline,
        "latest_at",
        "The last moment at which the act is in time.",
        lookups=("gte", "lte"),
        sort=True,
    ),
    "latest_at_basis": column(Deadline, "latest_at_basis", "Why that moment."),
    "window_start": column(Deadline, "window_start"),
    "printed": column(Deadline, "printed", "The date as the source prints it."),
    "state": column(Deadline, "state", lookups=EQUAL),
    "state_reason": column(Deadline, "state_reason"),
    "missed": flag(_missed, "A duty still open after its last moment."),
    "lapsed": flag(_lapsed, "A right or window still unused after its last moment."),
    "days_left": derived(
        Kind.INTEGER, _days_left, "Days to due_on at the legal place; null when nothing runs.", nullable=True
    ),
    "responsible": ref("responsible", Actor, "Who has to act."),
    "beneficiary": ref("beneficiary", Actor),
    "anchor": ref("anchor", Event, "The event a computed deadline counts from.", guard=Guard.ROW),
    "occurrence": derived(
        Kind.INTEGER,
        _occurrence,
        "Which of the deadlines of this rule and anchor; the first is 0.",
        nullable=True,
    ),
    "announced_by": ref("announced_by", Event, "The event that announced it.", guard=Guard.ROW),
    "closed_by": ref("closed_by", Event, "The event that met or ended it.", guard=Guard.ROW),
    "unless": column(Deadline, "unless", "What averts an ultimatum."),
    "unless_kinds": column(Deadline, "unless_kinds"),
    "then": column(Deadline, "then", "What an ultimatum threatens."),
    "then_kinds": column(Deadline, "then_kinds"),
    "consequence": column(Deadline, "consequence"),
    "citation": column(Deadline, "citation"),
    "confidence": column(Deadline, "confidence", lookups=EQUAL),
    "visibility": column(Deadline, "visibility"),
    "version": column(Deadline, "version", "How often the record of it changed."),
}
DEADLINE = Resource(
    "deadline",
    Deadline,
    FIELDS,
    sort="due_on",
    search=("title", "ref"),
    next_turn=_next_turn,
    expand={
        "dispute": brief.DISPUTE, "proceeding": brief.PROCEEDING, "responsible": brief.ACTOR,
        "beneficiary": brief.ACTOR, "anchor": brief.EVENT, "announced_by": brief.EVENT, "closed_by": brief.EVENT,
    },
)  # fmt: skip
PROOF = Resource(
    "deadline_proof",
    Deadline,
    {
        name: FIELDS[name]
        for name in ("ref", "rule", "basis", "due_on", "latest_at", "latest_at_basis", "citation")
    }
    | {
        "confidence": FIELDS["confidence"],
        "anchor": FIELDS["anchor"],
        "announced_by": FIELDS["announced_by"],
        "sentence": column(Deadline, "sentence", "Why this day, in one sentence."),
        "trace": column(Deadline, "trace", "Each step of the count."),
        "input_hash": column(Deadline, "input_hash", "SHA-256 of what the count was made from."),
    },
)


class DeadlineList(ListView):
    """Deadlines, by due day."""

    resource = DEADLINE


class DeadlineDetail(DetailView):
    """One deadline."""

    resource = DEADLINE


class DeadlineProof(DetailView):
    """Why the deadline falls on its day: sentence, trace, citation and hash of the inputs."""

    resource = PROOF


class DeadlineCalendar(ApiView):
    """The deadlines a filter leaves as an iCalendar file; what was withdrawn stays 90 days as cancelled."""

    def describe(self, method: str, schema: ApiSchema) -> Json | None:
        """Describe the filters and the file."""
        file = {
            "description": "An iCalendar file (RFC 5545).",
            "content": {"text/calendar": {"schema": {"type": "string"}}},
        }
        return {
            "parameters": [*shapes.filters(DEADLINE), shapes.IF_NONE_MATCH],
            "responses": {"200": file, "304": {"description": "Unchanged."}},
        }

    def get(self, request: Request) -> HttpResponse:
        """Return the file; 400 when the filter leaves more than a calendar can hold."""
        question = QueryReader(DEADLINE, request.query_params, steering=()).question(request.path)
        reading = self.reading(request)
        asked = replace(question, limit=CALENDAR_LIMIT)
        page = Page(asked, reading, arms_of(DEADLINE, reading, asked), (DEADLINE.name, "calendar"))
        page.read_marks()
        if page.more:
            detail = f"more than {CALENDAR_LIMIT:,} deadlines; narrow the filter, such as dispute=us-cn-ipr."
            raise bad_request([Fault("?", "too_many", detail)])
        rows = ics.entries(request.user, self.now).filter(pk__in=[row[1] for row in page.found])
        body = ics.calendar(rows, name="Demarche deadlines")
        etag = ics.etag_of(body)
        return self.unchanged(request, etag) or answer(
            body.decode(), etag=etag, media="text/calendar; charset=utf-8"
        )

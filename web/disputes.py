"""The list of disputes, and one dispute with all its record."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db.models import Count, Prefetch, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.querysets import Reader, visible_q
from alerts import actions
from alerts.tasks import ring_soon
from casebook.casefile import TimelineEntry, casefile
from casebook.due import PENDING, DueRow, binding_first, readable
from casebook.timeline import EntryType
from casebook.told import followed
from disputes import words
from disputes.models import Deadline, Dispute, DisputeParty, Event, PartyRole, Stage
from disputes.permissions import may_record
from history import now
from web.csv_files import csv_response, refused
from web.forms.filters import DisputeFilter, TimelineFilter
from web.reading import author, one, zone

LIMIT = 200


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """A line of the list of disputes."""

    dispute: Dispute
    complainants: str
    respondents: str
    events: int
    next: DueRow | None


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Return the disputes the reader may see, narrowed by words, party and stage."""
    form = DisputeFilter(request.GET, user=request.user)
    rows = form.apply(_with_parties(Dispute.objects.visible_to(request.user), request.user))
    disputes = list(rows.order_by("-opened_on", "ref")[:LIMIT])
    context = {
        "section": "disputes",
        "form": form,
        "rows": list(_rows(disputes, request)),
        "stages": Stage,
    }
    return render(request, "disputes/index.html", context, status=400 if form.errors else 200)


@require_safe
def detail(request: HttpRequest, ref: str) -> HttpResponse:
    """Return one dispute: header, timeline, deadlines, figures, rounds, demands, agreements, lists, people."""
    dispute = one(Dispute.objects.visible_to(request.user), ref)
    case = casefile(dispute, request.user, now=now.current(), reader_zone=zone(request))
    form = TimelineFilter(request.GET)
    shown = form.apply(case.timeline)
    binding, targets = binding_first(case.deadlines)
    context = {
        "section": "disputes",
        "case": case,
        "dispute": dispute,
        "form": form,
        "months": by_month(shown),
        "shown": len(shown),
        "follows": isinstance(request.user, User) and followed(request.user).filter(dispute=dispute).exists(),
        "may_record": may_record(request.user, dispute),
        "binding": binding,
        "targets": targets,
        "next": [row for row in binding if row.pending and not row.past][:3],
    }
    return render(request, "disputes/detail.html", context)


@require_POST
def follow(request: HttpRequest, ref: str) -> HttpResponse:
    """Start or end (`end` is sent) being told of the dispute's deadlines."""
    dispute = one(Dispute.objects.visible_to(request.user), ref)
    page = reverse("web:dispute", args=[dispute.ref])
    if not isinstance(request.user, User):
        return redirect_to_login(page)
    user, by, moment = request.user, author(request), now.current()
    if "end" in request.POST:
        actions.unfollow(user=user, dispute=dispute, by=by, now=moment)
        messages.success(request, "You no longer follow this dispute.")
    else:
        actions.follow(user=user, dispute=dispute, by=by, now=moment)
        ring_soon()
        messages.success(request, "You follow this dispute: a mail comes before each of its deadlines.")
    return redirect(page)


@require_safe
def timeline_csv(request: HttpRequest, ref: str) -> HttpResponse:
    """Return the timeline as CSV, narrowed as the page is."""
    dispute = one(Dispute.objects.visible_to(request.user), ref)
    case = casefile(dispute, request.user, now=now.current(), reader_zone=zone(request))
    head = (
        "date",
        "precision",
        "date_in_words",
        "zone",
        "type",
        "ref",
        "kind",
        "text",
        "confidence",
        "sources",
    )
    form = TimelineFilter(request.GET)
    if not form.is_valid():
        return refused(form)
    lines = map(csv_line, form.apply(case.timeline))
    return csv_response(f"{dispute.ref}-timeline.csv", head, lines)


def by_month(entries: Iterable[TimelineEntry]) -> list[tuple[str, list[TimelineEntry]]]:
    """Return the entries under month headings, in their order."""
    return [
        (name, list(group)) for name, group in groupby(entries, key=lambda entry: words.month(entry.shown_on))
    ]


def csv_line(entry: TimelineEntry) -> tuple[object, ...]:
    """Return one entry as the cells of a CSV line."""
    row = entry.row
    if not isinstance(row, Event):
        zone_name = row.legal_zone if isinstance(row, Deadline) else row.zone
        kind = "" if entry.due is None else entry.due.deadline.kind
        return (
            entry.shown_on,
            "day",
            words.day(entry.shown_on),
            zone_name,
            entry.type,
            row.ref,
            kind,
            row.title,
            row.confidence,
            "",
        )
    sources = "; ".join(citation.source.title for citation in row.citations.all())
    told = words.dated(row.on, row.precision, row.end_on)
    return (
        row.on,
        row.precision,
        told,
        row.zone,
        EntryType.EVENT,
        row.ref,
        row.kind,
        row.text,
        row.confidence,
        sources,
    )


def _with_parties(rows: QuerySet[Dispute], user: Reader) -> QuerySet[Dispute]:
    parties = DisputeParty.objects.visible_to(user).filter(visible_q(user, "actor__")).select_related("actor")
    return rows.prefetch_related(Prefetch("parties", parties.order_by("id")))


def _rows(disputes: list[Dispute], request: HttpRequest) -> Iterator[DisputeRow]:
    moment = now.current()
    seen = Event.objects.visible_to(request.user).filter(proceeding__dispute__in=disputes)
    counts = dict(seen.values_list("proceeding__dispute").annotate(Count("pk")))
    upcoming = readable(request.user).filter(
        proceeding__dispute__in=disputes, state__in=PENDING, latest_at__gte=moment
    )
    first = upcoming.order_by("proceeding__dispute", "latest_at", "id").distinct("proceeding__dispute")
    nearest = {
        row.proceeding.dispute_id: row
        for row in readable(request.user).filter(pk__in=Subquery(first.values("pk")))
    }
    for dispute in disputes:
        deadline = nearest.get(dispute.pk)
        yield DisputeRow(
            dispute=dispute,
            complainants=_names(
                dispute, {PartyRole.COMPLAINANT, PartyRole.CO_COMPLAINANT, PartyRole.PETITIONER}
            ),
            respondents=_names(dispute, {PartyRole.RESPONDENT}),
            events=counts.get(dispute.pk, 0),
            next=DueRow(deadline, moment, zone(request)) if deadline else None,
        )


def _names(dispute: Dispute, roles: set[PartyRole]) -> str:
    return ", ".join(
        dict.fromkeys(party.actor.name for party in dispute.parties.all() if party.role in roles)
    )

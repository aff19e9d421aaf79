"""The board of deadlines, and the proof of one."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import clocks
from accounts.querysets import Reader
from casebook.due import DueRow, readable
from casebook.past import told_changes
from disputes import words
from disputes.kinds import EventKind
from disputes.models import Deadline, DeadlineKind, DeadlineState, DisputeCitation, Event
from disputes.permissions import may_record
from history import now
from web.csv_files import csv_response, refused
from web.forms.filters import DeadlineFilter
from web.reading import one, zone
from web.whatif import branches

LIMIT = 500


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Return the deadlines the reader may see, narrowed by the filters, earliest first."""
    form = DeadlineFilter(request.GET, user=request.user)
    fits = form.apply(readable(request.user))
    context = {
        "section": "deadlines",
        "form": form,
        "count": fits.count(),
        "limit": LIMIT,
        "rows": [DueRow(deadline, now.current(), zone(request)) for deadline in fits[:LIMIT]],
    }
    return render(request, "deadlines/board.html", context, status=400 if form.errors else 200)


@require_safe
def board_csv(request: HttpRequest) -> HttpResponse:
    """Return the board as CSV, narrowed as the page is, without its limit."""
    form = DeadlineFilter(request.GET, user=request.user)
    if not form.is_valid():
        return refused(form)
    fits = form.apply(readable(request.user))
    head = (
        "ref", "dispute", "title", "kind", "basis", "due_on", "due_time", "legal_zone", "latest_at", "state",
        "responsible", "unless", "then", "citation", "confidence",
    )  # fmt: skip
    lines = (
        (
            d.ref, d.proceeding.dispute.ref, d.title, d.kind, d.basis, d.due_on, d.due_time, d.legal_zone,
            d.latest_at.strftime("%Y-%m-%dT%H:%M:%SZ"), d.state, d.responsible.ref if d.responsible else "", d.unless,
            d.then, d.citation, d.confidence,
        )
        for d in fits
    )  # fmt: skip
    return csv_response("deadlines.csv", head, lines)


@require_safe
def proof(request: HttpRequest, ref: str) -> HttpResponse:
    """Return why a deadline falls on its day, what happens then, what stands beside it, and how it moved."""
    user = request.user
    rows = readable(user).select_related("proceeding__dispute").prefetch_related(*_with_causes(user))
    row = DueRow(one(rows, ref), now.current(), zone(request))
    beside = (
        readable(user)
        .filter(proceeding=row.deadline.proceeding_id)
        .exclude(pk=row.deadline.pk)
        .order_by("due_on", "ref")
    )
    context = {
        "section": "deadlines",
        "row": row,
        "deadline": row.deadline,
        "dispute": row.deadline.proceeding.dispute,
        "steps": row.deadline.trace,
        "beside": [DueRow(deadline, now.current(), zone(request)) for deadline in beside],
        "unless_kinds": _kind_names(row.deadline.unless_kinds),
        "then_kinds": _kind_names(row.deadline.then_kinds),
        "moves": row.deadline.moves,
        "why_not": _why_not(row.deadline),
        "may_move": row.pending and may_record(user, row.deadline.proceeding.dispute),
        "branches": _branches(row.deadline),
        "last_moment": _last_moment(row),
        "changes": told_changes(row.deadline, zone(request)),
    }
    return render(request, "deadlines/proof.html", context)


def _why_not(deadline: Deadline) -> tuple[str, str] | None:
    """Return why a computed deadline falls on neither neighbouring day; None where no count says so."""
    if not deadline.rule or deadline.state == DeadlineState.TENTATIVE:
        return None
    try:
        _, rule = clocks.find_rule(deadline.rule)
    except clocks.ClockErrors:  # the rule has left the packs since
        return None
    return clocks.why_not(rule, deadline.trace, deadline.due_on, moved=bool(deadline.moves))


def _branches(deadline: Deadline) -> dict[str, str]:
    """Return where both branches of an open ultimatum lead, by what happens."""
    if deadline.kind != DeadlineKind.ULTIMATUM or deadline.state != DeadlineState.OPEN:
        return {}
    pack = deadline.proceeding.pack
    return branches(deadline, clocks.load_pack(pack)) if pack else {}


def _with_causes(user: Reader) -> "tuple[Prefetch[str], ...]":
    events = Event.objects.visible_to(user).order_by("pk")
    citations = DisputeCitation.objects.visible_to(user).select_related("source").order_by("stance", "id")
    return (
        Prefetch("anchor", events),
        Prefetch("announced_by", events),
        Prefetch("closed_by", events),
        Prefetch("citations", citations),
    )


def _last_moment(row: DueRow) -> str:
    """Return the last moment in time at the legal place, then on the reader's clock."""
    return words.moment_for(row.deadline.latest_at, row.deadline.legal_zone, row.reader_zone)


def _kind_names(kinds: list[str]) -> list[str]:
    names = dict(EventKind.choices)
    return [str(names.get(kind, kind)) for kind in kinds]

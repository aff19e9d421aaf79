"""What is due next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from casebook.due import PENDING, STALE, in_groups, readable, stale_at
from casebook.strip import weeks
from casebook.told import alert_words
from disputes.models import Deadline, Dispute
from history import now
from web.reading import zone

LIMIT = 300


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Return the pending deadlines the reader may see, by urgency; when there are none, why.

    What passed over 90 days ago without an act on record is counted, with a link, not listed.
    """
    moment = now.current()
    standing = readable(request.user).filter(state__in=PENDING)
    pending = list(standing.exclude(stale_at(moment))[: LIMIT + 1])
    groups = in_groups(pending[:LIMIT], moment, zone(request))
    user = request.user
    disputes = Dispute.objects.visible_to(user)
    context = {
        "section": "home",
        "groups": groups,
        "alerts": alert_words(user, pending[:LIMIT]) if isinstance(user, User) else {},
        "more": len(pending) > LIMIT,
        "limit": LIMIT,
        "weeks": weeks(pending, moment, zone(request)),
        "stale_count": standing.filter(stale_at(moment)).count(),
        "stale_to": (moment - STALE).date(),
        "open_count": sum(len(group.rows) for group in groups),
        "dispute_count": disputes.count(),
        "closed_count": 0 if pending else Deadline.objects.visible_to(user).count(),
        "first_dispute": None if pending else disputes.order_by("opened_on", "ref").first(),
        "today": moment,
    }
    return render(request, "home.html", context)

"""The reader's ledger: what they follow, what was sent to them and what is planned."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casebook.told import followed, ledger
from disputes.models import Dispute
from web.reading import signed_in

LIMIT = 200


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Return the disputes the reader follows and their deliveries, latest first."""
    user = signed_in(request)
    disputes = Dispute.objects.visible_to(user).filter(pk__in=followed(user).values("dispute"))
    context = {
        "section": "alerts",
        "disputes": disputes.order_by("title"),
        "deliveries": ledger(user)[:LIMIT],
    }
    return render(request, "alerts/index.html", context)

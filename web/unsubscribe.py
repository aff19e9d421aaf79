"""Leave by a mail's own link: the GET shows a button, because scanners follow links; the POST needs no account."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from alerts.actions import unfollow
from alerts.links import subscription_of
from alerts.models import Subscription
from history import now as clock
from history.authorship import Author


@csrf_exempt  # RFC 8058: the mail program posts from nowhere; the signed token can end one subscription and no more
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Show what would end, or end it; 404 for a token that was not made here."""
    rows = Subscription.objects.select_related("dispute", "recipient")
    subscription = rows.filter(pk__in=[subscription_of(token)]).first()
    if subscription is None:
        raise Http404
    if request.method == "POST":
        reader = subscription.recipient
        unfollow(
            user=reader,
            dispute=subscription.dispute,
            by=Author(str(reader.pk), f"{reader.name} (link in a mail)"),
            now=clock.current(),
            reason="link in a mail",
        )
        subscription.refresh_from_db()
    return render(request, "alerts/unsubscribe.html", {"subscription": subscription})

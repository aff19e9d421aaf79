"""What would follow: events that have not happened, and every deadline that would hang on them."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

import clocks
from casebook.whatif import WhatIf
from casebook.whatif import what_if as follow
from disputes.models import Deadline, Proceeding
from web.forms.whatif import AssumptionForm
from web.reading import one

MOST = 8


@require_safe
def what_if(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask and answer in one address: assumptions in the query, what follows below; nothing is recorded."""
    rows = Proceeding.objects.visible_to(request.user).select_related("dispute")
    proceeding = one(rows, ref)
    if not proceeding.pack:
        raise Http404
    pack = clocks.load_pack(proceeding.pack)
    filled = sum(1 for number in range(MOST) if request.GET.get(f"{number}-kind"))
    shown = min(MOST, filled + 1 + ("more" in request.GET))
    forms = [AssumptionForm(request.GET or None, prefix=str(number), pack=pack) for number in range(shown)]
    found: WhatIf | None = None
    wrong: list[str] = []
    if request.GET and not [form for form in forms if not form.is_valid()]:
        assumptions = [form.assumption() for form in forms if form.is_filled]
        try:
            found = follow(proceeding, request.user, assumptions) if assumptions else None
        except clocks.ClockErrors as errors:
            wrong = [str(error) for error in errors.errors]
    context = {
        "section": "disputes",
        "proceeding": proceeding,
        "dispute": proceeding.dispute,
        "forms": forms,
        "found": found,
        "wrong": wrong,
        "most": len(forms) >= MOST,
    }
    return render(request, "disputes/what_if.html", context)


def branches(deadline: Deadline, pack: clocks.Pack) -> dict[str, str]:
    """Return the addresses of both branches of an announced day: that it is met, and that the threat is carried out."""
    page = reverse("web:what-if", args=[deadline.proceeding.ref])
    ways = {"averted": deadline.unless_kinds[:1], "carried out": deadline.then_kinds}
    found = {}
    for way, kinds in ways.items():
        query: dict[str, str] = {}
        for number, kind in enumerate(kinds[:MOST]):
            query |= {f"{number}-kind": kind, f"{number}-on": deadline.due_on.isoformat()}
            if asked := _first_words(pack, kind):
                query[f"{number}-details"] = asked
        if query:
            found[way] = f"{page}?{urlencode(query)}"
    return found


def _first_words(pack: clocks.Pack, kind: str) -> str:
    """Return the first answer to each thing the rules must know of such an event."""
    known = pack.events.get(kind)
    return "; ".join(
        f"{name}={datum.words[0]}"
        for name, datum in (known.data.items() if known else ())
        if datum.words and not datum.optional
    )

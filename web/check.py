"""`/check/`: somebody's own list of deadlines against the rules. Nothing is kept, no account is asked for."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

import clocks
from accounts import limits
from accounts.models import User
from clocks.checking import ROW_LIMIT, Finding, Outcome, check
from history import now
from web.csv_files import csv_response
from web.forms.clocks import CheckForm

EXAMPLE = """Rule\tTrigger date\tDate you have
301.10\t30 June 1994\t31 December 1994
301.14\t1995-02-04\t1995-03-06
DSU.20.appeal\t15 September 2020\tSat 14 Nov 2020
301.14\t03/04/2020\t03/05/2020
"""
HEAD = (
    "line", "rule_written", "trigger_written", "date_written", "period_written", "outcome", "rule", "title",
    "trigger_on", "you_have", "rule_gives", "window_opens", "difference", "why", "proof", "citation", "caution",
)  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_list(request: HttpRequest) -> HttpResponse:
    """Return the form; after a POST the findings, as a page or (`as=csv`) as a file."""
    if request.method != "POST":
        asked = "example" in request.GET
        return _page(request, CheckForm(initial={"table": EXAMPLE} if asked else None))
    quota = _spend(request)
    if quota and quota.exceeded:
        given = {"table": request.POST.get("table", ""), "order": request.POST.get("order", "")}
        page = _page(request, CheckForm(initial=given), status=429, wait=quota.reset)
        page["Retry-After"] = str(quota.reset)
        return page
    form = CheckForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=400)
    found = check(form.read, clocks.shipped(), form.said)
    if request.POST.get("as") == "csv":
        return csv_response("checked-deadlines.csv", HEAD, _lines(found))
    again = CheckForm(initial={"table": form.cleaned_data["text"], "order": form.said.value})
    return _page(request, again, form.read.columns, form.read.left_out, found)


def _spend(request: HttpRequest) -> limits.Quota | None:
    """Count one check of the user, or of the address; None when nothing counts."""
    if isinstance(request.user, User):
        return limits.spend("key", f"check-user-{request.user.pk}", now.current())
    return limits.spend("anonymous", f"check-{limits.address_of(request.META)}", now.current())


def _page(  # noqa: PLR0917 - one page, all of its parts
    request: HttpRequest,
    form: CheckForm,
    columns: str = "",
    left_out: int = 0,
    found: Sequence[Finding] = (),
    status: int = 200,
    wait: int = 0,
) -> HttpResponse:
    by_outcome = {outcome.value: [one for one in found if one.outcome is outcome] for outcome in Outcome}
    context = {
        "section": "check",
        "form": form,
        "found": found,
        "columns": columns,
        "left_out": left_out,
        "row_limit": ROW_LIMIT,
        "wait": wait,
        **by_outcome,
    }
    return render(request, "clocks/check.html", context, status=status)


def _lines(found: Sequence[Finding]) -> Iterator[tuple[object, ...]]:
    for one in found:
        yield (
            one.line.number, one.line.rule, one.line.trigger, one.line.have, one.line.period, one.outcome, one.rule,
            one.title, _iso(one.trigger), _iso(one.have), _iso(one.due_on), _iso(one.window_start), one.by_how_much,
            " ".join(one.why), one.sentence, one.citation, one.caution,
        )  # fmt: skip


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""

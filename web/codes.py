"""Commodity codes: the loaded editions, and all that is known of one code."""

from django.conf import settings
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from casebook.codes import codefile
from tariffs.codes import BadCode, digits_of
from tariffs.lookup import STANDING_WORDS
from tariffs.models import Nomenclature
from web.csv_files import csv_response
from web.forms.codes import CodeForm

HISTORY = (
    "list", "version", "stage", "announced_on", "published_on", "position", "printed_code", "digits", "relation",
    "description", "stated_rate", "countries", "excepted_digits", "only_digits", "partial", "part", "claim_code",
)  # fmt: skip


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Return the editions with a box to look a code up; a code given goes to its page."""
    _door(request)
    form = CodeForm(request.GET or None)
    if form.is_valid():
        return redirect("web:code", form.cleaned_data["code"])
    counted = Nomenclature.objects.annotate(
        lines=Count("codes", filter=~Q(codes__digits="")),
        rows=Count("codes", filter=Q(codes__is_derived=False)),
    )
    context = {
        "section": "codes",
        "form": form,
        "editions": counted.order_by("authority", "schedule", "-valid_from"),
    }
    return render(request, "codes/index.html", context, status=400 if form.errors else 200)


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """Return what an edition says of a code, and the lines on every list the reader may see."""
    _door(request)
    try:
        digits = digits_of(code)
    except BadCode as bad:
        form = CodeForm({"code": code})
        form.is_valid()
        context = {"section": "codes", "form": form, "reason": bad.reason, "fix": bad.fix}
        return render(request, "codes/none.html", context, status=400)
    if code != digits:
        return redirect("web:code", digits)
    found = codefile(digits, request.user, edition=request.GET.get("edition", ""))
    if found is None:
        raise Http404
    context = {
        "section": "codes",
        "code": found,
        "entry": found.entry,
        "words": STANDING_WORDS,
        "form": CodeForm(),
    }
    return render(request, "codes/detail.html", context)


@require_safe
def history_csv(request: HttpRequest, code: str) -> HttpResponse:
    """Return the lines of a code's page as CSV; codes stay text with their leading zero."""
    _door(request)
    try:
        found = codefile(digits_of(code), request.user)
    except BadCode as bad:
        raise Http404 from bad
    rows = [] if found is None else found.history.lines
    lines = (
        (
            line.item.list_version.tariff_list.ref, line.item.list_version.number, line.item.list_version.stage,
            line.item.list_version.announced_on, line.item.list_version.published_on, line.item.position,
            line.item.printed_code, line.item.digits, line.relation, line.item.description, line.item.stated_rate,
            " ".join(line.item.countries), " ".join(line.item.excepted_digits), " ".join(line.item.only_digits),
            line.item.partial, line.item.part, line.item.claim_code,
        )
        for line in rows
    )  # fmt: skip
    return csv_response(f"code-{digits_of(code)}.csv", HISTORY, lines)


def _door(request: HttpRequest) -> None:
    """Raise Http404 for strangers where the instance is closed."""
    if not (settings.PUBLIC_READ or request.user.is_authenticated):
        raise Http404

"""What a list is made of: lines and trade by group, its versions, and other lists beside it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casebook.composition import Weighed, titles, versions_of, weigh
from tariffs.composition import By, Group
from tariffs.models import ListVersion, TariffList
from web.csv_files import csv_response, refused
from web.forms.composition import CompositionForm
from web.reading import one

HEAD = ("group", "title", "lines", "covered", "trade", "covered_percent", "currency")


@require_safe
def page(request: HttpRequest, ref: str) -> HttpResponse:
    """Return the composition of a list's version, every version's totals, and other lists together with it."""
    row = one(TariffList.objects.visible_to(request.user), ref)
    versions = list(
        ListVersion.objects.visible_to(request.user)
        .filter(tariff_list=row).select_related("tariff_list").order_by("number")
    )  # fmt: skip
    form = CompositionForm(request.GET or None, versions=versions)
    weighed, others = _weighed(request, row, form) if versions else (None, [])
    context = {
        "section": "codes", "list": row, "form": form, "weighed": weighed, "others": others,
        "groups": _named(weighed) if weighed else [],
        "by_version": [weigh([version], request.user, form.asked()).each[0] for version in versions],
    }  # fmt: skip
    return render(request, "tariffs/composition.html", context, status=400 if form.errors else 200)


@require_safe
def page_csv(request: HttpRequest, ref: str) -> HttpResponse:
    """Return the groups of the page as CSV."""
    row = one(TariffList.objects.visible_to(request.user), ref)
    versions = list(ListVersion.objects.visible_to(request.user).filter(tariff_list=row).order_by("number"))
    form = CompositionForm(request.GET or None, versions=versions)
    if not versions:
        raise Http404
    weighed, _ = (None, []) if form.errors else _weighed(request, row, form)
    if form.errors:
        return refused(form)
    currency = weighed.together.basis.currency if weighed else ""
    lines = (
        (group.code, title, group.lines, group.value, group.trade, group.covered_percent, currency)
        for group, title in (_named(weighed) if weighed else ())
    )
    return csv_response(f"{row.ref}-composition.csv", HEAD, lines)


def _weighed(
    request: HttpRequest, row: TariffList, form: CompositionForm
) -> tuple[Weighed | None, list[ListVersion]]:
    """Return the list's version together with the others asked for; None when one of these is not visible."""
    refs: list[tuple[str, int | None]] = [(row.ref, form.number())]
    refs += [(other, None) for other in form.others() if other != row.ref]
    versions = versions_of(request.user, refs)
    if versions is None:
        form.add_error("beside", "One of these lists does not exist, or you may not see it.")
        return None, []
    return weigh(versions, request.user, form.asked()), versions[1:]


def _named(weighed: Weighed) -> list[tuple[Group, str]]:
    found = weighed.together
    named = titles(found.groups, By(found.by))
    return [(group, named.get(group.code, "")) for group in found.groups]

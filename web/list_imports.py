"""Importing a list by hand: paste or upload, look at the plan, save."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.permissions import may_write
from history import now
from tariffs.actions import ImportedVersion, import_list
from tariffs.codes import display
from tariffs.importers.lists.options import ImportRefused, Wanted, wanted_of
from tariffs.importers.lists.plan import Plan, plan_of
from tariffs.importers.lists.record import why_not
from tariffs.importers.lists.report import report
from tariffs.importers.lists.tables import ListFileError
from tariffs.permissions import importing_teams, may_import
from web.forms.list_import import ListImportForm
from web.reading import author

SHOWN = 50
KINDS = (
    ("rejected", "Rejected rows", "Each with its place and the reason."),
    ("warnings", "Odd, but kept", "Look at these on paper."),
    ("recovered", "Put right", "What a spreadsheet had done to the codes."),
    ("passed_over", "Passed over", "Titles, repeated headers, footnotes."),
)


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Import a list: the form, then what would be written, then the versions."""
    if not may_write(request.user):
        raise PermissionDenied
    teams = importing_teams(request.user)
    if request.method != "POST":
        return render(request, "lists/import.html", _context(ListImportForm(teams=teams)))
    form = ListImportForm(request.POST, request.FILES, teams=teams)
    if "back" in request.POST or not form.is_valid():
        return render(request, "lists/import.html", _context(form))
    try:
        wanted = wanted_of(form.typed(), reader=request.user)
        plan = plan_of(form.cleaned_data["data"], form.cleaned_data["file_name"], wanted.request)
        if not may_import(request.user, wanted):
            raise PermissionDenied
        if "save" in request.POST:
            done = import_list(by=author(request), now=now.current(), plan=plan, wanted=wanted)
            return _saved(request, done)
    except ImportRefused as refused:
        _refuse(form, refused.faults)
    except ListFileError as error:
        form.add_error(None, str(error))
    if form.errors:
        return render(request, "lists/import.html", _context(form))
    return render(request, "lists/import_preview.html", _preview(request, form, plan, wanted))


def _context(form: ListImportForm) -> dict[str, Any]:
    return {"section": "lists", "form": form, "forms": [form]}


def _preview(request: HttpRequest, form: ListImportForm, plan: Plan, wanted: Wanted) -> dict[str, Any]:
    faults = [message for _, message in why_not(plan, wanted)]
    told = report(plan, wanted) | {"may_be_written": not faults}
    left_out = {"csrfmiddlewaretoken", "save", "back", "pasted", "upload", "carried", "file_name", "seen"}
    carried = [(name, value) for name, value in request.POST.items() if name not in left_out]
    packed = form.packed()
    if packed:
        carried += [("carried", packed), ("file_name", form.cleaned_data["file_name"])]
    else:  # chosen again, it must be the file that was looked at
        carried.append(("seen", plan.sha256))
    groups = [
        {"key": key, "title": title, "help": words, "count": len(told[key]), "rows": told[key][:SHOWN]}
        for key, title, words in KINDS
        if told[key]
    ]
    drafts = plan.lines.drafts
    return {
        "section": "lists", "told": told, "groups": groups, "carried": carried, "most": SHOWN,
        "samples": [(display(one.digits), one) for one in [*drafts[:5], *drafts[max(5, len(drafts) - 3) :]]],
        "faults": faults,
        "too_large": not packed, "wanted": wanted,
    }  # fmt: skip


def _refuse(form: ListImportForm, faults: list[tuple[str, str]]) -> None:
    for option, message in faults:
        name = {"list": "ref"}.get(option, option.replace("-", "_"))
        form.add_error(name if name in form.fields else None, message)


def _saved(request: HttpRequest, done: list[ImportedVersion]) -> HttpResponse:
    written = sum(one.written for one in done)
    if written:
        messages.success(request, f"Saved {written} version{'s' * (written != 1)}.")
    else:
        messages.info(request, "This file stands already; nothing was written.")
    return render(request, "lists/imported.html", {"section": "lists", "done": done})

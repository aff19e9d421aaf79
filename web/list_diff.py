"""Two versions of a list compared, as a page and as files."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from casebook import lists
from casebook.list_diff import CSV_HEAD, WORDS, Fold, ShownRow, csv_rows, folded, shown
from casebook.tables import csv_lines, in_chunks
from casebook.workbooks import workbook
from tariffs.comparison import compare_versions
from tariffs.diff import Change, Diff, Row, sentence
from tariffs.models import ListVersion, TariffList
from web.reading import number_in, one

PAGE = 200
LOOKS = {
    Change.KEPT: ("met", ""), Change.ADDED: ("plus", "met"), Change.REMOVED: ("ended", "alert"),
    Change.RATE_CHANGED: ("action", "soon"), Change.WIDENED: ("differ", "soon"), Change.NARROWED: ("differ", "held"),
    Change.SPLIT: ("differ", "open"), Change.MERGED: ("differ", "open"), Change.RECUT: ("differ", "brand"),
    Change.MOVED: ("talks", "open"), Change.DESCRIPTION_ONLY: ("statement", ""),
    Change.GRANULARITY_ONLY: ("list", ""),
}  # fmt: skip


class VersionsForm(forms.Form):
    """Picks the two versions."""

    old = forms.TypedChoiceField(label="From", coerce=int)
    new = forms.TypedChoiceField(label="To", coerce=int)

    def __init__(self, versions: list[ListVersion], old: int, new: int) -> None:
        super().__init__(initial={"from": old, "to": new})
        choices = [
            (version.number, f"{version.number} · {version.get_stage_display()}: {version.title}")
            for version in versions
        ]
        self.fields = {"from": self.fields["old"], "to": self.fields["new"]}
        for field in self.fields.values():
            field.choices = choices  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Chip:
    """A class of changes as a link."""

    change: Change
    word: str
    icon: str
    tone: str
    rows: int
    is_here: bool


@require_safe
def diff(request: HttpRequest, ref: str) -> HttpResponse:
    """Return the comparison; without two versions named, lead to the address that names the first and the latest."""
    of = one(lists.readable(request.user), ref)
    versions = list(of.versions.all())
    if "from" not in request.GET or "to" not in request.GET:
        return _permalink(of, versions)
    old, new = _asked(request, of)
    wanted = _wanted(request)
    found = compare_versions(old, new)
    entries = _entries(found, wanted)
    page = max(number_in(request, "page") or 1, 1)
    visible = entries[(page - 1) * PAGE : page * PAGE]
    context: dict[str, Any] = {
        "section": "lists",
        "list": of,
        "old": old,
        "new": new,
        "form": VersionsForm(versions, old.number, new.number),
        "sentence": sentence(
            found, f"{new.get_stage_display()} list" if old.stage != new.stage else f"Version {new.number}"
        ),
        "comparable": found.is_comparable,
        "chips": _chips(found, wanted),
        "wanted": wanted,
        "granular": found.counts[Change.GRANULARITY_ONLY],
        "unknown": sum(not row.known for row in found.rows),
        "entries": _shown(visible, old, new),
        "page": page,
        "pages": -(-len(entries) // PAGE),
        "query": urlencode({"from": old.number, "to": new.number} | ({"class": wanted} if wanted else {})),
    }
    return render(request, "lists/diff.html", context)


@require_safe
def file(request: HttpRequest, ref: str, kind: str) -> HttpResponseBase:
    """Return the comparison as CSV or XLSX, of the class asked for or of all."""
    of = one(lists.readable(request.user), ref)
    old, new = _asked(request, of)
    wanted = _wanted(request)
    rows = csv_rows(
        (number, row)
        for number, row in enumerate(compare_versions(old, new).rows, start=1)
        if wanted is None or row.change is wanted
    )
    name = f"{of.ref}-v{old.number}-v{new.number}.{kind}"
    if kind == "xlsx":
        return FileResponse(workbook(CSV_HEAD, rows, numbers={"row"}), as_attachment=True, filename=name)
    response = StreamingHttpResponse(
        in_chunks(csv_lines(CSV_HEAD, rows)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _permalink(of: TariffList, versions: list[ListVersion]) -> HttpResponse:
    if not versions:
        raise Http404
    published = [version for version in versions if version.is_published] or versions
    query = urlencode({"from": published[0].number, "to": published[-1].number})
    return redirect(f"{reverse('web:list-diff', args=[of.ref])}?{query}")


def _asked(request: HttpRequest, of: TariffList) -> tuple[ListVersion, ListVersion]:
    old, new = (lists.chosen(of, number_in(request, name)) for name in ("from", "to"))
    if old is None or new is None:
        raise Http404
    return old, new


def _wanted(request: HttpRequest) -> Change | None:
    text = request.GET.get("class")
    if not text:
        return None
    if text not in Change.__members__.values():
        raise Http404
    return Change(text)


def _entries(found: Diff, wanted: Change | None) -> list[tuple[int, Row] | Fold]:
    rows = list(enumerate(found.rows, start=1))
    return folded(rows) if wanted is None else [(number, row) for number, row in rows if row.change is wanted]


def _shown(
    visible: list[tuple[int, Row] | Fold], old: ListVersion, new: ListVersion
) -> list[tuple[ShownRow, str, str] | Fold]:
    rows = [entry[1] for entry in visible if not isinstance(entry, Fold)]
    was = lists.words_of_edition(old, (line for row in rows for line in row.old))
    now = lists.words_of_edition(new, (line for row in rows for line in row.new))
    return [
        entry if isinstance(entry, Fold) else (shown(*entry, was, now), *LOOKS[entry[1].change])
        for entry in visible
    ]


def _chips(found: Diff, wanted: Change | None) -> list[Chip]:
    counts = found.counts
    return [
        Chip(change, WORDS[change], *LOOKS[change], counts[change], change is wanted)
        for change in Change
        if counts[change] or change is wanted
    ]

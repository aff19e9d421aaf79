"""The index of tariff lists, one list with the lines of a version, and those lines as files."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.permissions import may_write
from casebook import lists
from casebook.tables import csv_lines, in_chunks, json_array, json_lines
from casebook.workbooks import workbook
from history import now
from tariffs.codes import display
from tariffs.models import ListItem, ListVersion
from web.csv_files import csv_response, refused
from web.forms.lists import LineFilter, ListFilter
from web.reading import number_in, one

LIMIT = 200
PAGE = 200
INDEX_HEAD = (
    "ref", "title", "imposing", "targets", "authority", "dispute", "versions", "latest_number", "latest_stage",
    "latest_published_on", "latest_lines", "law",
)  # fmt: skip
COLUMNS = (
    "position", "printed_code", "digits", "description", "nature", "stated_rate", "ad_valorem_percent", "part",
    "countries", "partial", "excepted_digits", "only_digits", "trade_value", "trade_currency", "claim_code",
    "confidence", "note",
)  # fmt: skip
HEAD = (*COLUMNS[:3], "display_code", *COLUMNS[3:])
MEDIA = {"csv": "text/csv; charset=utf-8", "json": "application/json", "ndjson": "application/x-ndjson"}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Return the lists the reader may see, narrowed by the filters."""
    form = ListFilter(request.GET, user=request.user)
    fits = form.apply(lists.readable(request.user)).order_by("title", "ref")
    context = {
        "section": "lists",
        "form": form,
        "count": fits.count(),
        "limit": LIMIT,
        "may_import": isinstance(request.user, User) and may_write(request.user),
        "rows": lists.rows(fits[:LIMIT], now.current()),
    }
    return render(request, "lists/index.html", context, status=400 if form.errors else 200)


@require_safe
def index_csv(request: HttpRequest) -> HttpResponse:
    """Return the index as CSV, narrowed as the page is, without its limit."""
    form = ListFilter(request.GET, user=request.user)
    if not form.is_valid():
        return refused(form)
    fits = form.apply(lists.readable(request.user)).order_by("title", "ref")
    return csv_response("tariff-lists.csv", INDEX_HEAD, map(_index_line, lists.rows(fits, now.current())))


def _index_line(row: lists.ListRow) -> tuple[object, ...]:
    of, latest = row.tariff_list, row.latest
    targets = " ".join(target.actor.ref for target in of.list_targets.all())
    law = "; ".join(f"{told.word}: {told.effect.rate_text}" for told in row.law)
    dispute = of.dispute.ref if of.dispute else ""
    imposing = of.imposing.ref if of.imposing else ""
    known = (of.ref, of.title, imposing, targets, of.authority, dispute, row.versions)
    if latest is None:
        return (*known, "", "", "", "", law)
    return (*known, latest.number, latest.stage, latest.published_on, latest.line_count, law)  # type: ignore[attr-defined]


@require_safe
def detail(request: HttpRequest, ref: str) -> HttpResponse:
    """Return one list: its versions and what the law did, and a page of the chosen version's lines."""
    of = one(lists.readable(request.user), ref)
    version = lists.chosen(of, number_in(request, "version"))
    if version is None and "version" in request.GET:
        raise Http404
    moment = now.current()
    context: dict[str, Any] = {
        "section": "lists",
        "list": of,
        "versions": list(of.versions.all()),
        "law": [lists.told(effect, moment) for effect in of.effects.all()],
        "version": version,
    }
    if version is not None:
        context |= _lines_context(request, lists.of_version(version, request.user))
    return render(request, "lists/detail.html", context)


def _lines_context(request: HttpRequest, version: ListVersion) -> dict[str, Any]:
    form = LineFilter(request.GET, parts=_parts(version))
    fits = form.apply(version)
    start = number_in(request, "after") or 0
    page = list(lists.with_citations(fits.filter(position__gt=start), request.user)[: PAGE + 1])
    shown = page[:PAGE]
    return {
        "version": version,
        "form": form,
        "totals": lists.totals(fits),
        "all_lines": version.items.count(),
        "chapters": lists.chapters(form.without_code(version)),
        "lines": shown,
        "edition_words": lists.words_of_edition(version, shown),
        "after": start,
        "next_after": shown[-1].position if len(page) > PAGE else None,
        "narrowed": bool(form.chosen()),
        "shows": {
            "part": any(line.part for line in shown),
            "rate": any(line.stated_rate for line in shown),
            "value": any(line.trade_value is not None for line in shown),
            "countries": any(line.countries for line in shown),
        },
    }


def _parts(version: ListVersion) -> list[str]:
    return list(version.items.order_by("part").values_list("part", flat=True).distinct())


@require_safe
def lines(request: HttpRequest, ref: str, number: int, kind: str) -> HttpResponseBase:
    """Return the lines a filter leaves of a version as CSV, XLSX, JSON or JSON lines, in constant memory."""
    of = one(lists.readable(request.user), ref)
    version = lists.chosen(of, number)
    if version is None:
        raise Http404
    form = LineFilter(request.GET, parts=_parts(version))
    if not form.is_valid():
        return refused(form)
    fits = form.apply(version)
    name = f"{of.ref}-v{version.number}.{kind}"
    if kind == "xlsx":
        rows = (list(row.values()) for row in _values(fits))
        numbers = {"position", "ad_valorem_percent", "trade_value"}
        return FileResponse(workbook(HEAD, rows, numbers=numbers), as_attachment=True, filename=name)
    pieces = _PIECES[kind](_values(fits))
    response = StreamingHttpResponse(in_chunks(pieces), content_type=MEDIA[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _values(fits: QuerySet[ListItem]) -> Iterator[dict[str, Any]]:
    """Yield each line's columns by name, read from a cursor of the database."""
    for row in fits.values(*COLUMNS).iterator(chunk_size=1000):
        code = display(row["digits"])
        yield {name: code if name == "display_code" else row[name] for name in HEAD}


_PIECES = {
    "csv": lambda rows: csv_lines(HEAD, (list(row.values()) for row in rows)),
    "json": json_array,
    "ndjson": json_lines,
}

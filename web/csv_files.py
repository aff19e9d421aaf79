"""Tables as CSV files."""

from collections.abc import Iterable, Sequence

from django import forms
from django.http import HttpResponse

from casebook.tables import csv_lines


def refused(form: forms.Form) -> HttpResponse:
    """Return the answer to a download whose filters cannot be read: a line for each, never a file of everything."""
    told = [f"{name}: {' '.join(map(str, faults))}" for name, faults in form.errors.items()]
    return HttpResponse("\n".join(told) + "\n", status=400, content_type="text/plain; charset=utf-8")


def csv_response(name: str, head: Sequence[str], lines: Iterable[Sequence[object]]) -> HttpResponse:
    """Return a download in UTF-8 (RFC 4180); cells a spreadsheet would run as a formula get a leading apostrophe."""
    response = HttpResponse("".join(csv_lines(head, lines)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

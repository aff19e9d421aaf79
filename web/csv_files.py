"""Tables as CSV files."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from casebook.tables import csv_lines


def csv_response(name: str, head: Sequence[str], lines: Iterable[Sequence[object]]) -> HttpResponse:
    """Return a download in UTF-8 (RFC 4180); cells a spreadsheet would run as a formula get a leading apostrophe."""
    response = HttpResponse("".join(csv_lines(head, lines)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

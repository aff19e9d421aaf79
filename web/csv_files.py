"""Tables as CSV files."""

import csv
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_response(name: str, head: Sequence[str], lines: Iterable[Sequence[object]]) -> HttpResponse:
    """Return a download in UTF-8 (RFC 4180); cells a spreadsheet would run as a formula get a leading apostrophe."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(response)
    writer.writerow(head)
    for line in lines:
        writer.writerow([_safe(cell) for cell in line])
    return response


def _safe(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text

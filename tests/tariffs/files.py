"""Small hand-made files in the shapes publishers use."""

import csv
import gzip
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tariffs.importers.reference.usitc import KEYS

HEADING = (
    "HTS Number", "Indent", "Description", "Unit of Quantity", "General Rate of Duty", "Special Rate of Duty",
    "Column 2 Rate of Duty", "Quota Quantity", "Additional Duties",
)  # fmt: skip
SCHEDULE: tuple[tuple[str, ...], ...] = (
    ("0101", "0", "Live horses and asses:", "", "", "", "", "", ""),
    ("", "1", "Horses:", "", "", "", "", "", ""),
    ("0101.21.00", "2", "Purebred breeding animals", "", "Free", "", "Free", "", ""),
    ("0101.21.00.10", "3", "Males", '["No."]', "", "", "", "", ""),
    ("0101.29.00.00", "2", "Other", '["No.","<u>kg<\\/u>"]', "4.5%", "Free (A+,AU)", "20%", "", ""),
    ("0101.30.00.01", "1", "Asses\u00a0(<i>Equus asinus</i>)\u200b",
     '["m<sup>3<\\/sup>"]', "$1/m<sup>3</sup>", "", "", "", ""),
    ("9823", "00", "Sugar", "", "", "", "", "", ""),
    ("9823.01.02", "03", "Within < 5 t", "", "", "", "", "", "No additional duty"),
)  # fmt: skip


def schedule_csv(
    path: Path, rows: Sequence[Sequence[str]] = SCHEDULE, heading: Sequence[str] = HEADING
) -> Path:
    """Write the CSV export with its byte order mark."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heading)
    writer.writerows(rows)
    path.write_text("\ufeff" + text.getvalue(), encoding="utf-8")
    return path


def schedule_json(path: Path, rows: Sequence[Sequence[str]] = SCHEDULE) -> Path:
    """Write the JSON export, gzipped."""
    found = []
    for row in rows:
        cells = [*row[:7], row[8]]
        shown: dict[str, Any] = dict(zip(KEYS, cells, strict=True))
        superior = None if row[0] else "true"
        units = json.loads(row[3]) if row[3] else None
        found.append(shown | {"footnotes": [], "superior": superior, "units": units})
    path.write_bytes(gzip.compress(json.dumps(found).encode()))
    return path


def comtrade_json(path: Path, *codes: tuple[str, str]) -> Path:
    """Write a UN Comtrade classification with its totals."""
    rows = [{"id": "TOTAL", "text": "Total of all commodities", "parent": "#"}]
    rows += [
        {"id": code, "text": f"{code} - {words}", "parent": code[:-2] or "TOTAL"} for code, words in codes
    ]
    path.write_text("\ufeff" + json.dumps({"classCode": "H6", "results": rows}), encoding="utf-8")
    return path

"""What the commands of this room share: control totals, refusals, reports as text."""

from argparse import ArgumentTypeError
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.management.base import CommandError
from tqdm import tqdm

from tariffs.importers.reference.files import Refused
from tariffs.importers.reference.trade import COLUMNS
from tariffs.models import Nomenclature


def progress(rows: Sequence[Any], doing: str) -> Iterable[Any]:
    """Return the rows, and show on a terminal's standard error how many of them are worked on."""
    return tqdm(rows, desc=doing, unit=" rows", disable=None, leave=False)  # None: only on a terminal


def control_total(text: str) -> tuple[str, int]:
    """Return name and number of `rows=35790`; raises ArgumentTypeError."""
    name, equals, number = text.partition("=")
    if not equals or not name.isidentifier() or not number.isdecimal():
        raise ArgumentTypeError(f"“{text}” is no control total; write it like rows=35790")
    return name, int(number)


def refusal(refused: Refused) -> CommandError:
    """Return the error that tells everything that is wrong."""
    return CommandError(f"{refused}\n{len(refused.faults)} fault(s); nothing was written.")


def report_of(report: Mapping[str, Any], leave_out: Sequence[str], lines: Sequence[str]) -> str:
    """Return a report as text: a line per fact, counts by name in one line, then the lines."""
    told = [
        f"{name.replace('_', ' ')}: {_shown(value)}"
        for name, value in report.items()
        if name not in leave_out
    ]
    written = "Saved." if report.get("written") else "Nothing was written."
    return "\n".join([*(line for line in told if not line.startswith("written:")), *lines, written])


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {number}" for key, number in value.items())
    return str(value)


def edition(ref: str) -> Nomenclature:
    """Return the loaded edition with this ref; raises CommandError naming those there are."""
    found = Nomenclature.objects.filter(ref=ref).first()
    if found is None:
        loaded = ", ".join(Nomenclature.objects.order_by("ref").values_list("ref", flat=True)) or "none"
        raise CommandError(f"No edition “{ref}” is loaded; there are: {loaded}.")
    return found


def column_names(text: str) -> dict[str, str]:
    """Return the columns of `code=HS10,value=VAL`; raises ArgumentTypeError."""
    pairs = [part.partition("=") for part in text.split(",")]
    if not all(name in COLUMNS and equals and column for name, equals, column in pairs):
        raise ArgumentTypeError(f"“{text}” names no columns; write it like code=HS10,value=CON_VAL_YR")
    return {name: column for name, _, column in pairs}

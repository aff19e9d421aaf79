"""The numbers that authorities give to proceedings: how they are written, system by system."""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Numbering:
    """How a system writes its numbers, what they are called, and an example."""

    pattern: re.Pattern[str]
    name: str
    example: str


NUMBERING: Mapping[str, Numbering] = {
    "wto-dsu": Numbering(re.compile(r"DS[1-9]\d{0,3}"), "number of a WTO dispute", "DS27"),
    "us-301": Numbering(
        re.compile(r"USTR-\d{4}-\d{4}|301-\d+[a-z]?"), "docket of section 301", "301-92 or USTR-2018-0005"
    ),
    "us-201": Numbering(re.compile(r"TA-201-\d+"), "number of a safeguard investigation", "TA-201-75"),
    "us-337": Numbering(re.compile(r"337-TA-\d+"), "number of a section 337 investigation", "337-TA-794"),
    "us-ad": Numbering(
        re.compile(r"A-\d{3}-\d{3}|731-TA-\d+"), "number of an anti-dumping case", "A-570-150 or 731-TA-1618"
    ),
    "us-cvd": Numbering(
        re.compile(r"C-\d{3}-\d{3}|701-TA-\d+"), "number of a countervailing case", "C-570-151 or 701-TA-685"
    ),
}


def fault_of_number(system: str, official_id: str) -> str | None:
    """Return what is wrong with a number, in a sentence with the fix; None when it fits or nothing is known of it."""
    numbering = NUMBERING.get(system)
    if not official_id or numbering is None or numbering.pattern.fullmatch(official_id):
        return None
    return f"“{official_id}” is no {numbering.name}; write it as in {numbering.example}."

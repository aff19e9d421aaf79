"""Two public lists before and after, as published: the counts a reader of the notices would come to."""

import csv
from pathlib import Path

import pytest

from tariffs.codes import digits_of
from tariffs.diff import diff, sentence
from tariffs.lines import Line

DATA = Path(__file__).parents[3] / "shared" / "data"


def read(name: str, *, skip: int) -> list[Line]:
    """Return the lines of a file of which `skip` rows are headers and the first column is the code."""
    path = DATA / name
    if not path.exists():
        pytest.skip(f"the public list {name} is not on this machine")
    with path.open(newline="", encoding="utf-8") as opened:
        rows = list(csv.reader(opened))[skip:]
    return [Line(number, digits_of(row[0]), row[0]) for number, row in enumerate(rows, start=1)]


def test_ten_digit_exemptions_become_eight_digit_ones() -> None:
    folder = "us-actions-2025-26-tradewartracker"
    old, new = (
        read(f"{folder}/annex-II-exemptions.csv", skip=1),
        read(f"{folder}/annex-II-exemptions-nov14.csv", skip=1),
    )
    found = diff(old, new)
    assert {line.digits for line in old} & {line.digits for line in new} == set()
    assert {name: n for name, n in found.counts.items() if n} == {"kept": 538, "added": 549, "removed": 182}
    assert sentence(found, "Final list") == (
        "Final list keeps 538 of 720 lines, drops 182, adds 549; no rate changed"
    )


def test_canadas_final_list_lies_inside_its_proposed_one() -> None:
    folder = "retaliation-2025-tradewartracker"
    old, new = read(f"{folder}/canada-125b-list.csv", skip=0), read(f"{folder}/canada-steel-list.csv", skip=0)
    counts = {name: n for name, n in diff(old, new).counts.items() if n}
    assert (len(old), len(new), counts) == (4416, 539, {"kept": 539, "removed": 3877})

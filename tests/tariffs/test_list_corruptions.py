"""Damaged lists: at least 99 in 100 are refused or told."""

import csv
import gzip
import os
import random
from pathlib import Path

import pytest

from tariffs.importers.lists.rows import Edition
from tests.tariffs.corruptions import Sound, share_told

DATA = Path(__file__).parents[3] / "shared" / "data"
HTS = DATA / "usitc-hts-2024/htsdata.csv.gz"
LISTS = DATA / "us-actions-2025-26-tradewartracker"
SEED = 20260404
TIMES = int(os.environ.get("DAMAGES", "100"))  # of each real list; `DAMAGES=1000 script/test …` takes minutes


def small_edition() -> list[str]:
    """Return the lines of a made-up edition: a few subheadings of each heading, and a few lines of each of them."""
    chance = random.Random(SEED)
    lines = []
    for chapter in (1, 8, 29, 39, 61, 73, 84, 85, 90, 95):
        for heading in range(1, 11):
            for sub in sorted(chance.sample(range(10, 100), 2)):
                ends = sorted(chance.sample(range(0, 100, 5), 2))
                lines += [f"{chapter:02}{heading:02}{sub}{end:02}" for end in ends]
    return lines


def edition(lines: list[str]) -> Edition:
    levels = {line[:length] for line in lines for length in (2, 4, 6, 8, 10)}
    return Edition("small", frozenset(levels), 10)


def small(*, numbered: bool) -> Sound:
    """Return 150 lines of the small edition, with or without a column that numbers them."""
    full = small_edition()
    chosen = sorted(random.Random(SEED).sample(full, 150))
    rows = [["HTSUS", "description"], *[[code, f"Goods of {code}"] for code in chosen]]
    return sound(rows, edition(full), numbered=numbered)


def sound(rows: list[list[str]], codes: Edition, *, numbered: bool) -> Sound:
    shown = [["No.", *rows[0]], *[[str(n), *row] for n, row in enumerate(rows[1:], 1)]] if numbered else rows
    return Sound(shown, 1, int(numbered), len(rows) - 1, codes, codes)


@pytest.mark.parametrize(
    ("knows", "numbered"),
    [("edition totals", False), ("schedule totals", False), ("edition", True), ("schedule", True)],
)
def test_a_thousand_damages_of_a_small_list_are_refused_or_told(knows: str, numbered: bool) -> None:
    found = share_told(small(numbered=numbered), knows=knows, times=1000, seed=SEED)
    caught, tried = (sum(counts) for counts in zip(*found.values(), strict=True))
    assert tried == 1000
    assert caught >= 990, found


@pytest.mark.parametrize(
    ("knows", "numbered", "hidden"),
    [("totals", False, "swapped_digits"), ("edition", False, "dropped_page"), ("", True, "swapped_digits")],
)
def test_what_one_of_them_alone_cannot_see_is_one_damage(knows: str, numbered: bool, hidden: str) -> None:
    """A page that no number, total or earlier version misses; two digits that keep the order and the totals."""
    found = share_told(small(numbered=numbered), knows=knows, times=500, seed=SEED)
    assert {name for name, (caught, tried) in found.items() if caught < 0.99 * tried} == {hidden}, found


@pytest.mark.skipif(not HTS.exists(), reason=f"the published files are not in {DATA}")
@pytest.mark.parametrize("name", ["annex-II-exemptions-nov14.csv", "canada-338-autos.csv"])
@pytest.mark.parametrize(
    ("knows", "numbered"), [("edition totals", False), ("schedule totals", False), ("edition", True)]
)
def test_damages_of_a_real_list_are_refused_or_told(name: str, knows: str, numbered: bool) -> None:
    with gzip.open(HTS, "rt", encoding="utf-8-sig", newline="") as opened:
        known = [row["HTS Number"].replace(".", "") for row in csv.DictReader(opened)]
    with (LISTS / name).open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.reader(opened))
    codes = edition([code for code in known if code])
    rows = [rows[0], *[row for row in rows[1:] if not codes.lacks(row[0])]]
    found = share_told(sound(rows, codes, numbered=numbered), knows=knows, times=TIMES, seed=SEED)
    caught = sum(count for count, _ in found.values())
    assert caught >= 0.99 * TIMES, found

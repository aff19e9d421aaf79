"""Ways a list is damaged on its way, drawn from a seed."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tariffs.importers.lists.layout import Asked
from tariffs.importers.lists.plan import Expected, Plan, Request, plan_of
from tariffs.importers.lists.rows import Edition
from tariffs.importers.lists.tables import ListFileError
from tests.tariffs.list_files import text

Rows = list[list[str]]


@dataclass(frozen=True)
class Sound:
    """A sound list: its rows, the index of the first data row, the column of codes, and what is known about it."""

    rows: Sequence[Sequence[str]]
    first: int
    code: int
    lines: int
    edition: Edition | None = None
    schedule: Edition | None = None


def dropped_page(rows: Rows, sound: Sound, chance: random.Random) -> None:
    """Lose a run of 1 to 60 rows."""
    size = chance.randint(1, min(60, (len(rows) - sound.first) // 2))
    start = chance.randrange(sound.first, len(rows) - size)
    del rows[start : start + size]


def swapped_digits(rows: Rows, sound: Sound, chance: random.Random) -> None:
    """Swap two neighbouring digits that differ, in one code."""
    while True:
        row = rows[chance.randrange(sound.first, len(rows))]
        code = list(row[sound.code])
        at = chance.randrange(len(code) - 1)
        if code[at] != code[at + 1] and (code[at] + code[at + 1]).isdigit():
            code[at], code[at + 1] = code[at + 1], code[at]
            row[sound.code] = "".join(code)
            return


def doubled_row(rows: Rows, sound: Sound, chance: random.Random) -> None:
    """Print one row twice, somewhere."""
    row = rows[chance.randrange(sound.first, len(rows))]
    rows.insert(chance.randrange(sound.first, len(rows) + 1), list(row))


def eaten_header(rows: Rows, sound: Sound, chance: random.Random) -> None:
    """Lose the first rows: the header, and 1 to 3 lines taken for one."""
    del rows[: sound.first + chance.randint(1, 3)]


def shifted_column(rows: Rows, sound: Sound, chance: random.Random) -> None:
    """Shift a row's cells, or those of a run of rows, by one column, either way."""
    start = chance.randrange(sound.first, len(rows))
    right = chance.random() < 0.5
    for row in rows[start : start + chance.choice([1, 1, 5, 50])]:
        if right:
            row.insert(0, "")
        else:
            row.append("")
            del row[0]


DAMAGES: tuple[Callable[[Rows, Sound, random.Random], None], ...] = (
    dropped_page, swapped_digits, doubled_row, eaten_header, shifted_column,
)  # fmt: skip


def request(sound: Sound, knows: str) -> Request:
    """Return an import that is told the totals, the edition, a schedule beside it, or some of them."""
    totals = Expected(sound.lines) if "totals" in knows else Expected()
    edition = sound.edition if "edition" in knows else None
    return Request(Asked(), None, totals, edition, {}, sound.schedule if "schedule" in knows else None)


def told(sound: Sound, rows: Rows, *, knows: str, baseline: Plan) -> bool:
    """Return whether an import refuses the damaged rows, or tells more than of the sound ones."""
    try:
        plan = plan_of(text(rows), "damaged.csv", request(sound, knows))
    except ListFileError:
        return True
    if not plan.may_be_written(0):
        return True
    if set(plan.layout.notes) - set(baseline.layout.notes):
        return True
    before = {one.what for one in baseline.lines.warnings}
    return any(one.what not in before for one in plan.lines.warnings)


def share_told(sound: Sound, *, knows: str, times: int, seed: int) -> dict[str, tuple[int, int]]:
    """Return for each damage how many of its trials were refused or told, and how many there were."""
    chance = random.Random(seed)
    baseline = plan_of(text(sound.rows), "sound.csv", request(sound, knows))
    assert baseline.may_be_written(0), baseline.lines.rejected[:3]
    found = {damage.__name__: (0, 0) for damage in DAMAGES}
    for number in range(times):
        damage = DAMAGES[number % len(DAMAGES)]
        rows = [list(row) for row in sound.rows]
        damage(rows, sound, chance)
        caught, tried = found[damage.__name__]
        found[damage.__name__] = (caught + told(sound, rows, knows=knows, baseline=baseline), tried + 1)
    return found

"""Tags of pages, remembered by each process for as long as nothing that they depend on has changed.

Programs ask for the same page again and again, and mostly nothing happened. Every change of the record takes a
number at its commit (`history`), in the order of the commits; what a page shows depends on the record, on the
teams of the reader, and on the instant. While the number and the teams are the same and no fact derived from the
instant has turned, the tag is too.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from api.reading import Reading
from api.sql import Slot
from api.statements import Statement, Values

KEPT = 5_000
Digested = tuple[str, int]  # the digest of a page's marks, and how many rows it found
NextTurn = Callable[[datetime], datetime]
STATE = Statement(
    """SELECT (SELECT max(seq) FROM history_change),
              (SELECT string_agg(team_id || role, ',' ORDER BY id) FROM accounts_teammember WHERE user_id = %s)""",
    (Slot("user"),),
    "demarche_state",
    ("user",),
)
_tags: dict[Hashable, "_Tag"] = {}


@dataclass(frozen=True, slots=True)
class _Tag:
    """What the database digested, and what must still be so: its state, and an instant in [since, until]."""

    state: tuple[object, ...]
    since: datetime
    until: datetime
    digested: Digested


def remembered(
    page: Statement,
    values: Values,
    reading: Reading,
    next_turn: NextTurn,
    read: Callable[[], Digested],
) -> Digested:
    """Return what `read` returns, without asking it while that cannot have changed.

    `page` and its `values` name the page; `next_turn(now)` is the last instant at which everything derived from
    `now` is still what it is at `now`.
    """
    if connection.in_atomic_block or not page.name:  # our own changes have no number before the commit
        return read()
    [state] = STATE.rows(values)
    key = (page.name, *(_hashable(values[slot]) for slot in page.slots if slot != "now"))
    known = _tags.get(key)
    if known and known.state == state and known.since <= reading.now <= known.until:
        return known.digested
    found = read()
    if len(_tags) >= KEPT:
        _tags.clear()
    _tags[key] = _Tag(state, reading.now, next_turn(reading.now), found)
    return found


def _hashable(value: object) -> Hashable:
    return tuple(value) if isinstance(value, list) else value

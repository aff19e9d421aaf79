"""Statements compiled once per shape, prepared once per connection, and run many times.

Building an ORM query and planning it cost more than running it. A shape names
everything that changes the SQL; what changes from call to call is a Param.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from api.reading import Reading
from api.sql import Slot

KEPT = 300
# WAY, MOST and PAGE are filled in by `digested`; the page is compiled SQL.
DIGEST = """
SELECT encode(sha256(convert_to(coalesce(
    string_agg(mark_, E'\\n' ORDER BY WAY) FILTER (WHERE n_ <= MOST), ''), 'UTF8')), 'hex'), count(*)
FROM (SELECT mark_, row_number() OVER () AS n_ FROM (PAGE) page_) numbered_
"""
Values = Mapping[str, Any]
_numbers = count(1)
_statements: dict[object, "Statement"] = {}
_prepared: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


@dataclass(frozen=True, eq=False)
class Statement:
    """A compiled SELECT; `sql` is None when it can return nothing, `name` is empty when it is not kept."""

    sql: str | None
    params: tuple[Any, ...]
    name: str
    slots: tuple[str, ...]

    def rows(self, values: Values) -> list[tuple[Any, ...]]:
        """Return the rows with each slot filled from `values`."""
        if self.sql is None:
            return []
        with connection.cursor() as cursor:
            if self.name and settings.API_PREPARED_STATEMENTS:
                self._prepare()
                places = f" ({', '.join(['%s'] * len(self.slots))})" if self.slots else ""
                cursor.execute(f"EXECUTE {self.name}{places}", [values[slot] for slot in self.slots])
            else:
                cursor.execute(self.sql, [values[p.name] if isinstance(p, Slot) else p for p in self.params])
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found

    def _prepare(self) -> None:
        """Prepare the statement unless this connection knows it; a connection keeps as many as the process."""
        raw = connection.connection
        names = _prepared.setdefault(raw, set())
        if self.name in names:
            return
        with raw.cursor() as cursor:
            if len(names) >= KEPT:
                cursor.execute("DEALLOCATE ALL")
                names.clear()
            if not names:
                # The plan fits every value: a page is walked along its index whatever it is narrowed to.
                cursor.execute("SET plan_cache_mode = force_generic_plan")
            cursor.execute(f"PREPARE {self.name} AS {self._text(cursor)}".encode())
        names.add(self.name)

    def _text(self, cursor: Any) -> str:
        """Return the SQL with literals in place and $1, $2, … for the slots."""
        places = {slot: f"${number}" for number, slot in enumerate(self.slots, start=1)}
        literals = [
            places[p.name] if isinstance(p, Slot) else cursor.mogrify("%s", [p]).decode() for p in self.params
        ]
        return str(self.sql) % tuple(literals)


def statement(
    shape: tuple[object, ...],
    build: Callable[[], QuerySet[Any]],
    reading: Reading,
    values: Values,
    *,
    limit: int | None,
) -> Statement:
    """Return the statement of this shape and LIMIT for this reader, compiled on first use.

    An id among `values` that the ORM wrote into the SQL becomes a slot, so that
    members share a statement. One that still holds an id, or a member's that does
    not name the member, is used once and never shared.
    """
    key = (*shape, reading.sight, limit)
    found = _statements.get(key)
    if found is None:
        found = _compiled(build, reading, values, limit)
        if len(_statements) >= KEPT:
            _statements.clear()
        if found.name:
            _statements[key] = found
    return found


def _compiled(
    build: Callable[[], QuerySet[Any]], reading: Reading, values: Values, limit: int | None
) -> Statement:
    try:
        sql, literals = build().query.sql_with_params()
    except EmptyResultSet:
        return Statement(None, (), "", ())
    names = {value: Slot(name) for name, value in values.items() if isinstance(value, UUID)}
    params = tuple(names.get(p, p) if isinstance(p, UUID) else p for p in literals)
    slots = tuple(dict.fromkeys(p.name for p in params if isinstance(p, Slot)))
    personal = any(isinstance(p, UUID | list | tuple) for p in params)
    unnamed = reading.sight == "member" and "user" not in slots
    name = "" if personal or unnamed else f"demarche_{next(_numbers)}"
    return Statement(sql if limit is None else f"{sql} LIMIT {limit:d}", params, name, slots)


def digested(page: Statement, limit: int, backwards: bool) -> Statement:
    """Return the statement of one row: the digest of the page's first `limit` marks, and how many rows it found.

    The same as `conditional.digest_of` over the rows, without sending them. Two statements of one page share it.
    """
    key = ("digest", page.name or page, limit, backwards)
    found = _statements.get(key)
    if found is None:
        order = "n_ DESC" if backwards else "n_"
        sql = page.sql and DIGEST.replace("WAY", order).replace("MOST", f"{limit:d}").replace(
            "PAGE", page.sql
        )
        name = f"demarche_{next(_numbers)}" if page.name else ""
        found = Statement(sql, page.params, name, page.slots)
        if name:
            _statements[key] = found
    return found

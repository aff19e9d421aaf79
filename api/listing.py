"""Pages and single rows: PostgreSQL writes the JSON of each row, Python joins the texts."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.functional import cached_property

from accounts.querysets import is_uuid
from api.conditional import digest_of, etag_of, etag_of_digest
from api.query import Question
from api.reading import Reading
from api.remembered import Digested, NextTurn, remembered
from api.resource import Resource
from api.sql import After, Count, Param, Text
from api.statements import Statement, digested, statement

Rows = Any  # a QuerySet of tuples: annotations made from names are beyond the checker


PK = F("pk")


@dataclass(frozen=True, slots=True)
class Arm:
    """One SELECT of a list: its rows, the key it is ordered by, its marks and its JSON.

    `id` (a UUID) settles the order of rows with one key; rows whose keys are unique may share it.
    """

    rows: QuerySet[Any]
    key: Any
    mark: Any
    body: Any
    id: Any = PK


Arms = Callable[[], Sequence[Arm]]


def arms_of(resource: Resource, reading: Reading, question: Question) -> Arms:
    """Return the one arm of a plain list."""

    def build() -> list[Arm]:
        rows = resource.rows(reading)
        for asked in question.conditions:
            rows = rows.filter(resource.condition(reading, asked))
        mark = resource.mark(reading, question.expand)
        body = resource.body(reading, question.fields, question.expand)
        return [Arm(rows, resource.fields[question.sort].sort_key(), mark, body)]

    return build


class Page:
    """One page of a list; `shape` names what its SQL depends on beside the question."""

    def __init__(
        self, question: Question, reading: Reading, arms: Arms, shape: tuple[object, ...], **ids: UUID
    ) -> None:
        self.question = question
        self.reading = reading
        self.arms = arms
        self.backwards = question.cursor is not None and question.cursor.backwards
        self.values = question.values | reading.values | ids
        if question.cursor:
            self.values |= {"at": question.cursor.key, "last": question.cursor.row_id}
        self.shape = (
            *shape,
            question.conditions,
            question.sort,
            question.descending,
            question.expand,
        )

    def read_marks(self) -> None:
        """Read the page without its JSON."""
        self._keep(self._statement(bodies=False).rows(self.values))

    def read_etag(self, next_turn: NextTurn | None = None) -> None:
        """Read the page's tag alone: the database hashes the marks, and no row is sent.

        With `next_turn` (see `Resource`) it is asked only when something may have changed.
        """
        marks = self._statement(bodies=False)
        page = digested(marks, self.question.limit, self.backwards)

        def read() -> Digested:
            [(digest, count)] = page.rows(self.values) or [(digest_of(()), 0)]
            return digest, count

        self.digest, found = (
            remembered(page, self.values, self.reading, next_turn, read) if next_turn else read()
        )
        self.more = found > self.question.limit

    def read(self) -> None:
        """Read the page with its JSON."""
        self._keep(self._statement(bodies=True).rows(self.values))

    def _keep(self, rows: list[tuple[Any, ...]]) -> None:
        self.more = len(rows) > self.question.limit
        self.found = rows[: self.question.limit]
        if self.backwards:
            self.found.reverse()
        self.digest = digest_of(row[2] for row in self.found)

    def _statement(self, *, bodies: bool) -> Statement:
        asked = self.question
        shape = (
            *self.shape, bodies, asked.fields if bodies else (), self.backwards, asked.cursor is None
        )  # fmt: skip
        return statement(
            shape, lambda: self._select(bodies=bodies), self.reading, self.values, limit=asked.limit + 1
        )

    def _select(self, *, bodies: bool) -> Rows:
        upwards = self.question.descending == self.backwards
        selects = [self._arm(arm, ">" if upwards else "<", bodies=bodies) for arm in self.arms()]
        joined = selects[0].union(*selects[1:], all=True) if len(selects) > 1 else selects[0]
        return joined.order_by(*(("key_", "id_") if upwards else ("-key_", "-id_")))

    def _arm(self, arm: Arm, operator: str, *, bodies: bool) -> Rows:
        rows = arm.rows.order_by()
        if self.question.cursor:
            rows = rows.filter(After(arm.key, arm.id, operator, Param("at"), Param("last")))
        shown = {"key_": arm.key, "id_": arm.id, "mark_": arm.mark} | (
            {"body_": Text(arm.body)} if bodies else {}
        )
        return rows.annotate(**shown).values_list(*shown)

    @cached_property
    def total(self) -> int | None:
        """Return how many rows the filters leave, when `count=exact` asks for it."""
        if not self.question.count:
            return None
        shape = (*self.shape, "count")
        return sum(
            int(row[0])
            for row in statement(shape, self._count, self.reading, self.values, limit=None).rows(self.values)
        )

    def _count(self) -> Rows:
        counts = [arm.rows.order_by().annotate(n_=Count(F("pk"))).values_list("n_") for arm in self.arms()]
        return counts[0].union(*counts[1:], all=True) if len(counts) > 1 else counts[0]

    @property
    def goes_on(self) -> tuple[bool, bool]:
        """Return whether there is a (next, previous) page."""
        if self.backwards:
            return True, self.more
        return self.more, self.question.cursor is not None

    @property
    def ends(self) -> tuple[tuple[Any, UUID], tuple[Any, UUID]] | None:
        """Return the (key, id) pairs of the first and last row, or None of an empty page."""
        return (self.found[0][:2], self.found[-1][:2]) if self.found else None

    @property
    def etag(self) -> str:
        """Return the page's tag."""
        return etag_of_digest(self.digest, self.goes_on, self.total)


@dataclass(frozen=True, slots=True)
class One:
    """A single row: its ETag and, unless only the mark was asked for, its JSON."""

    id: UUID
    etag: str
    body: str


def find(
    resource: Resource, reading: Reading, key: str, *, question: Question | None = None, body: bool = True
) -> One | None:
    """Return the row with this id or ref, or None when there is none that the reader may see."""
    if "\x00" in key:
        return None
    by_id = is_uuid(key)
    fields, expand = (question.fields, question.expand) if question else ((), ())

    def build() -> Rows:
        rows = resource.rows(reading).filter(**{"id" if by_id else "ref": Param("key")})
        rows = rows.annotate(mark_=resource.mark(reading, expand))
        if not body:
            return rows.values_list("pk", "mark_")
        return rows.annotate(body_=Text(resource.body(reading, fields, expand))).values_list(
            "pk", "mark_", "body_"
        )

    shape = (resource.name, "one", by_id, body, fields if body else (), expand)
    values = reading.values | {"key": UUID(key) if by_id else key}
    rows = statement(shape, build, reading, values, limit=1).rows(values)
    if not rows:
        return None
    return One(rows[0][0], etag_of(rows[0][1]), rows[0][2] if body else "")


def bodies(resource: Resource, reading: Reading, ids: Collection[UUID]) -> list[str]:
    """Return the JSON of those of the rows that the reader may see, in the resource's order."""

    def build() -> Rows:
        rows = resource.rows(reading).filter(pk__in=ids).order_by(resource.sort, "pk")
        return rows.annotate(body_=Text(resource.body(reading))).values_list("body_")

    found = statement((resource.name, "some"), build, reading, reading.values, limit=None)
    return [row[0] for row in found.rows(reading.values)]

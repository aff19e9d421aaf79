"""The fields of a resource: how each is written by PostgreSQL, filtered, sorted and documented."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum, StrEnum
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Expression, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, NullIf

from accounts.querysets import visible_q
from api.reading import Reading
from api.sql import Count, Digest, Instant, JsonObject, Text

EQUAL = ("exact", "in")
RANGE = ("exact", "gte", "lte")
BEGINNING = (*EQUAL, "startswith")
END_OF_TIME = date.max
Build = Callable[[Reading, str], Any]


class Guard(Enum):
    """How much of a related row's visibility is left to check.

    DOOR: all of it; ROW: only the row's own, its parents are ours too; ABOVE:
    nothing, it is one of ROWS_ABOVE, which `visible_to` has checked.
    """

    DOOR = 1
    ROW = 2
    ABOVE = 3


class Kind(StrEnum):
    """What a JSON value is."""

    TEXT = "text"
    UUID = "uuid"
    REF = "ref"
    REFS = "refs"
    CODE = "code"
    DATE = "date"
    TIME = "time"
    INSTANT = "instant"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    OBJECT = "object"
    TEXTS = "texts"
    MANY = "many"
    ANY = "any"


NAMING = (Kind.REF, Kind.REFS)  # kinds whose values name other rows, by ref or by id


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One name in the JSON.

    `value(reading, prefix)` is the expression; `own` says that the row's version
    covers it (else it goes into the ETag); `lookups` and `sort` say how a list
    may be narrowed and ordered by it, through the model path `path`. Of REFS,
    `links` are the visible rows that lead to the rows named, by their column `path`.
    """

    kind: Kind
    value: Build
    doc: str = ""
    path: str = ""
    nullable: bool = False
    choices: tuple[str, ...] = ()
    blank: bool = False
    own: bool = True
    lookups: tuple[str, ...] = ()
    sort: bool = False
    condition: Callable[[], Q] | None = None
    target: type[models.Model] | None = None
    guard: "Guard | None" = None
    links: "Callable[[Reading, OuterRef], QuerySet[Any]] | None" = None
    items: "Mapping[str, Field]" = field(default_factory=dict)

    def related(self, reading: Reading) -> QuerySet[Any]:
        """Return the rows a ref may name."""
        manager: Any = self.target._default_manager if self.target else None
        rows: QuerySet[Any] = manager.all()
        if self.guard is Guard.ROW:
            return rows.filter(visible_q(reading.user))
        return manager.visible_to(reading.user) if self.guard is Guard.DOOR else rows

    def mark(self, reading: Reading) -> Any:
        """Return what stands for the value in an ETag."""
        value = self.value(reading, "")
        return Digest(value) if self.kind in {Kind.MANY, Kind.OBJECT, Kind.ANY} else value

    def sort_key(self) -> Any:
        """Return the expression lists are ordered by: never null, an unknown day comes last."""
        return Coalesce(F(self.path), Value(END_OF_TIME)) if self.nullable else F(self.path)


_KINDS: dict[type[Any], Kind] = {
    models.UUIDField: Kind.UUID,
    models.DateTimeField: Kind.INSTANT,
    models.DateField: Kind.DATE,
    models.TimeField: Kind.TIME,
    models.BooleanField: Kind.BOOLEAN,
    models.IntegerField: Kind.INTEGER,
    models.DecimalField: Kind.DECIMAL,
    models.JSONField: Kind.ANY,
    ArrayField: Kind.TEXTS,
}


def column(
    model: type[models.Model],
    path: str,
    doc: str = "",
    *,
    lookups: tuple[str, ...] = (),
    sort: bool = False,
    blank_is_null: bool = False,
) -> Field:
    """Return the field of a column, reached by `path` from `model`; kind, choices and null come from its model."""
    of: Any = None
    for part in path.split("__"):
        of = (of.related_model if of else model)._meta.get_field(part)
    kind = next((kind for cls, kind in _KINDS.items() if isinstance(of, cls)), Kind.TEXT)

    def value(reading: Reading, prefix: str) -> Expression | F:
        source = F(prefix + path)
        if kind is Kind.INSTANT:
            return Instant(source)
        if kind is Kind.DECIMAL:
            return Text(source)
        return NullIf(source, Value("")) if blank_is_null else source

    return Field(
        kind=kind, value=value, doc=doc, path=path,
        nullable=bool(of.null) or blank_is_null, choices=tuple(str(key) for key, _ in of.choices or ()),
        lookups=lookups, sort=sort, blank=of.blank,
    )  # fmt: skip


def ref(
    path: str, target: type[models.Model], doc: str = "", *, guard: Guard = Guard.DOOR, nullable: bool = False
) -> Field:
    """Return the field that shows the `ref` of a related row; null when there is none or it is hidden."""
    guarded = guard is not Guard.ABOVE

    def value(reading: Reading, prefix: str) -> Any:
        shown = F(f"{prefix}{path}__ref")
        if not guarded:
            return shown
        if not getattr(target, "ROWS_ABOVE", ()):
            seen = visible_q(reading.user, f"{prefix}{path}__")
            return Case(When(seen, then=shown)) if seen else shown
        # A join for each of them would make planning eight tables cost more than the page.
        return Subquery(made.related(reading).filter(pk=OuterRef(f"{prefix}{path}_id")).values("ref"))

    made = Field(
        kind=Kind.REF, value=value, doc=doc, path=path, nullable=nullable or guarded, own=False, lookups=EQUAL,
        target=target, guard=guard,
    )  # fmt: skip
    return made


def flag(condition: Callable[[], Q], doc: str) -> Field:
    """Return a derived yes or no; `condition` may use Param("now")."""

    def value(reading: Reading, prefix: str) -> Any:
        return Case(When(condition(), then=Value(True)), default=Value(False))

    return Field(kind=Kind.BOOLEAN, value=value, doc=doc, own=False, lookups=("exact",), condition=condition)


def derived(kind: Kind, value: Callable[[], Combinable], doc: str, *, nullable: bool = False) -> Field:
    """Return a derived value that lists are not narrowed by; it may use Param("now")."""
    return Field(kind=kind, value=lambda reading, prefix: value(), doc=doc, nullable=nullable, own=False)


def many(
    rows: Callable[[Reading, OuterRef], QuerySet[Any]], items: Mapping[str, Field], doc: str = ""
) -> Field:
    """Return the field that lists related rows, already behind the door and ordered, as objects."""

    def value(reading: Reading, prefix: str) -> Any:
        made = JsonObject(**{name: f.value(reading, "") for name, f in items.items()})
        return ArraySubquery(rows(reading, OuterRef(f"{prefix}pk")).values(_object=made))

    return Field(kind=Kind.MANY, value=value, doc=doc, own=False, items=items)


def refs(rows: Callable[[Reading, OuterRef], QuerySet[Any]], path: str = "ref", doc: str = "") -> Field:
    """Return the field that lists the refs of related rows, already behind the door and ordered."""

    def value(reading: Reading, prefix: str) -> Any:
        return ArraySubquery(rows(reading, OuterRef(f"{prefix}pk")).values(_ref=F(path)))

    return Field(kind=Kind.TEXTS, value=value, doc=doc, own=False)


def named(
    links: Callable[[Reading, OuterRef], QuerySet[Any]], path: str, target: type[models.Model], doc: str = ""
) -> Field:
    """Return the field of the refs that `links`, behind the door and ordered, lead to; lists may be narrowed by one."""
    shown = refs(links, f"{path}__ref", doc)
    return replace(
        shown, kind=Kind.REFS, path=path, target=target, guard=Guard.DOOR, links=links, lookups=EQUAL
    )


def coded(of: Field) -> Field:
    """Return the field of a column that holds a commodity code; a code may be asked for with its dots."""
    return replace(of, kind=Kind.CODE)


def count(rows: Callable[[Reading, OuterRef], QuerySet[Any]], doc: str = "") -> Field:
    """Return the field that counts related rows, already behind the door."""

    def value(reading: Reading, prefix: str) -> Any:
        return Subquery(
            rows(reading, OuterRef(f"{prefix}pk")).order_by().annotate(_n=Count(F("pk"))).values("_n")
        )

    return Field(kind=Kind.INTEGER, value=value, doc=doc, own=False)


def nested(fields: Mapping[str, Field], doc: str = "") -> Field:
    """Return one object of further fields of the same row."""

    def value(reading: Reading, prefix: str) -> Any:
        return JsonObject(**{name: f.value(reading, prefix) for name, f in fields.items()})

    return Field(kind=Kind.OBJECT, value=value, doc=doc, own=False, items=fields)

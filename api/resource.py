"""A resource: what one kind of row looks like to the API, declared once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from api.fields import NAMING, Field, Kind
from api.reading import Reading
from api.remembered import NextTurn
from api.sql import AnyOf, Compare, Digest, Joined, JsonObject, Param, Text


@dataclass(frozen=True, slots=True)
class Condition:
    """One filter of a request; its value travels as the parameter `slot`.

    `variant`: "ids" when refs were given as UUIDs, "true" or "false" of a derived flag.
    """

    name: str
    lookup: str
    variant: str = ""

    @property
    def slot(self) -> str:
        """Return the parameter's name."""
        return f"{self.name}__{self.lookup}"


@dataclass(frozen=True, eq=False)
class Resource:
    """Fields by name, the default order, the columns `q` searches, and the relations `expand` may inline.

    `next_turn(now)`, where all that is shown comes from tracked tables, is the last instant at which everything
    derived from `now` is still what it is at `now`; the tags of pages are remembered until then (`remembered`).
    """

    name: str
    model: type[models.Model]
    fields: Mapping[str, Field]
    sort: str = "ref"
    search: tuple[str, ...] = ()
    expand: "Mapping[str, Resource]" = field(default_factory=dict)
    next_turn: NextTurn | None = None

    def rows(self, reading: Reading) -> QuerySet[Any]:
        """Return the rows the reader may see."""
        door: Any = self.model._default_manager
        rows: QuerySet[Any] = door.visible_to(reading.user)
        return rows

    def mark(self, reading: Reading, expand: tuple[str, ...] = ()) -> Joined:
        """Return id|version|everything shown that the version does not cover: the ETag is a hash of it."""
        outside = [f.mark(reading) for f in self.fields.values() if not f.own]
        return Joined(
            Text(F("pk")), F("version"), *outside, *(Digest(self._inlined(reading, e)) for e in expand)
        )

    def body(self, reading: Reading, only: tuple[str, ...] = (), expand: tuple[str, ...] = ()) -> JsonObject:
        """Return the JSON object of a row, narrowed to `only` (all when empty)."""
        shown = {
            name: self._inlined(reading, name) if name in expand else f.value(reading, "")
            for name, f in self.fields.items()
            if not only or name in only
        }
        return JsonObject(**shown)

    def condition(self, reading: Reading, asked: Condition) -> Any:
        """Return the SQL condition of a filter."""
        if asked.name == "q":
            return self._searched()
        of = self.fields[asked.name]
        value = Param(asked.slot, models.CharField())
        if of.condition is not None:
            return of.condition() if asked.variant == "true" else ~of.condition()
        if of.kind in NAMING:
            return self._related(reading, of, asked, value)
        operators = {"exact": "=", "gte": ">=", "lte": "<=", "startswith": "^@"}
        if asked.lookup == "in":
            return AnyOf(F(of.path), value, _SQL_TYPES[of.kind])
        return Compare(F(of.path), operators[asked.lookup], value)

    def _searched(self) -> Q:
        found = Q()
        for path in self.search:
            found |= Q(Compare(F(path), "ILIKE", Param("q__exact")))
        return found

    def _related(self, reading: Reading, of: Field, asked: Condition, value: Param) -> Q:
        key, sql_type = ("id", "uuid") if asked.variant == "ids" else ("ref", "text")
        asked_for = {
            f"{of.path}__in": of.related(reading).filter(AnyOf(F(key), value, sql_type)).values("id")
        }
        if of.links is None:
            return Q(**asked_for)
        return Q(Exists(of.links(reading, OuterRef("pk")).filter(**asked_for)))

    def _inlined(self, reading: Reading, name: str) -> Subquery:
        of = self.fields[name]
        made = self.expand[name].body(reading)
        return Subquery(of.related(reading).filter(pk=OuterRef(f"{of.path}_id")).values(_object=made))

    def parameters(self) -> dict[str, tuple[Field | None, str]]:
        """Return each filter parameter's name with its field (None for `q`) and lookup."""
        known: dict[str, tuple[Field | None, str]] = {}
        for name, of in self.fields.items():
            for lookup in of.lookups:
                known[name if lookup == "exact" else f"{name}__{lookup}"] = (of, lookup)
        if self.search:
            known["q"] = (None, "exact")
        return known

    def sorts(self) -> tuple[str, ...]:
        """Return the fields lists may be sorted by."""
        return tuple(name for name, of in self.fields.items() if of.sort)


_SQL_TYPES = {
    Kind.TEXT: "text",
    Kind.UUID: "uuid",
    Kind.DATE: "date",
    Kind.INTEGER: "integer",
    Kind.BOOLEAN: "boolean",
    Kind.CODE: "text",
}

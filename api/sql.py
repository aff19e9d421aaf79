"""Expressions that let PostgreSQL write the JSON."""

from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Expression, Func, IntegerField, JSONField, TextField
from django.db.models.sql.compiler import SQLCompiler


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a named value among a statement's parameters."""

    name: str


class Param(Expression):
    """A value named now and given when the statement runs."""

    def __init__(self, name: str, output_field: Any = None) -> None:
        super().__init__(output_field=output_field or TextField())
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Return a placeholder and the slot that stands for the value."""
        return "%s", [Slot(self.name)]


class Compare(Func):
    """left OP right, as a condition."""

    output_field = BooleanField()

    def __init__(self, left: Any, operator: str, right: Any) -> None:
        super().__init__(left, right)
        self.arg_joiner = f" {operator} "
        self.template = "(%(expressions)s)"


class AnyOf(Func):
    """left = ANY(array), as a condition; the array's type is named because an empty or text array has none."""

    output_field = BooleanField()
    arg_joiner = " = ANY("

    def __init__(self, left: Any, right: Any, sql_type: str) -> None:
        super().__init__(left, right)
        self.template = f"(%(expressions)s::{sql_type}[]))"


class After(Func):
    """(sort key, id) beyond the pair of a cursor, compared as rows so that an index can answer."""

    output_field = BooleanField()

    def __init__(self, key: Any, row_id: Any, operator: str, *cursor: Any) -> None:
        super().__init__(key, row_id, *cursor)
        self.operator = operator

    def as_sql(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Return (key, id) OP (cursor key, cursor id)."""
        parts = [compiler.compile(expression) for expression in self.get_source_expressions()]
        (key, key_params), (row_id, id_params), (at, at_params), (last, last_params) = parts
        sql = f"(({key}, {row_id}) {self.operator} ({at}, {last}))"
        return sql, [*key_params, *id_params, *at_params, *last_params]


class JsonObject(Func):
    """json_build_object of named expressions; the names are ours, never a caller's."""

    output_field = JSONField()

    def __init__(self, **named: Any) -> None:
        super().__init__(*named.values())
        self.names = tuple(named)

    def as_sql(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Return the call, with the names as literals."""
        parts: list[str] = []
        params: list[Any] = []
        for name, expression in zip(self.names, self.get_source_expressions(), strict=True):
            sql, more = compiler.compile(expression)
            parts.append(f"'{name}', {sql}")
            params += more
        return f"json_build_object({', '.join(parts)})", params


class Text(Func):
    """The text of any value."""

    template = "(%(expressions)s)::text"
    output_field = TextField()


class Instant(Func):
    """A timestamp as 2019-09-01T04:00:00Z."""

    template = """to_char(timezone('UTC', %(expressions)s), 'YYYY-MM-DD"T"HH24:MI:SS"Z"')"""
    output_field = TextField()


class DaysUntil(Func):
    """DaysUntil(day, zone, instant): whole days to the day from the date the instant has in the zone."""

    output_field = IntegerField()

    def as_sql(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Return (day - (instant at the zone)::date)."""
        (day, a), (zone, b), (at, c) = (compiler.compile(e) for e in self.get_source_expressions())
        return f"({day} - timezone({zone}, {at}::timestamptz)::date)", [*a, *b, *c]


class Digest(Func):
    """The MD5 of a value's text: it tells versions apart and guards nothing."""

    template = "md5((%(expressions)s)::text)"
    output_field = TextField()


class Joined(Func):
    """The texts of all values with a bar between them; null is an empty text."""

    function = "concat"
    arg_joiner = ", '|', "
    output_field = TextField()


class Count(Func):
    """count() without the GROUP BY that Django's aggregate would add to a subquery."""

    function = "count"
    output_field = IntegerField()

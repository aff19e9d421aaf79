"""The query string, read strictly: unknown or malformed parameters are faults, all reported at once."""

import base64
import binascii
import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from difflib import get_close_matches
from typing import Any
from uuid import UUID

from django.http import QueryDict

from accounts.querysets import is_uuid
from api.fields import NAMING, Field, Kind
from api.problems import Fault, bad_request
from api.resource import Condition, Resource
from clocks import read_day, read_instant
from tariffs.codes import BadCode, digits_of

DEFAULT_LIMIT = 50
MAX_LIMIT = 500
MAX_IN = 100
STEERING = ("limit", "cursor", "count", "sort", "fields", "expand")


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a list: the pair (sort key, id) to go on from."""

    backwards: bool
    key: Any
    row_id: UUID


@dataclass(frozen=True, slots=True)
class Question:
    """A list request, understood."""

    conditions: tuple[Condition, ...]
    values: dict[str, Any]
    sort: str
    descending: bool
    limit: int
    cursor: Cursor | None
    count: bool
    fields: tuple[str, ...]
    expand: tuple[str, ...]
    bound: str


class BadValueError(ValueError):
    """A parameter's value that cannot be read: a code and what to write instead."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


class QueryReader:
    """Reads one query string for a resource and gathers every fault."""

    def __init__(
        self,
        resource: Resource,
        data: QueryDict,
        *,
        steering: tuple[str, ...] = STEERING,
        filtered: bool = True,
    ) -> None:
        self.resource = resource
        self.data = data
        self.steering = steering
        self.filters = resource.parameters() if filtered else {}
        self.faults: list[Fault] = []

    def question(self, scope: str = "") -> Question:
        """Return the request as understood; `scope` is what else a cursor is bound to. Raises Problem (400)."""
        self._refuse_unknown()
        conditions, values = self._conditions()
        sort, descending = self._sort()
        bound = _fingerprint(scope, self.resource.name, conditions, values, sort, descending)
        found = Question(
            conditions=conditions, values=values, sort=sort, descending=descending, limit=self._limit(),
            cursor=self._cursor(sort, bound), count=self._count(), bound=bound,
            fields=self._names("fields", tuple(self.resource.fields)),
            expand=self._names("expand", tuple(self.resource.expand)),
        )  # fmt: skip
        if self.faults:
            raise bad_request(self.faults)
        return found

    def _fault(self, name: str, code: str, detail: str) -> None:
        self.faults.append(Fault(f"?{name}", code, f"{name}: {detail}"))

    def _refuse_unknown(self) -> None:
        known = [*self.filters, *self.steering]
        for name in self.data:
            if name not in known:
                near = get_close_matches(name, known, n=1, cutoff=0.5)
                hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(sorted(known)) or 'none'}."
                self._fault(name[:60], "unknown_parameter", f"this parameter is not known here; {hint}")
            elif len(self.data.getlist(name)) > 1:
                self._fault(
                    name, "repeated", "give this parameter once; several values go into the __in form."
                )

    def _conditions(self) -> tuple[tuple[Condition, ...], dict[str, Any]]:
        conditions, values = [], {}
        for parameter in sorted(set(self.data) & set(self.filters)):
            of, lookup = self.filters[parameter]
            name = "q" if of is None else parameter.removesuffix(f"__{lookup}")
            try:
                value = _read(of, lookup, str(self.data[parameter]))
            except BadValueError as bad:
                self._fault(parameter, bad.code, str(bad))
                continue
            condition = Condition(name, lookup, _variant(of, value))
            conditions.append(condition)
            values[condition.slot] = value
        return tuple(conditions), values

    def _sort(self) -> tuple[str, bool]:
        asked = self.data.get("sort", self.resource.sort)
        name = asked.removeprefix("-")
        if name not in self.resource.sorts():
            self._fault(
                "sort",
                "unknown_sort",
                f"sort by one of {', '.join(self.resource.sorts())}, with - in front to reverse.",
            )
        return name, asked.startswith("-")

    def _limit(self) -> int:
        text = self.data.get("limit", str(DEFAULT_LIMIT))
        if re.fullmatch(r"[0-9]{1,3}", text) and 1 <= int(text) <= MAX_LIMIT:
            return int(text)
        self._fault("limit", "bad_limit", f"write a whole number from 1 to {MAX_LIMIT}.")
        return DEFAULT_LIMIT

    def _count(self) -> bool:
        if self.data.get("count", "exact") != "exact":
            self._fault("count", "bad_count", "the only count on offer is “exact”.")
        return "count" in self.data

    def _names(self, parameter: str, known: tuple[str, ...]) -> tuple[str, ...]:
        if parameter not in self.data:
            return ()
        names = tuple(dict.fromkeys(str(self.data[parameter]).split(",")))
        for name in names:
            if name not in known:
                near = get_close_matches(name, known, n=1, cutoff=0.5)
                hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(known) or 'none'}."
                self._fault(parameter, "unknown_field", f"“{name[:60]}” is not known here; {hint}")
        return names

    def _cursor(self, sort: str, bound: str) -> Cursor | None:
        text = self.data.get("cursor")
        if text is None:
            return None
        try:
            packed = json.loads(base64.urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4)))
            tied, backwards, key, row_id = packed
            if tied != bound or sort not in self.resource.fields:
                self._fault(
                    "cursor",
                    "cursor_of_another_list",
                    "this cursor belongs to other filters; start without one.",
                )
                return None
            return Cursor(bool(backwards), read_key(self.resource.fields[sort].kind, key), UUID(row_id))
        except (ValueError, TypeError, AttributeError, RecursionError, binascii.Error):
            self._fault("cursor", "bad_cursor", "this is no cursor; take one from `next` or `previous`.")
            return None


def _variant(of: Field | None, value: Any) -> str:
    if of is not None and of.kind in NAMING and isinstance(value[0], UUID):
        return "ids"
    return str(value).lower() if of is not None and of.condition is not None else ""


def pack_cursor(bound: str, *, backwards: bool, key: Any, row_id: UUID) -> str:
    """Return the opaque text of a place in the list bound to `bound`."""
    plain = key.isoformat() if isinstance(key, date) else key
    packed = json.dumps([bound, int(backwards), plain, str(row_id)], separators=(",", ":"))
    return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def read_key(kind: Kind, key: Any) -> Any:
    """Return a cursor's sort key as a value for the database; raises ValueError or TypeError."""
    if kind is Kind.DATE:
        return date.fromisoformat(key)
    if kind is Kind.INSTANT:
        return datetime.fromisoformat(key)
    if not isinstance(key, int if kind is Kind.INTEGER else str) or "\x00" in str(key):
        raise TypeError("wrong key")
    return key


def _fingerprint(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "backslashreplace")).hexdigest()[:12]


def _read(of: Field | None, lookup: str, text: str) -> Any:
    """Return the value of a parameter; raises BadValueError."""
    if "\x00" in text:
        raise BadValueError("bad_text", "the character NUL cannot be searched for.")
    if text == "":
        raise BadValueError("empty", "write a value, or leave the parameter out.")
    if of is None:
        escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return f"%{escaped}%"
    if lookup == "in" or of.kind in NAMING:
        parts = text.split(",") if lookup == "in" else [text]
        if len(parts) > MAX_IN:
            raise BadValueError("too_many", f"at most {MAX_IN} values.")
        values = [_one(of, part) for part in parts]
        if len({type(value) for value in values}) > 1:
            raise BadValueError("mixed_keys", "write either refs or ids, not both.")
        return values
    return _one(of, text)


def _one(of: Field, text: str) -> Any:
    if of.choices and text not in of.choices:
        near = get_close_matches(text, of.choices, n=1, cutoff=0.5)
        hint = f"; did you mean {near[0]}?" if near else "."
        raise BadValueError("unknown_choice", f"“{text[:60]}” is not one of {', '.join(of.choices)}{hint}")
    if of.kind in NAMING:
        return UUID(text) if is_uuid(text) else text
    reader = _READERS.get(of.kind)
    return reader(text) if reader else text


def _day(text: str) -> date:
    if day := read_day(text):
        return day
    raise BadValueError("bad_date", f"“{text[:60]}” is no date; write one such as 1995-02-04.")


def _instant(text: str) -> datetime:
    instant = read_instant(text)
    try:
        if instant and instant.tzinfo:
            return instant.astimezone(UTC)
    except OverflowError:
        pass
    raise BadValueError(
        "bad_instant", f"“{text[:60]}” is no instant; write one such as 1995-02-05T04:59:59Z (a + as %2B)."
    )


def _truth(text: str) -> bool:
    if text not in {"true", "false"}:
        raise BadValueError("bad_boolean", "write true or false.")
    return text == "true"


def _key(text: str) -> UUID:
    if not is_uuid(text):
        raise BadValueError("bad_uuid", f"“{text[:60]}” is no UUID.")
    return UUID(text)


def _code(text: str) -> str:
    try:
        return digits_of(text)
    except BadCode as bad:
        raise BadValueError("bad_code", str(bad)) from bad


def _number(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise BadValueError("bad_number", f"“{text[:60]}” is no whole number.")
    return int(text)


_READERS = {
    Kind.DATE: _day,
    Kind.INSTANT: _instant,
    Kind.BOOLEAN: _truth,
    Kind.UUID: _key,
    Kind.INTEGER: _number,
    Kind.CODE: _code,
}

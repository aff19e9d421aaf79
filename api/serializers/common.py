"""Strict fields: no unknown key, no coerced type, no silent default."""

import difflib
import re
from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Protocol
from zoneinfo import available_timezones

from django.db import models
from rest_framework import serializers

from clocks.given import DAY, read_day, read_instant
from disputes import moments
from disputes.currencies import CODES
from disputes.models import Visibility

BEYOND = "{} lies at an end of the calendar, where no zone can be reckoned; check the year."


class Refs(Protocol):
    """What a document's refs may name."""

    def known(self, model: type[models.Model]) -> Collection[str]:
        """Return every ref of the model that may be named."""

    def get(self, model: type[models.Model], ref: str) -> Any:
        """Return the row; only refs that were found known are asked for."""


def nearest(word: str, words: Collection[str]) -> str:
    """Return a hint: the nearest of `words`, or all of them when they are few."""
    near = difflib.get_close_matches(word, words, 1, 0.6)
    if near:
        return f"; did you mean “{near[0]}”?"
    return f"; known: {', '.join(sorted(words))}." if 0 < len(words) <= 40 else "."


class Shape(serializers.Serializer[Any]):
    """A mapping with no unknown keys; every fault of every key at once."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """Return the values with defaults; raises ValidationError by key."""
        if not isinstance(data, Mapping):
            raise serializers.ValidationError({"": ["Expected a mapping of keys to values."]})
        known = [name for name, field in self.fields.items() if not field.read_only]
        faults: dict[str, Any] = {
            str(key): [f"Unknown key “{key}”{nearest(str(key), known)}"] for key in data if key not in known
        }
        values: dict[str, Any] = {}
        try:
            values = super().to_internal_value({key: data[key] for key in data if key in known})
        except serializers.ValidationError as error:
            faults |= dict(error.detail) if isinstance(error.detail, dict) else {"": error.detail}
        if faults:
            raise serializers.ValidationError(faults)
        return values


class Text(serializers.CharField):
    """A string; a number or a truth value is not one."""

    def to_internal_value(self, data: Any) -> str:
        """Return the text."""
        if not isinstance(data, str):
            raise serializers.ValidationError(f"Expected text, found {data!r}; put it in quotes.")
        return super().to_internal_value(data)


class Texts(serializers.DictField):
    """Texts by name; a name is text as well."""

    def __init__(self, **options: Any) -> None:
        self.max_length: int | None = options.pop("max_length", None)
        super().__init__(child=Text(max_length=self.max_length), **options)

    def to_internal_value(self, data: Any) -> dict[str, str]:
        """Return the texts."""
        if isinstance(data, Mapping):
            for name in data:
                Text(allow_blank=True).run_validation(name)
        texts: dict[str, str] = super().to_internal_value(data)
        return texts


class Ref(serializers.SlugField):
    """The stable name of a row: letters, digits, - and _."""

    def to_internal_value(self, data: Any) -> str:
        """Return the ref."""
        if not isinstance(data, str):
            raise serializers.ValidationError(f"Expected a ref in quotes, found {data!r}.")
        return super().to_internal_value(data)


class DeadlineRef(Text):
    """The stable name of a deadline, which may hold the dot of a rule's id."""

    def to_internal_value(self, data: Any) -> str:
        """Return the ref."""
        text = super().to_internal_value(data)
        if not re.fullmatch(r"[A-Za-z0-9_.-]+", text):
            raise serializers.ValidationError(f"“{text}” is no ref: use letters, digits, dots and hyphens.")
        return text


class Link(serializers.Field[Any, Any, Any, Any]):
    """The ref of another row, which must be known in this document or to this reader."""

    def __init__(self, model: type[models.Model], **options: Any) -> None:
        self.model = model
        super().__init__(**options)

    def to_internal_value(self, data: Any) -> str:
        """Return the ref."""
        refs: Refs = self.context["refs"]
        known = refs.known(self.model)
        if not isinstance(data, str) or data not in known:
            name = self.model._meta.verbose_name
            raise serializers.ValidationError(f"There is no {name} “{data}”{nearest(str(data), known)}")
        return data

    def to_representation(self, value: Any) -> Any:
        """Return the ref."""
        return value


class Day(serializers.Field[Any, Any, Any, Any]):
    """An ISO date."""

    def to_internal_value(self, data: Any) -> date:
        """Return the date."""
        if isinstance(data, str) and DAY.fullmatch(data):
            if (day := read_day(data)) is None:
                raise serializers.ValidationError(f"{data} is not a day of the calendar.")
            if not moments.reckonable(day):
                raise serializers.ValidationError(BEYOND.format(data), "date_out_of_range")
            return day
        raise serializers.ValidationError(f"Expected a date such as 1995-02-04, found {data!r}.")

    def to_representation(self, value: Any) -> Any:
        """Return the date as text."""
        return value


class Instant(serializers.Field[Any, Any, Any, Any]):
    """An ISO date and time with its offset from UTC."""

    def to_internal_value(self, data: Any) -> datetime:
        """Return the aware datetime."""
        hint = f"Expected a date, time and offset such as 1995-02-26T00:01:00-05:00, found {data!r}."
        instant = read_instant(data) if isinstance(data, str) else None
        if instant is None:
            raise serializers.ValidationError(hint)
        if instant.tzinfo is None:
            raise serializers.ValidationError(
                f"{data} has no offset from UTC; write {data}-05:00 or the like."
            )
        if not moments.reckonable(instant):
            raise serializers.ValidationError(BEYOND.format(data), "date_out_of_range")
        return instant

    def to_representation(self, value: Any) -> Any:
        """Return the instant as text."""
        return value


class Amount(serializers.Field[Any, Any, Any, Any]):
    """A decimal number in quotes, in full units, with at most two decimals."""

    def __init__(self, places: int = 2, **options: Any) -> None:
        self.places = places
        super().__init__(**options)

    def to_internal_value(self, data: Any) -> Decimal:
        """Return the number."""
        hint = f'Expected a number in quotes such as "1080000000.00", found {data!r}.'
        if not isinstance(data, str) or not re.fullmatch(r"-?\d+(\.\d+)?", data):
            raise serializers.ValidationError(hint)
        try:
            number = Decimal(data)
        except InvalidOperation:
            raise serializers.ValidationError(hint) from None
        if -int(number.as_tuple().exponent) > self.places:
            raise serializers.ValidationError(f"{data} has more than {self.places} decimals.")
        return number

    def to_representation(self, value: Any) -> Any:
        """Return the number as text."""
        return value


class Whole(serializers.IntegerField):
    """A whole number; text and truth values are not."""

    def to_internal_value(self, data: Any) -> int:
        """Return the number."""
        if not isinstance(data, int) or isinstance(data, bool):
            raise serializers.ValidationError(f"Expected a whole number, found {data!r}.")
        return super().to_internal_value(data)


class YesNo(serializers.BooleanField):
    """true or false and nothing else."""

    def to_internal_value(self, data: Any) -> bool:
        """Return the truth value."""
        if not isinstance(data, bool):
            raise serializers.ValidationError(f"Expected true or false, found {data!r}.")
        return data


class OneOf(serializers.ChoiceField):
    """One of the words of an enumeration."""

    def __init__(self, choices: type[models.TextChoices], **options: Any) -> None:
        self.words: tuple[str, ...] = tuple(choices.values)
        super().__init__(choices=choices.choices, **options)

    def to_internal_value(self, data: Any) -> str:
        """Return the word."""
        if not isinstance(data, str) or data not in self.words:
            raise serializers.ValidationError(f"“{data}” is not known here{nearest(str(data), self.words)}")
        return data


@cache
def zones() -> frozenset[str]:
    """Return the names of the IANA zones of places, and UTC; finding them reads hundreds of files, so once is enough.

    "EST" and its like are fixed offsets kept for old systems: a summer hour would be an hour off.
    """
    return frozenset(name for name in available_timezones() if "/" in name or name == "UTC")


class Zone(Text):
    """An IANA time zone."""

    def to_internal_value(self, data: Any) -> str:
        """Return the zone's name."""
        name = super().to_internal_value(data)
        if name not in zones():
            raise serializers.ValidationError(f"“{name}” is no IANA time zone{nearest(name, zones())}")
        return name


class Currency(Text):
    """An ISO 4217 code."""

    def to_internal_value(self, data: Any) -> str:
        """Return the code."""
        code = super().to_internal_value(data)
        if code not in CODES:
            raise serializers.ValidationError(f"“{code}” is no ISO 4217 currency{nearest(code, CODES)}")
        return code


class Pattern(Text):
    """Text of a fixed form; `form` says it in words."""

    def __init__(self, pattern: str, form: str, **options: Any) -> None:
        self.pattern = re.compile(pattern)
        self.form = form
        super().__init__(**options)

    def to_internal_value(self, data: Any) -> str:
        """Return the text."""
        text = super().to_internal_value(data)
        if not self.pattern.fullmatch(text):
            raise serializers.ValidationError(f"“{text}” is not {self.form}.")
        return text


def words(max_length: int | None = None) -> Text:
    """Return a field of optional text, empty when not given."""
    return Text(required=False, default="", allow_blank=True, max_length=max_length)


class Pins(serializers.DictField):
    """Deadlines (by ref) that keep their day, each with the reason."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=Text(max_length=300), required=False, default=dict, **kwargs)


class Row(Shape):
    """A row with a ref of its own; its visibility is that of what it belongs to unless it says so."""

    ref: serializers.CharField = Ref(max_length=120)
    visibility = OneOf(Visibility, required=False, default=None)

"""The shape of a question about a whole proceeding: what is on record, and what is assumed."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

import clocks
from api.serializers.common import Day, Instant, Link, OneOf, Shape, Text, Texts, Whole, Zone, nearest, words
from disputes.kinds import EventKind
from disputes.models import Precision, Proceeding

MOST_EVENTS, MOST_ASSUMED = 300, 20


class Facts(serializers.Field[Any, Any, Any, Any]):
    """Answers to the questions of a pack."""

    def to_internal_value(self, data: Any) -> dict[str, bool | str | int]:
        """Return the answers."""
        good = isinstance(data, Mapping) and all(
            isinstance(name, str) and isinstance(answer, bool | str | int) for name, answer in data.items()
        )
        if not good:
            raise serializers.ValidationError("Expected a mapping of facts to true, false, texts or numbers.")
        return dict(data)


class EventOfRun(Shape):
    """An event of the question; `key` names it in the answer (`event-1`, … when left out)."""

    key = Text(required=False, default="", max_length=60)
    kind = Text(max_length=60)
    on = Day()
    precision = OneOf(Precision, required=False, default=Precision.DAY)
    at = Instant(required=False, default=None, allow_null=True)
    zone = Zone(required=False, default="", allow_blank=True)
    printed = words(120)
    sequence = Whole(required=False, default=0, min_value=0, max_value=32767)
    data = Texts(required=False, default=dict, max_length=300)  # type: ignore[assignment]  # declared fields leave the class


class AssumedOfRun(Shape):
    """An assumed event: on a day, maybe at the latest on another, or on the last day of a rule."""

    kind = Text(max_length=60)
    on = Day(required=False, default=None, allow_null=True)
    until = Day(required=False, default=None, allow_null=True)
    at_limit_of = Text(required=False, default="", max_length=60, allow_blank=True)
    data = Texts(required=False, default=dict, max_length=300)  # type: ignore[assignment]  # declared fields leave the class

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the values; an assumption has one day, and the latest is not before the earliest."""
        faults = {}
        if bool(attrs["on"]) == bool(attrs["at_limit_of"]):
            faults["on"] = ["Give either on or at_limit_of."]
        if attrs["until"] and (not attrs["on"] or attrs["until"] < attrs["on"]):
            faults["until"] = ["A latest day goes with an earliest (on) that is not after it."]
        if faults:
            raise serializers.ValidationError(faults)
        return attrs


class RunShape(Shape):
    """Either a proceeding on record, or a pack with facts and events; and what is assumed beyond."""

    proceeding = Link(Proceeding, required=False, default=None)
    pack = Text(required=False, default="", max_length=60, allow_blank=True)
    facts = Facts(required=False, default=dict)
    events = serializers.ListField(child=EventOfRun(), required=False, default=list, max_length=MOST_EVENTS)
    assumed = serializers.ListField(
        child=AssumedOfRun(), required=False, default=list, max_length=MOST_ASSUMED
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the values; a proceeding on record brings its own pack, facts and events."""
        if attrs["proceeding"]:
            own = [name for name in ("pack", "facts", "events") if attrs[name]]
            if own:
                told = "The proceeding on record brings its own; leave this out or leave proceeding out."
                raise serializers.ValidationError({name: [told] for name in own})
        elif attrs["pack"] and attrs["pack"] not in clocks.packs():
            told = f"“{attrs['pack']}” is no pack{nearest(attrs['pack'], clocks.packs())}"
            raise serializers.ValidationError({"pack": [told]})
        elif not attrs["pack"]:
            raise serializers.ValidationError(
                {"pack": ["Give pack, facts and events, or a proceeding on record."]}
            )
        if faults := _unknown_kinds(attrs):
            raise serializers.ValidationError(faults)
        return attrs


def _unknown_kinds(attrs: dict[str, Any]) -> dict[str, Any]:
    """Return a fault for each event of a kind that nothing knows: it would start nothing, without a word."""
    known = {*EventKind.values, *(clocks.load_pack(attrs["pack"]).events if attrs["pack"] else ())}
    return {
        name: {
            number: {"kind": [f"“{one['kind']}” is no kind of event{nearest(one['kind'], known)}"]}
            for number, one in enumerate(attrs[name])
            if one["kind"] not in known
        }
        for name in ("events", "assumed")
        if any(one["kind"] not in known for one in attrs[name])
    }


def events_of(shapes: list[dict[str, Any]]) -> list[clocks.EventFact]:
    """Return the events of the question as the clocks see them."""
    return [
        clocks.EventFact(
            key=shape["key"] or f"event-{number}",
            kind=shape["kind"],
            on=shape["on"],
            precision=clocks.Precision(shape["precision"]),
            instant=shape["at"],
            zone=shape["zone"] or None,
            sequence=shape["sequence"],
            data=shape["data"],
            printed=shape["printed"],
        )
        for number, shape in enumerate(shapes, start=1)
    ]


def assumptions_of(shapes: list[dict[str, Any]]) -> list[clocks.Assumption]:
    """Return the assumed events."""
    return [clocks.Assumption(**shape | {"at_limit_of": shape["at_limit_of"] or None}) for shape in shapes]

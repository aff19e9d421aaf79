"""Rounds, demands with positions, agreements with commitments."""

from typing import Any

from rest_framework import serializers

from api.serializers.common import Day, Link, OneOf, Shape, Text, Whole, Zone, words
from api.serializers.disputes import Cited
from disputes.models import Actor, Event, Precision
from negotiations.models import CommitmentState, DelegationRole, Level, PositionStance, Round, RoundState


class DelegationShape(Shape):
    """A person who sat for a side."""

    side = Link(Actor)
    person = Link(Actor)
    role = OneOf(DelegationRole)


class RoundShape(Cited):
    """A round of talks."""

    number = Whole(min_value=1, max_value=32767)
    title = Text(max_length=200)
    level = OneOf(Level, required=False, default=Level.UNKNOWN)
    venue = words(150)
    zone = Zone()
    starts_on = Day()
    starts_precision = OneOf(Precision, required=False, default=Precision.DAY)
    ends_on = Day(required=False, default=None)
    ends_precision = OneOf(Precision, required=False, default=Precision.DAY)
    printed = words(120)
    state = OneOf(RoundState)
    outcome = words()
    delegations = DelegationShape(many=True, required=False, default=list)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the values; a round ends after it starts."""
        if attrs["ends_on"] and attrs["ends_on"] < attrs["starts_on"]:
            raise serializers.ValidationError({"ends_on": ["It ends before it starts."]})
        return attrs


class PositionShape(Cited):
    """What a side said on a demand."""

    round = Link(Round, required=False, default=None)
    actor = Link(Actor)
    stance = OneOf(PositionStance)
    on = Day()
    precision = OneOf(Precision, required=False, default=Precision.DAY)
    text = Text()


class DemandShape(Cited):
    """What a side asks for."""

    side = Link(Actor)
    chapter = words(100)
    title = Text(max_length=200)
    text = words()
    positions = PositionShape(many=True, required=False, default=list)


class CommitmentShape(Cited):
    """A promise."""

    obligor = Link(Actor)
    text = Text()
    due_on = Day(required=False, default=None)
    due_text = words(150)
    verifier = Link(Actor, required=False, default=None)
    evidence = words()
    state = OneOf(CommitmentState, required=False, default=CommitmentState.OPEN)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the values; what is said to be kept has evidence."""
        if attrs["state"] == CommitmentState.KEPT and not attrs["evidence"]:
            raise serializers.ValidationError({"evidence": ["A commitment that was kept needs evidence."]})
        return attrs


class AgreementShape(Cited):
    """A text by which the sides bind themselves."""

    title = Text(max_length=200)
    form = words(100)
    reached_on = Day()
    signed_on = Day(required=False, default=None)
    signed_precision = OneOf(Precision, required=False, default=Precision.DAY)
    event = Link(Event, required=False, default=None)
    text = words()
    commitments = CommitmentShape(many=True, required=False, default=list)

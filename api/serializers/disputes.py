"""Actors, sources, disputes, proceedings, events with their citations and deadlines, figures."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rest_framework import serializers

import clocks
from api.serializers.common import (
    Amount,
    Currency,
    Day,
    DeadlineRef,
    Instant,
    Link,
    OneOf,
    Pattern,
    Ref,
    Row,
    Shape,
    Text,
    Texts,
    Whole,
    YesNo,
    Zone,
    words,
)
from disputes.kinds import EventKind
from disputes.models import (
    Actor,
    ActorKind,
    Basis,
    Confidence,
    DeadlineKind,
    Dispute,
    Event,
    FigureKind,
    LinkKind,
    NameKind,
    PartyRole,
    Precision,
    Proceeding,
    Qualifier,
    Source,
    SourceKind,
    Stage,
    Stance,
)
from disputes.systems import fault_of_number


class CitationShape(Shape):
    """What a source says about the row the citation stands under."""

    source = Link(Source)  # type: ignore[assignment]  # declared fields leave the class
    stance = OneOf(Stance, required=False, default=Stance.SUPPORTS)
    quote = words()
    page = words(60)
    claim = words()
    note = words()


class Cited(Row):
    """A row with a confidence and citations."""

    confidence = OneOf(Confidence, required=False, default=Confidence.CERTAIN)
    citations = CitationShape(many=True, required=False, default=list)


class SpanShape(Shape):
    """A range of days; open ends are unknown or still running."""

    valid_from = Day(required=False, default=None)
    valid_to = Day(required=False, default=None)


class NameShape(SpanShape):
    """A further name of an actor."""

    name = Text(max_length=200)
    kind = OneOf(NameKind)
    note = words(300)


class AffiliationShape(SpanShape):
    """An office, an agency's state, a bloc's member."""

    of = Link(Actor)
    title = words(150)
    acting = YesNo(required=False, default=False)
    confidence = OneOf(Confidence, required=False, default=Confidence.CERTAIN)
    citations = CitationShape(many=True, required=False, default=list)


class ActorShape(Row):
    """Somebody who acts."""

    ref = Ref(max_length=80)
    kind = OneOf(ActorKind)
    name = Text(max_length=200)
    iso2 = Pattern(r"[A-Z]{2}", "an ISO 3166-1 alpha-2 code such as US", required=False, default="")
    note = words()
    names = NameShape(many=True, required=False, default=list)
    affiliations = AffiliationShape(many=True, required=False, default=list)

    def validate_iso2(self, value: str) -> str:
        """Return the code; the one everybody writes for the United Kingdom is not its own."""
        if value == "UK":
            raise serializers.ValidationError("“UK” is no ISO 3166-1 code; the United Kingdom is GB.")
        return value

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the values; nobody is an office holder or a member of themselves."""
        if any(office["of"] == attrs["ref"] for office in attrs["affiliations"]):
            raise serializers.ValidationError({"affiliations": ["An actor is not affiliated to itself."]})
        return attrs


class SourceShape(Row):
    """A document a fact rests on."""

    ref = Ref(max_length=100)
    title = Text(max_length=300)
    publisher = words(150)
    kind = OneOf(SourceKind)
    url = serializers.URLField(required=False, default="", max_length=500)
    published_on = Day(required=False, default=None)
    language = Text(required=False, default="en", max_length=10)
    note = words()


class PartyShape(Shape):
    """An actor's role in the dispute, or in one of its proceedings."""

    actor = Link(Actor)
    role = OneOf(PartyRole)
    proceeding = Link(Proceeding, required=False, default=None)
    citations = CitationShape(many=True, required=False, default=list)


class LinkShape(Shape):
    """A link to another dispute."""

    to = Link(Dispute)
    kind = OneOf(LinkKind)


class DisputeShape(Row):
    """The dispute itself; its stage comes from its events."""

    ref = Ref(max_length=60)
    title = Text(max_length=200)
    summary = words()
    subject = words(200)
    opened_on = Day(required=False, default=None)
    closed_on = Day(required=False, default=None)
    parties = PartyShape(many=True, required=False, default=list)
    links = LinkShape(many=True, required=False, default=list)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the values; a dispute closes after it opens, and is linked to others."""
        faults = {}
        if attrs["opened_on"] and attrs["closed_on"] and attrs["closed_on"] < attrs["opened_on"]:
            faults["closed_on"] = ["It closes before it opens."]
        if any(link["to"] == attrs["ref"] for link in attrs["links"]):
            faults["links"] = ["A dispute is not linked to itself."]
        if faults:
            raise serializers.ValidationError(faults)
        return attrs


class ProceedingShape(Row):
    """A legal track; `facts` are the answers its clock rules ask for."""

    ref = Ref(max_length=80)
    system = Text(max_length=30)
    official_id = words(60)
    title = Text(max_length=200)
    pack = words(30)
    facts = serializers.DictField(required=False, default=dict)

    def validate_pack(self, value: str) -> str:
        """Return the name of a known rule pack, or ''."""
        if value and value not in clocks.packs():
            raise serializers.ValidationError(
                f"There is no rule pack “{value}”; known: {', '.join(clocks.packs())}."
            )
        return value

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse a number that the system does not write so."""
        if fault := fault_of_number(attrs["system"], attrs["official_id"]):
            raise serializers.ValidationError({"official_id": fault})
        return attrs


class AnnouncedShape(Row):
    """A deadline an event announces."""

    ref = DeadlineRef(max_length=200, required=False, default="")
    kind = OneOf(DeadlineKind)
    basis = OneOf(Basis, required=False, default=Basis.ANNOUNCED)
    title = Text(max_length=200)
    due_on = Day()
    due_time = Pattern(r"([01]\d|2[0-3]):[0-5]\d", "an hour such as 23:59", required=False, default=None)
    legal_zone = Zone()
    window_start = Day(required=False, default=None)
    printed = words(120)
    responsible = Link(Actor, required=False, default=None)
    beneficiary = Link(Actor, required=False, default=None)
    unless = words(200)
    unless_kinds = serializers.ListField(child=OneOf(EventKind), required=False, default=list)
    then = words(200)
    then_kinds = serializers.ListField(child=OneOf(EventKind), required=False, default=list)
    consequence = words()
    citation = words(200)
    confidence = OneOf(Confidence, required=False, default=Confidence.CERTAIN)
    citations = CitationShape(many=True, required=False, default=list)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the values; an ultimatum says its condition and its threat."""
        faults = {}
        if attrs["kind"] == DeadlineKind.ULTIMATUM:
            faults = {key: [f"An ultimatum says “{key}”."] for key in ("unless", "then") if not attrs[key]}
        if attrs["window_start"] and attrs["window_start"] > attrs["due_on"]:
            faults["window_start"] = ["The window opens after the deadline."]
        if faults:
            raise serializers.ValidationError(faults)
        return attrs


class EventShape(Cited):
    """Something that happened."""

    ref = Ref(max_length=120, required=False, default="")
    proceeding = Link(Proceeding)
    kind = OneOf(EventKind)
    on = Day()
    precision = OneOf(Precision, required=False, default=None)
    at = Instant(required=False, default=None)
    end_on = Day(required=False, default=None)
    zone = Zone()
    printed = words(120)
    sequence = Whole(required=False, default=0, min_value=0, max_value=32767)
    text = Text()
    data = Texts(required=False, default=dict)  # type: ignore[assignment]  # as above
    stage = OneOf(Stage, required=False, default="")
    actors = serializers.ListField(child=Link(Actor), required=False, default=list)
    deadlines = AnnouncedShape(many=True, required=False, default=list)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the values with the precision settled; an hour and its day must agree at the place."""
        at: datetime | None = attrs["at"]
        if attrs["precision"] is None:
            attrs["precision"] = Precision.INSTANT if at else Precision.DAY
        faults = {}
        if (at is not None) != (attrs["precision"] == Precision.INSTANT):
            faults["at"] = ["An hour (`at`) and the precision “instant” go together."]
        elif at and at.astimezone(ZoneInfo(attrs["zone"])).date() != attrs["on"]:
            local = at.astimezone(ZoneInfo(attrs["zone"])).date()
            faults["at"] = [f"In {attrs['zone']} that instant falls on {local}, not on {attrs['on']}."]
        if attrs["end_on"] and attrs["end_on"] < attrs["on"]:
            faults["end_on"] = ["It ends before it begins."]
        if len(set(attrs["actors"])) < len(attrs["actors"]):
            faults["actors"] = ["An actor is named twice."]
        if faults:
            raise serializers.ValidationError(faults)
        return attrs


class FigureShape(Cited):
    """An amount, with who claims it and for when."""

    event = Link(Event, required=False, default=None)
    kind = OneOf(FigureKind)
    title = Text(max_length=200)
    low = Amount()
    high = Amount(required=False, default=None)
    qualifier = OneOf(Qualifier, required=False, default=Qualifier.EXACTLY)
    unit = words(60)
    currency = Currency(required=False, default="")
    period = words(60)
    stated_on = Day(required=False, default=None)
    claimant = Link(Actor, required=False, default=None)
    note = words()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the values; money has a currency, a count has a unit, never both."""
        if bool(attrs["unit"]) == bool(attrs["currency"]):
            raise serializers.ValidationError(
                {"currency": ["Give a currency for money, or a unit for a count."]}
            )
        if attrs["high"] is not None and attrs["high"] < attrs["low"]:
            raise serializers.ValidationError({"high": ["It is below `low`."]})
        return attrs

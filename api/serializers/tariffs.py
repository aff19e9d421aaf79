"""Tariff lists with their versions, items and effects."""

from typing import Any

from rest_framework import serializers

from api.serializers.common import (
    Amount,
    Currency,
    Day,
    Instant,
    Link,
    OneOf,
    Pattern,
    Ref,
    Row,
    Shape,
    Text,
    Whole,
    YesNo,
    Zone,
    words,
)
from api.serializers.disputes import CitationShape, Cited
from disputes.models import Actor, Confidence, Event, Figure
from tariffs.models import EffectState, MeasureNature, Nomenclature, RateMode, VersionStage

HS = r"\d{2}|\d{4}|\d{6}|\d{8}|\d{9}|\d{10}"


def origins() -> serializers.ListField:
    """Return a field of countries, by two letters; empty when not given."""
    child = Pattern(r"[A-Z]{2}", "an ISO 3166-1 alpha-2 code such as US")
    return serializers.ListField(child=child, required=False, default=list)


def _codes() -> serializers.ListField:
    return serializers.ListField(
        child=Pattern(HS, "a code of 2, 4, 6, 8, 9 or 10 digits, in quotes"), required=False, default=list
    )


def _inside(code: str, line: str) -> bool:
    return bool(line) and code.startswith(line) and code != line


class ItemShape(Shape):
    """One line: a code, or words without one."""

    position = Whole(min_value=1)
    printed_code = words(40)
    digits = Pattern(HS, "a code of 2, 4, 6, 8, 9 or 10 digits, in quotes", required=False, default="")
    description = words()
    nature = OneOf(MeasureNature, required=False, default=MeasureNature.TARIFF)
    stated_rate = words(120)
    ad_valorem_percent = Amount(places=3, required=False, default=None)
    trade_value = Amount(required=False, default=None)
    trade_currency = Currency(required=False, default="")
    countries = origins()
    partial = words(200)  # type: ignore[assignment]  # declared fields leave the class
    excepted_digits = _codes()
    only_digits = _codes()
    part = words(60)
    claim_code = Pattern(
        r"\d{8}", "a heading of chapter 99 with 8 digits, in quotes", required=False, default=""
    )
    confidence = OneOf(Confidence, required=False, default=Confidence.CERTAIN)
    note = words()
    citations = CitationShape(many=True, required=False, default=list)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the values; a line says a code or words, a value has a currency, and parts lie in their line."""
        faults = {}
        if not attrs["digits"] and not attrs["description"]:
            faults["digits"] = ["A line needs a code or a description."]
        if (attrs["trade_value"] is None) != (not attrs["trade_currency"]):
            faults["trade_currency"] = ["A value and its currency go together."]
        for name in ("excepted_digits", "only_digits"):
            strays = [code for code in attrs[name] if not _inside(code, attrs["digits"])]
            if strays:
                faults[name] = [f"Not within {attrs['digits'] or 'a code'}: {', '.join(strays)}."]
        if faults:
            raise serializers.ValidationError(faults)
        return attrs


class VersionShape(Cited):
    """What one document prints."""

    number = Whole(min_value=1, max_value=32767)
    stage = OneOf(VersionStage)
    title = Text(max_length=200)
    announced_on = Day(required=False, default=None)
    published_on = Day(required=False, default=None)
    effective_at = Instant(required=False, default=None)
    loaded_on = Day(required=False, default=None)
    zone = Zone()
    edition = words(60)
    nomenclature = Link(Nomenclature, required=False, default=None)
    stated_rate = words(120)
    value = Link(Figure, required=False, default=None)
    event = Link(Event, required=False, default=None)
    note = words()
    file_name = words(200)
    file_sha256 = Pattern(r"[0-9a-f]{64}", "a SHA-256 in 64 hex digits", required=False, default="")
    control_totals = serializers.DictField(child=Whole(min_value=0), required=False, default=dict)
    is_published = YesNo(required=False, default=True)
    items = ItemShape(many=True, required=False, default=list)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the values; a version has a day, and each position stands once."""
        faults = {}
        if not attrs["announced_on"] and not attrs["published_on"]:
            faults["announced_on"] = ["A version was announced or published on some day."]
        positions = [item["position"] for item in attrs["items"]]
        if len(set(positions)) < len(positions):
            twice = sorted({p for p in positions if positions.count(p) > 1})
            faults["items"] = [f"Positions that stand twice: {', '.join(map(str, twice))}."]
        if faults:
            raise serializers.ValidationError(faults)
        return attrs


class EffectShape(Cited):
    """What the law did with the list."""

    part = words(60)
    ad_valorem_percent = Amount(places=3, required=False, default=None)
    specific_amount = Amount(places=8, required=False, default=None)
    specific_currency = Currency(required=False, default="", allow_blank=True)
    specific_unit = words(40)
    rate_on_lines = YesNo(required=False, default=False)
    rate_text = Text(max_length=120)
    countries = origins()
    mode = OneOf(RateMode, required=False, default="")
    state = OneOf(EffectState)
    from_at = Instant()
    until_at = Instant(required=False, default=None)
    exported_before = Instant(required=False, default=None)
    entered_before = Instant(required=False, default=None)
    zone = Zone()
    claim_code = Pattern(
        r"\d{8}", "a heading of chapter 99 with 8 digits, in quotes", required=False, default=""
    )
    cause = Link(Event, required=False, default=None)
    note = words()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the values; an effect does not end before it begins, and what is law has a rate."""
        faults = {}
        if attrs["until_at"] and attrs["until_at"] < attrs["from_at"]:
            faults["until_at"] = ["It ends before it begins."]
        specific = [attrs["specific_amount"] is not None, attrs["specific_currency"], attrs["specific_unit"]]
        if any(specific) and not all(specific):
            faults["specific_amount"] = ["Amount, currency and unit go together."]
        known = attrs["ad_valorem_percent"] is not None or any(specific) or attrs["rate_on_lines"]
        if not known and attrs["state"] != EffectState.SCHEDULED:
            faults["ad_valorem_percent"] = [
                "Give a percent, a specific amount or `rate_on_lines`: only what is scheduled may have no known rate."
            ]
        if faults:
            raise serializers.ValidationError(faults)
        return attrs


class ExclusionShape(Cited):
    """Goods taken out of the list."""

    part = words(60)
    digits = Pattern(HS, "a code of 2, 4, 6, 8, 9 or 10 digits, in quotes", required=False, default="")
    description = words()
    claim_code = Pattern(
        r"\d{8}", "a heading of chapter 99 with 8 digits, in quotes", required=False, default=""
    )
    from_at = Instant()
    until_at = Instant(required=False, default=None)
    zone = Zone()
    retroactive = YesNo(required=False, default=False)
    cause = Link(Event, required=False, default=None)
    note = words()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the values; it names goods, and does not end before it begins."""
        faults = {}
        if not attrs["digits"] and not attrs["description"]:
            faults["digits"] = ["An exclusion needs a code or a description."]
        if attrs["until_at"] and attrs["until_at"] < attrs["from_at"]:
            faults["until_at"] = ["It ends before it begins."]
        if faults:
            raise serializers.ValidationError(faults)
        return attrs


class TariffListShape(Row):
    """A list through all its versions."""

    ref = Ref(max_length=100)
    title = Text(max_length=200)
    imposing = Link(Actor)
    targets = serializers.ListField(child=Link(Actor), required=False, default=list)
    authority = words(60)
    versions = VersionShape(many=True, required=False, default=list)
    effects = EffectShape(many=True, required=False, default=list)
    exclusions = ExclusionShape(many=True, required=False, default=list)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the values; a target and the number of a version stand once."""
        faults = {}
        if len(set(attrs["targets"])) < len(attrs["targets"]):
            faults["targets"] = ["A target is named twice."]
        numbers = [version["number"] for version in attrs["versions"]]
        if len(set(numbers)) < len(numbers):
            faults["versions"] = ["Two versions have one number."]
        if faults:
            raise serializers.ValidationError(faults)
        return attrs

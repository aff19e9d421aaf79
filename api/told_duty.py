"""Duty answers as JSON: shapes for the contract, and the text itself."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from api.plain import TEXT, object_of
from api.shapes import Json
from tariffs.answers import Base, Branch, Layer, NotCovered, Question, WouldPay
from tariffs.codes import display
from tariffs.enquiry import NOTICE, Enquiry
from tariffs.law import Edition, ExclusionOf, Law, Line, State, Wall, clock
from tariffs.models import TariffCitation
from tariffs.rates import Combination, Rate

Plain = dict[str, Any]
MAYBE: Json = {"type": ["string", "null"]}
YES_NO: Json = {"type": "boolean"}
DECIDED: Json = {
    "type": ["boolean", "null"],
    "description": "Whether it is due; null: the record does not decide.",
}
INSTANT: Json = {"type": ["string", "null"], "format": "date-time"}
WALL: Json = {
    "type": ["string", "null"],
    "description": "A moment on the clock of the place whose law it is.",
}


def array(of: Json) -> Json:
    """Return the schema of a list."""
    return {"type": "array", "items": of}


def maybe(of: Json) -> Json:
    """Return the schema of a thing or null."""
    return {"anyOf": [of, {"type": "null"}]}


PLACE: Json = {"type": "string", "pattern": "^[A-Z]{2}$", "example": "US"}
QUESTION: dict[str, Json] = {
    "importer": PLACE,
    "origin": PLACE | {"example": "CN"},
    "code": {"type": "string", "example": "85176200"},
    "on": {"type": "string", "format": "date", "example": "2019-09-15"},
    "at": {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"},
    "exported_on": {"type": "string", "format": "date"},
}


def part(name: str) -> Json:
    """Return a reference to one of PARTS."""
    return {"$ref": f"#/components/schemas/{name}"}


RATE, LIST, VERSION, ITEM, LAYER = map(part, ("DutyRate", "DutyList", "DutyVersion", "DutyLine", "DutyLayer"))
EXCLUSION, CITATION, BRANCH = map(part, ("DutyExclusion", "DutyCitation", "DutyBranch"))
LAYER_MEMBERS: dict[str, Json] = {
    "kind": {"type": "string", "enum": ["base", "list"]}, "authority": TEXT, "rate": RATE, "mode": MAYBE,
    "claim_code": TEXT,
    "state": {"type": "string", "enum": [one.value for one in State]}, "applies": DECIDED, "why": TEXT,
    "from_at": INSTANT, "until_at": INSTANT, "zone": MAYBE, "effect": MAYBE, "list": maybe(LIST),
    "version": maybe(VERSION), "item": maybe(ITEM), "exclusion": maybe(EXCLUSION),
}  # fmt: skip
BODY: dict[str, Json] = {
    "question": object_of(
        importer=TEXT, origin=TEXT, code=TEXT, display_code=TEXT, on=TEXT, at=MAYBE, exported_on=MAYBE
    ),
    "nomenclature": maybe(object_of(ref=TEXT, title=TEXT, edition=TEXT, digits=TEXT, description=TEXT)),
    "layers": array(LAYER),
    "depends": array({"type": "string", "enum": ["code", "entry_time", "exported_on", "exclusion"]}),
    "branches": array(BRANCH),
}
PARTS: dict[str, Json] = {
    "DutyRate": object_of(
        text=TEXT, ad_valorem_percent=MAYBE, specific=maybe(object_of(amount=TEXT, currency=TEXT, unit=TEXT)),
        combination={"type": "string", "enum": [one.value for one in Combination]},
    ),
    "DutyList": object_of(ref=TEXT, title=TEXT, dispute=MAYBE),
    "DutyVersion": object_of(ref=TEXT, number={"type": "integer"}, stage=TEXT, title=TEXT),
    "DutyLine": object_of(
        position={"type": "integer"}, printed_code=TEXT, digits=TEXT, display_code=TEXT, description=TEXT, partial=TEXT
    ),
    "DutyExclusion": object_of(
        ref=TEXT, digits=TEXT, description=TEXT, claim_code=TEXT, from_at=INSTANT, until_at=INSTANT, retroactive=YES_NO
    ),
    "DutyCitation": object_of(
        source=TEXT, title=TEXT, publisher=TEXT, url=TEXT, page=TEXT, quote=TEXT, claim=TEXT, stance=TEXT, of=TEXT
    ),
    "DutyLayer": object_of(**LAYER_MEMBERS),
    "DutyCitedLayer": object_of(**LAYER_MEMBERS, citations=array(CITATION)),
    "DutyBranch": object_of(
        when=object_of(
            codes=array(TEXT), other_digits=YES_NO, exported_from=WALL, exported_before=WALL, entered_from=WALL,
            entered_before=WALL, fits_exclusion={"type": ["boolean", "null"]},
        ),
        layers=array(LAYER),
    ),
    "DutyNotCovered": object_of(
        list=LIST, version=VERSION, why=TEXT, nearest=array(ITEM),
        reason={"type": "string", "enum": ["code", "part_of_code", "country", "words", "not_recorded"]},
    ),
    "DutyProposed": object_of(
        list=LIST, version=VERSION, authority=TEXT, announced_on=MAYBE, item=ITEM, rate=RATE, whole=YES_NO
    ),
    "DutyAnswer": object_of(
        **BODY | {"layers": array(part("DutyCitedLayer"))}, not_covered=array(part("DutyNotCovered")),
        would_pay=array(part("DutyProposed")), notice=TEXT,
    ),
    "DutyResult": object_of(
        index={"type": "integer"}, answer=maybe(object_of(**BODY)),
        errors=array(object_of(pointer=TEXT, code=TEXT, detail=TEXT)),
    ),
}  # fmt: skip


class Teller:
    """Writes answers; a layer that recurs in a batch is written once."""

    def __init__(self) -> None:
        self._layers: dict[int, str] = {}

    def whole(self, enquiry: Enquiry) -> Plain:
        """Return one answer with all there is to say."""
        answer = enquiry.answer
        return {
            "question": question(answer.question),
            "nomenclature": nomenclature(enquiry.base),
            "layers": [
                *_base(enquiry, answer.layers, cited=True),
                *(self._cited(x, enquiry) for x in answer.layers),
            ],
            "depends": list(answer.depends),
            "branches": [
                {"when": when(one), "layers": [*_base(enquiry, one.layers), *map(layer, one.layers)]}
                for one in answer.branches
            ],
            "not_covered": [not_covered(one) for one in answer.not_covered],
            "would_pay": [would_pay(one) for one in answer.would_pay],
            "notice": NOTICE,
        }

    def result(self, number: int, enquiry: Enquiry) -> str:
        """Return one result of a batch as JSON text."""
        answer = enquiry.answer
        branches = ", ".join(
            f'{{"when": {json.dumps(when(one))}, "layers": [{self._layers_text(enquiry, one.layers)}]}}'
            for one in answer.branches
        )
        return (
            f'{{"index": {number}, "answer": {{"question": {json.dumps(question(answer.question))}, '
            f'"nomenclature": {json.dumps(nomenclature(enquiry.base))}, '
            f'"layers": [{self._layers_text(enquiry, answer.layers)}], '
            f'"depends": {json.dumps(answer.depends)}, "branches": [{branches}]}}, "errors": []}}'
        )

    def _layers_text(self, enquiry: Enquiry, layers: tuple[Layer, ...]) -> str:
        return ", ".join([*map(json.dumps, _base(enquiry, layers)), *map(self._layer_text, layers)])

    def _layer_text(self, one: Layer) -> str:
        if one.exclusion is not None:  # made anew for each answer
            return json.dumps(layer(one))
        if id(one) not in self._layers:
            self._layers[id(one)] = json.dumps(layer(one))
        return self._layers[id(one)]

    @staticmethod
    def _cited(one: Layer, enquiry: Enquiry) -> Plain:
        keys: list[tuple[str, object]] = [("version", one.edition.ref), ("line", one.line.id)]
        if one.standing.effect:
            keys.insert(0, ("effect", one.standing.effect.ref))
        if one.exclusion:
            keys.insert(0, ("exclusion", one.exclusion.ref))
        found = [citation(of, row) for of, key in keys for row in enquiry.sources.get(key, ())]
        return layer(one) | {"citations": found}


def question(one: Question) -> Plain:
    """Return the question as it was understood."""
    return {
        "importer": one.importer, "origin": one.origin, "code": one.digits, "display_code": display(one.digits),
        "on": one.on.isoformat(), "at": one.at.isoformat("minutes") if one.at else None,
        "exported_on": one.exported_on.isoformat() if one.exported_on else None,
    }  # fmt: skip


def nomenclature(base: Base | None) -> Plain | None:
    """Return the edition that knows the code, or None."""
    if base is None:
        return None
    return {
        "ref": base.nomenclature, "title": base.title, "edition": base.edition, "digits": base.digits,
        "description": base.description,
    }  # fmt: skip


def _base(enquiry: Enquiry, layers: tuple[Layer, ...], *, cited: bool = False) -> list[Plain]:
    base = enquiry.base_under(layers)
    if base is None:
        return []
    state = State.UNKNOWN if base.applies is None else State.IN_FORCE
    plain: Plain = {
        "kind": "base", "authority": base.nomenclature, "rate": rate(base.rate), "mode": None, "claim_code": "",
        "state": state.value, "applies": base.applies, "why": base.why, "from_at": None, "until_at": None, "zone": None,
        "effect": None, "list": None, "version": None, "item": None, "exclusion": None,
    }  # fmt: skip
    return [plain | {"citations": []} if cited else plain]


def layer(one: Layer) -> Plain:
    """Return one layer of a list."""
    effect = one.standing.effect
    return {
        "kind": "list", "authority": one.law.authority, "rate": rate(one.rate), "mode": one.mode or None,
        "claim_code": one.claim_code, "state": one.state.value, "applies": one.applies, "why": one.why,
        "from_at": utc(effect.from_at) if effect else None, "until_at": utc(effect.until_at) if effect else None,
        "zone": effect.zone if effect else None, "effect": effect.ref if effect else None,
        "list": _list(one.law), "version": _version(one.edition), "item": item(one.line),
        "exclusion": _exclusion(one.exclusion) if one.exclusion else None,
    }  # fmt: skip


def rate(one: Rate) -> Plain:
    """Return a rate; percent and amounts are text, null where not known."""
    money = one.specific
    specific = (
        {"amount": number(money.amount), "currency": money.currency, "unit": money.unit} if money else None
    )
    percent = None if one.ad_valorem_percent is None else number(one.ad_valorem_percent)
    return {
        "text": one.text, "ad_valorem_percent": percent, "specific": specific, "combination": one.combination.value
    }  # fmt: skip


def number(value: Decimal) -> str:
    """Return a decimal without trailing zeros: 7.500 as 7.5."""
    return f"{value.normalize():f}"


def utc(instant: datetime | None) -> str | None:
    """Return the instant in UTC."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if instant else None


def when(one: Branch) -> Plain:
    """Return the conditions of a branch; what is null is no condition."""
    return {
        "codes": list(one.codes), "other_digits": one.other_digits, "exported_from": _wall(one.exported_from),
        "exported_before": _wall(one.exported_before), "entered_from": _wall(one.entered_from),
        "entered_before": _wall(one.entered_before), "fits_exclusion": one.fits_exclusion,
    }  # fmt: skip


def _wall(moment: Wall | None) -> str | None:
    return None if moment is None else clock(moment).strftime("%Y-%m-%dT%H:%M")


def item(one: Line) -> Plain:
    """Return a line as its document prints it."""
    return {
        "position": one.position, "printed_code": one.printed, "digits": one.digits,
        "display_code": display(one.digits), "description": one.description, "partial": one.partial,
    }  # fmt: skip


def _list(law: Law) -> Plain:
    return {"ref": law.ref, "title": law.title, "dispute": law.dispute or None}


def _version(one: Edition) -> Plain:
    return {"ref": one.ref, "number": one.number, "stage": one.stage, "title": one.title}


def _exclusion(one: ExclusionOf) -> Plain:
    return {
        "ref": one.ref, "digits": one.digits, "description": one.description, "claim_code": one.claim_code,
        "from_at": utc(one.from_at), "until_at": utc(one.until_at), "retroactive": one.retroactive,
    }  # fmt: skip


def not_covered(one: NotCovered) -> Plain:
    """Return a list that does not reach the goods, and why."""
    return {
        "list": _list(one.law), "version": _version(one.edition), "reason": one.reason, "why": one.why,
        "nearest": [item(line) for line in one.nearest],
    }  # fmt: skip


def would_pay(one: WouldPay) -> Plain:
    """Return a line of a list that is only proposed."""
    known = one.line.rate or Rate(one.edition.stated_rate or "not known", None, None, Combination.UNKNOWN)
    announced = one.edition.announced_on
    return {
        "list": _list(one.law), "version": _version(one.edition), "authority": one.law.authority,
        "announced_on": announced.isoformat() if announced else None, "item": item(one.line), "rate": rate(known),
        "whole": one.whole,
    }  # fmt: skip


def citation(of: str, row: TariffCitation) -> Plain:
    """Return a citation and what it is of: effect, exclusion, version or line."""
    source = row.source
    return {
        "source": source.ref, "title": source.title, "publisher": source.publisher, "url": source.url,
        "page": row.page, "quote": row.quote, "claim": row.claim, "stance": row.stance, "of": of,
    }  # fmt: skip

"""Duty answers as the contract describes them."""

from api.plain import TEXT, object_of
from api.shapes import Json
from tariffs.law import State
from tariffs.rates import Combination

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
    "version": maybe(VERSION), "item": maybe(ITEM), "exclusion": maybe(EXCLUSION), "citations": array(CITATION),
}  # fmt: skip
BODY: dict[str, Json] = {
    "question": object_of(
        importer=TEXT, origin=TEXT, code=TEXT, display_code=TEXT, on=TEXT, at=MAYBE, exported_on=MAYBE
    ),
    "nomenclature": maybe(object_of(ref=TEXT, title=TEXT, edition=TEXT, digits=TEXT, description=TEXT)),
    "layers": array(LAYER),
    "depends": array({"type": "string", "enum": ["code", "entry_time", "exported_on", "exclusion"]}),
    "branches": array(BRANCH),
    "not_covered": array(part("DutyNotCovered")),
    "would_pay": array(part("DutyProposed")),
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
    "DutyBranch": object_of(
        when=object_of(
            codes=array(TEXT), other_digits=YES_NO, exported_from=WALL, exported_before=WALL, entered_from=WALL,
            entered_before=WALL, fits_exclusion={"type": ["boolean", "null"]},
        ),
        layers=array(LAYER),
    ),
    "DutyNotCovered": object_of(
        list=LIST, version=VERSION, applies=DECIDED, why=TEXT, nearest=array(ITEM),
        reason={"type": "string", "enum": ["code", "part_of_code", "country", "words", "not_recorded"]},
    ),
    "DutyProposed": object_of(
        list=LIST, version=VERSION, authority=TEXT, announced_on=MAYBE, item=ITEM, rate=RATE, whole=YES_NO
    ),
    "DutyAnswer": object_of(**BODY, notice=TEXT),
    "DutyResult": object_of(
        index={"type": "integer"}, answer=maybe(object_of(**BODY)),
        errors=array(object_of(pointer=TEXT, code=TEXT, detail=TEXT)),
    ),
}  # fmt: skip

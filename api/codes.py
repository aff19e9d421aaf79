"""Commodity codes: what an edition says of one, and where it stands on any list the caller may see."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from api.base import ApiView
from api.openapi import ApiSchema, ok
from api.plain import DATE, MAYBE_DATE, TEXT, object_of, parameters, tagged
from api.problems import Fault, bad_request
from api.shapes import IF_NONE_MATCH, Json
from casebook.codes import CodeFile, codefile
from tariffs.codes import BadCode, digits_of, display
from tariffs.lookup import STANDING_WORDS, Entry, Standing
from tariffs.mapping import Mapped, map_code
from tariffs.models import CommodityCode, Nomenclature, Relationship
from tariffs.on_lists import OnList, Relation

TEXTS: Json = {"type": "array", "items": TEXT}
FLAG: Json = {"type": "boolean"}
MAYBE_TEXT: Json = {"type": ["string", "null"]}
NUMBER: Json = {"type": "integer"}
STANDINGS: Json = {"type": "string", "enum": [str(word) for word in Standing]}
ROW = object_of(
    digits=TEXT, display_code=TEXT, description=TEXT, units=TEXTS, general_rate=TEXT, special_rate=TEXT,
    other_rate=TEXT, additional_duties=TEXT, is_derived=FLAG,
)  # fmt: skip
RATES = object_of(stated_by=TEXT, general=TEXT, special=TEXT, other=TEXT, additional=TEXT)
EDITION = object_of(
    ref=TEXT, authority=TEXT, schedule=TEXT, edition=TEXT, title=TEXT, valid_from=DATE, valid_until=MAYBE_DATE,
    standing=STANDINGS, words=TEXT,
)  # fmt: skip
PAIR = object_of(
    from_edition=TEXT, from_digits=TEXT, to_edition=TEXT, to_digits=TEXT,
    relationship={"type": "string", "enum": Relationship.values},
)  # fmt: skip
LINE = object_of(
    list=TEXT, title=TEXT, version=NUMBER, stage=TEXT, announced_on=MAYBE_DATE, published_on=MAYBE_DATE,
    is_published=FLAG, position=NUMBER, printed_code=TEXT, digits=TEXT, display_code=TEXT, description=TEXT,
    stated_rate=TEXT, countries=TEXTS, excepted_digits=TEXTS, only_digits=TEXTS, partial=TEXT, part=TEXT,
    claim_code=TEXT, relation={"type": "string", "enum": [str(word) for word in Relation]},
)  # fmt: skip


class CodeDetail(ApiView):
    """One commodity code of any length, with or without dots: its place in an edition, and the lists it is on."""

    def describe(self, method: str, schema: ApiSchema) -> Json | None:
        """Describe the code."""
        row = schema.component("CommodityCode", ROW)
        rows: Json = {"type": "array", "items": row}
        entry = object_of(
            edition=TEXT, standing=STANDINGS, words=TEXT, known_to=TEXT, row={"oneOf": [row, {"type": "null"}]},
            path=rows, ancestors=rows, descendants=rows, has_more_descendants=FLAG,
            rates={"oneOf": [RATES, {"type": "null"}]},
        )  # fmt: skip
        mapped = object_of(edition=TEXT, digits=TEXT, through=TEXTS, codes=TEXTS)
        whole = object_of(
            digits=TEXT, display_code=TEXT, nomenclature=MAYBE_TEXT, entry={"oneOf": [entry, {"type": "null"}]},
            editions={"type": "array", "items": schema.component("EditionStanding", EDITION)},
            correlations={"type": "array", "items": PAIR}, has_more_correlations=FLAG,
            mapped={"oneOf": [mapped, {"type": "null"}]},
            lines={"type": "array", "items": schema.component("LineOfCode", LINE)}, has_more_lines=FLAG,
        )  # fmt: skip
        told = {"edition": "The ref of the edition to read; the newest that knows the code when left out.",
                "in": "The ref of an edition whose codes for these goods are wanted."}  # fmt: skip
        query = [
            {"name": name, "in": "query", "description": text, "schema": {"type": "string"}}
            for name, text in told.items()
        ]
        return {"parameters": [*query, IF_NONE_MATCH], "responses": ok(whole)}

    def get(self, request: Request, key: str) -> HttpResponse:
        """Return what is known; a code unknown everywhere still answers. 400 when these are no digits of a code."""
        given = parameters(request.query_params, {"edition": (), "in": ()})
        digits = _digits(key)
        found = codefile(digits, self.reading(request).user, edition=given.get("edition", ""))
        if found is None:
            raise bad_request([_no_edition("edition")])
        body = _told(found) | {"mapped": None}
        if "in" in given:
            body["mapped"] = _mapped(found, given["in"])
        return tagged(self, request, body)


def _digits(key: str) -> str:
    try:
        return digits_of(key)
    except BadCode as bad:
        told = f"This is no commodity code: {bad.reason}; {bad.fix}."
        raise bad_request([Fault("digits", "bad_code", told)]) from bad


def _no_edition(name: str) -> Fault:
    loaded = ", ".join(Nomenclature.objects.order_by("ref").values_list("ref", flat=True)) or "none"
    return Fault(f"?{name}", "unknown_edition", f"{name}: no such edition is loaded; there are: {loaded}.")


def _mapped(found: CodeFile, ref: str) -> dict[str, Any]:
    """Return the code in another edition; raises Problem (400) when it is not loaded or no tables lead there."""
    target = next((edition for edition, _ in found.editions if edition.ref == ref), None)
    if target is None or found.entry is None:
        raise bad_request([_no_edition("in")])
    source = found.entry.nomenclature
    mapped: Mapped | None = map_code(found.digits, source, target)
    if mapped is None:
        told = f"in: no correlation tables lead from {source.ref} to {ref}; name another edition."
        raise bad_request([Fault("?in", "no_correlation", told)])
    return {"edition": ref, "digits": mapped.digits, "through": mapped.through, "codes": mapped.codes}


def _told(found: CodeFile) -> dict[str, Any]:
    return {
        "digits": found.digits,
        "display_code": display(found.digits),
        "nomenclature": found.entry.nomenclature.ref if found.entry else None,
        "entry": _entry(found.entry) if found.entry else None,
        "editions": [
            {
                "ref": edition.ref, "authority": edition.authority, "schedule": edition.schedule,
                "edition": edition.edition, "title": edition.title, "valid_from": str(edition.valid_from),
                "valid_until": edition.valid_until and str(edition.valid_until), "standing": standing,
                "words": STANDING_WORDS[standing],
            }
            for edition, standing in found.editions
        ],
        "correlations": [
            {
                "from_edition": pair.from_nomenclature.ref, "from_digits": pair.from_digits,
                "to_edition": pair.to_nomenclature.ref, "to_digits": pair.to_digits,
                "relationship": pair.relationship,
            }
            for pair in found.pairs
        ],
        "has_more_correlations": found.has_more_pairs,
        "lines": [_line(line) for line in found.history.lines],
        "has_more_lines": found.history.has_more,
    }  # fmt: skip


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "edition": entry.nomenclature.ref,
        "standing": entry.standing,
        "words": STANDING_WORDS[entry.standing],
        "known_to": entry.known_to,
        "row": _row(entry.row) if entry.row else None,
        "path": _rows(entry.path),
        "ancestors": _rows(entry.above),
        "descendants": _rows(entry.below),
        "has_more_descendants": entry.has_more_below,
        "rates": {name: getattr(entry.rates, name) for name in RATES["required"]} if entry.rates else None,
    }


def _rows(rows: Sequence[CommodityCode]) -> list[dict[str, Any]]:
    return [_row(row) for row in rows]


def _row(row: CommodityCode) -> dict[str, Any]:
    return {
        name: display(row.digits) if name == "display_code" else getattr(row, name)
        for name in ROW["required"]
    }


def _line(line: OnList) -> dict[str, Any]:
    item, version = line.item, line.item.list_version
    own = {
        "list": version.tariff_list.ref, "title": version.tariff_list.title, "version": version.number,
        "stage": version.stage, "announced_on": version.announced_on and str(version.announced_on),
        "published_on": version.published_on and str(version.published_on), "is_published": version.is_published,
        "display_code": display(item.digits), "relation": line.relation,
    }  # fmt: skip
    return {name: own[name] if name in own else getattr(item, name) for name in LINE["required"]}

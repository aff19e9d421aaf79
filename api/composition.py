"""What lists are made of: lines and trade by section, chapter or heading, several lists with overlap counted once."""

import re
from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from api.base import ApiView
from api.openapi import ApiSchema, ok
from api.plain import TEXT, object_of, parameters, tagged
from api.problems import Fault, bad_request, not_found
from api.shapes import IF_NONE_MATCH, Json
from casebook.composition import Asked, Weighed, titles, versions_of, weigh
from tariffs.composition import By, Group
from tariffs.coverage import Composition
from tariffs.models import ListVersion

MAX_LISTS = 20
TEXTS: Json = {"type": "array", "items": TEXT}
NUMBER: Json = {"type": "integer"}
MAYBE_NUMBER: Json = {"type": ["integer", "null"]}
AMOUNT: Json = {"type": ["string", "null"], "description": "An amount or a share; null where it is unknown."}
GROUP = object_of(
    code=TEXT, title=TEXT, lines=NUMBER, value=AMOUNT, trade=AMOUNT, covered_percent=AMOUNT
)  # fmt: skip
ALONE = object_of(
    list=TEXT, version=NUMBER, stage=TEXT, lines=NUMBER, value=AMOUNT, trade=AMOUNT, covered_percent=AMOUNT
)  # fmt: skip
TRADE = object_of(
    reporter=TEXT, year=MAYBE_NUMBER, currency=TEXT, partners=TEXTS, missing_partners=TEXTS, sources=TEXTS
)  # fmt: skip
BODY = object_of(
    by={"type": "string", "enum": [str(word) for word in By]}, trade_basis=TRADE, lines=NUMBER, lines_in_words=NUMBER,
    lines_in_part=NUMBER, lines_without_value=MAYBE_NUMBER, value=AMOUNT, trade=AMOUNT, covered_percent=AMOUNT,
    overlap_lines=NUMBER, overlap_value=AMOUNT, lists={"type": "array", "items": ALONE},
    groups={"type": "array", "items": GROUP}, notes=TEXTS,
)  # fmt: skip
STEERING = {
    "by": "Group by section, chapter (the default) or heading.",
    "year": "The year of the imports; the last one loaded when left out.",
    "partners": "ISO codes of the countries of origin, with commas; the targets of the lists when left out.",
}
KNOWN: dict[str, tuple[str, ...]] = {"by": tuple(str(word) for word in By), "year": (), "partners": ()}


class _Composition(ApiView):
    """Shared by one version and several lists."""

    def described(self, schema: ApiSchema, *more: Json) -> Json:
        """Return the description of the answer with these further parameters."""
        query = [
            {"name": name, "in": "query", "description": told,
             "schema": {"type": "string"} | ({"enum": list(KNOWN[name])} if KNOWN[name] else {})}
            for name, told in STEERING.items()
        ]  # fmt: skip
        body = schema.component("Composition", BODY)
        return {"parameters": [*query, *more, IF_NONE_MATCH], "responses": ok(body)}

    def answered(
        self, request: Request, given: dict[str, str], refs: list[tuple[str, int | None]]
    ) -> HttpResponse:
        """Return the composition of the versions; 404 when one of them is not there for the caller."""
        asked = _asked(given)
        user = self.reading(request).user
        versions = versions_of(user, refs)
        if versions is None:
            raise not_found()
        return tagged(self, request, _told(weigh(versions, user, asked)))


class VersionComposition(_Composition):
    """What one version of a list is made of, and how much of the targets' trade it covers."""

    def describe(self, method: str, schema: ApiSchema) -> Json | None:
        """Describe the composition."""
        return self.described(schema)

    def get(self, request: Request, key: str, number: int) -> HttpResponse:
        """Return lines and trade by group; amounts are null where no values are loaded, never zero."""
        return self.answered(request, parameters(request.query_params, KNOWN), [(key, number)])


class ListsComposition(_Composition):
    """What several lists are made of together, each code and each import counted once."""

    def describe(self, method: str, schema: ApiSchema) -> Json | None:
        """Describe the composition."""
        lists = {
            "name": "lists", "in": "query", "required": True, "schema": {"type": "string", "minLength": 1},
            "description": f"Refs of up to {MAX_LISTS} lists with commas; ref:2 is its second version, else the last.",
        }  # fmt: skip
        return self.described(schema, lists)

    def get(self, request: Request) -> HttpResponse:
        """Return the lists together, each alone, and what is on more than one of them."""
        given = parameters(request.query_params, KNOWN | {"lists": ()})
        return self.answered(request, given, _refs(given.get("lists", "")))


def _refs(text: str) -> list[tuple[str, int | None]]:
    parts = list(dict.fromkeys(part for part in text.split(",") if part))
    if not 1 <= len(parts) <= MAX_LISTS or not all(
        re.fullmatch(r"[-\w]{1,100}(:[0-9]{1,4})?", p, re.ASCII) for p in parts
    ):
        told = f"lists: write the refs of 1 to {MAX_LISTS} lists with commas, such as list-1,list-3:2."
        raise bad_request([Fault("?lists", "bad_lists", told)])
    pairs = [part.partition(":") for part in parts]
    return [(ref, int(number) if number else None) for ref, _, number in pairs]


def _asked(given: dict[str, str]) -> Asked:
    faults = []
    year, partners = given.get("year", ""), given.get("partners", "")
    if year and not re.fullmatch(r"[12][0-9]{3}", year, re.ASCII):
        faults.append(Fault("?year", "bad_year", "year: write a year such as 2024."))
    if partners and not re.fullmatch(r"[A-Z]{2}(,[A-Z]{2}){0,99}", partners, re.ASCII):
        faults.append(
            Fault("?partners", "bad_partners", "partners: write ISO codes such as CN,MX; EU is the Union.")
        )
    if faults:
        raise bad_request(faults)
    by = By(given.get("by", By.CHAPTER))
    return Asked(by, int(year) if year else None, tuple(partners.split(",")) if partners else ())


def _told(weighed: Weighed) -> dict[str, Any]:
    found = weighed.together
    basis = found.basis
    named = titles(found.groups, found.by)
    return {
        "by": found.by,
        "trade_basis": {
            "reporter": basis.reporter, "year": basis.year, "currency": basis.currency,
            "partners": list(basis.counted), "missing_partners": list(basis.missing), "sources": list(basis.sources),
        },
        "lines": found.lines, "lines_in_words": found.lines_in_words, "lines_in_part": found.lines_in_part,
        "lines_without_value": found.lines_without_value,
        **_amounts(found),
        "overlap_lines": weighed.overlap_lines,
        "overlap_value": _text(weighed.overlap_value),
        "lists": [_alone(version, alone) for version, alone in weighed.each],
        "groups": [
            {"code": group.code, "title": named.get(group.code, ""), "lines": group.lines} | _amounts(group)
            for group in found.groups
        ],
        "notes": list(found.notes),
    }  # fmt: skip


def _alone(version: ListVersion, alone: Composition) -> dict[str, Any]:
    shown = {"list": version.tariff_list.ref, "version": version.number, "stage": version.stage}
    return shown | {"lines": alone.lines} | _amounts(alone)


def _amounts(of: Composition | Group) -> dict[str, str | None]:
    return {
        "value": _text(of.value), "trade": _text(of.trade), "covered_percent": _text(of.covered_percent)
    }  # fmt: skip


def _text(amount: Any) -> str | None:
    return None if amount is None else str(amount)

"""The clocks: rules with their citations and examples, and one rule counted from one day."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

import clocks
from accounts.models import ApiKey, Scope
from api import clock_shapes as shapes
from api.base import ApiView
from api.openapi import ApiSchema, ok
from api.plain import parameters, tagged
from api.problems import Fault, Problem, bad_request
from api.serializers.clocks import ComputeShape, question
from api.shapes import IF_NONE_MATCH, Json
from api.writing import parsed
from clocks.checking import known_rules
from clocks.checking.naming import plain
from clocks.schema import unknown

PLACES = {
    "rule": "/rule", "anchor": "/anchor_kind", "policy": "/policy", "extension": "/extensions", "limb": "/limbs",
    "suspension": "/suspensions", "suspensions": "/suspensions", "period": "/period", "limbs": "/limbs",
}  # fmt: skip


class Computing(BasePermission):
    """Asking the clocks stores nothing, so it is open like reading, by POST too; a key needs the scope `read`."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Return whether the caller may ask."""
        if isinstance(request.auth, ApiKey):
            return Scope.READ in request.auth.scopes
        return bool(request.user.is_authenticated) or settings.PUBLIC_READ


class RuleList(ApiView):
    """The rules of every pack, with citations and worked examples."""

    def describe(self, method: str, schema: ApiSchema) -> Json | None:
        """Describe the rules."""
        page = shapes.page(
            schema.component("ClockPack", shapes.PACK), schema.component("ClockRule", shapes.RULE)
        )
        filters = shapes.filter_parameters(_filters())
        return {"parameters": [*filters, IF_NONE_MATCH], "responses": ok(page)}

    def get(self, request: Request) -> HttpResponse:
        """Return all rules that fit, in one page, with the packs they belong to; `q` looks in ids, titles and words."""
        asked = parameters(request.query_params, _filters() | {"q": ()})
        found = [one for one in known_rules() if _fits(one.pack, one.rule, asked)]
        used = {one.pack.name: one.pack for one in found}
        body = {
            "packs": [shapes.pack_json(pack) for pack in used.values()],
            "results": [shapes.rule_json(one.pack, one.rule) for one in found],
            "next": None,
            "previous": None,
        }
        return tagged(self, request, body)


class RuleDetail(ApiView):
    """One rule of the clocks."""

    def describe(self, method: str, schema: ApiSchema) -> Json | None:
        """Describe the rule."""
        return {"parameters": [IF_NONE_MATCH], "responses": ok(schema.component("ClockRule", shapes.RULE))}

    def get(self, request: Request, key: str) -> HttpResponse:
        """Return the rule with this id."""
        parameters(request.query_params, {})
        try:
            pack, rule = clocks.find_rule(key)
        except clocks.ClockErrors as error:
            near = get_close_matches(key, [one.rule.id for one in known_rules()], n=3)
            hint = f"did you mean {' or '.join(near)}?" if near else "GET /clocks lists them all."
            raise Problem(404, "unknown_rule", "No such rule", f"No rule has this id; {hint}") from error
        return tagged(self, request, shapes.rule_json(pack, rule))


class Compute(ApiView):
    """One rule counted from one day."""

    permission_classes = (Computing,)
    stores_nothing = True

    def describe(self, method: str, schema: ApiSchema) -> Json | None:
        """Describe question and answer."""
        answer = schema.component("ClockAnswer", shapes.ANSWER)
        return {"requestBody": schema.body(ComputeShape), "responses": ok(answer, tagged=False)}

    def post(self, request: Request) -> HttpResponse:
        """Return the day with its proof. Nothing is stored; whether the rule applies to a case is not asked."""
        self.count_call(request)
        shape = ComputeShape()
        values, faults = parsed(shape, request)
        rule_id = request.data.get("rule") if isinstance(request.data, dict) else None
        if isinstance(rule_id, str) and not any(fault.pointer == "/rule" for fault in faults):
            faults += _unknown_rule(rule_id)
        if faults:
            raise bad_request(faults)
        rule, day, options = question(values)
        try:
            computed = clocks.compute(rule, day, clocks.shipped(), **options)
        except clocks.ClockErrors as refused:
            raise bad_request(list(clock_faults(refused.errors))) from refused
        return shapes.answered(clocks.answer(computed))


def clock_faults(errors: Sequence[clocks.ClockError]) -> Iterator[Fault]:
    """Yield what the clocks refuse as faults of the body: the day is to blame for what names no member."""
    for error in errors:
        yield Fault(PLACES.get(error.place.split()[0], "/anchor_date"), error.code, str(error))


def _unknown_rule(rule_id: str) -> list[Fault]:
    known = [one.rule.id for one in known_rules()]
    if rule_id in known:
        return []
    told = unknown("", "rule", rule_id, known).message
    return [Fault("/rule", "unknown_rule", f"rule {rule_id[:60]}: {told}")]


def _filters() -> dict[str, tuple[str, ...]]:
    """Return the parameters of the list with the words each may be."""
    return {
        "pack": clocks.packs(),
        "kind": tuple(kind.value for kind in clocks.DeadlineKind),
        "confidence": tuple(word.value for word in clocks.Confidence),
        "count": shapes.COUNTS,
        "calendar": tuple(sorted(clocks.shipped().by_name)),
    }


def _fits(pack: clocks.Pack, rule: clocks.Rule, asked: dict[str, str]) -> bool:
    told = {
        "pack": pack.name, "kind": rule.kind.value, "confidence": rule.confidence.value,
        "calendar": rule.calendar, "count": shapes.count_json(rule)["kind"],
    }  # fmt: skip
    words: Any = plain(asked.get("q", "")).split()
    text = plain(f"{rule.id} {rule.title} {rule.citation} {rule.words} {pack.title}")
    return all(told[name] == value for name, value in asked.items() if name != "q") and all(
        word in text for word in words
    )

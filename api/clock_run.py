"""A whole proceeding at once: every deadline that follows from events, on record or given, and assumed ones."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

import clocks
from api import clock_shapes as shapes
from api.base import ApiView
from api.clocks import Computing
from api.openapi import ApiSchema, ok
from api.plain import DATE, MAYBE_DATE, TEXT, object_of
from api.problems import Fault, bad_request
from api.serializers.clock_run import RunShape, assumptions_of, events_of
from api.shapes import Json
from api.writing import ReaderRefs, read_body
from casebook.whatif import facts_of
from disputes.models import Proceeding

NOTE = "Computed for this question alone: nothing of it is recorded, mailed, or put into a feed or calendar."
COUNTED = (
    "rule", "anchor", "occurrence", "kind", "title", "due_on", "raw_on", "computed_on", "window_start", "due_time",
    "zone", "state", "state_reason", "closed_by", "superseded_by", "responsible", "beneficiary", "consequence",
    "citation", "confidence", "sentence", "trace", "moves", "warnings",
)  # fmt: skip
WHOLE: Json = {"type": "integer"}
SPECIAL: dict[str, Json] = {
    "occurrence": WHOLE, "kind": shapes.KIND, "due_on": DATE, "raw_on": DATE, "computed_on": DATE,
    "window_start": MAYBE_DATE, "due_time": shapes.MAYBE, "closed_by": shapes.MAYBE, "superseded_by": shapes.MAYBE,
    "beneficiary": shapes.MAYBE, "confidence": shapes.SURE, "trace": {"type": "array", "items": shapes.STEP},
    "moves": {"type": "array", "items": {"type": "object"}}, "warnings": shapes.TEXTS,
}  # fmt: skip
CHANGE: Json = {"type": "string", "enum": [kind.value for kind in clocks.ConsequenceKind]}
ROW = object_of(
    **{name: SPECIAL.get(name, TEXT) for name in COUNTED},
    earliest=MAYBE_DATE,
    latest=MAYBE_DATE,
    before=MAYBE_DATE,
    change=CHANGE,
    only={"type": "string", "enum": ["", "earliest", "latest"]},
    gone=TEXT,
)
PLACED = object_of(kind=TEXT, earliest=DATE, latest=DATE)


class Run(ApiView):
    """All deadlines of a proceeding, under assumptions."""

    permission_classes = (Computing,)
    stores_nothing = True

    def describe(self, method: str, schema: ApiSchema) -> Json | None:
        """Describe question and answer."""
        row = schema.component("ClockConsequence", ROW)
        told = object_of(
            note=TEXT, assumed={"type": "array", "items": PLACED}, deadlines={"type": "array", "items": row}
        )
        return {
            "requestBody": schema.body(RunShape),
            "responses": ok(schema.component("ClockRun", told), tagged=False),
        }

    def post(self, request: Request) -> HttpResponse:
        """Return every deadline by earliest due date, and what the assumptions do to it. Nothing is stored."""
        self.count_call(request)
        reading = self.reading(request)
        refs = ReaderRefs(reading)
        asked = read_body(RunShape(context={"refs": refs}), request)
        pack, facts, events = asked["pack"], asked["facts"], events_of(asked["events"])
        if asked["proceeding"]:
            proceeding: Proceeding = refs.get(Proceeding, asked["proceeding"])
            if not proceeding.pack:
                detail = "proceeding: no clocks run in this proceeding."
                raise bad_request([Fault("/proceeding", "no_clocks", detail)])
            pack, facts = proceeding.pack, proceeding.facts
            events = facts_of(proceeding, request.user)
        try:
            outcome = clocks.what_if(
                clocks.load_pack(pack), facts, events, clocks.shipped(), assumptions_of(asked["assumed"])
            )
        except clocks.ClockErrors as refused:
            raise bad_request(
                [Fault(_pointer(one), one.code, str(one)) for one in refused.errors]
            ) from refused
        return shapes.answered(_told(outcome))


def _pointer(error: clocks.ClockError) -> str:
    """Return which part of the body an error of the clocks is about."""
    word = error.place.split()[0].rstrip(",")
    return {"fact": "/facts", "assumption": "/assumed"}.get(word, "/events")


def _told(outcome: clocks.Outcome) -> dict[str, Any]:
    placed = zip(outcome.earliest, outcome.latest, strict=True)
    return {
        "note": NOTE,
        "assumed": [
            {"kind": early.kind, "earliest": early.on.isoformat(), "latest": late.on.isoformat()}
            for early, late in placed
        ],
        "deadlines": _rows(outcome.consequences),
    }


def _rows(consequences: Sequence[clocks.Consequence]) -> list[dict[str, Any]]:
    return [
        {name: clocks.to_json(getattr(one.one, name)) for name in COUNTED}
        | {
            "earliest": _day(one.earliest),
            "latest": _day(one.latest),
            "before": _day(one.before),
            "change": one.kind.value,
            "only": one.only,
            "gone": one.gone,
        }
        for one in consequences
    ]


def _day(row: clocks.Computed | None) -> str | None:
    return row.due_on.isoformat() if row else None

"""What goods would pay: one question, or ten thousand."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from api.base import ApiView, answer
from api.clocks import Computing
from api.duty_shapes import PARTS, QUESTION, array, part
from api.openapi import ApiSchema, ok
from api.plain import faults_of, object_of, tagged_text
from api.problems import Fault, bad_request
from api.shapes import IF_NONE_MATCH, Json
from api.told_duty import Teller
from tariffs.answers import Question
from tariffs.asking import FIELDS, REQUIRED, Wrong, read_question
from tariffs.enquiry import NOTICE, ask, ask_many

MOST = 10_000
SAID = {
    "importer": "The importing country: ISO 3166-1 alpha-2, or EU.",
    "origin": "The country of origin, not of export.",
    "code": "The commodity code, six digits or more, with or without dots.",
    "on": "The day of entry for consumption in the importer's calendar.",
    "at": "The hour of entry on the importer's clock, as 00:01.",
    "exported_on": "The day of export; in-transit rules ask for it.",
}


class Duty(ApiView):
    """What goods would pay, layer by layer."""

    def describe(self, method: str, schema: ApiSchema) -> Json | None:
        """Describe the question and the answer."""
        asked = [
            {
                "name": name, "in": "query", "required": name in REQUIRED, "description": SAID[name],
                "schema": QUESTION[name],
            }
            for name in FIELDS
        ]  # fmt: skip
        return {
            "parameters": [*asked, IF_NONE_MATCH],
            "responses": ok(_described(schema, "DutyAnswer")),
        }

    def get(self, request: Request) -> HttpResponse:
        """Return every layer with its rate, state and source, what was not applied and why, and what it depends on.

        A code in no loaded edition is answered too, with `nomenclature: null`. What is
        unknown is null and never 0.
        """
        faults = faults_of(request.query_params, dict.fromkeys(FIELDS, ()))
        told = {fault.pointer for fault in faults}
        question, wrong = read_question({name: request.query_params.get(name, "") for name in FIELDS})
        faults += [
            Fault(f"?{one.field}", one.code, one.detail) for one in wrong if f"?{one.field}" not in told
        ]
        if question is None or faults:
            raise bad_request(faults)
        enquiry = ask(user=request.user, question=question)
        return tagged_text(self, request, Teller().answer(enquiry))


class DutyBatch(ApiView):
    """What many goods would pay."""

    permission_classes = (Computing,)
    stores_nothing = True

    def describe(self, method: str, schema: ApiSchema) -> Json | None:
        """Describe the questions and the answers."""
        said = "; ".join(f"{name}: {SAID[name]}" for name in FIELDS)
        one: Json = {
            "description": f"An object of texts. {said} What is wrong with one question is said in its result.",
            "example": {"importer": "US", "origin": "CN", "code": "85176200", "on": "2019-09-15"},
        }
        body: Json = {
            "type": "object", "required": ["questions"], "additionalProperties": False,
            "properties": {"questions": {"type": "array", "minItems": 1, "maxItems": MOST, "items": one}},
        }  # fmt: skip
        results = array(_described(schema, "DutyResult"))
        return {
            "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
            "responses": ok(object_of(results=results, notice={"type": "string"}), tagged=False),
        }

    def post(self, request: Request) -> HttpResponse:
        """Answer up to 10,000 questions in order; each result is an answer or its errors.

        An answer says all that it says alone. Nothing is stored, and reading rights are enough.
        """
        given, wrong = _questions(request.data)
        wrong += faults_of(request.query_params, {})
        read = [_read(number, one) for number, one in enumerate(given)]
        if wrong:  # with the faults of the questions, which are told in their results when all else is well
            raise bad_request([*wrong, *(fault for _, faults in read for fault in faults)])
        good = [question for question, _ in read if question is not None]
        found = iter(ask_many(user=request.user, questions=good))
        teller = Teller()
        parts = [
            teller.result(number, next(found)) if question is not None else _refused(number, faults)
            for number, (question, faults) in enumerate(read)
        ]
        body = f'{{"results": [{", ".join(parts)}], "notice": {json.dumps(NOTICE)}}}'
        return answer(body)


def _described(schema: ApiSchema, name: str) -> Json:
    """Return a reference to a part of the contract, with all parts kept."""
    for each, described in PARTS.items():
        schema.component(each, described)
    return part(name)


def _questions(data: Any) -> tuple[Sequence[Any], list[Fault]]:
    """Return the questions of a body, none where there are too many to be read, and what is wrong around them."""
    keys = data if isinstance(data, Mapping) else {}
    faults = [
        Fault(f"/{str(name)[:60]}", "unknown_key", f"{str(name)[:60]}: not known here; known: questions.")
        for name in keys
        if name != "questions"
    ]
    found = keys.get("questions")
    if not isinstance(found, list):
        detail = 'Send {"questions": [{"importer": "US", "origin": "CN", "code": "85176200", "on": "2019-09-15"}]}.'
        return [], [Fault("/questions", "missing", detail), *faults]
    if not 1 <= len(found) <= MOST:
        faults.append(Fault("/questions", "count", f"{len(found)} questions; ask 1 to {MOST:,} at a time."))
        return [], faults
    return found, faults


def _read(number: int, given: Any) -> tuple[Question | None, list[Fault]]:
    place = f"/questions/{number}"
    if not isinstance(given, Mapping):
        return None, [
            Fault(place, "not_a_mapping", "Each question is an object with importer, origin, code and on.")
        ]
    faults = [
        Fault(
            f"{place}/{str(name)[:60]}",
            "unknown_key",
            f"{str(name)[:60]}: not known here; known: {', '.join(FIELDS)}.",
        )
        for name in given
        if name not in FIELDS
    ]
    texts = {name: value for name, value in given.items() if name in FIELDS and value is not None}
    odd = [name for name, value in texts.items() if not isinstance(value, str)]
    faults += [
        Fault(f"{place}/{name}", "not_text", f"{name}: write it in quotes; a number loses its leading zeros.")
        for name in odd
    ]
    question, wrong = read_question({name: value for name, value in texts.items() if name not in odd})
    faults += _faults(place, [one for one in wrong if one.field not in odd])
    return (None if faults else question), faults


def _faults(place: str, wrong: Iterable[Wrong]) -> list[Fault]:
    return [Fault(f"{place}/{one.field}", one.code, one.detail) for one in wrong]


def _refused(number: int, faults: Iterable[Fault]) -> str:
    errors = [{"pointer": one.pointer, "code": one.code, "detail": one.detail} for one in faults]
    return json.dumps({"index": number, "answer": None, "errors": errors})

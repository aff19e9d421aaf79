"""Answers that come from data shipped with the product: strict parameters, one page, tags from the text."""

import json
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from django.http import HttpResponse, QueryDict
from rest_framework.request import Request

from api.base import ApiView, answer
from api.conditional import etag_of_page
from api.problems import Fault, bad_request
from api.shapes import Json


def parameters(data: QueryDict, known: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return the query string, `known` giving the words each parameter may be (none: any). Raises Problem (400)."""
    faults = faults_of(data, known)
    if faults:
        raise bad_request(faults)
    return {name: str(data[name]) for name in data}


def faults_of(data: QueryDict, known: Mapping[str, tuple[str, ...]]) -> list[Fault]:
    """Return what is wrong with the form of a query string: to be told together with what else is wrong."""
    return [fault for name in data for fault in _faults(data, name, known)]


def _faults(data: QueryDict, name: str, known: Mapping[str, tuple[str, ...]]) -> Iterator[Fault]:
    pointer, text = f"?{name[:60]}", str(data[name])
    if name not in known:
        yield Fault(pointer, "unknown_parameter", f"{name[:60]}: not known here; {hint(name, list(known))}")
    elif len(data.getlist(name)) > 1:
        yield Fault(pointer, "repeated", f"{name}: give this parameter once.")
    elif not text:
        yield Fault(pointer, "empty", f"{name}: write a value, or leave the parameter out.")
    elif known[name] and text not in known[name]:
        told = hint(text, list(known[name]))
        yield Fault(pointer, "unknown_choice", f"{name}: “{text[:60]}” is not known; {told}")


def hint(name: str, known: list[str]) -> str:
    """Return "did you mean …?", or what is known."""
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    return f"did you mean {near[0]}?" if near else f"known: {', '.join(sorted(known)) or 'none'}."


def tagged(view: ApiView, request: Request, body: Any) -> HttpResponse:
    """Return `body` as JSON, or a 304 when the caller has it."""
    return tagged_text(view, request, json.dumps(body, ensure_ascii=False))


def tagged_text(view: ApiView, request: Request, text: str) -> HttpResponse:
    """Return JSON that is text already, or a 304 when the caller has it."""
    etag = etag_of_page([text])
    return view.unchanged(request, etag) or answer(text, etag=etag)


def object_of(**properties: Json) -> Json:
    """Return the schema of an object that always has these members."""
    return {"type": "object", "required": list(properties), "properties": properties}


TEXT: Json = {"type": "string"}
DATE: Json = {"type": "string", "format": "date"}
MAYBE_DATE: Json = {"type": ["string", "null"], "format": "date"}

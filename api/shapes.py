"""Fields and parameters as JSON Schema (the dialect of OpenAPI 3.1)."""

from typing import Any

from api.conditional import quoted
from api.fields import NAMING, Field, Kind
from api.query import DEFAULT_LIMIT, MAX_IN, MAX_LIMIT
from api.resource import Resource

Json = dict[str, Any]
TYPES: dict[Kind, Json] = {
    Kind.TEXT: {"type": "string"},
    Kind.UUID: {"type": "string", "format": "uuid"},
    Kind.REF: {"type": "string"},
    Kind.DATE: {"type": "string", "format": "date"},
    Kind.TIME: {"type": "string", "pattern": r"^\d{2}:\d{2}:\d{2}$"},
    Kind.INSTANT: {"type": "string", "format": "date-time"},
    Kind.INTEGER: {"type": "integer"},
    Kind.DECIMAL: {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"},
    Kind.BOOLEAN: {"type": "boolean"},
    Kind.CODE: {"type": "string", "pattern": r"^\d{2,10}$"},
    Kind.REFS: {"type": "array", "items": {"type": "string"}},
    Kind.TEXTS: {"type": "array", "items": {"type": "string"}},
    Kind.ANY: {},
}
PLAIN_TEXT = {"type": "string", "minLength": 1, "pattern": r"^[^\u0000]+$"}
PROBLEM: Json = {
    "type": "object",
    "description": "An error (RFC 9457).",
    "required": ["type", "title", "status", "detail", "instance", "errors", "trace_id"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "code", "detail"],
                "properties": {
                    "pointer": {
                        "type": "string",
                        "description": "JSON pointer into the body, or ?parameter.",
                    },
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
        "trace_id": {"type": "string"},
    },
}


def component(resource: Resource) -> str:
    """Return the name of a resource's schema."""
    return "".join(part.title() for part in resource.name.split("_"))


def of_resource(resource: Resource) -> Json:
    """Return the schema of a row; nothing is required, because `fields` may narrow it."""
    return of_fields(resource.fields, resource)


def of_fields(fields: Any, resource: Resource | None = None) -> Json:
    """Return the schema of an object with these fields."""
    expand = resource.expand if resource else {}
    shown = {
        name: of_field(f, component(expand[name]) if name in expand else "") for name, f in fields.items()
    }
    return {"type": "object", "additionalProperties": False, "properties": shown}


def of_field(of: Field, expanded: str = "") -> Json:
    """Return the schema of one field; `expanded` names the component `expand` may put in its place."""
    if of.kind is Kind.MANY:
        return _told({"type": "array", "items": of_fields(of.items)}, of)
    if of.kind is Kind.OBJECT:
        return _told(of_fields(of.items), of)
    schema = dict(TYPES[of.kind])
    if of.choices:
        schema["enum"] = [*of.choices, *([""] if of.blank else [])]
    if of.nullable and "type" in schema:
        schema["type"] = [schema["type"], "null"]
        if "enum" in schema:
            schema["enum"] = [*schema["enum"], None]
    if expanded:
        schema = {"oneOf": [schema, {"$ref": f"#/components/schemas/{expanded}"}]}
    return _told(schema, of)


def _told(schema: Json, of: Field) -> Json:
    return schema | {"description": of.doc} if of.doc else schema


def of_list(resource: Resource) -> Json:
    """Return the schema of a page."""
    link = {"type": ["string", "null"], "format": "uri"}
    return {
        "type": "object",
        "required": ["results", "next", "previous"],
        "additionalProperties": False,
        "properties": {
            "results": {"type": "array", "items": {"$ref": f"#/components/schemas/{component(resource)}"}},
            "next": link,
            "previous": link,
            "count": {"type": "integer", "description": "Only with count=exact."},
        },
    }


def filters(resource: Resource) -> list[Json]:
    """Return the parameters that narrow a list."""
    made = []
    for name, (of, lookup) in resource.parameters().items():
        schema: Json = dict(PLAIN_TEXT) if of is None else _asked(of)
        if lookup == "in":
            made.append(
                _query(
                    name, {"type": "array", "items": schema, "minItems": 1, "maxItems": MAX_IN}, explode=False
                )
            )
        else:
            made.append(_query(name, schema, "Words in " + ", ".join(resource.search) if of is None else ""))
    return made


def _asked(of: Field) -> Json:
    if of.choices:
        return {"type": "string", "enum": list(of.choices)}
    return (
        dict(PLAIN_TEXT) | {"pattern": "^[^\\u0000,]+$"}
        if of.kind in {Kind.TEXT, *NAMING}
        else dict(TYPES[of.kind])
    )


def steering(resource: Resource, names: tuple[str, ...]) -> list[Json]:
    """Return the parameters that page, sort and shape an answer."""
    sorts = [f"{sign}{name}" for name in resource.sorts() for sign in ("", "-")]
    limit = {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}
    known: dict[str, Json] = {
        "limit": _query("limit", limit, "Rows on a page."),
        "cursor": _query(
            "cursor", {"type": "string", "minLength": 1}, "A place in the list, from next or previous."
        ),
        "count": _query("count", {"type": "string", "enum": ["exact"]}, "Count all rows the filters leave."),
        "sort": _query("sort", {"type": "string", "enum": sorts, "default": resource.sort}, "- reverses."),
        "fields": _names("fields", list(resource.fields), "Only these fields."),
        "expand": _names("expand", list(resource.expand), "Inline these relations."),
    }
    return [known[name] for name in names if name != "expand" or resource.expand]


def _names(name: str, known: list[str], told: str) -> Json:
    return _query(
        name,
        {"type": "array", "items": {"type": "string", "enum": known}, "minItems": 1},
        told,
        explode=False,
    )


def _query(name: str, schema: Json, told: str = "", *, explode: bool | None = None) -> Json:
    parameter: Json = {"name": name, "in": "query", "schema": schema}
    if told:
        parameter["description"] = told
    return parameter if explode is None else parameter | {"style": "form", "explode": explode}


def header(name: str, told: str, *, required: bool = False, example: str = "") -> Json:
    """Return a request header."""
    schema = {"type": "string"} | ({"examples": [example]} if example else {})
    return {"name": name, "in": "header", "required": required, "schema": schema, "description": told}


IF_NONE_MATCH = header(
    "If-None-Match", "The ETag you hold; 304 when it still holds.", example=quoted("3-5f2c")
)
IF_MATCH = header("If-Match", "The ETag you read.", required=True, example=quoted("3-5f2c"))
IDEMPOTENCY_KEY = header(
    "Idempotency-Key", "Your name for this write; a repeat within 24 h is answered, not done."
)
IMPACT_TOKEN = header("Impact-Token", "From a 409 `impact`: you have seen what would change.")

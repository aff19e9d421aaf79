"""How our views describe themselves in OpenAPI 3.1."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent

from api import shapes
from api.resource import Resource
from api.shapes import Json

PROBLEMS = {
    "400": "Something in the request is wrong; `errors` names all of it.",
    "401": "A key is needed, or this one opens nothing.",
    "403": "The key or its owner may not do this.",
    "404": "Nothing here, or nothing the caller may see.",
    "405": "This method is not offered here.",
    "406": "This medium is not offered.",
    "429": "Too many calls; Retry-After says when to go on.",
}
BODY_PROBLEMS = {
    "413": "The body is too large.",
    "415": "Bodies are read as application/json.",
}
WRITE_PROBLEMS = BODY_PROBLEMS | {
    "409": "`impact`: existing deadlines would change; or `conflict`: a ref is taken.",
    "422": "The Idempotency-Key was used for another request.",
}


PLACES: dict[str, Json] = {
    "key": {
        "name": "key", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1},
        "description": "The ref or the id.",
    },
    "number": {
        "name": "number", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 1},
        "description": "The number of a version in its list.",
    },
}  # fmt: skip


def _named(place: str) -> str:
    """Return a place as part of an operation's id."""
    for name, word in {"key": "one", "number": "number"}.items():
        place = place.replace(f"{{{name}}}", word)
    return place.replace("/", "_")


class ApiSchema(AutoSchema):
    """Describes our views: a view says in `answers` what each method returns, the rest holds everywhere."""

    def get_operation(
        self, path: str, path_regex: str, path_prefix: str, method: str, registry: Any
    ) -> Json | None:
        """Return the operation, or None for a view that describes nothing."""
        self.registry, self.path, self.method = registry, path, method.upper()
        view: Any = self.view
        told = view.describe(self.method, self)
        if told is None:
            return None
        self.component("Problem", shapes.PROBLEM)
        handler = getattr(self.view, method.lower())
        reading = self.method == "GET"
        asking = getattr(view, "stores_nothing", False)
        problems = {} if reading else BODY_PROBLEMS if asking else WRITE_PROBLEMS
        place = path.removeprefix("/api/v1/")
        return {
            "operationId": f"{method.lower()}_{_named(place)}",
            "summary": (self.view.__doc__ or "").splitlines()[0],
            "description": (handler.__doc__ or "").strip(),
            "tags": [place.split("/")[0]],
            "security": [{}, {"key": []}] if reading or asking else [{"key": []}],
            "parameters": [*self._path_parameters(), *told.get("parameters", [])],
            **({"requestBody": told["requestBody"]} if "requestBody" in told else {}),
            "responses": told["responses"] | self._problems(problems),
        }

    def component(self, name: str, schema: Json) -> Json:
        """Return a reference to the schema, kept once under `name`."""
        kept: Any = ResolvedComponent
        made = kept(name=name, type=kept.SCHEMA, schema=schema, object=name)
        self.registry.register_on_missing(made)
        return {"$ref": f"#/components/schemas/{name}"}

    def resource(self, resource: Resource) -> Json:
        """Return a reference to a resource's schema, with those of its relations kept too."""
        for inner in resource.expand.values():
            self.component(shapes.component(inner), shapes.of_resource(inner))
        return self.component(shapes.component(resource), shapes.of_resource(resource))

    def body(self, serializer: Any) -> Json:
        """Return the request body a serializer reads."""
        resolved = self.resolve_serializer(serializer, "request")
        return {"required": True, "content": {"application/json": {"schema": resolved.ref}}}

    def _path_parameters(self) -> list[Json]:
        return [parameter for name, parameter in PLACES.items() if f"{{{name}}}" in self.path]

    def _problems(self, more: dict[str, str]) -> Json:
        content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        told = PROBLEMS | more | {"default": "Any other error."}
        if self.method == "PATCH":
            told |= {"412": "The event changed since you read it.", "428": "If-Match is missing."}
        return {status: {"description": text, "content": content} for status, text in sorted(told.items())}


def ok(
    schema: Json, *, told: str = "", media: str = "application/json", status: str = "200", tagged: bool = True
) -> Json:
    """Return the success of an operation, with the 304 that goes with a tag."""
    tag = {"ETag": {"schema": {"type": "string"}, "description": "The version shown."}}
    response = {"description": told or "As asked.", "content": {media: {"schema": schema}}}
    if not tagged:
        return {status: response}
    unchanged = {"304": {"description": "You hold this version."}} if status == "200" else {}
    return {status: response | {"headers": tag}} | unchanged

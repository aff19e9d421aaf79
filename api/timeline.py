"""A dispute's timeline: four kinds of row in one list, each in the shape its own resource has."""

from django.db.models import F, Value
from rest_framework.request import Request

from api import shapes
from api.base import ListView
from api.deadlines import DEADLINE
from api.disputes import visible_dispute
from api.events import EVENT
from api.fields import EQUAL, Field, Kind
from api.listing import Arm, Page
from api.negotiations import ROUND
from api.openapi import ApiSchema, ok
from api.query import Question
from api.resource import Resource
from api.shapes import Json
from api.sql import Compare, Instant, JsonObject, Param
from api.tariffs import LIST_VERSION
from casebook import timeline
from casebook.timeline import EntryType
from disputes.models import Event

PLACE = F("position_at")
TIMELINE = Resource(
    "timeline_entry",
    Event,
    {
        "type": Field(
            kind=Kind.TEXT, value=lambda reading, prefix: Value(""), lookups=EQUAL, choices=tuple(EntryType),
            doc="What the entry is; `object` has the shape of that resource.",
        ),
        "at": Field(
            kind=Kind.INSTANT, value=lambda reading, prefix: PLACE, lookups=("gte", "lte"), sort=True,
            path="position_at", doc="The instant the entry is ordered by.",
        ),
    },
    sort="at",
)  # fmt: skip
SHAPES = {
    EntryType.EVENT: (timeline.events, EVENT),
    EntryType.DEADLINE: (timeline.deadlines, DEADLINE),
    EntryType.ROUND: (timeline.rounds, ROUND),
    EntryType.LIST_VERSION: (timeline.list_versions, LIST_VERSION),
}


class Timeline(ListView):
    """What happened, what is due, who met and what was listed, in the order of instants."""

    resource = TIMELINE
    steering = ("limit", "cursor", "count", "sort")

    def describe(self, method: str, schema: ApiSchema) -> Json | None:
        """Describe the page; an entry's object is one of four resources."""
        objects = [schema.resource(resource) for _, resource in SHAPES.values()]
        kind = {"type": "string", "enum": [str(kind) for kind in EntryType]}
        instant = {"type": "string", "format": "date-time"}
        entry = {
            "type": "object",
            "required": ["type", "at", "object"],
            "properties": {"type": kind, "at": instant, "object": {"oneOf": objects}},
        }
        schema.component(shapes.component(TIMELINE), entry)
        page = schema.component("TimelinePage", shapes.of_list(TIMELINE))
        parameters = [
            *shapes.filters(TIMELINE),
            *shapes.steering(TIMELINE, self.steering),
            shapes.IF_NONE_MATCH,
        ]
        return {"parameters": parameters, "responses": ok(page)}

    def page(self, request: Request, question: Question, **kwargs: str) -> Page:
        """Return the page over all kinds of row; raises Problem (404) when the dispute is not visible."""
        reading = self.reading(request)
        dispute = visible_dispute(reading, kwargs["key"])
        wanted = [kind for kind in EntryType if _is_wanted(kind, question)]

        def arms() -> list[Arm]:
            made = []
            for kind in wanted:
                read, resource = SHAPES[kind]
                rows = read(dispute, reading.user)
                for asked in question.conditions:
                    if asked.name == "at":
                        operator = {"gte": ">=", "lte": "<="}[asked.lookup]
                        rows = rows.filter(Compare(PLACE, operator, Param(asked.slot)))
                body = JsonObject(type=Value(str(kind)), at=Instant(PLACE), object=resource.body(reading))
                made.append(Arm(rows, PLACE, resource.mark(reading), body))
            return made

        return Page(question, reading, arms, (self.resource.name, *wanted), dispute=dispute.pk)


def _is_wanted(kind: EntryType, question: Question) -> bool:
    asked = [question.values[c.slot] for c in question.conditions if c.name == "type"]
    return all(kind == value if isinstance(value, str) else kind in value for value in asked)

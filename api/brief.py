"""Related rows in short, as `expand` inlines them: columns only, one level."""

from api.fields import Guard, column, ref
from api.resource import Resource
from disputes.models import Actor, Dispute, Event, Proceeding

ACTOR = Resource(
    "actor_brief", Actor, {name: column(Actor, name) for name in ("id", "ref", "kind", "name", "iso2")}
)
DISPUTE = Resource(
    "dispute_brief",
    Dispute,
    {name: column(Dispute, name) for name in ("id", "ref", "title", "stage", "opened_on", "closed_on")},
)
PROCEEDING = Resource(
    "proceeding_brief",
    Proceeding,
    {name: column(Proceeding, name) for name in ("id", "ref", "system", "official_id", "title", "pack")},
)
EVENT = Resource(
    "event_brief",
    Event,
    {name: column(Event, name) for name in ("id", "ref", "kind", "on", "precision", "zone", "text")}
    | {"proceeding": ref("proceeding", Proceeding, guard=Guard.ABOVE)},
)

"""Rounds, as a timeline shows them."""

from api.fields import Guard, column, ref
from api.resource import Resource
from disputes.models import Dispute
from negotiations.models import Round

NAMES = (
    "number", "title", "level", "venue", "zone", "starts_on", "starts_precision", "ends_on", "ends_precision",
    "printed", "state", "outcome", "confidence", "visibility", "version",
)  # fmt: skip
ROUND = Resource(
    "round",
    Round,
    {
        "id": column(Round, "id"),
        "ref": column(Round, "ref", sort=True),
        "dispute": ref("dispute", Dispute, guard=Guard.ABOVE),
    }
    | {name: column(Round, name) for name in NAMES},
)

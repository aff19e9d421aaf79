"""List versions, as a timeline shows them."""

from api.fields import Guard, column, ref
from api.resource import Resource
from disputes.models import Dispute, Event, Figure
from tariffs.models import ListVersion, TariffList

NAMES = (
    "number", "stage", "title", "announced_on", "published_on", "effective_at", "loaded_on", "recorded_at", "zone",
    "edition", "stated_rate", "note", "confidence", "visibility", "version",
)  # fmt: skip
LIST_VERSION = Resource(
    "list_version",
    ListVersion,
    {
        "id": column(ListVersion, "id"),
        "ref": column(ListVersion, "ref", sort=True),
        "dispute": ref("tariff_list__dispute", Dispute, guard=Guard.ABOVE, nullable=True),
        "tariff_list": ref("tariff_list", TariffList, guard=Guard.ABOVE),
        "value": ref("value", Figure, "The trade it covers."),
        "event": ref("event", Event, "The event that brought it."),
    }
    | {name: column(ListVersion, name) for name in NAMES},
)

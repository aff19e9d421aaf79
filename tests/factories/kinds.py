"""One row of every kind that has a visibility, with public rows above it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from disputes.models import (
    ActorName,
    Affiliation,
    Deadline,
    DisputeCitation,
    DisputeLink,
    DisputeParty,
    Event,
    Figure,
    Recorded,
)
from negotiations.models import (
    Agreement,
    Commitment,
    Delegation,
    Demand,
    NegotiationCitation,
    Position,
    Round,
)  # fmt: skip
from tariffs.models import (
    Effect,
    Exclusion,
    ListItem,
    ListVersion,
    TariffCitation,
    TariffList,
    TariffListTarget,
)
from tests.factories import record

Values = dict[str, Any]
DAY = date(1995, 1, 18)


def _event(**values: Any) -> Event:
    return record.event(record.proceeding(record.dispute()), **values)


def _deadline(**values: Any) -> Deadline:
    return record.announced(_event(), **values)


def _figure(**values: Any) -> Figure:
    base: Values = {
        "ref": f"figure-{record.number()}",
        "dispute": record.dispute(),
        "kind": "count",
        "title": "Raids",
    }
    return record.make(Figure, **base | {"low": 7, "unit": "raids"} | values)


def _party(**values: Any) -> DisputeParty:
    track = record.proceeding(record.dispute())
    return record.party(track.dispute, record.actor(), proceeding=track, **values)


def _affiliation(**values: Any) -> Affiliation:
    return record.make(
        Affiliation, actor=record.actor(kind="person"), of=record.actor(), title="Head", **values
    )


def _link(**values: Any) -> DisputeLink:
    return record.make(DisputeLink, dispute=record.dispute(), to=record.dispute(), kind="follows", **values)


def _round(**values: Any) -> Round:
    return record.round_(record.dispute(), **values)


def _delegation(**values: Any) -> Delegation:
    person, side = record.actor(kind="person"), record.actor()
    return record.make(Delegation, round=_round(), side=side, person=person, role="head", **values)


def _demand(**values: Any) -> Demand:
    base: Values = {"ref": f"demand-{record.number()}", "dispute": record.dispute(), "side": record.actor()}
    return record.make(Demand, **base | {"title": "Close the plants"} | values)


def _position(**values: Any) -> Position:
    base: Values = {
        "ref": f"position-{record.number()}",
        "demand": _demand(),
        "actor": record.actor(),
        "on": DAY,
    }
    return record.make(Position, **base | {"stance": "refused", "text": "No."} | values)


def _agreement(**values: Any) -> Agreement:
    base: Values = {
        "ref": f"deal-{record.number()}",
        "dispute": record.dispute(),
        "title": "A plan",
        "reached_on": DAY,
    }
    return record.make(Agreement, **base | values)


def _commitment(**values: Any) -> Commitment:
    base: Values = {"ref": f"vow-{record.number()}", "agreement": _agreement(), "obligor": record.actor()}
    return record.make(Commitment, **base | {"text": "Raids go on."} | values)


def _list(**values: Any) -> TariffList:
    base: Values = {"ref": f"list-{record.number()}", "dispute": record.dispute(), "title": "A list"}
    return record.make(TariffList, **base | {"imposing": record.actor()} | values)


def _list_target(**values: Any) -> TariffListTarget:
    return record.make(TariffListTarget, tariff_list=_list(), actor=record.actor(), **values)


def _version(**values: Any) -> ListVersion:
    base: Values = {
        "ref": f"version-{record.number()}",
        "tariff_list": _list(),
        "number": 1,
        "stage": "proposed",
    }
    more: Values = {
        "title": "As printed",
        "published_on": DAY,
        "zone": "America/New_York",
        "recorded_at": record.NOW,
        "is_published": True,
    }
    return record.make(ListVersion, **base | more | values)


def _item() -> ListItem:
    version = _version(is_published=False)
    item = ListItem.objects.create(list_version=version, position=1, description="films")
    version.is_published = True
    record.saved(lambda: version.save(update_fields=["is_published"]))
    return item


def _effect(**values: Any) -> Effect:
    base: Values = {"ref": f"effect-{record.number()}", "tariff_list": _list(), "rate_text": "100 per cent"}
    more: Values = {"state": "scheduled", "from_at": record.NOW, "zone": "America/New_York"}
    return record.make(Effect, **base | more | values)


def _exclusion(**values: Any) -> Exclusion:
    base: Values = {"ref": f"exclusion-{record.number()}", "tariff_list": _list(), "digits": "8471300100"}
    return record.make(Exclusion, **base | {"from_at": record.NOW, "zone": "America/New_York"} | values)


def _citing(model: type[Recorded], field: str, cited: Callable[[], Any]) -> Callable[..., Recorded]:
    return lambda **values: record.make(model, source=record.source(), **{field: cited()}, **values)


ROWS: dict[str, Callable[..., Recorded]] = {
    "actor": record.actor,
    "name of an actor": lambda **values: record.make(
        ActorName, actor=record.actor(), name="X", kind="alias", **values
    ),
    "affiliation": _affiliation,
    "dispute": record.dispute,
    "party": _party,
    "link": _link,
    "proceeding": lambda **values: record.proceeding(record.dispute(), **values),
    "event": _event,
    "actor of an event": lambda **values: record.event_actor(_event(), record.actor(), **values),
    "deadline": _deadline,
    "source": record.source,
    "figure": _figure,
    "round": _round,
    "delegation": _delegation,
    "demand": _demand,
    "position": _position,
    "agreement": _agreement,
    "commitment": _commitment,
    "tariff list": _list,
    "list of no dispute": lambda **values: _list(dispute=None, **values),
    "version of a list of no dispute": lambda **values: _version(tariff_list=_list(dispute=None), **values),
    "target of a tariff list": _list_target,
    "list version": _version,
    "effect": _effect,
    "exclusion": _exclusion,
    "citation of an event": _citing(DisputeCitation, "event", _event),
    "citation of a deadline": _citing(DisputeCitation, "deadline", _deadline),
    "citation of a figure": _citing(DisputeCitation, "figure", _figure),
    "citation of a party": _citing(DisputeCitation, "party", _party),
    "citation of an affiliation": _citing(DisputeCitation, "affiliation", _affiliation),
    "citation of a round": _citing(NegotiationCitation, "round", _round),
    "citation of a demand": _citing(NegotiationCitation, "demand", _demand),
    "citation of a position": _citing(NegotiationCitation, "position", _position),
    "citation of an agreement": _citing(NegotiationCitation, "agreement", _agreement),
    "citation of a commitment": _citing(NegotiationCitation, "commitment", _commitment),
    "citation of a list version": _citing(TariffCitation, "list_version", _version),
    "citation of an item": _citing(TariffCitation, "item", _item),
    "citation of an effect": _citing(TariffCitation, "effect", _effect),
    "citation of an exclusion": _citing(TariffCitation, "exclusion", _exclusion),
}

"""Rows of the record, saved under a test author and public unless told otherwise."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any, TypeVar

from django.db import models

from accounts.models import Team
from disputes.models import (
    Actor,
    Deadline,
    Dispute,
    DisputeCitation,
    DisputeParty,
    Event,
    EventActor,
    Proceeding,
    Source,
)
from history.authorship import Author, authored
from history.models import Reason
from negotiations.models import Round
from tariffs.models import ListItem, ListVersion, TariffList, TariffListTarget

RowT = TypeVar("RowT", bound=models.Model)
ResultT = TypeVar("ResultT")
AUTHOR = Author(id="test", name="A test")
NOW = datetime(1995, 1, 30, 12, tzinfo=UTC)
_numbers = count(1)


def saved(make: Callable[[], ResultT]) -> ResultT:
    """Return what `make`, which writes, returns inside an authored transaction."""
    with authored(AUTHOR, Reason.DEVELOPMENT, "test"):
        return make()


def make(model: type[RowT], **values: Any) -> RowT:
    """Return a saved row of `model`, public unless `visibility` says otherwise."""
    values.setdefault("visibility", "public")
    return saved(lambda: model._default_manager.create(**values))


def number() -> int:
    """Return a number no earlier row was given."""
    return next(_numbers)


def actor(ref: str = "", **values: Any) -> Actor:
    ref = ref or f"actor-{number()}"
    return make(Actor, **{"ref": ref, "kind": "agency", "name": ref.upper()} | values)


def source(**values: Any) -> Source:
    return make(Source, **{"ref": f"source-{number()}", "title": "A notice", "kind": "primary"} | values)


def dispute(ref: str = "", **values: Any) -> Dispute:
    ref = ref or f"dispute-{number()}"
    return make(Dispute, **{"ref": ref, "title": f"Dispute {ref}"} | values)


def party(of: Dispute, who: Actor, role: str = "complainant", **values: Any) -> DisputeParty:
    return make(DisputeParty, dispute=of, actor=who, role=role, **values)


def proceeding(of: Dispute, **values: Any) -> Proceeding:
    ref = f"{of.ref}-p{number()}"
    return make(
        Proceeding, **{"dispute": of, "ref": ref, "system": "us-301", "title": f"Track {ref}"} | values
    )


def event(of: Proceeding, on: date = date(1994, 12, 31), **values: Any) -> Event:
    base = {
        "ref": f"{of.ref}-e{number()}", "proceeding": of, "kind": "threat_made", "on": on,
        "zone": "America/New_York", "text": "Something happened.", "recorded_at": NOW,
    }  # fmt: skip
    return make(Event, **base | values)


def event_actor(of: Event, who: Actor, **values: Any) -> EventActor:
    return make(EventActor, event=of, actor=who, **values)


def citation(of: Event, what: Source, **values: Any) -> DisputeCitation:
    return make(DisputeCitation, event=of, source=what, **{"quote": "so it says"} | values)


def announced(by: Event, due_on: date = date(1995, 2, 4), **values: Any) -> Deadline:
    base = {
        "ref": f"{by.ref}-d{number()}", "proceeding": by.proceeding, "announced_by": by, "ordinal": number() % 30000,
        "kind": "duty", "basis": "announced", "title": "Answer", "due_on": due_on, "legal_zone": "America/New_York",
        "latest_at": end_of_day(due_on), "latest_at_basis": "end_of_legal_day",
    }  # fmt: skip
    return make(Deadline, **base | values)


def computed(
    anchor: Event, due_on: date = date(1995, 3, 30), rule: str = "301.14", **values: Any
) -> Deadline:
    base = {
        "ref": f"{anchor.ref}-{rule}", "proceeding": anchor.proceeding, "anchor": anchor, "rule": rule, "kind": "duty",
        "basis": "statutory", "title": "Decide", "due_on": due_on, "legal_zone": "America/New_York",
        "latest_at": end_of_day(due_on), "latest_at_basis": "end_of_legal_day", "citation": "19 U.S.C. 2414",
    }  # fmt: skip
    return make(Deadline, **base | values)


def end_of_day(due_on: date) -> datetime:
    """Return the last second of the day in New York's winter."""
    return datetime(due_on.year, due_on.month, due_on.day, tzinfo=UTC) + timedelta(
        days=1, hours=4, minutes=59, seconds=59
    )


def round_(of: Dispute, starts_on: date = date(1995, 1, 18), **values: Any) -> Round:
    base = {
        "ref": f"{of.ref}-r{number()}", "dispute": of, "number": number(), "title": "A round",
        "zone": "Asia/Shanghai", "starts_on": starts_on, "state": "concluded",
    }  # fmt: skip
    return make(Round, **base | values)


def list_version(
    of: Dispute, imposing: Actor, target: Actor, *items: dict[str, Any], **values: Any
) -> ListVersion:
    """A published version, with these lines, of a list of its own."""
    seen = {key: values[key] for key in ("visibility", "team") if key in values}
    ref = f"{of.ref}-l{number()}"
    parent = make(TariffList, dispute=of, ref=ref, title="A list", imposing=imposing, **seen)
    make(TariffListTarget, tariff_list=parent, actor=target, **seen)
    base = {
        "ref": f"{ref}-v1", "tariff_list": parent, "number": 1, "stage": "proposed", "title": "The proposed list",
        "published_on": date(1995, 1, 5), "zone": "America/New_York", "recorded_at": NOW,
    }  # fmt: skip
    made = make(ListVersion, **base | values)
    for position, item in enumerate(items, start=1):
        ListItem.objects.create(list_version=made, position=position, **item)
    made.is_published = True
    saved(lambda: made.save(update_fields=["is_published"]))
    return made


def team(ref: str = "") -> Team:
    ref = ref or f"team-{number()}"
    return Team.objects.create(ref=ref, name=ref)

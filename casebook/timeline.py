"""A dispute's timeline: events, deadlines, rounds and list versions in one order."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from django.db.models import DateTimeField, F, Func, Prefetch, QuerySet
from django.db.models.functions import Coalesce, Least

from accounts.querysets import Reader
from disputes.models import Deadline, Dispute, DisputeCitation, Event, EventActor
from negotiations.models import Round
from tariffs.models import ListVersion

Row = Event | Deadline | Round | ListVersion


class EntryType(StrEnum):
    """What an entry is; the value is the API's `type`."""

    EVENT = "event"
    DEADLINE = "deadline"
    ROUND = "round"
    LIST_VERSION = "list_version"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `at` is the instant it is ordered by (UTC), `row` the record with what a page shows of it."""

    type: EntryType
    at: datetime
    row: Row


class DayStart(Func):
    """DayStart(zone, date): the instant at which the date begins in the zone."""

    template = "timezone(%(expressions)s::timestamp)"
    output_field = DateTimeField()


class Later(Func):
    """Later(instant, n): the instant n microseconds later, so that `sequence` orders one day's entries."""

    template = "(%(expressions)s * interval '1 microsecond')"
    arg_joiner = " + "
    output_field = DateTimeField()


PLACES: dict[EntryType, Any] = {
    EntryType.EVENT: Later(Coalesce(F("at"), DayStart(F("zone"), F("on"))), F("sequence")),
    EntryType.DEADLINE: F("latest_at"),
    EntryType.ROUND: DayStart(F("zone"), F("starts_on")),
    EntryType.LIST_VERSION: DayStart(F("zone"), Least(F("announced_on"), F("published_on"))),
}


def events(dispute: Dispute, user: Reader) -> QuerySet[Event]:
    """Return the events `user` may see with `position_at`: the stated instant, else the start of the local day."""
    rows = Event.objects.visible_to(user).filter(proceeding__dispute=dispute)
    return rows.annotate(position_at=PLACES[EntryType.EVENT])


def deadlines(dispute: Dispute, user: Reader) -> QuerySet[Deadline]:
    """Return the deadlines `user` may see with `position_at`: the last moment at which the act is in time."""
    rows = Deadline.objects.visible_to(user).filter(proceeding__dispute=dispute)
    return rows.annotate(position_at=PLACES[EntryType.DEADLINE])


def rounds(dispute: Dispute, user: Reader) -> QuerySet[Round]:
    """Return the rounds `user` may see with `position_at`: the start of the first local day."""
    rows = Round.objects.visible_to(user).filter(dispute=dispute)
    return rows.annotate(position_at=PLACES[EntryType.ROUND])


def list_versions(dispute: Dispute, user: Reader) -> QuerySet[ListVersion]:
    """Return the list versions `user` may see with `position_at`: the day they were first announced or published."""
    rows = ListVersion.objects.visible_to(user).filter(tariff_list__dispute=dispute)
    return rows.annotate(position_at=PLACES[EntryType.LIST_VERSION])


def entries(dispute: Dispute, user: Reader, *, kinds: Collection[str] | None = None) -> list[Entry]:
    """Return the timeline as `user` may see it, earliest first.

    `kinds` narrows to entry types ("event", "deadline", "round", "list_version");
    None means all. Events carry prefetched `event_actors` (with actor) and
    `citations` (with source), all behind the door; every row has its parents
    loaded. Raises ValueError on an unknown kind.
    """
    wanted = set(EntryType) if kinds is None else {EntryType(kind) for kind in kinds}
    read: dict[EntryType, Callable[[], Iterable[Any]]] = {
        EntryType.EVENT: lambda: _events_to_show(dispute, user),
        EntryType.DEADLINE: lambda: deadlines(dispute, user).select_related("proceeding"),
        EntryType.ROUND: lambda: rounds(dispute, user),
        EntryType.LIST_VERSION: lambda: list_versions(dispute, user).select_related("tariff_list"),
    }
    found = [_entry(kind, row) for kind in wanted for row in read[kind]()]
    return sorted(found, key=lambda entry: (entry.at, entry.row.pk))


def _entry(kind: EntryType, row: Any) -> Entry:
    return Entry(kind, row.position_at.astimezone(UTC), row)


def _events_to_show(dispute: Dispute, user: Reader) -> QuerySet[Event]:
    actors: Any = EventActor.objects.visible_to(user).select_related("actor")
    citations: Any = DisputeCitation.objects.visible_to(user).select_related("source").order_by("id")
    return (
        events(dispute, user)
        .select_related("proceeding")
        .prefetch_related(Prefetch("event_actors", actors), Prefetch("citations", citations))
    )

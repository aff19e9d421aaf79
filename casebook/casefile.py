"""Everything a reader may see of one dispute, in a bounded number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Model, Prefetch, QuerySet

from accounts.querysets import Reader, visible_q
from casebook import timeline
from casebook.due import DueRow, binding_first
from casebook.timeline import Entry, EntryType, Row
from disputes.models import (
    Actor,
    ActorKind,
    ActorName,
    Affiliation,
    Deadline,
    Dispute,
    DisputeCitation,
    DisputeLink,
    DisputeParty,
    Event,
    Figure,
    PartyRole,
    Proceeding,
)
from negotiations.models import (
    Agreement,
    Commitment,
    Delegation,
    Demand,
    NegotiationCitation,
    Position,
    Round,
)
from tariffs.models import Effect, ListItem, ListVersion, TariffCitation, TariffList, TariffListTarget

FEW_ITEMS = 60  # the first lines of each version; the page of the list has the rest


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A line of the timeline; an event with the deadlines it set and closed, its figures and its lists.

    `told_by_event` marks a list version whose event is on the timeline as well.
    """

    type: EntryType
    row: Row
    shown_on: date
    due: DueRow | None = None
    started: tuple[DueRow, ...] = ()
    closed: tuple[DueRow, ...] = ()
    figures: tuple[Figure, ...] = ()
    versions: tuple[ListVersion, ...] = ()
    told_by_event: bool = False

    @property
    def binding(self) -> tuple[DueRow, ...]:
        """Return the deadlines it set that bind."""
        return binding_first(self.started)[0]

    @property
    def targets(self) -> tuple[DueRow, ...]:
        """Return the targets it set."""
        return binding_first(self.started)[1]


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A dispute as one reader sees it; every list is ordered as it should be read."""

    dispute: Dispute
    parties: list[DisputeParty]
    links: list[DisputeLink]
    proceedings: list[Proceeding]
    timeline: list[TimelineEntry]
    deadlines: list[DueRow]
    figures: list[Figure]
    rounds: list[Round]
    demands: list[Demand]
    agreements: list[Agreement]
    lists: list[TariffList]
    people: list[Actor]
    bodies: list[Actor]


def casefile(dispute: Dispute, user: Reader, *, now: datetime, reader_zone: str) -> CaseFile:
    """Return what `user` may see of a dispute already known to be visible to them, as it reads at `now`."""
    entries = timeline.entries(dispute, user)
    deadlines = [DueRow(deadline, now, reader_zone) for deadline in _deadlines(dispute, user)]
    parties = sorted(_parties(dispute, user), key=lambda party: PartyRole.values.index(party.role))
    figures = list(_figures(dispute, user))
    rounds, demands = list(_rounds(dispute, user)), list(_demands(dispute, user))
    agreements, lists = list(_agreements(dispute, user)), list(_lists(dispute, user))
    events = [entry.row for entry in entries if isinstance(entry.row, Event)]
    actors = _actors(_named((*events, *parties, *rounds, *demands, *agreements), deadlines), user)
    return CaseFile(
        dispute=dispute,
        parties=parties,
        links=list(DisputeLink.objects.visible_to(user).filter(dispute=dispute).select_related("to")),
        proceedings=list(
            Proceeding.objects.visible_to(user).filter(dispute=dispute).order_by("official_id", "ref")
        ),
        timeline=_lines(entries, deadlines, figures),
        deadlines=deadlines,
        figures=figures,
        rounds=rounds,
        demands=demands,
        agreements=agreements,
        lists=lists,
        people=[actor for actor in actors if actor.kind == ActorKind.PERSON],
        bodies=[actor for actor in actors if actor.kind != ActorKind.PERSON],
    )


def shown_on(row: Row) -> date:
    """Return the date, at its own place, that stands beside a row of the timeline."""
    match row:
        case Event():
            return row.on
        case Deadline():
            return row.due_on
        case Round():
            return row.starts_on
    return min(on for on in (row.announced_on, row.published_on) if on)


def _cited(model: type[Model], user: Reader) -> Any:
    rows: QuerySet[Any] = model._default_manager.visible_to(user)  # type: ignore[attr-defined]
    return Prefetch("citations", rows.select_related("source").order_by("stance", "id"))


def _with_actor(rows: QuerySet[Any], user: Reader, *paths: str) -> QuerySet[Any]:
    """Narrow rows to those whose actors the reader may see too, and load these."""
    for path in paths:
        rows = rows.filter(visible_q(user, f"{path}__"))
    return rows.select_related(*paths)


def _deadlines(dispute: Dispute, user: Reader) -> QuerySet[Deadline]:
    actors = Actor.objects.visible_to(user)
    return (
        Deadline.objects.visible_to(user)
        .filter(proceeding__dispute=dispute)
        .prefetch_related(
            Prefetch("responsible", actors), Prefetch("beneficiary", actors), _cited(DisputeCitation, user)
        )
        .order_by("due_on", "latest_at", "ref")
    )


def _parties(dispute: Dispute, user: Reader) -> QuerySet[DisputeParty]:
    rows = DisputeParty.objects.visible_to(user).filter(dispute=dispute).select_related("proceeding")
    return _with_actor(rows, user, "actor").prefetch_related(_cited(DisputeCitation, user)).order_by("id")


def _figures(dispute: Dispute, user: Reader) -> QuerySet[Figure]:
    claimants = Prefetch("claimant", Actor.objects.visible_to(user))
    rows = Figure.objects.visible_to(user).filter(dispute=dispute)
    return rows.prefetch_related(claimants, _cited(DisputeCitation, user)).order_by("stated_on", "ref")


def _rounds(dispute: Dispute, user: Reader) -> QuerySet[Round]:
    delegations = _with_actor(Delegation.objects.visible_to(user), user, "side", "person").order_by(
        "side", "role", "id"
    )
    rows = Round.objects.visible_to(user).filter(dispute=dispute)
    return rows.prefetch_related(
        Prefetch("delegations", delegations), _cited(NegotiationCitation, user)
    ).order_by("number")


def _demands(dispute: Dispute, user: Reader) -> QuerySet[Demand]:
    positions = (
        _with_actor(Position.objects.visible_to(user), user, "actor")
        .prefetch_related(_cited(NegotiationCitation, user))
        .order_by("on", "id")
    )
    rows = _with_actor(Demand.objects.visible_to(user).filter(dispute=dispute), user, "side")
    return rows.prefetch_related(
        Prefetch("positions", positions), _cited(NegotiationCitation, user)
    ).order_by("chapter", "ref")


def _agreements(dispute: Dispute, user: Reader) -> QuerySet[Agreement]:
    commitments = (
        _with_actor(Commitment.objects.visible_to(user), user, "obligor")
        .prefetch_related(
            Prefetch("verifier", Actor.objects.visible_to(user)), _cited(NegotiationCitation, user)
        )
        .order_by("due_on", "ref")
    )
    rows = Agreement.objects.visible_to(user).filter(dispute=dispute)
    return rows.prefetch_related(
        Prefetch("commitments", commitments), _cited(NegotiationCitation, user)
    ).order_by("reached_on", "ref")


def _lists(dispute: Dispute, user: Reader) -> QuerySet[TariffList]:
    items = (
        ListItem.objects.filter(position__lte=FEW_ITEMS)
        .order_by("position")
        .prefetch_related(_cited(TariffCitation, user))
    )
    versions = (
        ListVersion.objects.visible_to(user)
        .annotate(line_count=Count("items"))
        .prefetch_related(
            Prefetch("items", items),
            Prefetch("value", Figure.objects.visible_to(user)),
            _cited(TariffCitation, user),
        )
        .order_by("number")
    )
    effects = (
        Effect.objects.visible_to(user)
        .prefetch_related(Prefetch("cause", Event.objects.visible_to(user)), _cited(TariffCitation, user))
        .order_by("from_at", "id")
    )
    targets = TariffListTarget.objects.visible_to(user).select_related("actor").order_by("position")
    rows = _with_actor(TariffList.objects.visible_to(user).filter(dispute=dispute), user, "imposing")
    parts: list[Any] = [
        Prefetch("list_targets", targets), Prefetch("versions", versions), Prefetch("effects", effects),
    ]  # fmt: skip
    return rows.prefetch_related(*parts).order_by("ref")


def _lines(entries: Sequence[Entry], due: Iterable[DueRow], figures: Iterable[Figure]) -> list[TimelineEntry]:
    rows = {row.deadline.pk: row for row in due}
    started, closed, stated, printed = (defaultdict[Any, list[Any]](list) for _ in range(4))
    for row in rows.values():
        started[row.deadline.anchor_id or row.deadline.announced_by_id].append(row)
        closed[row.deadline.closed_by_id].append(row)
    for figure in figures:
        stated[figure.event_id].append(figure)
    for version in (entry.row for entry in entries if isinstance(entry.row, ListVersion)):
        printed[version.event_id].append(version)
    events = {entry.row.pk for entry in entries if isinstance(entry.row, Event)}
    return [
        TimelineEntry(
            type=entry.type,
            row=entry.row,
            shown_on=shown_on(entry.row),
            due=rows.get(entry.row.pk),
            started=tuple(started[entry.row.pk]),
            closed=tuple(closed[entry.row.pk]),
            figures=tuple(stated[entry.row.pk]),
            versions=tuple(printed[entry.row.pk]),
            told_by_event=isinstance(entry.row, ListVersion) and entry.row.event_id in events,
        )
        for entry in entries
    ]


def _named(
    rows: Iterable[Event | DisputeParty | Round | Demand | Agreement], deadlines: Iterable[DueRow]
) -> Iterator[Any]:
    """Yield the id of every actor these rows name."""
    yield from (row.deadline.responsible_id for row in deadlines)
    for row in rows:
        match row:
            case Event():
                yield from (link.actor_id for link in row.event_actors.all())
            case DisputeParty():
                yield row.actor_id
            case Round():
                yield from (seat.person_id for seat in row.delegations.all())
            case Demand():
                yield from (row.side_id, *(position.actor_id for position in row.positions.all()))
            case Agreement():
                yield from (commitment.obligor_id for commitment in row.commitments.all())


def _actors(ids: Iterable[Any], user: Reader) -> list[Actor]:
    offices = _with_actor(Affiliation.objects.visible_to(user), user, "of").order_by("valid_from", "id")
    names = ActorName.objects.visible_to(user).order_by("kind", "name")
    rows = Actor.objects.visible_to(user).filter(pk__in={key for key in ids if key})
    return list(
        rows.prefetch_related(Prefetch("affiliations", offices), Prefetch("names", names)).order_by("name")
    )

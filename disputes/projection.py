"""The deadline table as the projection of the clocks, plus what parties announced."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

import clocks
from disputes.models import (
    Actor,
    Basis,
    Deadline,
    DeadlineState,
    Dispute,
    Event,
    Proceeding,
    Recorded,
    Visibility,
)
from disputes.moments import latest_moment

STRICTNESS = (Visibility.PUBLIC, Visibility.INTERNAL, Visibility.RESTRICTED)
NO_LONGER = "The record no longer leads to this deadline."
ANCHOR = "anchor"  # the key under which an extension or pin names the event whose deadline it means
TREATY_PACKS = frozenset({"wto-dsu", "wto-ad-scm", "usmca-31", "usmca-31a", "us-cn-phase-one"})

Values = dict[str, Any]
SeenT = TypeVar("SeenT", bound=Recorded)


def refresh_deadlines(*, proceeding: Proceeding, now: datetime) -> list[Deadline]:
    """Bring the proceeding's deadlines in line with its events; return those created or changed.

    What recurs is projected up to the first day after `now`. Runs inside
    `authored(...)`. Raises clocks.ClockErrors when events or facts
    contradict each other; then nothing is written.
    """
    events = {event.id: event for event in proceeding.events.all()}
    facts = as_facts(events.values())
    rows = list(proceeding.deadlines.all())
    _check_named(proceeding, rows, events, facts)
    unclaimed = {(row.rule, row.anchor_id, row.occurrence): row for row in rows if row.rule}
    created: list[Deadline] = []
    changed: list[Deadline] = []
    computed = _computed(proceeding, facts, now)
    actors = _actors_by_role(proceeding, computed)
    for one in computed:
        values = _projected(one, proceeding, events, actors)
        row = unclaimed.pop((one.rule, UUID(one.anchor), one.occurrence), None)
        if row is None:
            created.append(_new_row(one, proceeding, values))
        elif _apply(row, values):
            changed.append(row)
    kept_from = _kept_from(unclaimed.values(), proceeding, events, now)
    withdrawn = {"state": DeadlineState.WITHDRAWN, "state_reason": NO_LONGER}
    changed += [row for row in unclaimed.values() if _apply(row, withdrawn | kept_from.get(row.pk, {}))]
    changed += [row for row in rows if not row.rule and _apply(row, _settled(row, events, facts))]
    _name(created, proceeding, events)
    Deadline.objects.bulk_create(created)
    if changed:
        Deadline.objects.bulk_update(changed, _WRITTEN, batch_size=200)
    return created + changed


def _check_named(
    proceeding: Proceeding,
    rows: Iterable[Deadline],
    events: Mapping[UUID, Event],
    facts: Sequence[clocks.EventFact],
) -> None:
    """Raise clocks.ClockErrors for events that name an announced deadline which is not there to be moved or settled."""
    if not any(clocks.DEADLINE in fact.data for fact in facts):
        return
    announced = [row for row in rows if row.announced_by_id in events]
    wrong = clocks.misdirected(
        facts,
        [as_announced(row, events[row.announced_by_id]) for row in announced],  # type: ignore[index]
        [row.ref for row in announced if _as_open_as(row, proceeding)],
    )
    if wrong:
        raise clocks.ClockErrors(wrong)


def _as_open_as(row: Deadline, proceeding: Proceeding) -> bool:
    """Return whether everybody who may record in the proceeding may see the deadline."""
    ours = row.visibility == Visibility.PUBLIC or row.team_id == proceeding.team_id
    return ours and _no_stricter(row, Visibility(proceeding.visibility))


def as_facts(events: Collection[Event]) -> list[clocks.EventFact]:
    """Return the events of a proceeding as the clocks see them; the key is the id, and so is a named anchor."""
    keys = {event.ref: str(event.id) for event in events}
    return [
        clocks.EventFact(
            key=str(event.id),
            kind=event.kind,
            on=event.on,
            precision=clocks.Precision(event.precision),
            instant=event.at,
            zone=event.zone,
            sequence=event.sequence,
            data=event.data
            | ({ANCHOR: keys.get(anchor, anchor)} if (anchor := event.data.get(ANCHOR)) else {}),
            printed=event.printed,
        )
        for event in events
    ]


def as_announced(row: Deadline, announcement: Event) -> clocks.Announced:
    """Return an announced deadline, with the event that announced it, as the clocks see it."""
    due_on = row.first_due_on or row.due_on
    return clocks.Announced(
        key=str(announcement.id),
        ref=row.ref,
        kind=clocks.DeadlineKind(row.kind),
        due_on=due_on,
        instant=latest_moment(due_on, row.due_time, row.legal_zone)[0] if row.due_time else None,
        unless=tuple(row.unless_kinds),
        then=tuple(row.then_kinds),
        announced_on=announcement.on,
    )


def _no_stricter(row: Recorded, level: Visibility) -> bool:
    return STRICTNESS.index(Visibility(row.visibility)) <= STRICTNESS.index(level)


def strictest(rows: Iterable[SeenT]) -> SeenT:
    """Return the row that the fewest may see."""
    return max(rows, key=lambda row: STRICTNESS.index(Visibility(row.visibility)))


def _seen_as(rows: Iterable[Event | Proceeding]) -> Values:
    """Return the visibility and team of the strictest of `rows`."""
    row = strictest(rows)
    return {"visibility": row.visibility, "team_id": row.team_id}


def _computed(
    proceeding: Proceeding, facts: Sequence[clocks.EventFact], now: datetime
) -> list[clocks.Computed]:
    if not proceeding.pack:
        return []
    facts = [fact for fact in facts if not clocks.moves_announced(fact)]
    pack = clocks.load_pack(proceeding.pack)
    today = now.astimezone(ZoneInfo(pack.zone)).date()
    found = clocks.run(pack, proceeding.facts, facts, clocks.shipped(), today)
    return [computed for computed in found if not computed.offered]


def _kept_from(
    gone: Collection[Deadline], proceeding: Proceeding, events: Mapping[UUID, Event], now: datetime
) -> dict[UUID, Values]:
    """Return visibility and team of those of the deadlines `gone` that would stand without events fewer may see.

    That such a deadline is gone tells of the event that keeps it away, so nobody sees it who may not see that one.
    """
    found: dict[UUID, Values] = {}
    for level, stricter in pairwise(STRICTNESS):
        hidden = [event for event in events.values() if event.visibility == stricter]
        rows = [row for row in gone if _no_stricter(row, level)]
        if not (hidden and rows):
            continue
        stands = _identities(proceeding, [one for one in events.values() if _no_stricter(one, level)], now)
        for row in rows:
            if stands is None or (row.rule, str(row.anchor_id), row.occurrence) in stands:
                found[row.pk] = _seen_as([proceeding, _to_blame(row, proceeding, hidden)])
    return found


def _identities(
    proceeding: Proceeding, events: Collection[Event], now: datetime
) -> set[tuple[str, str, int]] | None:
    """Return which deadlines `events` alone lead to; None where they contradict each other without the others."""
    if not proceeding.pack:
        return set()
    facts = clocks.without_orphans(clocks.load_pack(proceeding.pack), as_facts(events))
    try:
        computed = _computed(proceeding, facts, now)
    except clocks.ClockErrors:
        return None
    return {(one.rule, one.anchor, one.occurrence) for one in computed}


def _to_blame(row: Deadline, proceeding: Proceeding, hidden: Sequence[Event]) -> Event:
    """Return which hidden event keeps the deadline away: of a kind its rule does not bear, else the first."""
    rules = clocks.load_pack(proceeding.pack).rules
    kinds = {match.event for rule in rules if rule.id == row.rule for match in rule.absent}
    return next((event for event in hidden if event.kind in kinds), hidden[0])


def _actors_by_role(proceeding: Proceeding, computed: Sequence[clocks.Computed]) -> dict[str, Actor]:
    """Map each role of the rules to an actor: a party of the proceeding, else of the dispute, else the body so named.

    Several in one role leave it open who is meant.
    """
    roles = {role for one in computed for role in (one.responsible, one.beneficiary) if role}
    if not roles:
        return {}
    found = {actor.ref: actor for actor in Actor.objects.filter(ref__in=roles)}
    parties = list(proceeding.dispute.parties.filter(role__in=roles).select_related("actor"))
    for where in (None, proceeding.pk):
        sides: dict[str, list[Actor]] = {}
        for party in parties:
            if party.proceeding_id == where:
                sides.setdefault(party.role, []).append(party.actor)
        for role, several in sides.items():
            found.pop(role, None)
            if len(several) == 1:
                found[role] = several[0]
    return found


def _projected(
    one: clocks.Computed, proceeding: Proceeding, events: Mapping[UUID, Event], actors: Mapping[str, Actor]
) -> Values:
    latest_at, latest_basis = latest_moment(one.due_on, one.due_time, one.zone)
    responsible, beneficiary = actors.get(one.responsible), actors.get(one.beneficiary or "")
    return {
        "kind": one.kind.value,
        "basis": Basis.TREATY if proceeding.pack in TREATY_PACKS else Basis.STATUTORY,
        "title": one.title,
        "due_on": one.due_on,
        "due_time": one.due_time,
        "first_due_on": one.computed_on if one.moves else None,
        "moves": [clocks.to_json(move) for move in one.moves],
        "legal_zone": one.zone,
        "latest_at": latest_at,
        "latest_at_basis": latest_basis,
        "window_start": one.window_start,
        "responsible_id": responsible.id if responsible else None,
        "beneficiary_id": beneficiary.id if beneficiary else None,
        "consequence": one.consequence,
        "citation": one.citation,
        "confidence": one.confidence.value,
        "state": one.state.value,
        "state_reason": one.state_reason,
        "closed_by_id": UUID(one.closed_by) if one.closed_by else None,
        "sentence": one.sentence,
        "trace": clocks.trace_json(one.trace),
        "input_hash": one.input_hash,
        **_seen_as([proceeding, *(events[UUID(key)] for key in one.rests_on)]),
    }


_WRITTEN = (
    "kind", "basis", "title", "due_on", "due_time", "first_due_on", "moves", "legal_zone", "latest_at",
    "latest_at_basis", "window_start", "responsible", "beneficiary", "consequence", "citation", "confidence", "state",
    "state_reason", "closed_by", "sentence", "trace", "input_hash", "visibility", "team",
)  # fmt: skip


def _settled(row: Deadline, events: Mapping[UUID, Event], facts: Sequence[clocks.EventFact]) -> Values:
    announcement = events.get(row.announced_by_id) if row.announced_by_id else None
    if announcement is None:
        return {}
    settled = clocks.settle(as_announced(row, announcement), facts)
    latest_at, latest_basis = latest_moment(settled.due_on, row.due_time, row.legal_zone)
    first_due_on = row.first_due_on or row.due_on
    return {
        "due_on": settled.due_on,
        "first_due_on": first_due_on if settled.moves else None,
        "moves": [clocks.to_json(move) for move in settled.moves],
        "latest_at": latest_at,
        "latest_at_basis": latest_basis,
        "state": settled.state.value,
        "state_reason": settled.state_reason,
        "closed_by_id": UUID(settled.closed_by) if settled.closed_by else None,
        "trace": clocks.trace_json(_oddly_printed(row)),
        **_seen_as([row.proceeding, announcement, *_also(events, settled.closed_by, settled.moves)]),
    }


def _oddly_printed(row: Deadline) -> tuple[clocks.Step, ...]:
    """Return the warning about what the notice prints of the day it set, as a step of the trace, if there is one."""
    on = row.first_due_on or row.due_on
    moment = latest_moment(on, row.due_time, row.legal_zone)[0] if row.due_time else None
    warning = clocks.season_warning(row.printed, on, row.legal_zone, moment)
    return (clocks.Step("warning", None, warning),) if warning else ()


def _also(
    events: Mapping[UUID, Event], closed_by: str | None, moves: Sequence[clocks.Move]
) -> Iterator[Event]:
    """Yield the events that closed and moved a deadline: nobody learns of it more than of them."""
    yield from (events[UUID(key)] for key in (closed_by, *(move.event for move in moves)) if key)


def _apply(row: Deadline, values: Values) -> bool:
    """Set `values` on the row and return whether any of them is new."""
    news = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in news.items():
        setattr(row, name, value)
    return bool(news)


def _new_row(one: clocks.Computed, proceeding: Proceeding, values: Values) -> Deadline:
    return Deadline(
        proceeding=proceeding, rule=one.rule, anchor_id=UUID(one.anchor), occurrence=one.occurrence, **values
    )


def _name(rows: Sequence[Deadline], proceeding: Proceeding, events: Mapping[UUID, Event]) -> None:
    """Give new computed rows their refs: dispute, rule and day of the anchor, numbered where that is taken."""
    if not rows:
        return
    name_in_turn(proceeding.dispute)
    stem = proceeding.dispute.ref
    taken = set(Deadline.objects.filter(ref__startswith=f"{stem}-").values_list("ref", flat=True))
    for row in rows:
        row.ref = free_ref(f"{stem}-{row.rule}-{events[row.anchor_id].on}", taken)  # type: ignore[index]
        taken.add(row.ref)


def name_in_turn(dispute: Dispute) -> None:
    """Let those who look for free refs in a dispute do so one after the other, each until its transaction ends.

    Writers of one proceeding take turns already; those of two proceedings look for the same refs.
    """
    Dispute.objects.select_for_update(no_key=True).values_list("pk").get(pk=dispute.pk)


def free_ref(wanted: str, taken: set[str]) -> str:
    """Return `wanted`, or the first of wanted-2, wanted-3, … that is not taken."""
    ref, n = wanted, 1
    while ref in taken:
        n += 1
        ref = f"{wanted}-{n}"
    return ref

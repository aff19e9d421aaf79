"""Every write of this room that touches more than one row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db import transaction

import clocks
from disputes.drafts import AnnouncedDraft, CitationDraft, EventDraft
from disputes.impact import Impact, ImpactRequired, Standing, impact_of, standing
from disputes.kinds import EventKind
from disputes.models import (
    Deadline,
    Dispute,
    DisputeCitation,
    Event,
    EventActor,
    Proceeding,
    Recorded,
    Stage,
    Visibility,
)
from disputes.moments import latest_moment
from disputes.projection import STRICTNESS, free_ref, name_in_turn, refresh_deadlines, strictest
from history.authorship import Author, authored
from history.models import Reason

LAST_SEQUENCE = 32767  # the largest that the column holds
NO_PINS: Mapping[str, str] = MappingProxyType({})
CORRECTABLE = frozenset({
    "kind", "on", "precision", "at", "end_on", "zone", "printed", "sequence", "text", "data", "stage", "confidence",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """The saved event, the deadlines it started, and what it did to earlier ones."""

    event: Event
    started: tuple[Deadline, ...]
    impact: Impact


@transaction.atomic
def record_event(
    *,
    by: Author,
    now: datetime,
    draft: EventDraft,
    reason: Reason = Reason.DEVELOPMENT,
    words: str = "",
    impact_token: str = "",
    pins: Mapping[str, str] = NO_PINS,
) -> RecordedEvent:
    """Save the event, run the clocks, and bring the deadlines in line.

    `pins` names deadlines (by ref) that keep their day although the event would move it, each with the
    reason; a pin is an event of its own, on the day of this one. Raises ImpactRequired (nothing saved)
    when an existing deadline would move, be met, withdrawn or superseded and `impact_token` is not that
    impact's; clocks.ClockErrors when the event contradicts the record, or a pin holds nothing.
    """
    with authored(by, reason, words):
        before = _standing(draft.proceeding)
        event = save_event(now=now, draft=draft)
        project_stage(dispute=draft.proceeding.dispute)
        return _bring_in_line(event, before, _payload(draft), impact_token, pins, now)


@transaction.atomic
def correct_event(
    *,
    by: Author,
    now: datetime,
    event: Event,
    changes: Mapping[str, Any],
    reason: Reason,
    words: str = "",
    impact_token: str = "",
    pins: Mapping[str, str] = NO_PINS,
) -> RecordedEvent:
    """Change fields of an event (those in CORRECTABLE) and bring the deadlines in line; raises as record_event."""
    unknown = sorted(set(changes) - CORRECTABLE)
    if unknown:
        raise ValueError(f"correct_event(): {', '.join(unknown)} cannot be corrected.")
    with authored(by, reason, words):
        before = _standing(event.proceeding)
        for name, value in changes.items():
            setattr(event, name, value)
        event.save(update_fields=[*changes])
        project_stage(dispute=event.proceeding.dispute)
        return _bring_in_line(event, before, [str(event.id), dict(changes)], impact_token, pins, now)


@transaction.atomic
def rebuild_deadlines(
    *, by: Author, now: datetime, proceeding: Proceeding, words: str = ""
) -> list[Deadline]:
    """Run the clocks of a proceeding anew and return the deadlines this created or changed; usually none.

    Recurring limits reach the first day after `now`, rights not used by then lapse.
    Raises clocks.ClockErrors, nothing written.
    """
    with authored(by, Reason.REPROCESSING, words):
        Proceeding.objects.select_for_update().get(pk=proceeding.pk)
        return refresh_deadlines(proceeding=proceeding, now=now)


def save_event(*, now: datetime, draft: EventDraft) -> Event:
    """Save the event with its actors, citations and announced deadlines, without running the clocks.

    For writers of many events, who run `project_stage` and `refresh_deadlines` once at the end;
    must run inside `authored(...)`.
    """
    dispute = draft.proceeding.dispute
    event = Event.objects.create(
        ref=draft.ref or _event_ref(dispute, draft), proceeding=draft.proceeding, kind=draft.kind, on=draft.on,
        precision=draft.precision, at=draft.at, end_on=draft.end_on, zone=draft.zone, printed=draft.printed,
        sequence=draft.sequence, text=draft.text, data=dict(draft.data), stage=draft.stage,
        confidence=draft.confidence, historical=draft.historical, recorded_at=now, visibility=draft.visibility,
        team=draft.team,
    )  # fmt: skip
    seen = {"visibility": event.visibility, "team": event.team}
    EventActor.objects.bulk_create(
        EventActor(event=event, actor=actor, position=position, **seen)
        for position, actor in enumerate(draft.actors)
    )
    rows = [announced_row(event, announced, ordinal) for ordinal, announced in enumerate(draft.deadlines)]
    Deadline.objects.bulk_create(rows)
    cites = [DisputeCitation(event=event, **cited(c), **seen) for c in draft.citations]
    for row, announced in zip(rows, draft.deadlines, strict=True):
        cites += [DisputeCitation(deadline=row, **cited(c), **seen) for c in announced.citations]
    DisputeCitation.objects.bulk_create(cites)
    return event


def announced_row(event: Event, draft: AnnouncedDraft, ordinal: int) -> Deadline:
    """Return the unsaved deadline that `event` announces."""
    latest_at, latest_basis = latest_moment(draft.due_on, draft.due_time, draft.legal_zone)
    return Deadline(
        ref=draft.ref or f"{event.ref}-d{ordinal + 1}", proceeding=event.proceeding, announced_by=event,
        ordinal=ordinal, kind=draft.kind, basis=draft.basis, title=draft.title, due_on=draft.due_on,
        due_time=draft.due_time, legal_zone=draft.legal_zone, latest_at=latest_at, latest_at_basis=latest_basis,
        window_start=draft.window_start, printed=draft.printed, responsible=draft.responsible,
        beneficiary=draft.beneficiary, unless=draft.unless, unless_kinds=list(draft.unless_kinds), then=draft.then,
        then_kinds=list(draft.then_kinds), consequence=draft.consequence, citation=draft.citation,
        confidence=draft.confidence, visibility=event.visibility, team=event.team,
    )  # fmt: skip


def cited(draft: CitationDraft) -> dict[str, Any]:
    """Return the fields of a citation row."""
    return {
        "source": draft.source,
        "stance": draft.stance,
        "quote": draft.quote,
        "page": draft.page,
        "claim": draft.claim,
        "note": draft.note,
    }


def project_stage(*, dispute: Dispute) -> None:
    """Set the dispute's stage to the one its latest stage-bearing event entered.

    Events that fewer people may see than the dispute say nothing here.
    """
    seen = STRICTNESS[: STRICTNESS.index(Visibility(dispute.visibility)) + 1]
    latest = (
        Event.objects.filter(proceeding__dispute=dispute, visibility__in=seen)
        .exclude(stage="")
        .order_by("on", "sequence", "at", "id")
        .last()
    )
    stage = latest.stage if latest else Stage.WATCHING
    if dispute.stage != stage:
        dispute.stage = stage
        dispute.save(update_fields=["stage"])


def _standing(proceeding: Proceeding) -> dict[Any, Standing]:
    # The lock makes two writers of one proceeding take turns, so no impact is computed on a stale record.
    Proceeding.objects.select_for_update().get(pk=proceeding.pk)
    return standing(proceeding.deadlines.all())


def _bring_in_line(  # noqa: PLR0917 - one call of one write
    event: Event,
    before: dict[Any, Standing],
    payload: object,
    impact_token: str,
    pins: Mapping[str, str],
    now: datetime,
) -> RecordedEvent:
    changed = refresh_deadlines(proceeding=event.proceeding, now=now)
    impact = impact_of(before, changed, payload)
    if impact.rows and impact.token != impact_token:
        raise ImpactRequired(impact)
    if pins:
        _pin(event, impact, pins, now)
        impact = impact_of(before, event.proceeding.deadlines.filter(id__in=before), payload)
    started = tuple(
        Deadline.objects.filter(proceeding=event.proceeding).exclude(id__in=before).order_by("due_on", "ref")
    )
    return RecordedEvent(event=event, started=started, impact=impact)


def _pin(event: Event, impact: Impact, pins: Mapping[str, str], now: datetime) -> None:
    """Record a pin for each deadline named, on the day it has before the event moves it."""
    moving = {row.deadline_ref: row for row in impact.rows if row.moves}
    wrong = [
        clocks.NothingToMove(f"pin {ref}", "this deadline does not move; leave the pin out.")
        for ref in pins
        if ref not in moving
    ]
    wrong += [
        clocks.NothingToMove(f"pin {ref}", "say why the day stays.")
        for ref, why in pins.items()
        if not why.strip()
    ]
    if wrong:
        raise clocks.ClockErrors(wrong)
    rows = {
        row.ref: row
        for row in Deadline.objects.filter(ref__in=pins).select_related("anchor", "proceeding", "team")
    }
    for ref, why in pins.items():
        data = move_data(rows[ref]) | {"to": moving[ref].old_due_on.isoformat(), "reason": why.strip()}
        save_event(now=now, draft=_order(event, EventKind.DEADLINE_PINNED, rows[ref], data))
    refresh_deadlines(proceeding=event.proceeding, now=now)


def _order(event: Event, kind: str, deadline: Deadline, data: Mapping[str, str]) -> EventDraft:
    stricter: Recorded = strictest([event, deadline])
    return EventDraft(
        proceeding=event.proceeding, kind=kind, on=event.on, zone=event.zone,
        sequence=min(event.sequence + 1, LAST_SEQUENCE),
        text=f"{deadline.title}: the day stays {data['to']}. {data['reason']}", data=data,
        historical=event.historical, visibility=stricter.visibility, team=stricter.team,
    )  # fmt: skip


def move_data(deadline: Deadline) -> dict[str, str]:
    """Return how an event that moves, pins or waives this deadline names it."""
    if deadline.rule and deadline.anchor:
        named = {"rule": deadline.rule, "anchor": deadline.anchor.ref}
        pack = deadline.proceeding.pack
        recurs = pack and clocks.load_pack(pack).recurs(deadline.rule)
        return named | ({clocks.OCCURRENCE: str(deadline.occurrence)} if recurs else {})
    return {clocks.DEADLINE: deadline.ref}


def _payload(draft: EventDraft) -> object:
    """Return what the writer sent, as plain values."""
    plain = {
        name: getattr(draft, name)
        for name in draft.__dataclass_fields__
        if name not in {"citations", "deadlines"}
    }
    plain["citations"] = [_plain(c) for c in draft.citations]
    plain["deadlines"] = [_plain(d) for d in draft.deadlines]
    plain["proceeding"] = str(draft.proceeding.id)
    plain["actors"] = [str(actor.id) for actor in draft.actors]
    return plain


def _plain(draft: CitationDraft | AnnouncedDraft) -> dict[str, str]:
    return {name: str(getattr(draft, name)) for name in draft.__dataclass_fields__ if name != "citations"}


def _event_ref(dispute: Dispute, draft: EventDraft) -> str:
    name_in_turn(dispute)
    wanted = f"{dispute.ref}-{draft.on}-{draft.kind.replace('_', '-')}"
    taken = set(Event.objects.filter(ref__startswith=wanted).values_list("ref", flat=True))
    return free_ref(wanted, taken)

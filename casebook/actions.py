"""Every write of this room that touches more than one row."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from casebook.timelines import ACTORS, ANNOUNCED, BODIES, COMPLAINANTS, STAGES, Line, Track
from disputes.actions import project_stage, save_event
from disputes.drafts import AnnouncedDraft, CitationDraft, EventDraft
from disputes.impact import ImpactRow, impact_of, standing
from disputes.kinds import EventKind
from disputes.models import (
    Actor,
    Basis,
    Dispute,
    DisputeCitation,
    DisputeParty,
    PartyRole,
    Proceeding,
    Source,
    SourceKind,
    Visibility,
)
from disputes.projection import refresh_deadlines
from history.authorship import Author, authored
from history.models import Reason

GENEVA = "Europe/Zurich"
SEEN = {"visibility": Visibility.PUBLIC}


@dataclass(slots=True)
class Loaded:
    """How many rows were new and how many known, and the earlier deadlines that changed."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    impact: list[ImpactRow] = field(default_factory=list)

    def __iadd__(self, other: "Loaded") -> "Loaded":
        self.counts += other.counts
        self.impact += other.impact
        return self


@transaction.atomic
def load_timelines(*, tracks: Sequence[Track], by: Author, now: datetime) -> Loaded:
    """Record the disputes with their events and run the clocks once for each; what is known already stays as it is.

    A proceeding of that number that is recorded already receives the events it
    lacks (same kind and day). Raises clocks.ClockErrors when lines contradict the record.
    """
    loaded = Loaded()
    with authored(by, Reason.SOURCE_UPDATE, "Loaded from WTO time lines."):
        source, _ = Source.objects.get_or_create(
            ref="wto-case-summaries",
            defaults={
                "title": "WTO case summaries",
                "publisher": "World Trade Organization",
                "kind": SourceKind.OFFICIAL_RELEASE,
                **SEEN,
            },
        )
        for track in tracks:
            _track(track, source, now, loaded)
    return loaded


def _track(track: Track, source: Source, now: datetime, loaded: Loaded) -> None:
    proceeding = Proceeding.objects.filter(system="wto-dsu", official_id=track.ds).first()
    if proceeding is None:
        proceeding = _new_proceeding(track, source)
        loaded.counts["disputes", "new"] += 1
    else:
        loaded.counts["disputes", "known"] += 1
    loaded += _record(track.lines, track, proceeding, source, now=now)
    if track.second:
        second, _ = Proceeding.objects.get_or_create(
            ref=f"{proceeding.ref}-second-request",
            defaults={
                "dispute": proceeding.dispute, "system": "wto-dsu", "title": f"{track.ds}, second request to retaliate",
                "pack": "wto-dsu", "facts": track.facts, **SEEN,
            },
        )  # fmt: skip
        loaded += _record(track.second, track, second, source, now=now)


def _record(
    lines: Sequence[Line], track: Track, proceeding: Proceeding, source: Source, *, now: datetime
) -> Loaded:
    """Record the events that the proceeding lacks, and run its clocks once."""
    loaded = Loaded()
    before = standing(proceeding.deadlines.all())
    known = Counter(proceeding.events.values_list("kind", "on"))
    followed: EventDraft | None = None
    drafts: list[EventDraft] = []
    for line in lines:
        if line.kind in ANNOUNCED:
            drafts[-1:] = [_announcing(line, followed, proceeding)] if followed else []
            continue
        followed = _draft(line, track, proceeding, source, now)
        drafts.append(followed)
        drafts += _period_set(line, track, followed)
    for draft in drafts:
        if known[draft.kind, draft.on] > 0:
            known[draft.kind, draft.on] -= 1
            loaded.counts["events", "known"] += 1
            continue
        save_event(now=now, draft=draft)
        loaded.counts["events", "new"] += 1
    project_stage(dispute=proceeding.dispute)
    loaded.counts["deadlines", "new or changed"] += len(refresh_deadlines(proceeding=proceeding, now=now))
    loaded.impact += impact_of(before, proceeding.deadlines.all(), None).rows
    return loaded


def _new_proceeding(track: Track, source: Source) -> Proceeding:
    number = track.ds.lower()
    dispute = Dispute.objects.create(
        ref=f"wto-{number}", title=f"WTO dispute {track.ds}", opened_on=track.lines[0].on, **SEEN
    )
    role = PartyRole.COMPLAINANT if len(track.complainants) == 1 else PartyRole.CO_COMPLAINANT
    sides = [(code, role) for code in track.complainants] + [(track.respondent, PartyRole.RESPONDENT)]
    for code, side in sides:
        party = DisputeParty.objects.create(dispute=dispute, actor=_actor(code), role=side, **SEEN)
        DisputeCitation.objects.create(party=party, source=source, page=track.ds, **SEEN)
    return Proceeding.objects.create(
        dispute=dispute, ref=f"wto-{number}-dsu", system="wto-dsu", official_id=track.ds,
        title=f"WTO dispute {track.ds}", pack="wto-dsu", facts=track.facts, **SEEN,
    )  # fmt: skip


def _actor(code: str) -> Actor:
    ref, name, kind, iso2 = ACTORS[code]
    return Actor.objects.get_or_create(ref=ref, defaults={"name": name, "kind": kind, "iso2": iso2, **SEEN})[
        0
    ]


def _draft(line: Line, track: Track, proceeding: Proceeding, source: Source, now: datetime) -> EventDraft:
    codes = [code for one in line.codes for code in (track.complainants if one == COMPLAINANTS else (one,))]
    label = EventKind(line.kind).label
    return EventDraft(
        proceeding=proceeding,
        kind=line.kind,
        on=line.on,
        zone=GENEVA,
        sequence=line.number,
        text=f"{label}: {line.note}." if line.note else f"{label}.",
        stage=STAGES.get(line.kind, ""),
        historical=line.on < now.date(),
        visibility=Visibility.PUBLIC,
        actors=tuple(_actor(code) for code in dict.fromkeys(codes)),
        citations=(CitationDraft(source=source, page=track.ds, claim=f"{label} on {line.on}."),),
    )


def _announcing(line: Line, announcement: EventDraft, proceeding: Proceeding) -> EventDraft:
    """Return the event before the line, with the day that the line says it announced."""
    kind, title = ANNOUNCED[line.kind]
    who = next((_actor(code) for code in line.codes if code not in BODIES), None)
    ref = f"{proceeding.dispute.ref}-{line.kind.replace('_', '-')}-{line.on}"
    deadline = AnnouncedDraft(
        kind=kind, title=title, due_on=line.on, legal_zone=GENEVA, ref=ref, basis=Basis.NEGOTIATED, responsible=who,
        citations=announcement.citations,
    )  # fmt: skip
    return EventDraft(
        **{
            name: getattr(announcement, name)
            for name in EventDraft.__dataclass_fields__
            if name != "deadlines"
        },
        deadlines=(*announcement.deadlines, deadline),
    )


def _period_set(line: Line, track: Track, award: EventDraft) -> list[EventDraft]:
    """Return the setting of the reasonable period that an award brings, where a line tells when the period ends."""
    ends = next((one.on for one in track.lines if one.kind == EventKind.RPT_EXPIRES), None)
    if line.kind != EventKind.RPT_AWARD or ends is None:
        return []
    plain = {name: getattr(award, name) for name in EventDraft.__dataclass_fields__}
    text = f"The award sets the reasonable period; it ends on {ends}."
    stage = STAGES[EventKind.RPT_SET]
    return [
        EventDraft(
            **plain
            | {"kind": EventKind.RPT_SET, "text": text, "stage": stage, "data": {"ends_on": str(ends)}}
        )
    ]

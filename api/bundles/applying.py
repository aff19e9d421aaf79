"""Save checked bundles: rows are matched by ref or natural identity, so that loading twice changes nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import DataError, IntegrityError, models

from accounts.models import Team
from api.bundles import lists
from api.bundles.checking import BundleRefs
from api.bundles.upserting import RowsRefused, Upsert, picked, said_by
from api.serializers.drafts import announced_draft, event_draft
from clocks import ClockErrors
from disputes.actions import CORRECTABLE, announced_row, project_stage, save_event
from disputes.impact import ImpactRow, Standing, impact_of, standing
from disputes.models import (
    Actor,
    ActorName,
    Affiliation,
    Deadline,
    Dispute,
    DisputeCitation,
    DisputeLink,
    DisputeParty,
    Event,
    EventActor,
    Figure,
    Proceeding,
    Source,
)
from disputes.projection import refresh_deadlines
from negotiations.models import (
    Agreement,
    Commitment,
    Delegation,
    Demand,
    NegotiationCitation,
    Position,
    Round,
)


@dataclass(slots=True)
class Outcome:
    """What loading did: rows by kind and fate, and the earlier deadlines it touched."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    impact: list[ImpactRow] = field(default_factory=list)


def apply(
    bundles: Sequence[Mapping[str, Any]], refs: BundleRefs, *, now: datetime, as_they_stood: bool
) -> Outcome:
    """Save the checked bundles; must run inside `authored(...)`.

    `as_they_stood`: the record is made as of `now`, so nothing in it is historical. Raises RowsRefused with
    everything the clocks refuse, or with the first row the database refuses.
    """
    outcome = Outcome()
    refusals: list[tuple[str, str, str]] = []
    for bundle in bundles:
        loader = _Loader(bundle, refs, outcome, now, as_they_stood=as_they_stood)
        try:
            refusals += loader.load()
        except (IntegrityError, DataError) as error:
            raise RowsRefused([*refusals, (loader.rows.at, "", said_by(error))]) from error
    if refusals:
        raise RowsRefused(refusals)
    return outcome


class _Loader:
    """One bundle on its way into the record."""

    def __init__(
        self,
        bundle: Mapping[str, Any],
        refs: BundleRefs,
        outcome: Outcome,
        now: datetime,
        *,
        as_they_stood: bool,
    ) -> None:
        self.bundle = bundle
        self.refs = refs
        self.outcome = outcome
        self.now = now
        self.as_they_stood = as_they_stood
        team = Team.objects.get(ref=bundle["team"]) if bundle["team"] else None
        self.rows = Upsert(bundle["visibility"], team, outcome.counts)

    def load(self) -> list[tuple[str, str, str]]:
        """Save everything, run the clocks once for each proceeding, and return what they refuse."""
        for shape in self.bundle["sources"]:
            self.refs.put(self.rows.by_ref(Source, shape))
        self._actors()
        dispute = self._dispute()
        for shape in self.bundle["proceedings"]:
            self.refs.put(self.rows.by_ref(Proceeding, shape, dispute=dispute))
        self._parties(dispute)
        before = {p: standing(p.deadlines.all()) for p in dispute.proceedings.all()}
        for shape in self.bundle["events"]:
            self._event(shape)
        project_stage(dispute=dispute)
        for shape in self.bundle["figures"]:
            row = self.rows.by_ref(
                Figure, shape, dispute=dispute, event=self._get(Event, shape["event"]),
                claimant=self._get(Actor, shape["claimant"]),
            )  # fmt: skip
            self.refs.put(row)
            self._cite(DisputeCitation, "figure", row, shape)
        self._negotiations(dispute)
        lists.load(self.bundle["tariff_lists"], dispute, self.rows, self.refs, now=self.now)
        refusals = []
        for proceeding in dispute.proceedings.all():
            try:
                self._refresh(proceeding, before.get(proceeding, {}))
            except ClockErrors as error:
                refusals += [(proceeding.ref, one.place, one.message) for one in error.errors]
        return refusals

    def _refresh(self, proceeding: Proceeding, before: Mapping[Any, Standing]) -> None:
        changed = refresh_deadlines(proceeding=proceeding, now=self.now)
        self.outcome.impact += impact_of(before, proceeding.deadlines.all(), None).rows
        for deadline in changed:
            self.outcome.counts["deadlines computed", "changed" if deadline.id in before else "new"] += 1

    def _get(self, model: type[models.Model], ref: str | None) -> Any:
        return self.refs.get(model, ref) if ref else None

    def _cite(
        self, model: type[models.Model], target: str, row: models.Model, shape: Mapping[str, Any]
    ) -> None:
        for citation in shape["citations"]:
            source = self.refs.get(Source, citation["source"])
            key = {target: row, "source": source} | picked(citation, ("stance", "quote", "page", "claim"))
            self.rows.natural(model, key, {"note": citation["note"]}, like=row)

    def _actors(self) -> None:
        for shape in self.bundle["actors"]:
            self.refs.put(self.rows.by_ref(Actor, shape))
        for shape in self.bundle["actors"]:
            actor = self.refs.get(Actor, shape["ref"])
            for name in shape["names"]:
                key = {"actor": actor} | picked(name, ("name", "kind"))
                self.rows.natural(
                    ActorName, key, picked(name, ("valid_from", "valid_to", "note")), like=actor
                )
            for office in shape["affiliations"]:
                key = {"actor": actor, "of": self.refs.get(Actor, office["of"]), "title": office["title"]}
                values = picked(office, ("acting", "valid_from", "valid_to", "confidence"))
                row = self.rows.natural(Affiliation, key, values, like=actor)
                self._cite(DisputeCitation, "affiliation", row, office)

    def _dispute(self) -> Dispute:
        shape = self.bundle["dispute"]
        dispute = self.rows.by_ref(Dispute, shape)
        self.refs.put(dispute)
        for link in shape["links"]:
            key = {"dispute": dispute, "to": self.refs.get(Dispute, link["to"]), "kind": link["kind"]}
            self.rows.natural(DisputeLink, key, {}, like=dispute)
        return dispute

    def _parties(self, dispute: Dispute) -> None:
        for shape in self.bundle["dispute"]["parties"]:
            key = {
                "dispute": dispute,
                "actor": self.refs.get(Actor, shape["actor"]),
                "role": shape["role"],
                "proceeding": self._get(Proceeding, shape["proceeding"]),
            }
            self._cite(
                DisputeCitation, "party", self.rows.natural(DisputeParty, key, {}, like=dispute), shape
            )

    def _event(self, shape: Mapping[str, Any]) -> None:
        historical = not self.as_they_stood and shape["on"] < self.now.date()
        draft = event_draft(
            shape, self.refs, visibility=self.rows.visibility, team=self.rows.team, historical=historical
        )
        self.rows.at = shape["ref"]
        known = Event.objects.filter(ref=shape["ref"]).first() if shape["ref"] else None
        if known is None:
            event = save_event(now=self.now, draft=draft)
            self.outcome.counts["events", "new"] += 1
            self.outcome.counts["deadlines announced", "new"] += len(draft.deadlines)
            self.refs.put(event)
            return
        values = {name: getattr(draft, name) for name in CORRECTABLE}
        event = self.rows.write(known, values | {"proceeding": draft.proceeding})
        self.refs.put(event)
        for position, actor in enumerate(draft.actors):
            self.rows.natural(
                EventActor, {"event": event, "actor": actor}, {"position": position}, like=event
            )
        self._cite(DisputeCitation, "event", event, shape)
        for ordinal, one in enumerate(shape["deadlines"]):
            self._announced(event, one, ordinal)

    def _announced(self, event: Event, shape: Mapping[str, Any], ordinal: int) -> None:
        wanted = announced_row(event, announced_draft(shape, self.refs), ordinal)
        self.rows.at = wanted.ref
        row = Deadline.objects.filter(announced_by=event, ref=wanted.ref).first()
        if row is None:
            wanted.save(force_insert=True)
            self.outcome.counts["deadlines announced", "new"] += 1
            row = wanted
        else:
            kept = {"id", "version", "state", "state_reason", "closed_by", "owner", "visibility", "team"}
            kept |= {"moves", "first_due_on", "trace"}
            values = {
                f.name: getattr(wanted, f.name) for f in Deadline._meta.concrete_fields if f.name not in kept
            }
            if row.moves:  # the clocks work out anew where its moves lead
                values["first_due_on"] = values.pop("due_on")
                del values["latest_at"], values["latest_at_basis"]
            row = self.rows.write(row, values)
        self._cite(DisputeCitation, "deadline", row, shape)

    def _negotiations(self, dispute: Dispute) -> None:
        for shape in self.bundle["rounds"]:
            row = self.rows.by_ref(Round, shape, dispute=dispute)
            self.refs.put(row)
            for seat in shape["delegations"]:
                key = {"round": row, "person": self.refs.get(Actor, seat["person"])}
                values = {"side": self.refs.get(Actor, seat["side"]), "role": seat["role"]}
                self.rows.natural(Delegation, key, values, like=row)
            self._cite(NegotiationCitation, "round", row, shape)
        for shape in self.bundle["demands"]:
            demand = self.rows.by_ref(Demand, shape, dispute=dispute, side=self._get(Actor, shape["side"]))
            self._cite(NegotiationCitation, "demand", demand, shape)
            for one in shape["positions"]:
                links = {"round": self._get(Round, one["round"]), "actor": self._get(Actor, one["actor"])}
                position = self.rows.by_ref(Position, one, demand=demand, **links)
                self._cite(NegotiationCitation, "position", position, one)
        self._agreements(dispute, self.bundle["agreements"])

    def _agreements(self, dispute: Dispute, shapes: Iterable[Mapping[str, Any]]) -> None:
        for shape in shapes:
            event = self._get(Event, shape["event"])
            agreement = self.rows.by_ref(Agreement, shape, dispute=dispute, event=event)
            self._cite(NegotiationCitation, "agreement", agreement, shape)
            for one in shape["commitments"]:
                links = {
                    "obligor": self._get(Actor, one["obligor"]),
                    "verifier": self._get(Actor, one["verifier"]),
                }
                row = self.rows.by_ref(Commitment, one, agreement=agreement, **links)
                self._cite(NegotiationCitation, "commitment", row, one)

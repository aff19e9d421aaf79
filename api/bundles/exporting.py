"""A dispute as a bundle: the same shapes the loader takes, defaults left out, in a stable order."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from django.db import models
from rest_framework import serializers
from rest_framework.fields import empty

import clocks
from accounts.querysets import Reader
from api.bundles.loadable import left_out
from api.serializers import disputes, negotiations, tariffs
from api.serializers.common import Link, Shape
from disputes.models import Actor, Deadline, Dispute, Event, EventActor, Proceeding, Recorded, Source
from negotiations.models import Agreement, Demand, Round
from tariffs.models import ListVersion, TariffList, TariffListTarget

Plain = dict[str, Any]


def export_dispute(dispute: Dispute, user: Reader) -> str:
    """Return the bundle (YAML) of what `user` may see of the dispute; computed deadlines are not in it."""
    return yaml.dump(
        _Export(dispute, user).bundle(), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120
    )


class _Dumper(yaml.SafeDumper):
    """Block style, with lists indented under their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


class _Export:
    """Collects the rows; actors and sources are those the other rows name."""

    def __init__(self, dispute: Dispute, user: Reader) -> None:
        self.dispute = dispute
        self.user = user
        self.named: dict[type[models.Model], set[Any]] = {Actor: set(), Source: set()}
        self.seen: dict[tuple[type[models.Model], Any], bool] = {}
        self.announced: set[str] = set()

    def rows(self, related: Any, order: tuple[str, ...] = ("ref",)) -> list[Any]:
        """Return the visible rows of a related manager, in order."""
        return list(related.all().visible_to(self.user).order_by(*order))

    def bundle(self) -> Plain:
        """Return the whole bundle as plain values."""
        parts = {
            "dispute": self._dispute(),
            "proceedings": [
                self.dump(disputes.ProceedingShape, row) for row in self.rows(self.dispute.proceedings)
            ],
            "events": [self._event(row) for row in self._events()],
            "figures": [self._cited(disputes.FigureShape, row) for row in self.rows(self.dispute.figures)],
            "rounds": [self._round(row) for row in self.rows(self.dispute.rounds, ("number",))],
            "demands": [self._demand(row) for row in self.rows(self.dispute.demands)],
            "agreements": [self._agreement(row) for row in self.rows(self.dispute.agreements)],
            "tariff_lists": [self._list(row) for row in self.rows(self.dispute.tariff_lists)],
        }
        actors = self._actors()
        sources = Source.objects.visible_to(self.user).filter(id__in=self.named[Source]).order_by("ref")
        head: Plain = {"bundle": 1, "visibility": self.dispute.visibility}
        if self.dispute.team:
            head["team"] = self.dispute.team.ref
        shown = {
            "actors": actors,
            "sources": [self.dump(disputes.SourceShape, row) for row in sources],
            **parts,
        }
        return head | {key: value for key, value in shown.items() if value}

    def dump(self, shape: type[Shape], row: Any, **nested: Any) -> Plain:
        """Return the row's values under the shape's keys, without those at their default."""
        plain: Plain = {}
        for name, field in shape().fields.items():
            value = nested[name] if name in nested else self._value(field, row, name)
            default = (
                field.default() if callable(field.default) and field.default is not empty else field.default
            )
            if value != default and value is not None and (field.required or value not in ("", [], {})):
                plain[name] = _plain(value)
        return plain

    def _value(self, field: serializers.Field[Any, Any, Any, Any], row: Any, name: str) -> Any:
        if isinstance(field, serializers.BaseSerializer):
            return []
        if name == "visibility":
            return row.visibility if row.visibility != self.dispute.visibility else None
        value = getattr(row, name)
        if isinstance(field, Link) and value is not None:
            if not self._visible(value):
                return None
            self.named.setdefault(type(value), set()).add(value.pk)
            return value.ref
        if isinstance(value, datetime):
            return value.astimezone(ZoneInfo(row.zone)).isoformat()
        return value

    def _visible(self, row: Any) -> bool:
        """Return whether the reader may see a row that another one names; reference data is everybody's."""
        model = type(row)
        if not isinstance(row, Recorded):
            return True
        if (model, row.pk) not in self.seen:
            self.seen[model, row.pk] = model.objects.visible_to(self.user).filter(pk=row.pk).exists()
        return self.seen[model, row.pk]

    def _cited(self, shape: type[Shape], row: Any, **nested: Any) -> Plain:
        citations = list(row.citations.all().visible_to(self.user).select_related("source").order_by("id"))
        return self.dump(
            shape, row, citations=[self.dump(disputes.CitationShape, c) for c in citations], **nested
        )

    def _actors(self) -> list[Plain]:
        """Return the actors named so far, with those their offices are of."""
        wanted = self.named[Actor]
        dumped: dict[Any, Plain] = {}
        while missing := wanted - set(dumped):
            for actor in Actor.objects.visible_to(self.user).filter(id__in=missing):
                names = [self.dump(disputes.NameShape, n) for n in self.rows(actor.names, ("name", "kind"))]
                offices = self.rows(actor.affiliations, ("of__ref", "title"))
                dumped[actor.pk] = self.dump(
                    disputes.ActorShape,
                    actor,
                    names=names,
                    affiliations=[self._cited(disputes.AffiliationShape, office) for office in offices],
                )
            dumped |= {key: {} for key in missing - set(dumped)}
        return sorted((plain for plain in dumped.values() if plain), key=lambda plain: str(plain["ref"]))

    def _dispute(self) -> Plain:
        parties = self.rows(self.dispute.parties, ("role", "actor__ref", "proceeding__ref"))
        links = self.rows(self.dispute.links, ("kind", "to__ref"))
        return self.dump(
            disputes.DisputeShape,
            self.dispute,
            parties=[self._cited(disputes.PartyShape, party) for party in parties],
            links=[self.dump(disputes.LinkShape, link) for link in links],
        )

    def _events(self) -> Iterable[Event]:
        seen = Event.objects.visible_to(self.user).filter(proceeding__dispute=self.dispute)
        rows = list(seen.select_related("proceeding").order_by("on", "sequence", "ref"))
        by_proceeding: dict[Proceeding, list[Event]] = {}
        for row in rows:
            by_proceeding.setdefault(row.proceeding, []).append(row)
        for of, events in by_proceeding.items():
            self.seen |= {(Event, key): False for key in left_out(of, events, self.user)}
        kept = [row for row in rows if self.seen.get((Event, row.pk), True)]
        told = Deadline.objects.visible_to(self.user).filter(announced_by__in=kept)
        self.announced = set(told.values_list("ref", flat=True))
        return kept

    def _event(self, event: Event) -> Plain:
        links = EventActor.objects.visible_to(self.user).filter(event=event).select_related("actor")
        actors = [link.actor for link in links.order_by("position", "actor__ref")]
        self.named[Actor] |= {actor.pk for actor in actors}
        announced = self.rows(event.announced_deadlines, ("ordinal",))
        if event.data.get(clocks.DEADLINE, "") not in {"", *self.announced}:
            event.data = {name: said for name, said in event.data.items() if name != clocks.DEADLINE}
        return self._cited(
            disputes.EventShape,
            event,
            actors=[actor.ref for actor in actors],
            deadlines=[self._deadline(row) for row in announced],
        )

    def _deadline(self, row: Deadline) -> Plain:
        due_time = row.due_time.strftime("%H:%M") if isinstance(row.due_time, time) else None
        row.due_on = row.first_due_on or row.due_on  # as announced; the events that moved it are exported too
        return self._cited(disputes.AnnouncedShape, row, due_time=due_time)

    def _round(self, row: Round) -> Plain:
        seats = self.rows(row.delegations, ("side__ref", "role", "person__ref"))
        return self._cited(
            negotiations.RoundShape,
            row,
            delegations=[self.dump(negotiations.DelegationShape, seat) for seat in seats],
        )

    def _demand(self, row: Demand) -> Plain:
        positions = self.rows(row.positions, ("on", "ref"))
        return self._cited(
            negotiations.DemandShape,
            row,
            positions=[self._cited(negotiations.PositionShape, position) for position in positions],
        )

    def _agreement(self, row: Agreement) -> Plain:
        commitments = self.rows(row.commitments)
        return self._cited(
            negotiations.AgreementShape,
            row,
            commitments=[self._cited(negotiations.CommitmentShape, one) for one in commitments],
        )

    def _list(self, row: TariffList) -> Plain:
        return self.dump(
            tariffs.TariffListShape,
            row,
            targets=self._targets(row),
            versions=[self._version(version) for version in self.rows(row.versions, ("number",))],
            effects=[
                self._cited(tariffs.EffectShape, effect)
                for effect in self.rows(row.effects, ("from_at", "ref"))
            ],
            exclusions=[
                self._cited(tariffs.ExclusionShape, one)
                for one in self.rows(row.exclusions, ("from_at", "ref"))
            ],
        )

    def _targets(self, row: TariffList) -> list[str]:
        links = TariffListTarget.objects.visible_to(self.user).filter(tariff_list=row).select_related("actor")
        actors = [link.actor for link in links.order_by("position", "actor__ref")]
        self.named[Actor] |= {actor.pk for actor in actors}
        return [actor.ref for actor in actors]

    def _version(self, version: ListVersion) -> Plain:
        items = [self._cited(tariffs.ItemShape, item) for item in version.items.order_by("position")]
        return self._cited(tariffs.VersionShape, version, items=items)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return list(value) if isinstance(value, tuple) else value

"""Every fault of every file, before anything is written."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from django.db import models
from rest_framework import serializers

from accounts.models import Team
from api.bundles.reading import Document, Fault, Place
from api.serializers.common import OneOf, Shape, Whole
from api.serializers.disputes import (
    ActorShape,
    DisputeShape,
    EventShape,
    FigureShape,
    ProceedingShape,
    SourceShape,
)
from api.serializers.negotiations import AgreementShape, DemandShape, RoundShape
from api.serializers.tariffs import TariffListShape
from disputes.models import Actor, Deadline, Dispute, Event, Figure, Proceeding, Source, Visibility
from negotiations.models import Agreement, Commitment, Demand, Position, Round
from tariffs.models import Effect, Exclusion, ListVersion, TariffList


class BundleShape(Shape):
    """The whole file."""

    bundle = Whole(min_value=1, max_value=1)
    visibility = OneOf(Visibility)
    team = serializers.SlugField(required=False, default=None)
    actors = ActorShape(many=True, required=False, default=list)
    sources = SourceShape(many=True, required=False, default=list)
    dispute = DisputeShape()
    proceedings = ProceedingShape(many=True, required=False, default=list)
    events = EventShape(many=True, required=False, default=list)
    figures = FigureShape(many=True, required=False, default=list)
    rounds = RoundShape(many=True, required=False, default=list)
    demands = DemandShape(many=True, required=False, default=list)
    agreements = AgreementShape(many=True, required=False, default=list)
    tariff_lists = TariffListShape(many=True, required=False, default=list)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the values; rows that are not public belong to a team that exists."""
        if attrs["team"] is not None and not Team.objects.filter(ref=attrs["team"]).exists():
            raise serializers.ValidationError({"team": [f"There is no team “{attrs['team']}”."]})
        if attrs["team"] is None and attrs["visibility"] != Visibility.PUBLIC:
            raise serializers.ValidationError({"team": ["Rows that are not public need a team."]})
        _check_tracks_of_parties(attrs)
        return attrs


# Which rows each place of a bundle names: (model, the keys that lead to its rows).
NAMED: tuple[tuple[type[models.Model], tuple[str, ...]], ...] = (
    (Actor, ("actors",)),
    (Source, ("sources",)),
    (Dispute, ("dispute",)),
    (Proceeding, ("proceedings",)),
    (Event, ("events",)),
    (Deadline, ("events", "deadlines")),
    (Figure, ("figures",)),
    (Round, ("rounds",)),
    (Demand, ("demands",)),
    (Position, ("demands", "positions")),
    (Agreement, ("agreements",)),
    (Commitment, ("agreements", "commitments")),
    (TariffList, ("tariff_lists",)),
    (ListVersion, ("tariff_lists", "versions")),
    (Effect, ("tariff_lists", "effects")),
    (Exclusion, ("tariff_lists", "exclusions")),
)
SHARED = (Actor, Source)
# How a row on record leads to its dispute: its ref must not belong to another one.
HOMES: Mapping[type[models.Model], str] = {
    Proceeding: "dispute", Event: "proceeding__dispute", Deadline: "proceeding__dispute", Figure: "dispute",
    Round: "dispute", Demand: "dispute", Position: "demand__dispute", Agreement: "dispute",
    Commitment: "agreement__dispute", TariffList: "dispute", ListVersion: "tariff_list__dispute",
    Effect: "tariff_list__dispute", Exclusion: "tariff_list__dispute",
}  # fmt: skip


class BundleRefs:
    """What the refs of these files may name: rows of the files, and rows already recorded."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._named: dict[type[models.Model], set[str]] = {model: set() for model, _ in NAMED}
        for document in documents:
            for model, _, row in named_rows(document):
                if isinstance(row.get("ref"), str):
                    self._named[model].add(row["ref"])
        self._rows: dict[tuple[type[models.Model], str], Any] = {}
        self._known = cache(self._read_known)

    def known(self, model: type[models.Model]) -> Collection[str]:
        """Return every ref of the model in the files or on record."""
        return self._known(model)

    def _read_known(self, model: type[models.Model]) -> Collection[str]:
        return self._named.get(model, set()) | set(model._default_manager.values_list("ref", flat=True))

    def get(self, model: type[models.Model], ref: str) -> Any:
        """Return the row, once it is saved."""
        if (model, ref) not in self._rows:
            self._rows[model, ref] = model._default_manager.get(ref=ref)
        return self._rows[model, ref]

    def put(self, row: Any) -> None:
        """Remember a row just saved."""
        self._rows[type(row), row.ref] = row


def named_rows(document: Document) -> Iterator[tuple[type[models.Model], Place, Mapping[str, Any]]]:
    """Yield (model, place, row) of every mapping that should carry a ref."""
    for model, keys in NAMED:
        yield from ((model, place, row) for place, row in _rows_at(document.data, keys, ()))


def _rows_at(data: Any, keys: Sequence[str], place: Place) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    found = data.get(keys[0]) if isinstance(data, Mapping) else None
    places = [((*place, keys[0]), found)] if isinstance(found, Mapping) else []
    if isinstance(found, list):
        places = [((*place, keys[0], n), row) for n, row in enumerate(found) if isinstance(row, Mapping)]
    for where, row in places:
        if len(keys) == 1:
            yield where, row
        else:
            yield from _rows_at(row, keys[1:], where)


def check(documents: Sequence[Document], refs: BundleRefs) -> list[dict[str, Any]]:
    """Return the validated content of each file; faults are left in the documents."""
    _check_duplicates(documents)
    for document in documents:
        _check_homes(document)
    checked = []
    for document in documents:
        if not document.data:
            continue
        shape = BundleShape(data=document.data, context={"refs": refs})
        if shape.is_valid():
            checked.append(shape.validated_data)
        else:
            document.faults += [document.fault(place, message) for place, message in flat(shape.errors, ())]
    return checked


def _check_tracks_of_parties(attrs: Mapping[str, Any]) -> None:
    """Raise ValidationError for parties in a proceeding of another dispute."""
    dispute = attrs["dispute"]
    own = {shape["ref"] for shape in attrs["proceedings"]}
    own |= set(Proceeding.objects.filter(dispute__ref=dispute["ref"]).values_list("ref", flat=True))
    wrong = [
        {}
        if party["proceeding"] in {None, *own}
        else {
            "proceeding": [f"“{party['proceeding']}” is a proceeding of another dispute; name one of this."]
        }
        for party in dispute["parties"]
    ]
    if any(wrong):
        raise serializers.ValidationError({"dispute": {"parties": wrong}})


def faults_of(documents: Sequence[Document]) -> list[Fault]:
    """Return the faults of all files, in order of file and line."""
    return sorted(fault for document in documents for fault in document.faults)


def flat(errors: Any, place: Place) -> Iterator[tuple[Place, str]]:
    """Yield (place, message) of DRF's nested errors."""
    if isinstance(errors, Mapping):
        for key, inner in errors.items():
            here = place if key in {"", "non_field_errors"} else (*place, key)
            yield from flat(inner, here)
    elif isinstance(errors, list) and any(isinstance(inner, Mapping | list) for inner in errors):
        for number, inner in enumerate(errors):
            yield from flat(inner, (*place, number))
    elif isinstance(errors, list):
        yield from ((place, str(message)) for message in errors)
    else:
        yield place, str(errors)


def _check_duplicates(documents: Sequence[Document]) -> None:
    first: dict[tuple[type[models.Model], str], tuple[Document, Place, Mapping[str, Any]]] = {}
    for document in documents:
        for model, place, row in named_rows(document):
            ref = row.get("ref")
            if not isinstance(ref, str):
                continue
            if (model, ref) not in first:
                first[model, ref] = (document, place, row)
                continue
            other, where, same = first[model, ref]
            if model in SHARED and other is not document and same == row:
                continue
            line = other.lines.get(where, 0)
            says = "otherwise " if model in SHARED and other is not document else ""
            message = f"The ref “{ref}” already stands {says}in {other.name}:{line}."
            document.faults.append(document.fault((*place, "ref"), message))


def _check_homes(document: Document) -> None:
    """Find the refs that stand under another dispute already: saving them would carry the rows away from it."""
    dispute = document.data.get("dispute")
    own = dispute.get("ref") if isinstance(dispute, Mapping) else None
    places: dict[type[models.Model], dict[str, Place]] = {}
    for model, place, row in named_rows(document):
        if model in HOMES and isinstance(ref := row.get("ref"), str) and "\x00" not in ref:
            places.setdefault(model, {}).setdefault(ref, place)
    for model, of in places.items():
        path = f"{HOMES[model]}__ref"
        rows = model._default_manager.filter(ref__in=of).exclude(**{f"{HOMES[model]}__isnull": True})
        for ref, other in rows.values_list("ref", path):
            if other != own:
                message = f"The ref “{ref}” stands in the dispute “{other}” already; choose another."
                document.faults.append(document.fault((*of[ref], "ref"), message))

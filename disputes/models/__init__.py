"""The record: who, what happened, what is due, and who says so."""

from disputes.models.actor import Actor, ActorKind, ActorName, Affiliation, NameKind
from disputes.models.base import Confidence, Precision, Recorded, Visibility
from disputes.models.deadline import Basis, Deadline, DeadlineKind, DeadlineState, LatestBasis
from disputes.models.dispute import Dispute, DisputeLink, DisputeParty, LinkKind, PartyRole, Proceeding, Stage
from disputes.models.event import Event, EventActor
from disputes.models.source import (
    DisputeCitation,
    Figure,
    FigureKind,
    Qualifier,
    Source,
    SourceKind,
    Stance,
)

__all__ = [
    "Actor",
    "ActorKind",
    "ActorName",
    "Affiliation",
    "Basis",
    "Confidence",
    "Deadline",
    "DeadlineKind",
    "DeadlineState",
    "Dispute",
    "DisputeCitation",
    "DisputeLink",
    "DisputeParty",
    "Event",
    "EventActor",
    "Figure",
    "FigureKind",
    "LatestBasis",
    "LinkKind",
    "NameKind",
    "PartyRole",
    "Precision",
    "Proceeding",
    "Qualifier",
    "Recorded",
    "Source",
    "SourceKind",
    "Stage",
    "Stance",
    "Visibility",
]

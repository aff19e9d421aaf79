"""From validated shapes to the drafts the actions take."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from accounts.models import Team
from api.serializers.common import Refs
from disputes.drafts import AnnouncedDraft, CitationDraft, EventDraft
from disputes.models import Actor, Proceeding, Source

PLAIN = (
    "ref", "kind", "on", "zone", "text", "precision", "at", "end_on", "printed", "sequence", "data", "stage",
    "confidence",
)  # fmt: skip
ANNOUNCED = (
    "ref", "kind", "title", "due_on", "legal_zone", "basis", "window_start", "printed", "unless", "then", "consequence",
    "citation", "confidence",
)  # fmt: skip


def event_draft(
    shape: Mapping[str, Any], refs: Refs, *, visibility: str, team: Team | None, historical: bool = False
) -> EventDraft:
    """Return the draft of a validated EventShape; `visibility` holds unless the shape names its own."""
    return EventDraft(
        **{name: shape[name] for name in PLAIN},
        proceeding=refs.get(Proceeding, shape["proceeding"]),
        historical=historical,
        visibility=shape["visibility"] or visibility,
        team=team,
        actors=tuple(refs.get(Actor, ref) for ref in shape["actors"]),
        citations=citation_drafts(shape["citations"], refs),
        deadlines=tuple(announced_draft(one, refs) for one in shape["deadlines"]),
    )


def announced_draft(shape: Mapping[str, Any], refs: Refs) -> AnnouncedDraft:
    """Return the draft of a validated AnnouncedShape."""
    return AnnouncedDraft(
        **{name: shape[name] for name in ANNOUNCED},
        due_time=time.fromisoformat(shape["due_time"]) if shape["due_time"] else None,
        responsible=refs.get(Actor, shape["responsible"]) if shape["responsible"] else None,
        beneficiary=refs.get(Actor, shape["beneficiary"]) if shape["beneficiary"] else None,
        unless_kinds=tuple(shape["unless_kinds"]),
        then_kinds=tuple(shape["then_kinds"]),
        citations=citation_drafts(shape["citations"], refs),
    )


def citation_drafts(shapes: Sequence[Mapping[str, Any]], refs: Refs) -> tuple[CitationDraft, ...]:
    """Return the drafts of validated CitationShapes."""
    return tuple(
        CitationDraft(**dict(shape) | {"source": refs.get(Source, shape["source"])}) for shape in shapes
    )

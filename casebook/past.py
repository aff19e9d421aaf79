"""The history of a deadline in words, from the change table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from disputes import words
from disputes.models import Deadline, DeadlineState, Visibility
from disputes.projection import STRICTNESS
from history.models import Change, Reason

# What a reader of the deadline may always know; keys of other rows stay out, for those rows may be hidden.
TOLD = {
    "title": "title", "kind": "kind", "basis": "basis", "due_on": "date", "due_time": "hour", "state": "state",
    "window_start": "start of the window", "unless": "condition", "then": "consequence announced",
    "consequence": "consequence", "citation": "citation", "confidence": "confidence",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ToldChange:
    """One change: when it was recorded, by whom, why, and what it did."""

    at: str
    by: str
    reason: str
    words: str
    did: tuple[str, ...]


def told_changes(deadline: Deadline, reader_zone: str) -> list[ToldChange]:
    """Return what happened to a deadline already known to be visible, latest first; hours on the reader's clock.

    What happened while fewer people could see it is left out.
    """
    changes = Change.objects.filter(table=Deadline._meta.db_table, object_id=str(deadline.pk)).order_by("-id")
    return [
        ToldChange(
            at=words.here(change.at, reader_zone),
            by=change.actor_name,
            reason=Reason(change.reason).label,
            words=change.words,
            did=tuple(_did(change)),
        )
        for change in changes
        if _as_open(change.before, deadline) and _as_open(change.after, deadline)
    ]


def _as_open(state: Mapping[str, Any] | None, deadline: Deadline) -> bool:
    """Return whether all who see the deadline now could see it in that state of its row."""
    seen = Visibility((state or {}).get("visibility", Visibility.PUBLIC))
    return STRICTNESS.index(seen) <= STRICTNESS.index(Visibility(deadline.visibility))


def _did(change: Change) -> Iterator[str]:
    if change.before is None:
        after = change.after or {}
        yield f"recorded, due {_told('due_on', after.get('due_on'))}"
        return
    after = change.after or {}
    for name in (name for name in TOLD if name in change.changed):
        yield f"{TOLD[name]}: {_told(name, change.before.get(name))} → {_told(name, after.get(name))}"


def _told(name: str, value: Any) -> str:
    if value in (None, ""):
        return "none"
    if name in {"due_on", "window_start"}:
        return words.day(date.fromisoformat(value))
    if name == "state":
        return str(DeadlineState(value).label).lower()
    return str(value)[:5] if name == "due_time" else str(value)

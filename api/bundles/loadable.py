"""Which of the events that a reader may see could be loaded without those they may not see."""

from collections.abc import Sequence
from uuid import UUID

import clocks
from accounts.querysets import Reader
from disputes.models import Deadline, Event, Proceeding
from disputes.projection import as_facts


def left_out(proceeding: Proceeding, events: Sequence[Event], user: Reader) -> set[UUID]:
    """Return which of the proceeding's `events`, all that `user` sees, make no sense without the others.

    Those are moves of a deadline that only hidden events set, and ends of a suspension that is hidden: whoever
    loaded them alone would be refused.
    """
    orders = {str(event.pk): event.pk for event in events if event.kind in clocks.ORDERS}
    facts = as_facts([event for event in events if str(event.pk) not in orders])
    kept = _loadable(proceeding, facts)
    out = {UUID(fact.key) for fact in facts} - {UUID(fact.key) for fact in kept}
    rows = Deadline.objects.filter(proceeding=proceeding)
    hidden = rows.exclude(pk__in=rows.visible_to(user).values("pk")) if orders else rows.none()
    stands = _stands(proceeding, kept) if hidden.exists() else set()
    for row in hidden:
        if (row.rule, str(row.anchor_id)) not in stands:
            told = {str(row.closed_by_id), *(move["event"] for move in row.moves)}
            out |= {orders[key] for key in told & orders.keys()}
    return out


def _loadable(proceeding: Proceeding, facts: list[clocks.EventFact]) -> list[clocks.EventFact]:
    if not proceeding.pack:
        return facts
    return clocks.without_orphans(clocks.load_pack(proceeding.pack), facts)


def _stands(proceeding: Proceeding, facts: Sequence[clocks.EventFact]) -> set[tuple[str, str]]:
    """Return rule and anchor of each computed deadline of the facts; none where these contradict each other."""
    if not proceeding.pack:
        return set()
    pack = clocks.load_pack(proceeding.pack)
    try:
        found = clocks.run(pack, proceeding.facts, facts, clocks.shipped())
    except clocks.ClockErrors:
        return set()
    return {(row.rule, row.anchor) for row in found}

"""What would follow in a proceeding if events happened that have not. Nothing is kept, mailed or published."""

from collections.abc import Sequence
from dataclasses import dataclass

import clocks
from accounts.querysets import Reader
from disputes.kinds import EventKind
from disputes.models import Deadline, DeadlineState, Event, Proceeding
from disputes.projection import as_announced, as_facts


@dataclass(frozen=True, slots=True)
class Followed:
    """An announced deadline, and what would become of it: at the earliest of the assumed days, and at the latest."""

    deadline: Deadline
    settled: clocks.Settled
    latest: clocks.Settled

    @property
    def changes(self) -> bool:
        """Return whether the assumptions decide it."""
        return {self.settled.state.value, self.latest.state.value} != {self.deadline.state}


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What follows: the assumed events, and the deadlines that they set, move or end or that still stand."""

    assumed: tuple[tuple[str, clocks.EventFact, clocks.EventFact], ...]
    consequences: tuple[clocks.Consequence, ...]
    announced: tuple[Followed, ...]


def facts_of(proceeding: Proceeding, user: Reader) -> list[clocks.EventFact]:
    """Return the events of the proceeding that `user` may see, as the clocks see them."""
    return _counted(proceeding, as_facts(_events(proceeding, user)))


def _counted(proceeding: Proceeding, facts: Sequence[clocks.EventFact]) -> list[clocks.EventFact]:
    """Return what the rules count of the events somebody sees; the end of a suspension they do not see says nothing."""
    counted = [fact for fact in facts if not clocks.moves_announced(fact)]
    return clocks.without_orphans(clocks.load_pack(proceeding.pack), counted)


def _events(proceeding: Proceeding, user: Reader) -> list[Event]:
    return list(Event.objects.visible_to(user).filter(proceeding=proceeding).order_by("on", "sequence"))


def what_if(proceeding: Proceeding, user: Reader, assumptions: Sequence[clocks.Assumption]) -> WhatIf:
    """Return what would follow from the events `user` may see and the assumptions.

    The kinds of event in words lead the assumed ones. Raises clocks.ClockErrors; a proceeding without a
    pack has no computed consequences.
    """
    events = _events(proceeding, user)
    facts = as_facts(events)
    counted = _counted(proceeding, facts)
    outcome = clocks.what_if(
        clocks.load_pack(proceeding.pack), proceeding.facts, counted, clocks.shipped(), assumptions
    )
    names = dict(EventKind.choices)
    by_id = {event.pk: event for event in events}
    announced = Deadline.objects.visible_to(user).filter(proceeding=proceeding, rule="").order_by("due_on")
    followed = [
        Followed(
            row,
            *(
                clocks.settle(as_announced(row, by_id[row.announced_by_id]), [*facts, *assumed])
                for assumed in (outcome.earliest, outcome.latest)
            ),
        )
        for row in announced
        if row.announced_by_id in by_id
    ]
    return WhatIf(
        assumed=tuple(
            (str(names.get(early.kind, early.kind)), early, late)
            for early, late in zip(outcome.earliest, outcome.latest, strict=True)
        ),
        consequences=tuple(one for one in outcome.consequences if one.matters),
        announced=tuple(one for one in followed if one.changes or one.deadline.state == DeadlineState.OPEN),
    )

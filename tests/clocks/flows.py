"""A proceeding walked through event by event, and what is live after each."""

from datetime import date

from clocks import Computed, EventFact, State, load_pack, run, shipped

LIVE = (State.OPEN, State.TENTATIVE, State.SUSPENDED, State.STALLED)


class Flow:
    """A proceeding under one pack; each event is recorded after the ones before it."""

    def __init__(self, pack: str, **facts: bool | int | str) -> None:
        self.pack, self.facts = load_pack(pack), facts
        self.events: list[EventFact] = []

    def then(self, kind: str, on: str, **data: str) -> dict[str, str]:
        """Record an event and return what is live then: the day by rule."""
        key = f"{kind}-{len(self.events)}"
        self.events.append(EventFact(key, kind, date.fromisoformat(on), data=data, sequence=len(self.events)))
        return self.live()

    def live(self) -> dict[str, str]:
        """Return the days of what is live, by rule."""
        return {row.rule: row.due_on.isoformat() for row in self.rows() if row.state in LIVE}

    def states(self) -> dict[str, str]:
        """Return the state of every deadline, by rule; of several the last."""
        return {row.rule: row.state.value for row in self.rows()}

    def rows(self) -> tuple[Computed, ...]:
        """Return everything the rules make of the events so far."""
        return run(self.pack, self.facts, self.events, shipped())

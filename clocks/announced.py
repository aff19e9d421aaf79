"""Announced deadlines: what becomes of a day that a party, not a law, has set."""

from collections.abc import Sequence

from clocks.types import Announced, DeadlineKind, EventFact, Settled, State
from clocks.words import say_when


def settle(announced: Announced, events: Sequence[EventFact]) -> Settled:
    """Return where the announced deadline stands after `events`.

    Only events after the announcement count. The first `unless` event, if no
    `then` event came before it, meets the deadline when in time and withdraws it
    when late; a `then` event lapses it, for the threat was carried out. An
    automatic effect is the other way round: `unless` averts it, `then` is it.
    """
    later = _after_announcement(announced, events)
    relief = next((event for event in later if event.kind in announced.unless), None)
    blow = next((event for event in later if event.kind in announced.then), None)
    if relief and not (blow and blow.precedes(relief)):
        if announced.kind is DeadlineKind.AUTOMATIC:
            return Settled(State.WITHDRAWN, f"Averted: {_name(relief)} {say_when(relief)}.", relief.key)
        return _relieved(announced, relief)
    if blow and announced.kind is DeadlineKind.AUTOMATIC:
        return Settled(State.MET, f"It took effect: {_name(blow)} {say_when(blow)}.", blow.key)
    if blow:
        carried = "The threat was carried out" if announced.kind is DeadlineKind.ULTIMATUM else "Overtaken"
        return Settled(State.LAPSED, f"{carried}: {_name(blow)} {say_when(blow)}.", blow.key)
    return Settled(State.OPEN, "", None)


def _after_announcement(announced: Announced, events: Sequence[EventFact]) -> list[EventFact]:
    told = next((event for event in events if event.key == announced.key), None)
    later = [
        event for event in events if (told.precedes(event) if told else event.on > announced.announced_on)
    ]
    return sorted(later, key=lambda event: (event.order, event.key))


def _relieved(announced: Announced, event: EventFact) -> Settled:
    what = f"{_name(event)} {say_when(event)}"
    in_time = event.on <= announced.due_on
    if announced.instant and event.moment:
        in_time = event.moment <= announced.instant
    if not in_time:
        return Settled(State.WITHDRAWN, f"Withdrawn: {what}, after the time had passed.", event.key)
    hourless = announced.instant and not event.moment and event.on == announced.due_on
    note = " (its hour is not recorded)" if hourless else ""
    return Settled(State.MET, f"Met: {what}{note}.", event.key)


def _name(event: EventFact) -> str:
    return event.kind.replace("_", " ")

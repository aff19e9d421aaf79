"""Announced deadlines: what becomes of a day that a party, not a law, has set."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from difflib import get_close_matches

from clocks.checks import place_of
from clocks.closing import ORDERS
from clocks.errors import (
    ClockError,
    ClockErrors,
    IncompleteEvent,
    InvalidMove,
    NothingToMove,
    UnknownDeadline,
)
from clocks.given import read_day
from clocks.rules import EXTENDED, PINNED, UNPINNED, WAIVED
from clocks.types import Announced, DeadlineKind, EventFact, Move, Settled, State
from clocks.words import say_when

DEADLINE = "deadline"  # the key under which an event names the announced deadline it is about


def moves_announced(event: EventFact) -> bool:
    """Return whether the event moves or waives an announced deadline; the rules have nothing to say about it."""
    return event.kind in ORDERS and DEADLINE in event.data


def misdirected(
    events: Sequence[EventFact], announced: Sequence[Announced], nameable: Collection[str] = ()
) -> list[ClockError]:
    """Return an error for each event whose `deadline` none of `announced` is by then: nothing would come of it.

    So it is for one that moves or waives a deadline that is over by then. The announcement may name its own, and
    settles no other then. Of `nameable`, the refs that whoever records here may know, the nearest is suggested.
    """
    told_in = {one.ref: one.key for one in announced}
    later = {one.ref: _after_announcement(one, events) for one in announced}
    taken = {one.ref: {event.key for event in _while_open(one, later[one.ref])} for one in announced}
    wrong: list[ClockError] = []
    for event in events:
        name = event.data.get(DEADLINE, "")
        named = bool(name) or moves_announced(event)
        known = any(event.key == one.key for one in later.get(name, ()))
        rightly = event.key in taken.get(name, ()) if event.kind in ORDERS else known
        if not named or rightly or told_in.get(name) == event.key:
            continue
        place = f"{place_of(event)}, {DEADLINE} {name}"
        if known:
            wrong.append(
                NothingToMove(place, "no longer open on that day; correct the day, or leave this out.")
            )
            continue
        near = get_close_matches(name, sorted(set(nameable) - {name}), n=1)
        hint = f" (did you mean {near[0]}?)" if near and name not in later else ""
        absent = f"no deadline of this name was announced here before{hint}"
        wrong.append(
            NothingToMove(place, f"{absent}; name a computed one by its rule and anchor.")
            if event.kind in ORDERS
            else UnknownDeadline(place, f"{absent}; correct name or date, or leave {DEADLINE} out.")
        )
    return wrong


def settle(announced: Announced, events: Sequence[EventFact]) -> Settled:
    """Return where the announced deadline stands after `events`, and on which day.

    Only events after the announcement count. Extensions and pins that name the deadline move it.
    The first `unless` event, if no `then` event came before it, meets the deadline when in time and
    withdraws it when late; a `then` event lapses it, for the threat was carried out. An
    automatic effect is the other way round: `unless` averts it, `then` is it. Raises ClockErrors for
    a move that names no day, and for the unpinning of a day that is not pinned.
    """
    later = _after_announcement(announced, events)
    orders = list(_while_open(announced, later))
    moves = _moves(announced, orders)
    due_on = moves[-1].to if moves else announced.due_on
    if orders and orders[-1].kind == WAIVED:
        waiver = orders[-1]
        return Settled(State.WAIVED, f"Waived {say_when(waiver)}.", waiver.key, due_on, moves)
    relief, blow = _ends(announced, later)
    end = relief or blow
    state, reason = _end(announced, due_on, relief, blow)
    return Settled(state, reason, end.key if end else None, due_on, moves)


def _ends(announced: Announced, later: Sequence[EventFact]) -> tuple[EventFact | None, EventFact | None]:
    """Return what fulfilled the condition and what carried the threat out: at most one of them, the first to come.

    An event that names the deadline it is about says nothing of another one.
    """
    about = [event for event in later if event.data.get(DEADLINE) in (None, "", announced.ref)]
    relief = next((event for event in about if event.kind in announced.unless), None)
    blow = next((event for event in about if event.kind in announced.then), None)
    if relief and blow and blow.precedes(relief):
        return None, blow
    return relief, None if relief else blow


def _while_open(announced: Announced, later: Sequence[EventFact]) -> Iterator[EventFact]:
    """Yield the decisions about the deadline that are not known to come after its end; a waiver is the last."""
    relief, blow = _ends(announced, later)
    end = relief or blow
    for event in later:
        if not (moves_announced(event) and _names(announced, event)) or (end and end.precedes(event)):
            continue
        yield event
        if event.kind == WAIVED:
            return


def _end(
    announced: Announced, due_on: date, relief: EventFact | None, blow: EventFact | None
) -> tuple[State, str]:
    if relief and announced.kind is DeadlineKind.AUTOMATIC:
        return State.WITHDRAWN, f"Averted: {_name(relief)} {say_when(relief)}."
    if relief:
        return _relieved(announced, due_on, relief)
    if blow and announced.kind is DeadlineKind.AUTOMATIC:
        return State.MET, f"It took effect: {_name(blow)} {say_when(blow)}."
    if blow:
        carried = "The threat was carried out" if announced.kind is DeadlineKind.ULTIMATUM else "Overtaken"
        return State.LAPSED, f"{carried}: {_name(blow)} {say_when(blow)}."
    return State.OPEN, ""


def _names(announced: Announced, event: EventFact) -> bool:
    return event.data.get(DEADLINE) == announced.ref


def _moves(announced: Announced, orders: Sequence[EventFact]) -> tuple[Move, ...]:
    """Return every move of the day in the order of the record; an unpinned day goes back to where it was."""
    moves: list[Move] = []
    unpinned, pinned = announced.due_on, False
    for event in orders:
        reason = event.data.get("basis") or event.data.get("reason") or ""
        if event.kind in (EXTENDED, PINNED):
            to = _day_of(event)
            late = event.kind == EXTENDED and event.on > (moves[-1].to if moves else announced.due_on)
            kind = "pinned" if event.kind == PINNED else "extended_late" if late else "extended"
            moves.append(Move(event.on, to, kind, event.key, reason))
            unpinned = unpinned if event.kind == PINNED else to
            pinned = pinned or event.kind == PINNED
        elif event.kind == UNPINNED:
            if not pinned:
                told = "the day is not pinned; remove the event."
                raise ClockErrors([InvalidMove(f"{place_of(event)}, deadline {announced.ref}", told)])
            pinned = False
            moves.append(Move(event.on, unpinned, "unpinned", event.key, reason))
    return tuple(moves)


def _day_of(event: EventFact) -> date:
    if day := read_day(event.data.get("to", "")):
        return day
    found = f"is {event.data['to']!r}" if "to" in event.data else "is missing"
    told = f"{found}; write the new day, such as 1995-02-26."
    raise ClockErrors([IncompleteEvent(f"{place_of(event)}, to", told)])


def _after_announcement(announced: Announced, events: Sequence[EventFact]) -> list[EventFact]:
    told = next((event for event in events if event.key == announced.key), None)
    later = [
        event for event in events if (told.precedes(event) if told else event.on > announced.announced_on)
    ]
    return sorted(later, key=lambda event: (event.order, event.key))


def _relieved(announced: Announced, due_on: date, event: EventFact) -> tuple[State, str]:
    what = f"{_name(event)} {say_when(event)}"
    in_time = event.on <= due_on
    stated = announced.instant if due_on == announced.due_on else None
    if stated and event.moment:
        in_time = event.moment <= stated
    if not in_time:
        return State.WITHDRAWN, f"Withdrawn: {what}, after the time had passed."
    hourless = stated and not event.moment and event.on == due_on
    note = " (its hour is not recorded)" if hourless else ""
    return State.MET, f"Met: {what}{note}."


def _name(event: EventFact) -> str:
    return event.kind.replace("_", " ")

"""Rows under computation, and how a finished one explains itself."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from clocks.counting import Counted
from clocks.rules import Pack, Rule
from clocks.types import Computed, EventFact, Facts, State, Step, to_json
from clocks.words import say_distance, say_period, say_weekday, say_when


@dataclass(frozen=True, slots=True)
class Start:
    """The day a rule starts from: an event, or the expiry of a rule that itself started from `event`."""

    event: EventFact
    on: date
    expiry_of: str | None = None
    required: tuple[EventFact, ...] = ()

    @property
    def trigger(self) -> EventFact:
        """The event that put the rule in play: the last of what it requires, else its anchor."""
        return max((self.event, *self.required), key=lambda event: (event.order, event.key))


@dataclass(frozen=True, slots=True)
class Row:
    """A deadline while the rules are still acting on each other."""

    rule: Rule
    start: Start
    counted: Counted
    state: State = State.OPEN
    reason: str = ""
    closed_by: EventFact | None = None
    superseded_by: str | None = None


def finish(row: Row, pack: Pack, facts: Facts) -> Computed:
    """Return the row as a result, with its sentence, its trace and the hash of what it rests on."""
    rule = row.rule
    return Computed(
        rule=rule.id,
        anchor=row.start.event.key,
        occurrence=0,
        kind=rule.kind,
        title=rule.title,
        due_on=row.counted.due_on,
        raw_on=row.counted.raw_on,
        window_start=None,
        zone=pack.zone,
        state=row.state,
        state_reason=row.reason,
        closed_by=row.closed_by.key if row.closed_by else None,
        superseded_by=row.superseded_by,
        responsible=rule.responsible,
        beneficiary=rule.beneficiary,
        consequence=rule.consequence,
        citation=rule.citation,
        confidence=rule.confidence,
        offered=rule.offered,
        sentence=_sentence(row, pack),
        trace=tuple(_trace(row, pack, facts)),
        input_hash=_input_hash(row, pack, facts),
    )


def say_closed(pack: Pack, row: Row, state: State, event: EventFact) -> str:
    """Return why the row is met or withdrawn, and where in its time that happened."""
    what = f"{_name(pack, event)} {say_when(event)}"
    if state is State.MET:
        return f"Met by {what}, {say_distance(event.on, row.counted.due_on)}."
    return f"Withdrawn by {what}."


def say_replaced(pack: Pack, old: Row, new: Row) -> str:
    """Return by which rule the row was replaced, and since when."""
    event = new.start.trigger
    since = f"{_name(pack, event)} {say_when(event)}, {say_distance(event.on, old.counted.due_on)}"
    return f"Replaced by {new.rule.id} through {since}."


def _name(pack: Pack, event: EventFact) -> str:
    return pack.events[event.kind].words


def _start_words(row: Row, pack: Pack) -> str:
    if row.rule.anchor.words:
        return row.rule.anchor.words
    return (
        f"the end of the period of {row.start.expiry_of}"
        if row.start.expiry_of
        else _name(pack, row.start.event)
    )


def _sentence(row: Row, pack: Pack) -> str:
    rule, counted = row.rule, row.counted
    start, on, end = _start_words(row, pack), say_weekday(row.start.on), say_weekday(counted.raw_on)
    if counted.period is None:
        return f"{rule.citation}: {counted.found.format(start=f'{start} on {on}')}, {end}; {counted.rolling}."
    if counted.period.empty:
        return f"{rule.citation}: due on the day of {start} itself, {end}; {counted.rolling}."
    single = [abs(size) for size, _ in counted.period.parts] == [1]
    back, verb = (" back", "begin") if counted.period.backward else ("", "end")
    return (
        f"{rule.citation}: {say_period(counted.period)} counted{back} from {start} on {on} (that day excluded) "
        f"{verb}{'s' if single else ''} on {end}; {counted.rolling}."
    )


def _trace(row: Row, pack: Pack, facts: Facts) -> Iterator[Step]:
    start = row.start
    yield Step("anchor", start.on, f"Day 0: {_start_words(row, pack)} on {say_weekday(start.on)}.")
    yield from _fact_steps(row.rule, facts)
    for event in start.required:
        yield Step("required", event.on, f"Needed and recorded: {_name(pack, event)} {say_when(event)}.")
    yield from row.counted.steps
    if row.closed_by:
        yield Step(row.state.value, row.closed_by.on, row.reason)


def _fact_steps(rule: Rule, facts: Facts) -> Iterator[Step]:
    for name, answer in rule.applies_if.items():
        yield Step("fact", None, f"{name} is {_say_answer(answer)}, as the rule asks.")
    for name in rule.excepted_if:
        given = f"is {_say_answer(facts[name])}" if name in facts else "is not stated"
        yield Step("fact", None, f"{name} {given}: the exception does not apply.")


def _say_answer(answer: bool | str | int) -> str:
    return {True: "yes", False: "no"}[answer] if isinstance(answer, bool) else str(answer)


def _input_hash(row: Row, pack: Pack, facts: Facts) -> str:
    rule, start = row.rule, row.start
    events = [start.event, *start.required, *([row.closed_by] if row.closed_by else [])]
    rests_on = [
        rule.digest,
        pack.zone,
        {name: facts.get(name) for name in sorted({*rule.applies_if, *rule.excepted_if})},
        [to_json(replace(event, data={})) for event in events],
        row.superseded_by,
        row.counted.due_on.isoformat(),
    ]
    return hashlib.sha256(json.dumps(rests_on, sort_keys=True).encode()).hexdigest()

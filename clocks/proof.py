"""How a finished row explains itself: one sentence, a trace, and the hash of what it rests on."""

import hashlib
import json
from collections.abc import Iterator, Sequence

from clocks.record import Record
from clocks.rows import Row
from clocks.rules import Pack, Rule
from clocks.types import Computed, DeadlineKind, EventFact, Facts, Move, Step, to_json
from clocks.words import clause, say_day, say_distance, say_period, say_weekday, say_when

SAID = {
    "extended": "Extended",
    "extended_late": "Extended after expiry",
    "pinned": "Pinned",
    "unpinned": "Unpinned",
}


IN_ORDER = json.JSONEncoder(sort_keys=True)


def finish(row: Row, pack: Pack, facts: Facts, record: Record) -> Computed:
    """Return the row as a result, with its sentence, its trace and the hash of what it rests on."""
    rule, rests_on = row.rule, _rests_on(row)
    warnings = tuple(dict.fromkeys(filter(None, map(record.warning, rests_on))))
    return Computed(
        rule=rule.id,
        anchor=row.start.event.key,
        occurrence=row.start.occurrence,
        kind=rule.kind,
        title=rule.title,
        due_on=row.due_on,
        raw_on=row.counted.raw_on,
        computed_on=row.counted.due_on,
        window_start=row.counted.window_start,
        due_time=rule.hour,
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
        trace=tuple(_trace(row, pack, facts, warnings)),
        input_hash=_input_hash(row, pack, facts, [record.fingerprint(event) for event in rests_on]),
        moves=row.moves,
        warnings=warnings,
        rests_on=tuple(dict.fromkeys(event.key for event in rests_on)),
    )


def say_replaced(pack: Pack, old: Row, new: Row) -> str:
    """Return by which rule the row was replaced, and since when."""
    event = new.start.trigger
    since = f"{_name(pack, event)} {say_when(event)}, {say_distance(event.on, old.due_on)}"
    return f"Replaced by {new.rule.id} through {since}."


def _name(pack: Pack, event: EventFact) -> str:
    return pack.words(event.kind)


def _start_words(row: Row, pack: Pack) -> str:
    start = row.start
    if start.again:
        return "the limit before it"
    if row.rule.anchor.words:
        return row.rule.anchor.words
    if start.expiry_of:
        return f"the end of the period of {start.expiry_of}"
    return _name(pack, start.day_0_event or start.event)


def _sentence(row: Row, pack: Pack) -> str:
    takes = f" It takes an act of {row.rule.who_acts}." if row.rule.by_act else ""
    counted = f"{_counted_sentence(row, pack)}{takes}"
    if not row.moves:
        return counted
    last = row.moves[-1]
    why = f" ({clause(last.reason)})" if last.reason else ""
    times = f", the last of {len(row.moves)} changes" if len(row.moves) > 1 else ""
    return f"{counted} {_say_move(last)}{times}{why}."


def _counted_sentence(row: Row, pack: Pack) -> str:
    rule, counted = row.rule, row.counted
    start, on, end = _start_words(row, pack), say_weekday(row.start.on), say_weekday(counted.raw_on)
    if counted.period is None:
        return f"{rule.citation}: {counted.found.format(start=f'{start} on {on}')}, {end}; {counted.rolling}."
    if counted.period.empty:
        falls = "open from" if rule.kind is DeadlineKind.RIGHT_OPENS else "due on"
        return f"{rule.citation}: {falls} the day of {start} itself, {end}; {counted.rolling}."
    single = [abs(size) for size, _ in counted.period.parts] == [1]
    back, verb = (" back", "begin") if counted.period.backward else ("", "end")
    return (
        f"{rule.citation}: {say_period(counted.period)} counted{back} from {start} on {on} (that day excluded) "
        f"{verb}{'s' if single else ''} on {end}; {counted.rolling}."
    )


def _trace(row: Row, pack: Pack, facts: Facts, warnings: tuple[str, ...]) -> Iterator[Step]:
    start, rule = row.start, row.rule
    if start.day_0_event:
        yield Step(
            "in_play", start.event.on, f"Put in play by {_name(pack, start.event)} {say_when(start.event)}."
        )
    yield Step("anchor", start.on, f"Day 0: {_start_words(row, pack)} on {say_weekday(start.on)}.")
    yield from _fact_steps(rule, facts)
    for event in start.required:
        yield Step("required", event.on, f"Needed and recorded: {_name(pack, event)} {say_when(event)}.")
    for match in rule.absent:
        yield Step("absent", None, f"Only while this is not recorded: {pack.words(match.event)}.")
    yield from row.counted.steps
    if rule.hour:
        yield Step("hour", row.due_on, f"Until {rule.hour:%H:%M} of that day in {pack.zone}.")
    if rule.by_act:
        yield Step(
            "act", None, f"It comes about only by an act of {rule.who_acts}, not by the passing of the day."
        )
    for move in row.moves:
        why = f": {clause(move.reason)}" if move.reason else ""
        yield Step(move.kind, move.to, f"{_say_move(move)}{why}.")
    if row.reason:
        yield Step(row.state.value, row.closed_by.on if row.closed_by else None, row.reason)
    for warning in warnings:
        yield Step("warning", None, warning)


def _fact_steps(rule: Rule, facts: Facts) -> Iterator[Step]:
    for name, answer in rule.applies_if.items():
        yield Step("fact", None, f"{name} is {_say_answer(answer)}, as the rule asks.")
    for name, answer in rule.halved_if.items():
        if facts.get(name) != answer:
            given = f"is {_say_answer(facts[name])}" if name in facts else "is not stated"
            yield Step("fact", None, f"{name} {given}: the count is not halved.")
    for name in rule.excepted_if:
        given = f"is {_say_answer(facts[name])}" if name in facts else "is not stated"
        yield Step("fact", None, f"{name} {given}: the exception does not apply.")


def _say_answer(answer: bool | str | int) -> str:
    return {True: "yes", False: "no"}[answer] if isinstance(answer, bool) else str(answer)


def _say_move(move: Move) -> str:
    when = f" on {say_day(move.on)}" if move.on else ""
    return f"{SAID[move.kind]}{when} to {say_weekday(move.to)}"


def _rests_on(row: Row) -> list[EventFact]:
    return [*row.bears, *([row.closed_by] if row.closed_by else [])]


def _input_hash(row: Row, pack: Pack, facts: Facts, fingerprints: Sequence[object]) -> str:
    rule = row.rule
    inputs = [
        rule.digest,
        pack.zone,
        {name: facts.get(name) for name in sorted({*rule.applies_if, *rule.excepted_if, *rule.halved_if})},
        fingerprints,
        [to_json(move) for move in row.moves],
        row.superseded_by,
        row.start.occurrence,
        row.counted.due_on.isoformat(),
    ]
    return hashlib.sha256(IN_ORDER.encode(inputs).encode()).hexdigest()


def say_stalled(row: Row) -> str:
    """Return why nobody can act on the row, or "": it falls due, or was put in play, when nobody could any more."""
    since = row.rule.stalled_from
    if since is None or max(row.due_on, row.start.trigger.on) < since:
        return ""
    return f"Nobody can act on it: stalled since {say_day(since)}."

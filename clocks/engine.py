"""One pure function: a proceeding's facts and events in, its deadlines with their proofs out."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from zoneinfo import available_timezones

from clocks.dates import Unit, add, day, weekday
from clocks.errors import ClockErrors, Problem
from clocks.rules import Pack, Rule
from clocks.types import Announced, Computed, Confidence, EventFact, Facts, Precision, Settled, State, Step

UNIT_WORDS = {Unit.DAYS: "day", Unit.WEEKS: "week", Unit.MONTHS: "month", Unit.YEARS: "year"}
EXACT = (Precision.DAY, Precision.INSTANT)


def run(pack: Pack, facts: Facts, events: Sequence[EventFact]) -> tuple[Computed, ...]:
    """Return every deadline of the proceeding, by rule order and anchor; the order of `events` does not matter.

    Raises ClockErrors with every problem at once: a fact a rule asks for is
    missing, an anchor is known only to the month under a counted rule, a zone is
    unknown, two events share a key.
    """
    ordered = sorted(events, key=lambda event: event.order)
    started = [
        (rule, anchor, occurrence)
        for rule in pack.rules
        for occurrence, anchor in enumerate(_anchors(rule, ordered))
    ]
    problems = [*_event_problems(ordered), *_fact_problems(pack, facts, (rule for rule, _, _ in started))]
    live = [
        (r, a, n) for r, a, n in started if not problems and _applies(r, facts) and _required(r, a, ordered)
    ]
    problems += [problem for rule, anchor, _ in live for problem in _anchor_problems(rule, anchor)]
    if problems:
        raise ClockErrors(problems)
    replacers = {(old, anchor.key): (rule, anchor) for rule, anchor, _ in live for old in rule.replaces}
    return tuple(
        _compute(pack, rule, anchor, ordered, replacers.get((rule.id, anchor.key)), facts)
        for rule, anchor, _ in live
    )


def settle(announced: Announced, events: Sequence[EventFact]) -> Settled:
    """Return where an announced deadline stands, by the first `unless` or `then` event after its announcement.

    The condition fulfilled in time meets it, fulfilled later withdraws it; the
    threat carried out lets it lapse.
    """
    for event in sorted(events, key=lambda event: event.order):
        if event.key == announced.key or event.on < announced.announced_on:
            continue
        if event.kind in announced.unless:
            if _in_time(announced, event):
                return Settled(State.MET, f"Met on {day(event.on)}, before the time ran out.", event.key)
            return Settled(State.WITHDRAWN, f"Withdrawn on {day(event.on)}, after the day.", event.key)
        if event.kind in announced.then:
            return Settled(
                State.LAPSED, f"It ran out: what was announced followed on {day(event.on)}.", event.key
            )
    return Settled(State.OPEN, "", None)


def _in_time(announced: Announced, event: EventFact) -> bool:
    if announced.instant and event.instant:
        return event.instant <= announced.instant
    return event.on <= announced.due_on


def _anchors(rule: Rule, ordered: Sequence[EventFact]) -> list[EventFact]:
    return [
        event
        for event in ordered
        if event.kind == rule.anchor.kind
        and all(event.data.get(name) == value for name, value in rule.anchor.data.items())
        and (rule.valid_from is None or rule.valid_from <= event.on)
        and (rule.valid_to is None or event.on <= rule.valid_to)
    ]


def _applies(rule: Rule, facts: Facts) -> bool:
    return all(facts.get(name) == wanted for name, wanted in rule.applies_if.items())


def _required(rule: Rule, anchor: EventFact, ordered: Iterable[EventFact]) -> EventFact | None:
    """Return the event that makes the rule apply to the anchor; the anchor itself where none is asked for."""
    if rule.requires is None:
        return anchor
    return _first(ordered, anchor, (rule.requires,))


def _first(ordered: Iterable[EventFact], after: EventFact, kinds: Sequence[str]) -> EventFact | None:
    later = (e for e in ordered if e.kind in kinds and e.key != after.key and e.on >= after.on)
    return next(later, None)


def _compute(
    pack: Pack,
    rule: Rule,
    anchor: EventFact,
    ordered: Sequence[EventFact],
    replacer: tuple[Rule, EventFact] | None,
    facts: Facts,
) -> Computed:
    due = add(anchor.on, rule.number, rule.unit, rule.month_end)
    state, reason, closer = _standing(rule, anchor, ordered, replacer)
    digest = json.dumps(
        [
            pack.name,
            rule.id,
            rule.number,
            rule.unit,
            rule.month_end,
            anchor.key,
            anchor.on,
            dict(facts),
            closer,
        ],
        default=str,
    )
    return Computed(
        rule=rule.id,
        anchor=anchor.key,
        occurrence=0,
        kind=rule.kind,
        title=rule.title,
        due_on=due,
        raw_on=due,
        window_start=None,
        zone=pack.zone,
        state=state,
        state_reason=reason,
        closed_by=closer,
        superseded_by=replacer[0].id if replacer and state is State.SUPERSEDED else None,
        responsible=rule.responsible,
        beneficiary=rule.beneficiary,
        consequence=rule.consequence,
        citation=rule.citation,
        confidence=rule.confidence,
        offered=rule.confidence is Confidence.UNSURE,
        sentence=_sentence(rule, anchor, due),
        trace=tuple(_trace(rule, anchor, due)),
        input_hash=hashlib.sha256(digest.encode()).hexdigest(),
    )


def _standing(
    rule: Rule, anchor: EventFact, ordered: Sequence[EventFact], replacer: tuple[Rule, EventFact] | None
) -> tuple[State, str, str | None]:
    """Return the state, why, and the event that brought it: whatever came first closes the deadline."""
    endings = [
        (event.order, state, words, event)
        for state, words, event in (
            (State.MET, "Met by the act on", _first(ordered, anchor, rule.satisfied_by)),
            (State.WITHDRAWN, "No longer needed since", _first(ordered, anchor, rule.withdrawn_by)),
            (
                State.SUPERSEDED,
                f"Replaced by rule {replacer[0].id} since" if replacer else "",
                _required(*replacer, ordered) if replacer else None,
            ),
        )
        if event is not None
    ]
    if not endings:
        return State.OPEN, "", None
    _, state, words, event = min(endings, key=lambda ending: ending[0])
    return state, f"{words} {day(event.on)}.", event.key


def _sentence(rule: Rule, anchor: EventFact, due: date) -> str:
    length = f"{abs(rule.number)} {UNIT_WORDS[rule.unit]}{'s' if abs(rule.number) != 1 else ''}"
    return (
        f"{rule.citation}: {length} counted from {weekday(anchor.on)} {day(anchor.on)} (that day excluded) end on"
        f" {weekday(due)} {day(due)}; this limit does not roll to another day."
    )


def _trace(rule: Rule, anchor: EventFact, due: date) -> Iterator[Step]:
    yield Step(
        "anchor",
        anchor.on,
        f"{anchor.kind.replace('_', ' ')} on {weekday(anchor.on)} {day(anchor.on)}; day 0",
    )
    yield Step("count", due, f"{rule.number} {UNIT_WORDS[rule.unit]}(s), day 0 excluded, last day included")
    if rule.unit in (Unit.MONTHS, Unit.YEARS):
        other = {m: add(anchor.on, rule.number, rule.unit, m) for m in type(rule.month_end)}
        differing = [f"{m.value} would give {day(on)}" for m, on in other.items() if on != due]
        yield Step(
            "month end", due, f"policy {rule.month_end.value}" + (f"; {differing[0]}" if differing else "")
        )
    yield Step("roll", due, f"{weekday(due)}; no rolling under this rule")


def _event_problems(ordered: Sequence[EventFact]) -> Iterator[Problem]:
    seen: set[str] = set()
    zones = available_timezones()
    for event in ordered:
        if event.key in seen:
            yield Problem("duplicate_event", f"Event {event.key} is given twice.")
        seen.add(event.key)
        if event.zone is not None and event.zone not in zones:
            yield Problem("unknown_zone", f"{event.kind} on {event.on}: “{event.zone}” is no IANA time zone.")


def _fact_problems(pack: Pack, facts: Facts, rules: Iterable[Rule]) -> Iterator[Problem]:
    for rule in {rule.id: rule for rule in rules}.values():
        decided = any(name in facts and facts[name] != wanted for name, wanted in rule.applies_if.items())
        for name, wanted in rule.applies_if.items():
            if name not in facts and not decided:
                yield Problem(
                    "missing_fact", f"Rule {rule.id} of {pack.name} asks for the fact “{name}”; state it."
                )
            elif name in facts and type(facts[name]) is not type(wanted):
                yield Problem("bad_fact", f"The fact “{name}” must be of type {type(wanted).__name__}.")


def _anchor_problems(rule: Rule, anchor: EventFact) -> Iterator[Problem]:
    if anchor.precision not in EXACT:
        yield Problem(
            "imprecise_anchor",
            f"Rule {rule.id} counts from “{anchor.kind}”, whose date is only “{anchor.precision}”; give the day.",
        )

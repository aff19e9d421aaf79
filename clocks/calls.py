"""Single questions to the clocks: one rule from one day, and the difference of two answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from clocks.calendars import Calendars
from clocks.checks import lasting
from clocks.counting import Bearing, Counted, Stretch, count_from
from clocks.dates import MonthEnd, Period, Unit
from clocks.errors import (
    ClockError,
    ClockErrors,
    CountedByHand,
    IncompleteCount,
    InvalidMove,
    OverlappingSuspensions,
    UnknownPolicy,
    UnknownRule,
    WrongAnchor,
)
from clocks.loading import load_pack, packs
from clocks.proof import finish, say_stalled
from clocks.record import Record
from clocks.rows import Row, Start
from clocks.rules import Choice, Pack, Rule, Stated
from clocks.schema import unknown
from clocks.types import Computed, EventFact, Json, Move, State, Step, to_json
from clocks.words import say_day

ANCHOR = "anchor"
Suspension = tuple[date, date | None]
Identity = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """One deadline before and after a change; None where there was or will be none."""

    before: Computed | None
    after: Computed | None

    @property
    def one(self) -> Computed:
        """The deadline as it will be, else as it was. Raises ValueError for a difference of nothing."""
        if (found := self.after or self.before) is None:
            raise ValueError("Difference: neither before nor after.")
        return found


def find_rule(rule_id: str) -> tuple[Pack, Rule]:
    """Return the rule of that id and its pack. Raises ClockErrors (unknown_rule), naming the nearest."""
    known: list[str] = []
    for name in packs():
        pack = load_pack(name)
        known += [rule.id for rule in pack.rules]
        for rule in pack.rules:
            if rule.id == rule_id:
                return pack, rule
    raise ClockErrors([UnknownRule(f"rule {rule_id}", unknown("", "rule", rule_id, known).message)])


def compute(
    rule_id: str,
    anchor_date: date,
    calendars: Calendars,
    *,
    policy: str | None = None,
    extensions: Sequence[date] = (),
    suspensions: Sequence[Suspension] = (),
    period: str | None = None,
    limbs: Mapping[str, date] | None = None,
    anchor_kind: str | None = None,
    printed: str = "",
) -> Computed:
    """Return the deadline of one rule of any pack, counted from one day, whatever the facts of a case.

    `policy` is another month-end policy than the rule's, `extensions` the days to
    which the limit was moved one after the other, `suspensions` the spans in which
    the clock stood still (None: still does), `period` what a stated count runs,
    `limbs` the days from which the limbs of a choice run, `anchor_kind` the kind of
    event the caller holds for the anchor, `printed` its date as the source prints
    it: kept and warned about, never followed. Raises ClockErrors with all that is wrong.
    """
    pack, rule = find_rule(rule_id)
    wrong = [
        *_check_anchor(pack, rule, anchor_kind),
        *_check_count(pack, rule, period, limbs or {}),
        *_check_suspensions(rule, anchor_date, suspensions),
    ]
    try:
        rule = _under(rule, policy)
    except ClockError as error:
        wrong.append(error)
    if wrong:
        raise ClockErrors(wrong)
    bearing = Bearing(
        stated=Period.read(period or ""),
        stated_in="the question" if period else "",
        stretches=tuple(_stretches(anchor_date, suspensions)),
    )
    try:
        counted = _counted(pack, rule, anchor_date, calendars, bearing, limbs or {})
        row = _moved(_row(rule, anchor_date, counted, printed), extensions)
    except ClockError as error:
        raise ClockErrors([error]) from None
    return finish(row, pack, {}, Record([row.start.event]))


def answer(computed: Computed) -> dict[str, Json]:
    """Return what a caller who asked for one date is told, as JSON values."""
    return {
        "rule": computed.rule,
        "raw_on": to_json(computed.raw_on),
        "due_on": to_json(computed.due_on),
        "window_start": to_json(computed.window_start),
        "kind": computed.kind.value,
        "rolled": computed.raw_on != computed.computed_on,
        "citation": computed.citation,
        "confidence": computed.confidence.value,
        "state": computed.state.value,
        "sentence": computed.sentence,
        "trace": [to_json(step) for step in computed.trace],
        "warnings": list(computed.warnings),
    }


def preview(before: Sequence[Computed], after: Sequence[Computed]) -> tuple[Difference, ...]:
    """Return what differs between two runs, new and changed deadlines by their later due date, then what is gone."""
    was = {_identity(one): one for one in before}
    will = {_identity(one): one for one in after}
    changed = [Difference(was.get(key), one) for key, one in will.items() if was.get(key) != one]
    return (*changed, *(Difference(one, None) for key, one in was.items() if key not in will))


def _identity(one: Computed) -> Identity:
    return (one.rule, one.anchor, one.occurrence)


def _check_anchor(pack: Pack, rule: Rule, kind: str | None) -> Iterator[ClockError]:
    wanted = rule.anchor.start_of or rule.anchor.event
    if kind is None or kind == wanted:
        return
    right = (
        f"from {pack.words(wanted)} ({wanted})" if wanted else f"from the expiry of {rule.anchor.expiry_of}"
    )
    yield WrongAnchor(f"anchor {kind}", f"rule {rule.id} counts {right}; give the day of that.")


def _check_count(
    pack: Pack, rule: Rule, period: str | None, limbs: Mapping[str, date]
) -> Iterator[ClockError]:
    if rule.count is None:
        yield CountedByHand(
            f"rule {rule.id}", f"the law gives no number ({rule.citation}); set the day by hand."
        )
    stated = isinstance(rule.count, Stated)
    if stated and not period:
        yield IncompleteCount(
            "period", f'rule {rule.id} runs as long as stated; give period, such as "15 m 1 w".'
        )
    if period is not None and not stated:
        yield IncompleteCount("period", f"rule {rule.id} has its own count; leave period out.")
    if period and stated and lasting(period) is None:
        yield IncompleteCount("period", f'{period[:60]!r} is no period; write it like "15 m 1 w".')
    own = rule.count.limbs if isinstance(rule.count, Choice) else ()
    for limb in limbs:
        if limb not in own:
            yield IncompleteCount(f"limb {limb}", unknown("", "limb", limb, own).message)


def _check_suspensions(rule: Rule, anchor: date, suspensions: Sequence[Suspension]) -> Iterator[ClockError]:
    if suspensions and not (rule.suspended_by or rule.lengthened_by):
        yield OverlappingSuspensions("suspensions", f"nothing suspends rule {rule.id}; leave them out.")
    last: date | None = anchor
    for start, end in sorted(suspensions, key=lambda span: span[0]):
        if last is None or start < last:
            yield OverlappingSuspensions(
                f"suspension from {start}",
                "begins before the anchor or while another lasts; correct the dates.",
            )
        if end is not None and end < start:
            yield OverlappingSuspensions(
                f"suspension from {start}", f"ends before it begins, on {end}; exchange them."
            )
        last = end


def _under(rule: Rule, policy: str | None) -> Rule:
    if policy is None:
        return rule
    if policy not in list(MonthEnd):
        raise UnknownPolicy(f"policy {policy}", f"unknown; known: {', '.join(MonthEnd)}.")
    months = isinstance(rule.count, Stated) or (
        isinstance(rule.count, Period) and rule.count.has(Unit.MONTHS, Unit.YEARS)
    )
    if not months:
        raise UnknownPolicy(f"policy {policy}", f"rule {rule.id} counts no months; leave it out.")
    return replace(rule, month_end=MonthEnd(policy))


def _stretches(anchor: date, suspensions: Sequence[Suspension]) -> Iterator[Stretch]:
    for start, end in suspensions:
        words = f"the suspension from {say_day(start)}"
        if end is None:
            yield Stretch(start, None, f"{words}, which still lasts")
        else:
            yield Stretch(start, (end - start).days, f"{words} to {say_day(end)}")


def _counted(  # noqa: PLR0917 - six plain values of one question
    pack: Pack, rule: Rule, day: date, calendars: Calendars, bearing: Bearing, limbs: Mapping[str, date]
) -> Counted:
    if not isinstance(rule.count, Choice):
        return count_from(rule, day, calendars, bearing)
    found: dict[str, Counted | None] = {}
    for limb in map(pack.rule, rule.count.limbs):
        same = limb.anchor == rule.anchor or limb.anchor.event == rule.anchor.event
        start = limbs.get(limb.id, day if same else None)
        countable = start is not None and limb.count is not None and not isinstance(limb.count, Stated)
        found[limb.id] = count_from(limb, start, calendars, bearing) if start and countable else None
    if not any(found.values()):
        raise IncompleteCount(
            "limbs", f"rule {rule.id} chooses among {', '.join(found)}; give the day one of them starts from."
        )
    return count_from(rule, day, calendars, Bearing(limbs=found))


def _row(rule: Rule, day: date, counted: Counted, printed: str) -> Row:
    kind = rule.anchor.event or "expiry"
    event = EventFact(key=ANCHOR, kind=kind, on=day, data=dict(rule.anchor.where), printed=printed)
    earlier = EventFact(key=ANCHOR, kind=rule.anchor.start_of, on=day) if rule.anchor.start_of else None
    asked = replace(counted, steps=(*_unasked(rule), *_not_law(rule, day), *counted.steps))
    rule = replace(rule, applies_if={}, excepted_if={}, halved_if={})
    start = Start(event, day, expiry_of=rule.anchor.expiry_of, day_0_event=earlier)
    row = Row(rule, start, asked, asked.due_on)
    if counted.suspended:
        return replace(row, state=State.SUSPENDED, reason=counted.suspended)
    if counted.tentative:
        return replace(row, state=State.TENTATIVE, reason=counted.tentative)
    reason = say_stalled(row)
    return replace(row, state=State.STALLED, reason=reason) if reason else row


def _unasked(rule: Rule) -> Iterator[Step]:
    """Say on which facts of a case the rule would depend, none being asked here."""
    asked = [f"{name}: {answer}" for name, answer in rule.applies_if.items()]
    asked += [f"not {name}: {answer}" for name, answer in rule.excepted_if.items()]
    if asked:
        yield Step("fact", None, f"Not asked here, though the rule depends on it: {', '.join(asked)}.")


def _not_law(rule: Rule, day: date) -> Iterator[Step]:
    """Say that the rule was no law on the day, which a record would not let pass."""
    if rule.in_force(day):
        return
    spans = (("from", rule.valid_from), ("until", rule.valid_to))
    told = " ".join(f"{word} {say_day(end)}" for word, end in spans if end)
    yield Step("fact", None, f"No law on {say_day(day)}: the rule stands {told}.")


def _moved(row: Row, extensions: Sequence[date]) -> Row:
    moves: list[Move] = []
    for to in extensions:
        due_on = moves[-1].to if moves else row.due_on
        if to <= due_on:
            raise InvalidMove(f"extension to {to}", f"does not lengthen a limit of {due_on}; leave it out.")
        moves.append(Move(None, to, "extended", ANCHOR, ""))
    if not moves:
        return row
    fixed = replace(row, state=State.OPEN, reason="") if row.state is State.TENTATIVE else row
    return replace(fixed, moves=tuple(moves), due_on=moves[-1].to)

"""A rule as a lawyer reads it: its count, its anchor and its rolling in words, and its worked examples."""

from dataclasses import dataclass
from functools import cache

from clocks.calendars import shipped
from clocks.counting import Counted
from clocks.dates import MonthEnd, Period, Unit
from clocks.errors import ClockError
from clocks.examples import work_out
from clocks.loading import load_pack
from clocks.rules import Anchor, Choice, Count, Fixed, Match, NextMeeting, Pack, Roll, Rule, Stated, Vector
from clocks.words import MONTHS, say_period

MONTH_ENDS = {
    MonthEnd.CLAMP: "The day number is kept; a month without that day gives its last day.",
    MonthEnd.STICKY_EOM: "The last day of a month leads to the last day of a month.",
    MonthEnd.LAST_DAY: "The count runs to the last day of the month reached.",
}
ROLLS = {
    Roll.NONE: "The day stands, working day or not.",
    Roll.NEXT_WORKING_DAY: "A closed last day moves to the next working day.",
    Roll.DSU: "A closed last day moves to the next working day of the WTO, for acts of Members (WT/DSB/M/7).",
    Roll.EU: "A closed last day moves to the next working day (Regulation 1182/71, article 3(4) and (5)).",
}


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example of a rule and what the engine makes of it, or why it makes nothing of it."""

    vector: Vector
    counted: Counted | None
    fault: str = ""

    @property
    def agrees(self) -> bool:
        """Whether the engine gives the day of the example."""
        return self.counted is not None and self.counted.due_on == self.vector.due


def kind_of_count(count: Count | None) -> str:
    """Return period, stated, fixed, meeting, earlier_of, later_of, or manual."""
    match count:
        case Period():
            return "period"
        case Stated():
            return "stated"
        case Fixed():
            return "fixed"
        case NextMeeting():
            return "meeting"
        case Choice():
            return "later_of" if count.later else "earlier_of"
    return "manual"


def written(period: Period | None) -> str | None:
    """Return a period as the packs write it: "-9 m", "15 m 1 w"."""
    if period is None:
        return None
    return ("-" if period.backward else "") + " ".join(f"{abs(size)} {unit}" for size, unit in period.parts)


def say_count_of(rule: Rule) -> str:
    """Return how long a rule runs: "30 days", "nine months before", "the earlier of 301.07.a and 301.07.b"."""
    match rule.count:
        case Period():
            before = " before" if rule.count.backward else ""
            return "the same day" if rule.count.empty else f"{say_period(rule.count)}{before}"
        case Stated():
            return "as long as was stated"
        case Fixed():
            return f"the next {rule.count.day} {MONTHS[rule.count.month - 1]}"
        case NextMeeting():
            notice = (
                f", {say_period(rule.count.notice)} ahead at least" if not rule.count.notice.empty else ""
            )
            return f"the next meeting of the {rule.count.body.upper()}{notice}"
        case Choice():
            return f"the {'later' if rule.count.later else 'earlier'} of {' and '.join(rule.count.limbs)}"
    return "no number in the law"


def say_anchor(pack: Pack, rule: Rule) -> str:
    """Return what day 0 is: "the initiation", "the end of the period of DSU.25"."""
    anchor: Anchor = rule.anchor
    if anchor.words:
        return anchor.words
    if anchor.expiry_of:
        return f"the end of the period of {anchor.expiry_of}"
    name = pack.words(anchor.start_of or anchor.event or "")
    return f"{name} ({_where(Match('', anchor.where))})" if anchor.where else name


def say_matches(pack: Pack, matches: tuple[Match, ...]) -> list[str]:
    """Return events in words, with the answers they must carry."""
    return [pack.words(match.event) + (f" ({_where(match)})" if match.where else "") for match in matches]


def say_month_end(rule: Rule) -> str:
    """Return the month-end reading of a rule that counts months; "" where it has none."""
    months = isinstance(rule.count, Period) and rule.count.has(Unit.MONTHS, Unit.YEARS)
    return MONTH_ENDS[rule.month_end] if months or isinstance(rule.count, Stated) else ""


def say_roll(rule: Rule) -> str:
    """Return what becomes of a closed last day."""
    return ROLLS[rule.roll]


@cache
def examples(pack_name: str, rule_id: str) -> tuple[Example, ...]:
    """Return the examples of a shipped rule, worked out with the calendars that ship."""
    pack = load_pack(pack_name)
    rule = pack.rule(rule_id)
    return tuple(_example(pack, rule, vector) for vector in rule.vectors)


def _example(pack: Pack, rule: Rule, vector: Vector) -> Example:
    try:
        return Example(vector, work_out(pack, rule, vector, shipped()))
    except ClockError as error:
        return Example(vector, None, str(error))


def _where(match: Match) -> str:
    return ", ".join(f"{name.replace('_', ' ')}: {word}" for name, word in match.where.items())

"""What would follow in the founding case, asked on 30 January 1995."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from clocks import (
    Assumption,
    ClockErrors,
    Consequence,
    ConsequenceKind,
    EventFact,
    Outcome,
    State,
    load_pack,
    shipped,
    what_if,
)
from tests.clocks.packs import event, raw_pack, read, rule
from tests.clocks.test_founding_case import EXTENDED, FACTS, INITIATED, NAMED

Told = dict[tuple[str, int], tuple[str, str, str]]
RECORD = (NAMED, INITIATED, EXTENDED)
CARRIED_OUT = Assumption("determination_made", date(1995, 2, 4), data={"outcome": "affirmative"})


def outcome(*assumptions: Assumption) -> Outcome:
    return what_if(load_pack("us-301"), FACTS, RECORD, shipped(), assumptions)


def consequences(*assumptions: Assumption) -> dict[str, Consequence]:
    return {one.one.rule: one for one in outcome(*assumptions).consequences}


def test_a_determination_starts_thirty_days() -> None:
    implemented = consequences(CARRIED_OUT)["301.14"]
    assert (implemented.kind, implemented.one.due_on) == (ConsequenceKind.STARTS, date(1995, 3, 6))


def test_a_determination_ends_the_nine_months() -> None:
    assert consequences(CARRIED_OUT)["301.11"].kind is ConsequenceKind.ENDS


def test_what_is_not_touched_stays() -> None:
    assert consequences(CARRIED_OUT)["301.04"].kind is ConsequenceKind.STAYS


def test_a_span_of_days_gives_an_earliest_and_a_latest() -> None:
    late = Assumption(
        "determination_made", date(1995, 2, 4), date(1995, 3, 30), data={"outcome": "affirmative"}
    )
    implemented = consequences(late)["301.14"]
    assert implemented.earliest and implemented.latest
    assert (implemented.earliest.due_on, implemented.latest.due_on) == (date(1995, 3, 6), date(1995, 4, 29))


def test_an_event_can_fall_on_the_last_day_of_a_rule() -> None:
    last_day = Assumption("determination_made", at_limit_of="301.11", data={"outcome": "affirmative"})
    assert outcome(last_day).earliest[0].on == date(1995, 3, 30)


def test_assumptions_build_on_each_other() -> None:
    effective = Assumption("action_effective", at_limit_of="301.14")
    assert outcome(CARRIED_OUT, effective).earliest[1].on == date(1995, 3, 6)


def test_a_rule_without_an_open_deadline_is_refused_with_those_that_have_one() -> None:
    with pytest.raises(ClockErrors, match=r"at_limit_of 301\.14: no open deadline .* open: 301\.05, 301\.11"):
        outcome(Assumption("action_effective", at_limit_of="301.14"))


def test_an_assumption_without_a_day_is_refused() -> None:
    with pytest.raises(ClockErrors, match="assumption 1: it has no day"):
        outcome(Assumption("action_effective"))


ASKED = event("asked", date(2024, 4, 10))
EARLIER, LATER = date(2024, 4, 5), date(2024, 4, 15)


def told(
    rules: list[dict[str, Any]], *assumptions: Assumption, record: Sequence[EventFact] = (ASKED,)
) -> Told:
    """What the assumptions do to each deadline: what, at which end of the days alone, and why it goes."""
    found = what_if(read(raw_pack(*rules)), {}, record, shipped(), assumptions).consequences
    return {(one.one.rule, one.one.occurrence): (one.kind.value, one.only, one.gone) for one in found}


ABSENT = rule(absent=["prolonged"])
KEPT_AWAY = "The rule does not apply after the prolongation on 5 April 2024."


def test_what_the_assumptions_take_away_is_told() -> None:
    assert told([ABSENT], Assumption("prolonged", EARLIER)) == {("A", 0): ("goes", "", KEPT_AWAY)}


def test_what_they_take_away_at_the_earliest_only_is_told() -> None:
    assert told([ABSENT], Assumption("prolonged", EARLIER, LATER)) == {
        ("A", 0): ("goes", "latest", KEPT_AWAY)
    }


def test_what_exists_at_the_latest_only_is_told() -> None:
    new_law = rule(id="B", anchor="ruled", valid_from=date(2024, 4, 12))
    ruled = Assumption("ruled", EARLIER, LATER, data={"outcome": "upheld"})
    assert told([new_law], ruled) == {("B", 0): ("starts", "latest", "")}


def test_what_exists_at_the_earliest_only_is_told() -> None:
    old_law = rule(id="B", anchor="ruled", valid_to=date(2024, 4, 12))
    ruled = Assumption("ruled", EARLIER, LATER, data={"outcome": "upheld"})
    assert told([old_law], ruled) == {("B", 0): ("starts", "earliest", "")}


def test_what_comes_no_more_is_told() -> None:
    again = rule(repeat={"every": "10 d", "until": ["dropped"]})
    dropped, ruled = (
        Assumption("dropped", LATER),
        Assumption("ruled", date(2024, 5, 8), data={"outcome": "upheld"}),
    )
    no_more = ("goes", "", "It comes no more after the withdrawal on 15 April 2024.")
    assert told([again], dropped, ruled) == {("A", 0): ("ends", "", ""), ("A", 1): no_more, ("A", 2): no_more}


def test_what_counts_from_an_end_that_does_not_come_is_told() -> None:
    after = rule(id="B", anchor={"expiry_of": "A"})
    gone = ("goes", "", "It counts from the end of A, which no longer runs out so.")
    found = told([rule(withdrawn_by=["dropped"]), after], Assumption("dropped", LATER))
    assert found == {("A", 0): ("ends", "", ""), ("B", 0): gone}


def test_what_nothing_leads_to_any_more_is_told() -> None:
    longer = rule(id="B", count="20 d", requires=["prolonged"], replaces=["A"])
    record = (ASKED, event("prolonged", LATER))
    found = told(
        [rule(satisfied_by=["answered"]), longer], Assumption("answered", date(2024, 4, 12)), record=record
    )
    assert found["B", 0] == ("goes", "", "Nothing leads to it under the assumptions.")


def test_a_consequence_is_of_something() -> None:
    with pytest.raises(ValueError, match="of no deadline"):
        _ = Consequence(None, None, None).one


def test_recurring_days_are_given_as_far_in_every_reading() -> None:
    again = rule(repeat={"every": "10 d"})
    ruled = Assumption("ruled", date(2024, 4, 12), date(2024, 5, 12), data={"outcome": "upheld"})
    assert {kind for kind, _, _ in told([again], ruled).values()} == {"stays"}


def test_what_ends_otherwise_at_the_latest_is_not_as_on_record() -> None:
    right = rule(kind="right_closes", satisfied_by=["answered"])
    answered = Assumption("answered", LATER, date(2024, 5, 15))
    (one,) = what_if(read(raw_pack(right)), {}, [ASKED], shipped(), [answered]).consequences
    assert one.earliest and one.latest
    assert (one.earliest.state, one.latest.state) == (State.MET, State.LAPSED)


def test_what_ends_at_the_latest_only_is_not_as_on_record() -> None:
    window = rule(kind="window", opens="3 d", satisfied_by=["answered"])
    answered = Assumption("answered", date(2024, 4, 11), LATER)
    assert told([window], answered) == {("A", 0): ("ends", "", "")}

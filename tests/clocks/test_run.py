"""Which deadlines follow from what happened, and where each stands."""

from datetime import UTC, date, datetime

import pytest

from clocks import State
from tests.clocks.packs import computed, deadlines, event, rule

MONDAY = date(2024, 4, 1)
ASKED = event("asked", MONDAY)


def at(hour: int) -> datetime:
    return datetime(2024, 4, 1, hour, tzinfo=UTC)


def test_no_anchor_no_deadline() -> None:
    assert deadlines([rule()], event("answered", MONDAY)) == {}


def test_each_anchor_starts_its_own_deadline() -> None:
    rows = computed([rule()], ASKED, event("asked", date(2024, 4, 3), key="again"), facts={})
    assert [(row.anchor, row.due_on) for row in rows] == [
        ("asked", date(2024, 4, 11)),
        ("again", date(2024, 4, 13)),
    ]


def test_result_is_ordered_by_due_date() -> None:
    rows = computed([rule(id="late", count="20 d"), rule(id="early", count="5 d")], ASKED, facts={})
    assert [row.rule for row in rows] == ["early", "late"]


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2024, 4, 9), "two days before the limit"),
        (date(2024, 4, 11), "on the last day"),
        (date(2024, 4, 12), "one day after the limit"),
    ],
)
def test_first_satisfying_event_meets_and_says_when(on: date, words: str) -> None:
    again = event("answered", date(2024, 6, 1), key="again")
    row = deadlines([rule(satisfied_by=["answered"])], ASKED, event("answered", on), again)["A"]
    assert (row.state, row.closed_by) == (State.MET, "answered")
    assert row.state_reason == f"Met by the answer on {on.day} April 2024, {words}."


def test_event_of_the_same_day_meets() -> None:
    row = deadlines([rule(satisfied_by=["answered"])], ASKED, event("answered", MONDAY))["A"]
    assert row.state is State.MET


def test_event_recorded_earlier_in_the_day_does_not_meet() -> None:
    asked = event("asked", MONDAY, sequence=1)
    assert (
        deadlines([rule(satisfied_by=["dropped"])], asked, event("dropped", MONDAY))["A"].state is State.OPEN
    )


def test_event_of_an_earlier_hour_does_not_meet() -> None:
    asked = event("asked", MONDAY, instant=at(12))
    dropped = event("dropped", MONDAY, instant=at(11))
    assert deadlines([rule(satisfied_by=["dropped"])], asked, dropped)["A"].state is State.OPEN


def test_event_without_an_hour_meets_on_the_day() -> None:
    asked = event("asked", MONDAY, instant=at(12))
    assert (
        deadlines([rule(satisfied_by=["dropped"])], asked, event("dropped", MONDAY))["A"].state is State.MET
    )


def test_anchor_does_not_satisfy_itself() -> None:
    assert deadlines([rule(satisfied_by=["asked"])], ASKED)["A"].state is State.OPEN


@pytest.mark.parametrize(
    ("answered", "dropped", "state"),
    [(3, 2, State.WITHDRAWN), (2, 3, State.MET), (2, 2, State.MET)],
)
def test_whichever_comes_first_closes(answered: int, dropped: int, state: State) -> None:
    both = rule(satisfied_by=["answered"], withdrawn_by=["dropped"])
    events = [event("answered", date(2024, 4, answered)), event("dropped", date(2024, 4, dropped))]
    assert deadlines([both], ASKED, *events)["A"].state is state


def test_month_of_the_answer_is_told_as_a_month() -> None:
    answered = event("answered", date(2024, 5, 1), precision="month")
    row = deadlines([rule(satisfied_by=["answered"])], ASKED, answered)["A"]
    assert row.state_reason.startswith("Met by the answer in May 2024, ")


def test_anchor_may_ask_for_an_outcome() -> None:
    upheld = rule(anchor={"event": "ruled", "where": {"outcome": "upheld"}, "words": "the favourable ruling"})
    rulings = [
        event("ruled", MONDAY, key=outcome, data={"outcome": outcome}) for outcome in ("upheld", "denied")
    ]
    assert [row.anchor for row in computed([upheld], *rulings, facts={})] == ["upheld"]


def test_words_of_the_anchor_stand_in_the_sentence() -> None:
    upheld = rule(anchor={"event": "ruled", "where": {"outcome": "upheld"}, "words": "the favourable ruling"})
    row = deadlines([upheld], event("ruled", MONDAY, data={"outcome": "upheld"}))["A"]
    assert "counted from the favourable ruling on Monday 1 April 2024" in row.sentence


@pytest.mark.parametrize(
    ("facts", "rules"),
    [({"perishable": True}, {"A"}), ({"perishable": False}, set()), ({"urgent": True}, {"A"})],
)
def test_facts_decide_and_imply_each_other(facts: dict[str, bool], rules: set[str]) -> None:
    assert set(deadlines([rule(applies_if={"perishable": True})], ASKED, **facts)) == rules


@pytest.mark.parametrize(("facts", "rules"), [({}, {"A"}), ({"members": 2}, {"A"}), ({"members": 3}, set())])
def test_exception_applies_only_when_stated(facts: dict[str, int], rules: set[str]) -> None:
    assert set(deadlines([rule(excepted_if={"members": 3})], ASKED, **facts)) == rules


def test_one_false_fact_decides_without_the_others() -> None:
    both = rule(applies_if={"perishable": True, "members": 3})
    assert deadlines([both], ASKED, perishable=False) == {}


@pytest.mark.parametrize(("year", "rules"), [(2019, set()), (2020, {"A"}), (2021, {"A"}), (2022, set())])
def test_rule_counts_only_while_it_is_law(year: int, rules: set[str]) -> None:
    law = rule(valid_from=date(2020, 4, 1), valid_to=date(2021, 4, 1))
    assert set(deadlines([law], event("asked", date(year, 4, 1)))) == rules


def test_rule_counted_by_hand_yields_nothing() -> None:
    assert deadlines([rule(count="manual", vectors=None)], ASKED) == {}


def test_unverified_rule_is_offered() -> None:
    assert deadlines([rule(confidence="unsure", vectors=None)], ASKED)["A"].offered


LONGER = rule(id="B", count="20 d", requires=["prolonged"], replaces=["A"])
PROLONGED = event("prolonged", date(2024, 4, 5))


def test_required_event_must_have_happened_since() -> None:
    assert set(deadlines([rule(), LONGER], ASKED, event("prolonged", date(2024, 3, 1)))) == {"A"}


def test_replaced_row_stays_as_superseded() -> None:
    rows = deadlines([rule(), LONGER], ASKED, PROLONGED)
    assert (rows["A"].state, rows["A"].superseded_by, rows["A"].closed_by) == (
        State.SUPERSEDED,
        "B",
        "prolonged",
    )
    assert rows["B"].state is State.OPEN


def test_what_is_over_is_not_replaced_afterwards() -> None:
    answered = event("answered", date(2024, 4, 4))
    rows = deadlines([rule(satisfied_by=["answered"]), LONGER], ASKED, answered, PROLONGED)
    assert {name: row.state for name, row in rows.items()} == {"A": State.MET}


def test_unverified_rule_replaces_nothing() -> None:
    offered = {**LONGER, "confidence": "unsure"}
    assert deadlines([rule(), offered], ASKED, PROLONGED)["A"].state is State.OPEN


def test_replacing_rule_may_stand_before_the_replaced_one() -> None:
    assert deadlines([LONGER, rule()], ASKED, PROLONGED)["A"].state is State.SUPERSEDED


AFTER = rule(id="C", anchor={"expiry_of": "A"}, satisfied_by=["answered"])


def test_rule_may_start_when_another_expires() -> None:
    row = deadlines([AFTER, rule()], ASKED)["C"]
    assert (row.anchor, row.due_on) == ("asked", date(2024, 4, 21))
    assert "counted from the end of the period of A on Thursday 11 April 2024" in row.sentence


def test_only_what_follows_the_expiry_satisfies() -> None:
    early, late = event("answered", date(2024, 4, 10)), event("answered", date(2024, 4, 12), key="late")
    assert deadlines([rule(), AFTER], ASKED, early, late)["C"].closed_by == "late"


@pytest.mark.parametrize("other", [LONGER, rule(id="B")])
def test_replaced_period_does_not_expire(other: dict[str, object]) -> None:
    rows = deadlines([rule(), other, AFTER], ASKED, PROLONGED)
    assert ("C" in rows) is (other is not LONGER)


def test_offered_period_does_not_expire() -> None:
    assert set(deadlines([rule(confidence="unsure"), AFTER], ASKED)) == {"A"}

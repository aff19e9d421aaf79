"""Extensions, pins and waivers: recorded decisions that move a day and keep the one the law gives."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from clocks import ClockErrors, Computed, EventFact, State
from tests.clocks.packs import computed, deadlines, event, raw_pack, read, rule

MONDAY = date(2024, 4, 1)
ASKED = event("asked", MONDAY)
ANSWERED = rule(satisfied_by=["answered"])


def order(kind: str, day: int, key: str = "", **data: str) -> EventFact:
    return event(f"deadline_{kind}", date(2024, 4, day), key or f"{kind}{day}", data={"rule": "A"} | data)


def one(*events: EventFact, rules: list[dict[str, Any]] | None = None) -> Computed:
    return deadlines(rules or [ANSWERED], ASKED, *events)["A"]


def refused(*events: EventFact, rules: list[dict[str, Any]] | None = None) -> list[tuple[str, str]]:
    with pytest.raises(ClockErrors) as caught:
        computed(rules or [ANSWERED], ASKED, *events, facts={})
    return [(error.code, error.message) for error in caught.value.errors]


def test_extension_keeps_the_computed_day() -> None:
    row = one(order("extended", 5, to="2024-05-01", by="the parties", basis="Art. 2"))
    assert (row.computed_on, row.due_on, row.raw_on) == (
        date(2024, 4, 11),
        date(2024, 5, 1),
        date(2024, 4, 11),
    )
    assert [(move.kind, move.to, move.reason) for move in row.moves] == [
        ("extended", date(2024, 5, 1), "by the parties; Art. 2")
    ]
    assert row.sentence.endswith("Extended on 5 April 2024 to Wednesday 1 May 2024 (by the parties; Art. 2).")


def test_nine_moves_of_the_indian_answer() -> None:
    days = [
        "2018-08-04", "2018-09-18", "2018-11-02", "2018-12-17", "2019-01-31", "2019-03-01", "2019-04-02", "2019-05-02",
        "2019-05-16", "2019-06-16",
    ]  # fmt: skip
    asked = event("asked", date(2018, 7, 25))
    moves = [
        event("deadline_extended", date.fromisoformat(was), str(n), data={"rule": "A", "to": to})
        for n, (was, to) in enumerate(pairwise(days))
    ]
    row = deadlines([ANSWERED], asked, *moves)["A"]
    assert (row.computed_on, row.due_on, len(row.moves)) == (date(2018, 8, 4), date(2019, 6, 16), 9)
    assert "the last of 9 changes" in row.sentence


def test_what_hangs_on_the_expiry_moves_along() -> None:
    after = rule(id="B", anchor={"expiry_of": "A", "unrolled": True})
    rows = deadlines([ANSWERED, after], ASKED, order("extended", 5, to="2024-05-01"))
    assert rows["B"].due_on == date(2024, 5, 11)


def test_in_time_is_measured_by_the_moved_day() -> None:
    row = one(order("extended", 5, to="2024-05-01"), event("answered", date(2024, 4, 30)))
    assert (row.state, row.state_reason) == (
        State.MET,
        "Met by the answer on 30 April 2024, one day before the limit.",
    )


def test_pin_and_its_end() -> None:
    pinned = order("pinned", 3, to="2024-04-09", reason="Printed so in the notice.")
    assert one(pinned).due_on == date(2024, 4, 9)
    assert one(pinned).sentence.endswith("(Printed so in the notice).")
    assert [step.detail for step in one(pinned).trace if step.what == "pinned"] == [
        "Pinned on 3 April 2024 to Tuesday 9 April 2024: Printed so in the notice."
    ]
    row = one(pinned, order("unpinned", 4))
    assert (row.due_on, [move.kind for move in row.moves]) == (date(2024, 4, 11), ["pinned", "unpinned"])


def test_unpinned_day_returns_to_the_last_extension() -> None:
    row = one(
        order("pinned", 2, to="2024-04-09", reason="So printed."), order("extended", 3, to="2024-05-02"),
        order("unpinned", 4),
    )  # fmt: skip
    assert row.due_on == date(2024, 5, 2)


def test_waiver_ends_the_deadline() -> None:
    row = one(order("waived", 3, reason="Not worth it."), event("answered", date(2024, 4, 8)))
    assert (row.state, row.closed_by, row.state_reason) == (
        State.WAIVED,
        "waived3",
        "Waived by the waiver on 3 April 2024: Not worth it.",
    )


def test_extension_after_expiry_must_say_so_and_is_labelled() -> None:
    late = order("extended", 15, to="2024-05-01")
    assert refused(late)[0][0] == "extension_after_expiry"
    row = one(order("extended", 15, to="2024-05-01", after_expiry="yes"))
    assert (row.moves[0].kind, "Extended after expiry on 15 April 2024" in row.sentence) == (
        "extended_late",
        True,
    )


@pytest.mark.parametrize(
    ("events", "code"),
    [
        ([order("extended", 5, to="2024-05-01", after_expiry="yes")], "invalid_move"),
        ([order("extended", 5, to="2024-04-11")], "invalid_move"),
        ([order("unpinned", 5)], "invalid_move"),
        ([order("extended", 5, to="2024-05-01", rule="B")], "unknown_rule"),
        ([order("extended", 5, to="2024-05-01", anchor="elsewhere")], "nothing_to_move"),
        ([event("answered", date(2024, 4, 3)), order("extended", 5, to="2024-05-01")], "nothing_to_move"),
        (
            [event("asked", date(2024, 4, 2), "again"), order("extended", 5, to="2024-05-01")],
            "nothing_to_move",
        ),
        ([order("extended", 5)], "incomplete_event"),
        ([order("extended", 5, to="soon")], "incomplete_event"),
        ([order("pinned", 5, to="2024-04-09")], "incomplete_event"),
    ],
)
def test_decision_that_cannot_be_meant(events: list[EventFact], code: str) -> None:
    assert code in [found for found, _ in refused(*events)]


@pytest.mark.parametrize("anchor", ["again", "2024-04-02"])
def test_anchor_is_named_by_its_key_or_its_day(anchor: str) -> None:
    again = event("asked", date(2024, 4, 2), "again")
    rows = computed([ANSWERED], ASKED, again, order("extended", 5, to="2024-05-01", anchor=anchor), facts={})
    assert {row.anchor: row.due_on for row in rows} == {"asked": date(2024, 4, 11), "again": date(2024, 5, 1)}


def test_rule_counted_by_hand_or_for_another_cannot_be_moved() -> None:
    by_hand = rule(count="manual", vectors=None)
    assert refused(order("extended", 5, to="2024-05-01"), rules=[by_hand])[0][0] == "nothing_to_move"
    limb = [rule(id="B", count={"earlier_of": ["A"]}), rule(limb_of="B")]
    assert "only serves B" in refused(order("extended", 5, to="2024-05-01"), rules=limb)[0][1]


def test_replaced_deadline_cannot_be_moved_afterwards() -> None:
    longer = rule(id="B", count="20 d", requires=["prolonged"], replaces=["A"])
    prolonged = event("prolonged", date(2024, 4, 3))
    assert (
        "B had replaced it by then"
        in refused(prolonged, order("extended", 5, to="2024-05-01"), rules=[ANSWERED, longer])[0][1]
    )
    moved_before = order("extended", 2, to="2024-05-01")
    assert deadlines([ANSWERED, longer], ASKED, prolonged, moved_before)["A"].state is State.SUPERSEDED


def test_extension_of_what_recurs_means_the_one_that_runs() -> None:
    again = rule(repeat={"every": "10 d"})
    extended = event("deadline_extended", date(2024, 4, 15), data={"rule": "A", "to": "2024-04-25"})
    later = event("dropped", date(2024, 4, 30))
    rows = computed([again], ASKED, extended, later, facts={})
    assert [row.due_on.day for row in rows if row.due_on.month == 4] == [11, 25]


AGAIN = [
    rule(repeat={"every": "10 d"}),
    rule(id="B", count="1 d", anchor={"expiry_of": "A", "unrolled": True}),
]
LATER = event("dropped", date(2024, 4, 30))


def days(found: tuple[Computed, ...], of: str = "A") -> dict[int, str]:
    return {row.occurrence: f"{row.due_on:%d.%m}" for row in found if row.rule == of}


@pytest.mark.parametrize("day", [1, 5, 15, 29])
def test_a_move_means_the_occurrence_it_names_whatever_its_day(day: int) -> None:
    pinned = order("pinned", day, to="2024-04-23", occurrence="1", reason="Agreed")
    found = computed(AGAIN, ASKED, pinned, LATER, facts={})
    assert days(found) == {0: "11.04", 1: "23.04", 2: "01.05"}
    assert [len(row.moves) for row in found if row.rule == "A"] == [0, 1, 0]


def test_what_hangs_on_an_occurrence_is_named_alike() -> None:
    pinned = order("pinned", 2, to="2024-04-24", occurrence="1", reason="Agreed", rule="B")
    found = computed(AGAIN, ASKED, pinned, LATER, facts={})
    assert days(found, "B") == {0: "12.04", 1: "24.04", 2: "02.05"}


def test_an_occurrence_beyond_the_record_is_there_for_its_move() -> None:
    extended = order("extended", 2, to="2024-06-20", occurrence="6")
    found = computed(AGAIN, ASKED, extended, facts={})
    assert days(found) == {0: "11.04", 6: "20.06"} and days(found, "B") == {0: "12.04", 6: "21.06"}


@pytest.mark.parametrize("number", ["7", "501", "999999"])
def test_an_occurrence_that_never_comes_is_not_moved(number: str) -> None:
    until = [rule(repeat={"every": "10 d", "until": ["dropped"]})]
    ended = event("dropped", date(2024, 4, 20))
    (refusal,) = refused(
        order("pinned", 2, to="2024-06-20", occurrence=number, reason="?"), ended, rules=until
    )
    assert refusal == (
        "nothing_to_move",
        "no deadline of A is open on that day; correct rule, anchor, occurrence or date.",
    )


def test_an_occurrence_is_a_number() -> None:
    assert refused(order("waived", 5, occurrence="next"))[0] == (
        "incomplete_event",
        "is 'next'; write a number.",
    )


def test_a_rule_recurs_where_what_it_hangs_on_does() -> None:
    pack = read(raw_pack(*AGAIN, rule(id="C")))
    assert [pack.recurs(name) for name in ("A", "B", "C", "no such rule")] == [True, True, False, False]

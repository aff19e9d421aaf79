"""What holds of every proceeding, whatever happened in it."""

from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from clocks import Calendars, ClockErrors, Computed, EventFact, State, load_pack, run

PACK = load_pack("us-301")
START = date(1994, 1, 1)
KINDS = [*PACK.events, "statement_made"]


@st.composite
def records(draw: st.DrawFn) -> list[EventFact]:
    """Events of the pack's kinds, in any order and on any days."""
    drawn = draw(
        st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 900), st.integers(0, 2)), max_size=12)
    )
    return [
        EventFact(
            key=str(number),
            kind=kind,
            on=START + timedelta(days=days),
            sequence=sequence,
            data={"outcome": "affirmative" if days % 2 else "negative"},
        )
        for number, (kind, days, sequence) in enumerate(drawn)
    ]


FACTS = st.fixed_dictionaries(
    {"priority_foreign_country": st.booleans(), "trade_agreement_involved": st.booleans()},
    optional={"section_306_monitoring": st.booleans()},
)


def outcome(facts: dict[str, bool], events: list[EventFact]) -> tuple[Computed, ...] | list[str]:
    """The deadlines, or all that is wrong."""
    try:
        return run(PACK, facts, events, Calendars())
    except ClockErrors as refused:
        return [str(error) for error in refused.errors]


@given(FACTS, records(), st.randoms())
def test_order_of_the_input_does_not_matter(
    facts: dict[str, bool], events: list[EventFact], chance: Random
) -> None:
    shuffled = list(events)
    chance.shuffle(shuffled)
    assert outcome(facts, shuffled) == outcome(facts, events)


@given(FACTS, records())
def test_running_twice_changes_nothing(facts: dict[str, bool], events: list[EventFact]) -> None:
    assert outcome(facts, events) == outcome(facts, events)


@given(FACTS, records(), st.integers(0, 900))
def test_unrelated_event_changes_nothing(facts: dict[str, bool], events: list[EventFact], days: int) -> None:
    unrelated = EventFact("unrelated", "enforcement_action_taken", START + timedelta(days=days))
    assert outcome(facts, [*events, unrelated]) == outcome(facts, events)


@settings(max_examples=200)
@given(FACTS, records())
def test_every_deadline_is_coherent(facts: dict[str, bool], events: list[EventFact]) -> None:
    found = outcome(facts, events)
    rows = found if isinstance(found, tuple) else ()
    assert len({(row.rule, row.anchor, row.occurrence) for row in rows}) == len(rows)
    assert all(
        (row.closed_by is None) is (row.state is State.OPEN)
        and (row.superseded_by is not None) is (row.state is State.SUPERSEDED)
        for row in rows
    )


@given(records())
def test_nine_months_never_run_beside_an_open_six(events: list[EventFact]) -> None:
    found = outcome({"priority_foreign_country": True, "trade_agreement_involved": False}, events)
    rows = {(row.rule, row.anchor): row for row in found if isinstance(row, Computed)}
    assert all(rows["301.10", anchor].state is State.SUPERSEDED for rule, anchor in rows if rule == "301.11")

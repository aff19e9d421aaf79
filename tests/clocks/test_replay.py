"""What stood on a day, the naive count beside it, and how both are judged."""

from datetime import date

import pytest

from clocks import EventFact, load_pack, shipped
from clocks.replay import Live, Score, live, naive, outcomes, score

FACTS = {"urgent": False, "prohibited_subsidy": False, "actionable_subsidy": False}
PACK = load_pack("wto-dsu")
ASKED = EventFact("asked", "consultations_requested", date(1996, 2, 5))
PANEL = EventFact("panel", "panel_requested", date(1996, 4, 11))
FEB_10, MAR_1, APR_12 = date(1996, 2, 10), date(1996, 3, 1), date(1996, 4, 12)


def test_only_what_lies_ahead_and_duties_overdue_are_live() -> None:
    assert [str(one) for one in live(PACK, FACTS, [ASKED, PANEL], MAR_1, shipped())] == [
        "DSU.01 1996-02-15 missed",
        "DSU.02 1996-03-06",
        "DSU.03 1996-04-05",
    ]


def test_events_of_later_days_are_not_known() -> None:
    assert live(PACK, FACTS, [PANEL, ASKED], FEB_10, shipped()) == live(
        PACK, FACTS, [ASKED], FEB_10, shipped()
    )


def test_naive_count_knows_no_facts_and_no_act() -> None:
    found = {one.rule for one in naive(PACK, [ASKED], FEB_10)}
    assert {"DSU.01", "DSU.03", "DSU.04", "SCM.01", "SCM.05"} <= found
    assert not {one.rule for one in live(PACK, FACTS, [ASKED], FEB_10, shipped())} & {"DSU.04", "SCM.01"}


def test_met_deadlines_stand_beside_the_day_of_the_act() -> None:
    (met,) = outcomes(PACK, FACTS, [ASKED, PANEL], APR_12, shipped())
    assert (met.rule, met.due_on, met.days_after) == ("DSU.03", date(1996, 4, 5), 6)


ONE, TWO = date(2000, 1, 1), date(2000, 2, 2)


@pytest.mark.parametrize(
    ("expected", "found", "judged"),
    [
        ([Live("A", ONE)], [Live("A", ONE)], Score(right=(Live("A", ONE),))),
        ([Live("A", ONE)], [], Score(missing=(Live("A", ONE),))),
        ([], [Live("A", ONE)], Score(false=(Live("A", ONE),))),
        ([Live("A", ONE)], [Live("A", TWO)], Score(wrong_date=((Live("A", ONE), Live("A", TWO)),))),
        (
            [Live("A", ONE)],
            [Live("A", ONE, "missed")],
            Score(wrong_state=((Live("A", ONE), Live("A", ONE, "missed")),)),
        ),
        (
            [Live("A", ONE), Live("A", TWO)],
            [Live("A", TWO)],
            Score(right=(Live("A", TWO),), missing=(Live("A", ONE),)),
        ),
    ],
)
def test_score(expected: list[Live], found: list[Live], judged: Score) -> None:
    assert score(expected, found) == judged

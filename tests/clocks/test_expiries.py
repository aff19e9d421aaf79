"""What runs from the expiry of a period that something took away later, or in time."""

from datetime import date

from clocks import EventFact, State, load_pack, run
from clocks.calendars import shipped

FACTS = {"urgent": False, "prohibited_subsidy": False, "actionable_subsidy": False}
RECORD = (
    EventFact("asked", "consultations_requested", date(1996, 2, 5)),
    EventFact("panel", "panel_established", date(1996, 5, 8)),
    EventFact("report", "panel_report_circulated", date(1997, 5, 22)),
    EventFact("appeal", "appeal_notified", date(1997, 6, 11)),
    EventFact("body", "ab_report_circulated", date(1997, 9, 9)),
    EventFact("adopted", "reports_adopted", date(1997, 9, 25)),
    EventFact("set", "rpt_set", date(1998, 1, 7), data={"period": "15 m 1 w"}),
)


def rights(settled_on: date) -> dict[str, State]:
    settled = EventFact("settled", "mas_notified", settled_on)
    rows = run(load_pack("wto-dsu"), FACTS, [*RECORD, settled], shipped())
    return {row.rule: row.state for row in rows if row.rule in {"DSU.RPT", "DSU.31", "DSU.32"}}


def test_a_solution_in_time_leaves_no_right_to_retaliate() -> None:
    assert rights(date(1998, 6, 1)) == {"DSU.RPT": State.WITHDRAWN}


def test_a_solution_years_later_does_not_undo_that_the_period_ran_out() -> None:
    assert rights(date(2012, 11, 8)) == {
        "DSU.RPT": State.WITHDRAWN,
        "DSU.31": State.WITHDRAWN,
        "DSU.32": State.WITHDRAWN,
    }

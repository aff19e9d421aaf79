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
        "DSU.32": State.LAPSED,
    }


ACTION = EventFact("action", "action_effective", date(1999, 7, 29))


def four_years(*events: EventFact, until: date = date(2012, 1, 1)) -> dict[tuple[str, int], State]:
    facts = dict.fromkeys(
        ("trade_agreement_involved", "trips_agreement_involved", "priority_foreign_country"), False
    )
    rows = run(load_pack("us-301"), facts, [ACTION, *events], shipped(), until)
    return {(row.rule, row.occurrence): row.state for row in rows if row.rule.startswith("301.20")}


def asked(on: date) -> EventFact:
    return EventFact(f"asked-{on}", "continuation_requested", on)


def test_an_action_nobody_asked_to_continue_has_no_second_four_years() -> None:
    assert four_years() == {("301.20", 0): State.OPEN, ("301.20.window", 0): State.LAPSED}


def test_a_request_in_the_last_sixty_days_brings_four_more_years_and_no_others_do() -> None:
    kept = {("301.20", 0): State.LAPSED, ("301.20.window", 0): State.MET}
    second = {("301.20", 1): State.OPEN, ("301.20.window", 1): State.LAPSED}
    assert four_years(asked(date(2003, 5, 30))) == kept | second
    assert four_years(asked(date(2003, 7, 28))) == kept | second
    for day in (date(2003, 5, 29), date(2003, 7, 30)):
        assert ("301.20", 1) not in four_years(asked(day))


def test_what_ended_by_law_is_not_ended_again_by_a_notice_years_later() -> None:
    ended = EventFact("ended", "action_terminated", date(2011, 5, 27))
    assert four_years(asked(date(2003, 6, 15)), ended) == {
        ("301.20", 0): State.LAPSED,
        ("301.20.window", 0): State.MET,
        ("301.20", 1): State.OPEN,
        ("301.20.window", 1): State.LAPSED,
    }
    early = EventFact("ended", "action_terminated", date(2001, 7, 1))
    assert four_years(early) == {("301.20", 0): State.WITHDRAWN}


def test_an_emergency_not_continued_has_no_second_year() -> None:
    declared = EventFact("declared", "emergency_declared", date(2025, 2, 1))
    rows = run(load_pack("us-ieepa"), {}, [declared], shipped(), date(2028, 1, 1))
    assert [(row.occurrence, row.state) for row in rows if row.rule == "IE.02.end"] == [(0, State.OPEN)]
    early = EventFact("early", "emergency_continued", date(2025, 6, 1))
    rows = run(load_pack("us-ieepa"), {}, [declared, early], shipped(), date(2028, 1, 1))
    assert [(row.occurrence, row.state) for row in rows if row.rule == "IE.02.end"] == [(0, State.OPEN)]


def test_an_effect_says_that_nothing_on_record_kept_it_away() -> None:
    rows = run(
        load_pack("us-ieepa"), {}, [EventFact("declared", "emergency_declared", date(2025, 2, 1))], shipped()
    )
    [ends] = [row for row in rows if row.rule == "IE.02.end"]
    assert ends.state_reason == ""
    rows = run(
        load_pack("us-ieepa"),
        {},
        [EventFact("declared", "emergency_declared", date(2025, 2, 1))],
        shipped(),
        date(2026, 2, 2),
    )
    [ends] = [row for row in rows if row.rule == "IE.02.end"]
    assert ends.state_reason == "Its day passed, and nothing on record kept it away."

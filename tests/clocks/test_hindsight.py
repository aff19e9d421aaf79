"""What came afterwards neither meets, nor excuses, nor proves unused what had to come before."""

from datetime import date

import pytest

from clocks import Announced, ClockErrors, DeadlineKind, EventFact, State, compute, run, settle, shipped
from tests.clocks.flows import Flow

US_301 = {"priority_foreign_country": False, "trade_agreement_involved": False}
WTO = {"urgent": False, "prohibited_subsidy": False, "actionable_subsidy": False}


def reasons(flow: Flow) -> dict[str, str]:
    return {row.rule: row.state_reason for row in flow.rows()}


def test_views_invited_after_the_determination_do_not_meet_the_notice_before_it() -> None:
    flow = Flow("us-301", **US_301)
    flow.then("investigation_initiated", "2017-08-18")
    flow.then("determination_made", "2018-03-22", outcome="affirmative")
    flow.then("determination_proposed", "2024-05-14")
    assert flow.live()["301.13"] == "2018-02-20"


def test_views_invited_late_but_before_the_determination_still_meet_it() -> None:
    flow = Flow("us-301", **US_301)
    flow.then("investigation_initiated", "2017-08-18")
    flow.then("views_invited", "2018-03-01", period="20 d")
    flow.then("determination_made", "2018-03-22", outcome="affirmative")
    assert reasons(flow)["301.13"].endswith("nine days after the limit.")


def test_the_end_of_an_action_years_later_does_not_excuse_the_notice_never_sent() -> None:
    flow = Flow("us-301", **US_301)
    flow.then("action_effective", "1999-07-29")
    flow.then("continuation_requested", "2003-06-30")
    flow.then("action_terminated", "2005-05-27")
    assert flow.live() == {"301.21": "2003-05-30"}


def test_the_end_of_an_action_before_its_four_years_makes_the_notice_needless() -> None:
    flow = Flow("us-301", **US_301)
    flow.then("action_effective", "2019-10-18")
    flow.then("action_terminated", "2023-09-01")
    assert flow.live() == {}


def test_a_status_report_after_its_meeting_was_not_in_hand_before_it() -> None:
    flow = Flow("wto-dsu", **WTO)
    flow.then("implementation_on_agenda", "2024-03-05")
    flow.then("status_report_submitted", "2024-03-08")
    assert flow.live()["DSU.29.report"] == "2024-02-24"


def test_action_within_the_thirty_days_keeps_a_six_month_case_without_delay() -> None:
    flow = Flow("us-301", priority_foreign_country=True, trade_agreement_involved=False)
    flow.then("investigation_initiated", "2001-03-12")
    live = flow.then("determination_made", "2001-08-10", outcome="affirmative")
    assert (live["301.14"], live["301.16"]) == ("2001-09-09", "2001-09-09")
    flow.then("action_effective", "2001-08-24")
    flow.then("action_effective", "2002-01-23")
    assert reasons(flow)["301.16"] == (
        "Met by the taking effect of the action on 24 August 2001, 16 days before the limit."
    )


def test_retaliation_in_effect_shows_that_further_action_was_determined() -> None:
    flow = Flow("us-301", priority_foreign_country=False, trade_agreement_involved=True)
    flow.then("reasonable_period_expired", "1999-05-13")
    flow.then("action_effective", "1999-07-29")
    assert flow.states()["301.18"] == "met"


@pytest.mark.parametrize(
    "fact", [{}, {"actionable_subsidy": True}, {"urgent": True}, {"prohibited_subsidy": True}]
)
def test_a_panel_that_reported_leaves_nobody_waiting_to_ask_for_it(fact: dict[str, bool]) -> None:
    flow = Flow("wto-dsu", **WTO | fact)
    flow.then("consultations_requested", "2018-04-04")
    flow.then("good_offices_begun", "2018-04-10")
    flow.then("panel_report_circulated", "2020-09-15")
    asking = {"DSU.03", "DSU.04.panel", "DSU.06", "SCM.01", "SCM.05"}
    assert not asking & set(flow.live())
    assert asking & set(flow.states())


def test_an_authorization_leaves_nobody_waiting_to_ask_for_it() -> None:
    flow = Flow("wto-dsu", urgent=False, prohibited_subsidy=False, actionable_subsidy=True)
    flow.then("reports_adopted", "2011-06-01")
    flow.then("art22_6_decision", "2019-10-02")
    flow.then("retaliation_authorized", "2019-10-14")
    assert "SCM.06" not in flow.live()


def test_an_authorization_after_the_reasonable_period_does_too() -> None:
    flow = Flow("wto-dsu", **WTO)
    flow.then("reports_adopted", "1998-02-13")
    flow.then("rpt_set", "1998-05-29", period="15 m")
    flow.then("art22_6_decision", "1999-07-12")
    flow.then("retaliation_authorized", "1999-07-26")
    assert not {"DSU.31", "DSU.32", "DSU.29"} & set(flow.live())


def test_a_right_that_opened_is_used_after_its_opening_not_after_a_limit() -> None:
    flow = Flow("wto-dsu", **WTO)
    flow.then("consultations_requested", "1996-02-05")
    flow.then("panel_requested", "1996-04-11")
    assert (
        reasons(flow)["DSU.03"]
        == "Met by the request for a panel on 11 April 1996, six days after it opened."
    )


def test_what_excuses_a_duty_late_says_how_late() -> None:
    flow = Flow("wto-dsu", **WTO)
    flow.then("reports_adopted", "1997-09-25")
    flow.then("rpt_set", "1998-01-07", period="15 m 1 w")
    flow.then("mas_notified", "2012-11-08")
    assert reasons(flow)["DSU.RPT"] == (
        "Withdrawn by the notified mutually agreed solution on 8 November 2012, 5060 days after the limit."
    )


ENDS = Announced(
    key="off",
    ref="the-eu-duties",
    kind=DeadlineKind.AUTOMATIC,
    due_on=date(2021, 7, 11),
    instant=None,
    unless=("action_suspended",),
    then=(),
    announced_on=date(2021, 3, 11),
)


def test_an_event_that_names_another_announced_day_does_not_settle_this_one() -> None:
    british = EventFact("uk", "action_suspended", date(2021, 7, 4), data={"deadline": "the-british-duties"})
    european = EventFact("eu", "action_suspended", date(2021, 7, 11), data={"deadline": "the-eu-duties"})
    assert settle(ENDS, [british]).state is State.OPEN
    assert settle(ENDS, [british, european]).closed_by == "eu"


def test_an_action_suspended_instead_is_delayed_no_longer() -> None:
    flow = Flow("us-301", **US_301)
    flow.then("investigation_initiated", "2019-07-10")
    flow.then("determination_made", "2020-07-10", outcome="affirmative")
    flow.then("action_delayed", "2020-07-10")
    assert flow.live()["301.15"] == "2021-01-06"
    assert "301.15" not in flow.then("action_suspended", "2021-01-07")


def test_an_estimated_meeting_is_neither_early_nor_late() -> None:
    flow = Flow("wto-dsu", **WTO)
    flow.then("panel_requested", "2018-12-06")
    flow.then("panel_deferred", "2018-12-18")
    flow.then("panel_established", "2019-01-28")
    assert reasons(flow)["DSU.07"] == (
        "Met by the establishment of the panel on 28 January 2019; its day had only been estimated."
    )


def test_an_appeal_made_after_the_quorum_was_lost_stands_still_however_early_its_day() -> None:
    flow = Flow("wto-dsu", **WTO)
    flow.then("panel_established", "2018-11-21")
    flow.then("panel_report_circulated", "2022-12-09")
    flow.then("appeal_notified", "2023-01-26")
    assert flow.states()["DSU.23.appeal"] == "stalled"
    assert compute("DSU.21", date(2020, 10, 26), shipped()).state is State.STALLED
    assert compute("DSU.21", date(2018, 10, 26), shipped()).state is State.OPEN


def test_an_appeal_shows_that_a_panel_reported_where_the_report_is_not_on_record() -> None:
    flow = Flow("wto-dsu", **WTO)
    flow.then("consultations_requested", "2020-10-30")
    flow.then("panel_established", "2021-02-22")
    flow.then("panel_composed", "2021-04-29")
    left = set(flow.then("appeal_notified", "2023-01-26"))
    assert left == {"DSU.21", "DSU.21.limit", "DSU.23.appeal", "DSU.27"}


def test_a_compliance_panel_shows_that_the_period_was_settled_before() -> None:
    flow = Flow("wto-dsu", **WTO)
    flow.then("panel_established", "1997-04-10")
    flow.then("reports_adopted", "1998-11-06")
    assert {"DSU.24", "DSU.26"} <= set(flow.live())
    left = flow.then("compliance_panel_requested", "2000-10-12")
    assert not {"DSU.24", "DSU.26", "DSU.27"} & set(left)


def test_a_rule_asked_for_a_day_before_it_was_law_says_so() -> None:
    told = [step.detail for step in compute("122.01", date(1900, 1, 1), shipped()).trace]
    assert "No law on 1 January 1900: the rule stands from 3 January 1975." in told
    assert not any("No law" in step.detail for step in compute("122.01", date(2026, 2, 24), shipped()).trace)


def test_an_abbreviation_is_no_zone() -> None:
    flow = Flow("us-301", **US_301)
    event = EventFact("start", "investigation_initiated", date(2019, 5, 10), zone="EST")
    with pytest.raises(ClockErrors) as refused:
        run(flow.pack, flow.facts, [event], shipped())
    assert [error.code for error in refused.value.errors] == ["unknown_zone"]

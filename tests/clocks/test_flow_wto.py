"""WTO disputes event by event: what the DSU and the SCM Agreement hang on each, and nothing else."""

import pytest

from clocks import State
from tests.clocks.flows import Flow

ORDINARY = {"urgent": False, "prohibited_subsidy": False, "actionable_subsidy": False}
MODEL_STEPS = {
    "DSU.16": "1996-07-19", "DSU.16.respondent": "1996-08-09", "DSU.16.first_meeting": "1996-08-23",
    "DSU.16.rebuttals": "1996-09-13", "DSU.16.second_meeting": "1996-09-27", "DSU.16.descriptive": "1996-10-25",
    "DSU.16.comments": "1996-11-08", "DSU.16.interim": "1996-12-06", "DSU.16.review_request": "1996-12-13",
    "DSU.16.review": "1996-12-27", "DSU.16.final": "1997-01-10", "DSU.16.circulation": "1997-01-31",
}  # fmt: skip


def test_bananas_from_the_request_to_the_panel() -> None:
    dispute = Flow("wto-dsu", **ORDINARY)
    asked = {"DSU.01": "1996-02-15", "DSU.02": "1996-03-06", "DSU.03": "1996-04-05"}
    assert dispute.then("consultations_requested", "1996-02-05") == asked
    assert dispute.then("panel_requested", "1996-04-11") == {}
    assert dispute.states() == {"DSU.01": "withdrawn", "DSU.02": "withdrawn", "DSU.03": "met"}
    assert set(dispute.then("panel_deferred", "1996-04-24")) == {"DSU.07"}
    until_adoption = {"DSU.14": "1997-02-08", "DSU.23": "1997-02-08", "DSU.27": "1997-08-08"}
    choosing = {
        "DSU.08": "1996-05-28", "DSU.09": "1996-05-20", "DSU.10": "1996-05-28", "DSU.11": "1996-05-20",
    }  # fmt: skip
    assert dispute.then("panel_established", "1996-05-08") == {**choosing, **until_adoption}
    composed = {"DSU.12": "1996-06-14", "DSU.13": "1996-12-07", **MODEL_STEPS, **until_adoption}
    assert dispute.then("panel_composed", "1996-06-07") == composed
    assert dispute.then("panel_timetable_set", "1996-06-20") == {"DSU.13": "1996-12-07", **until_adoption}


def at_the_panel() -> Flow:
    """Bananas III up to the panel's timetable."""
    dispute = Flow("wto-dsu", **ORDINARY)
    for kind, on in (
        ("consultations_requested", "1996-02-05"),
        ("panel_requested", "1996-04-11"),
        ("panel_established", "1996-05-08"),
        ("panel_composed", "1996-06-07"),
        ("panel_timetable_set", "1996-06-20"),
    ):
        dispute.then(kind, on)
    return dispute


def adopted() -> Flow:
    """Bananas III up to the adoption of the reports."""
    dispute = at_the_panel()
    for kind, on in (
        ("panel_report_circulated", "1997-05-22"),
        ("appeal_notified", "1997-06-11"),
        ("ab_report_circulated", "1997-09-09"),
        ("reports_adopted", "1997-09-25"),
    ):
        dispute.then(kind, on)
    return dispute


def test_bananas_from_the_report_to_its_adoption() -> None:
    dispute = at_the_panel()
    slow = {"DSU.23": "1997-02-08", "DSU.27": "1997-08-08"}
    report = {"DSU.18": "1997-06-11", "DSU.20": "1997-07-21", "DSU.20.appeal": "1997-07-21"}
    assert dispute.then("panel_report_circulated", "1997-05-22") == {**report, **slow}
    slow = {"DSU.23.appeal": "1997-05-08", "DSU.27": "1997-08-08"}
    appeal = {"DSU.21": "1997-08-10", "DSU.21.limit": "1997-09-09"}
    assert dispute.then("appeal_notified", "1997-06-11") == {**appeal, **slow}
    assert {rule: dispute.states()[rule] for rule in ("DSU.18", "DSU.20", "DSU.20.appeal", "DSU.23")} == {
        "DSU.18": "withdrawn",
        "DSU.20": "withdrawn",
        "DSU.20.appeal": "met",
        "DSU.23": "superseded",
    }
    assert dispute.then("ab_report_circulated", "1997-09-09") == {"DSU.22": "1997-10-09", **slow}
    assert dispute.then("reports_adopted", "1997-09-25") == {
        "DSU.24": "1997-10-25",
        "DSU.25": "1997-11-10",
        "DSU.26": "1997-12-24",
        "DSU.27": "1997-08-08",
    }


def test_bananas_from_the_reasonable_period_to_retaliation() -> None:
    """Question 25: the chain of 1 January, 21 January, 31 January and 2 March 1999."""
    dispute = adopted()
    dispute.then("intention_to_implement", "1997-10-16")
    dispute.then("rpt_arbitration_requested", "1997-11-17")
    dispute.then("arbitrator_appointed", "1997-11-24")
    dispute.then("rpt_award", "1998-01-07")
    after = {"DSU.RPT": "1999-01-01", "DSU.29": "1998-07-07"}
    retaliation = {"DSU.31": "1999-01-21", "DSU.32": "1999-01-31"}
    period = dispute.then("rpt_set", "1998-01-07", period="15 m 1 w")
    assert period == {**after, **retaliation}
    asked = dispute.then("retaliation_requested", "1999-01-14")
    assert asked == {**after, "DSU.32": "1999-01-31"}
    assert dispute.then("retaliation_level_objected", "1999-01-29") == after
    assert dispute.then("art22_6_referred", "1999-01-29") == {**after, "DSU.33": "1999-03-02"}
    assert set(dispute.then("art22_6_decision", "1999-04-09")) == {*after, "DSU.34.request"}
    assert dispute.then("retaliation_requested", "1999-04-09") == {**after, "DSU.34": "1999-04-19"}
    assert dispute.then("retaliation_authorized", "1999-04-19") == {"DSU.RPT": "1999-01-01"}
    assert dispute.then("mas_notified", "2012-11-08") == {}


def decided() -> Flow:
    """Return DS437 up to the decision on the level, 26 January 2022."""
    dispute = adopted()
    dispute.then("rpt_set", "1997-10-20", ends_on="1998-04-01")
    dispute.then("retaliation_requested", "2019-10-17")
    dispute.then("retaliation_level_objected", "2019-10-25")
    dispute.then("art22_6_referred", "2019-10-28")
    dispute.then("art22_6_decision", "2022-01-26")
    return dispute


def test_a_decision_that_nobody_acts_on_leaves_a_right_open_and_no_meeting_to_await() -> None:
    [right] = [row for row in decided().rows() if row.rule.startswith("DSU.34")]
    assert (right.rule, right.due_on.isoformat(), right.state) == ("DSU.34.request", "2022-01-26", State.OPEN)
    assert right.sentence == (
        "DSU 22.7: open from the day of the decision of the arbitrator itself, Wednesday 26 January 2022; no rolling."
    )


def test_an_authorization_shows_that_it_was_asked_for() -> None:
    dispute = decided()
    dispute.then("retaliation_authorized", "2022-02-28")
    assert dispute.states()["DSU.34.request"] == "met"
    assert "DSU.34" not in dispute.states()


def test_a_request_that_is_objected_to_anew_is_not_the_one_the_decision_allows() -> None:
    dispute = decided()
    assert "DSU.34" in dispute.then("retaliation_requested", "2022-03-01")
    dispute.then("retaliation_level_objected", "2022-03-10")
    assert dispute.states()["DSU.34"] == "withdrawn"


def test_arbitration_of_the_period() -> None:
    dispute = adopted()
    dispute.then("intention_to_implement", "1997-10-16")
    asked = {
        "DSU.26.arbitrator": "1997-11-27",
        "DSU.26.appoint": "1997-12-07",
        "DSU.26.guideline": "1998-12-25",
    }
    standing = {"DSU.26": "1997-12-24", "DSU.27": "1997-08-08"}
    assert dispute.then("rpt_arbitration_requested", "1997-11-17") == {**standing, **asked}
    assert dispute.then("rpt_award", "1998-01-07") == {}


def test_period_agreed_in_time_ends_the_talk_of_arbitration() -> None:
    dispute = adopted()
    assert dispute.then("rpt_agreed", "1997-10-20") == {}
    assert dispute.states()["DSU.25"] == "met"
    assert dispute.states()["DSU.26"] == "withdrawn"


def test_sequencing_takes_the_place_of_the_three_rules() -> None:
    dispute = adopted()
    dispute.then("rpt_set", "1998-01-07", period="15 m 1 w")
    left = {"DSU.29": "1998-07-07", "DSU.RPT": "1999-01-01"}
    assert dispute.then("sequencing_agreed", "1998-12-20") == left


def test_talks_on_compensation_are_due_once_asked_for() -> None:
    dispute = adopted()
    before = dispute.then("rpt_set", "1998-01-07", period="15 m 1 w")
    asked = dispute.then("compensation_requested", "1998-12-01")
    assert asked == {**before, "DSU.30": "1999-01-01"}
    assert dispute.then("compensation_talks_begun", "1998-12-15") == before


def test_report_without_recommendation_leaves_nothing_to_do() -> None:
    dispute = Flow("wto-dsu", **ORDINARY, no_recommendation=True)
    dispute.then("panel_established", "1996-05-08")
    dispute.then("panel_report_circulated", "1997-05-22")
    assert dispute.then("reports_adopted", "1997-07-21") == {}


def test_appeal_into_the_void_stalls_and_is_never_overdue() -> None:
    dispute = Flow("wto-dsu", **ORDINARY)
    dispute.then("panel_established", "2019-01-28")
    dispute.then("panel_report_circulated", "2020-09-15")
    assert {"DSU.20": "2020-11-14", "DSU.20.appeal": "2020-11-16"}.items() <= dispute.live().items()
    dispute.then("appeal_notified", "2020-10-26")
    stalled = {rule for rule, state in dispute.states().items() if state == "stalled"}
    assert stalled == {"DSU.21", "DSU.21.limit", "DSU.23.appeal"}
    assert set(dispute.live()) == {*stalled, "DSU.27"}


def test_urgent_case() -> None:
    dispute = Flow("wto-dsu", **{**ORDINARY, "urgent": True})
    asked = {"DSU.01": "2024-03-11", "DSU.04": "2024-03-11", "DSU.04.panel": "2024-03-21"}
    assert dispute.then("consultations_requested", "2024-03-01") == asked
    dispute.then("panel_established", "2024-04-26")
    assert dispute.then("panel_composed", "2024-05-20")["DSU.13.urgent"] == "2024-08-20"
    assert "DSU.13" not in dispute.live()


def test_good_offices_hold_the_panel_back() -> None:
    dispute = Flow("wto-dsu", **ORDINARY)
    dispute.then("consultations_requested", "2024-03-01")
    live = dispute.then("good_offices_begun", "2024-03-20")
    assert live == {"DSU.01": "2024-03-11", "DSU.02": "2024-03-31", "DSU.06": "2024-04-30"}
    assert dispute.states()["DSU.03"] == "superseded"


def test_others_join_only_under_article_xxii() -> None:
    dispute = Flow("wto-dsu", **ORDINARY)
    before = dispute.then("consultations_requested", "2024-03-01")
    assert dispute.then("consultations_request_circulated", "2024-03-06", basis="article_xxiii") == before
    live = dispute.then("consultations_request_circulated", "2024-03-06", basis="article_xxii")
    assert live == {**before, "DSU.05": "2024-03-18"}
    assert dispute.then("consultations_joined", "2024-03-12") == live


def test_suspension_adds_its_days_and_lapses_after_a_year() -> None:
    dispute = Flow("wto-dsu", **ORDINARY)
    dispute.then("panel_established", "2023-01-10")
    dispute.then("panel_composed", "2023-03-01")
    dispute.then("panel_timetable_set", "2023-03-10")
    live = dispute.then("panel_work_suspended", "2023-06-01", purpose="negotiation")
    assert live["DSU.15"] == "2024-06-01"
    assert {rule for rule, state in dispute.states().items() if state == "suspended"} == {
        "DSU.13", "DSU.14", "DSU.23", "DSU.27",
    }  # fmt: skip
    live = dispute.then("panel_work_resumed", "2023-07-01")
    assert live == {
        "DSU.13": "2023-10-01", "DSU.14": "2023-11-09", "DSU.23": "2023-11-09", "DSU.27": "2024-05-10",
    }  # fmt: skip


def test_arbitration_in_place_of_an_appeal() -> None:
    dispute = Flow("wto-dsu", **ORDINARY)
    dispute.then("panel_established", "2021-08-30")
    live = dispute.then("panel_work_suspended", "2022-04-20", purpose="appeal_arbitration")
    assert (live["DSU.35"], live["DSU.15"]) == ("2022-05-10", "2023-04-20")
    live = dispute.then("appeal_arbitration_notified", "2022-04-25")
    assert live["DSU.35.award"] == "2022-07-24"
    assert "DSU.35" not in live


def test_prohibited_subsidy_halves_what_article_4_does_not_replace() -> None:
    dispute = Flow("wto-dsu", urgent=False, prohibited_subsidy=True, actionable_subsidy=False)
    asked = {"DSU.01": "2024-03-06", "DSU.02": "2024-03-16", "SCM.01": "2024-03-31"}
    assert dispute.then("consultations_requested", "2024-03-01") == asked
    assert set(dispute.then("panel_requested", "2024-04-02")) == {"SCM.01.panel"}
    established = dispute.then("panel_established", "2024-04-26")
    assert established == {
        "DSU.08": "2024-05-06", "DSU.09": "2024-05-01", "DSU.10": "2024-05-06", "DSU.11": "2024-05-01",
        "DSU.23": "2024-09-26",
    }  # fmt: skip
    dispute.then("panel_composed", "2024-05-10")
    assert dispute.then("panel_timetable_set", "2024-05-16") == {
        "DSU.23": "2024-09-26",
        "SCM.02": "2024-08-08",
    }
    report = {"DSU.18": "2024-08-11", "SCM.03": "2024-08-31", "SCM.03.appeal": "2024-09-02"}
    assert dispute.then("panel_report_circulated", "2024-08-01") == {**report, "DSU.23": "2024-09-26"}
    adopted = dispute.then("reports_adopted", "2024-08-20")
    assert adopted == {"DSU.24": "2024-09-04"}


def test_actionable_subsidy_has_six_months_and_no_reasonable_period() -> None:
    dispute = Flow("wto-dsu", urgent=False, prohibited_subsidy=False, actionable_subsidy=True)
    asked = {"DSU.01": "2004-10-16", "DSU.02": "2004-11-05", "SCM.05": "2004-12-05"}
    assert dispute.then("consultations_requested", "2004-10-06") == asked
    dispute.then("panel_requested", "2005-05-31")
    established = dispute.then("panel_established", "2005-07-20")
    assert established == {
        "DSU.08": "2005-08-09", "DSU.09": "2005-08-02", "DSU.10": "2005-08-09", "DSU.11": "2005-08-02",
        "DSU.23": "2006-04-20", "SCM.05.composition": "2005-08-04",
    }  # fmt: skip
    circulated = dispute.then("panel_report_circulated", "2010-06-30")
    report = {"DSU.18": "2010-07-20", "SCM.05.adoption": "2010-07-30", "SCM.05.appeal": "2010-07-30"}
    assert circulated == {**report, "DSU.23": "2006-04-20"}
    dispute.then("appeal_notified", "2010-07-21")
    dispute.then("ab_report_circulated", "2011-05-18")
    live = dispute.then("reports_adopted", "2011-06-01")
    six_months = {"SCM.06": "2011-12-01", "SCM.06.remove": "2011-12-01"}
    assert live == {"DSU.24": "2011-07-01", **six_months}
    assert "SCM.06.remove" not in dispute.then("compliance_notified", "2011-12-01")
    assert dispute.states()["SCM.06.remove"] == "met"
    review = {"DSU.28.consider": "2016-10-12", "DSU.28.adoption": "2016-11-21", "DSU.28.appeal": "2016-11-21"}
    assert review.items() <= dispute.then("compliance_report_circulated", "2016-09-22").items()
    appealed = dispute.then("compliance_appeal_notified", "2016-10-13")
    assert {"DSU.28.ab": "2016-12-12", "DSU.28.ab_limit": "2017-01-11"}.items() <= appealed.items()
    assert not set(review) & set(appealed)


def test_compliance_panel_has_its_own_appeal() -> None:
    dispute = Flow("wto-dsu", **ORDINARY)
    dispute.then("reports_adopted", "1998-11-06")
    dispute.then("rpt_set", "1999-01-21", ends_on="1999-12-06")
    standing = set(dispute.then("mas_notified", "1999-12-06"))
    assert standing == set()
    assert dispute.then("compliance_panel_established", "2000-10-23") == {"DSU.28": "2001-01-21"}
    report = {"DSU.28.consider": "2001-07-05", "DSU.28.adoption": "2001-08-14", "DSU.28.appeal": "2001-08-14"}
    assert dispute.then("compliance_report_circulated", "2001-06-15") == report
    appeal = {"DSU.28.ab": "2001-09-21", "DSU.28.ab_limit": "2001-10-21"}
    assert dispute.then("compliance_appeal_notified", "2001-07-23") == appeal
    assert dispute.then("compliance_ab_report_circulated", "2001-10-22") == {
        "DSU.28.ab_adoption": "2001-11-21"
    }
    assert dispute.then("compliance_report_adopted", "2001-11-21") == {}


@pytest.mark.parametrize(("ends_on", "due"), [("2003-12-27", "2003-12-27"), ("2004-12-27", "2004-12-27")])
def test_period_may_be_stated_by_its_last_day(ends_on: str, due: str) -> None:
    dispute = Flow("wto-dsu", **ORDINARY)
    dispute.then("reports_adopted", "2003-01-27")
    assert dispute.then("rpt_set", "2003-06-13", ends_on=ends_on)["DSU.RPT"] == due

"""Effects that a body has to bring about: the passing of the day alone is never told as their coming about."""

from datetime import date
from typing import Any

import pytest

from clocks import Computed, DeadlineKind, State, find_rule, load_pack, run, shipped, why_not
from clocks.loading import packs
from tests.clocks.flows import Flow
from tests.clocks.packs import raw_pack, read, rule
from tests.clocks.test_packs import faults

COTTON = {"urgent": False, "prohibited_subsidy": True, "actionable_subsidy": True}
NOT_KNOWN = "Its day passed; whether it came about is not known, for no act of the DSB is on record."


def cotton() -> Flow:
    """Return DS267 up to the circulation of the panel report on 8 September 2004."""
    flow = Flow("wto-dsu", **COTTON)
    flow.then("consultations_requested", "2002-09-27")
    flow.then("panel_requested", "2003-02-06")
    flow.then("panel_established", "2003-03-18")
    flow.then("panel_composed", "2003-05-19")
    flow.then("panel_report_circulated", "2004-09-08")
    return flow


def on(flow: Flow, day: date) -> dict[str, Computed]:
    """Return what stands at the end of the day, by rule."""
    return {row.rule: row for row in run(flow.pack, flow.facts, flow.events, shipped(), day)}


@pytest.mark.parametrize("name", ["SCM.03", "SCM.05.adoption"])
def test_an_adoption_that_nobody_recorded_is_not_known(name: str) -> None:
    row = on(cotton(), date(2004, 10, 9))[name]
    assert (row.due_on, row.state, row.state_reason) == (date(2004, 10, 8), State.OPEN, NOT_KNOWN)


def test_before_its_day_it_says_no_more_than_whose_act_it_takes() -> None:
    row = on(cotton(), date(2004, 10, 8))["SCM.03"]
    assert row.state_reason == ""
    assert row.sentence.endswith("no rolling. It takes an act of the DSB.")
    assert [step.detail for step in row.trace if step.what == "act"] == [
        "It comes about only by an act of the DSB, not by the passing of the day."
    ]


def test_an_appeal_after_the_day_still_takes_an_adoption_away_that_never_was() -> None:
    flow = cotton()
    flow.then("appeal_notified", "2004-10-18")
    row = on(flow, date(2004, 12, 1))["SCM.03"]
    assert row.state is State.WITHDRAWN
    assert (
        row.state_reason == "Withdrawn by the notice of appeal on 18 October 2004, ten days after the limit."
    )


def test_a_late_adoption_is_the_act_all_the_same() -> None:
    flow = cotton()
    flow.then("reports_adopted", "2004-10-20")
    assert on(flow, date(2004, 12, 1))["SCM.03"].state is State.MET


def test_an_estimate_that_passed_says_that_no_act_is_on_record() -> None:
    flow = Flow("wto-dsu", **COTTON | {"prohibited_subsidy": False})
    flow.then("consultations_requested", "2035-01-02")
    flow.then("panel_requested", "2035-03-05")
    flow.then("panel_deferred", "2035-03-20")
    row = on(flow, date(2035, 6, 1))["DSU.07"]
    assert row.state is State.TENTATIVE
    assert row.state_reason.endswith("No act of the DSB is on record.")
    assert "No act" not in on(flow, date(2035, 3, 25))["DSU.07"].state_reason


def test_the_day_after_is_past_the_time_for_the_act_and_nothing_more() -> None:
    found = why_not(find_rule("DSU.20")[1], [], date(1997, 7, 21), moved=False)
    assert found[1].endswith(
        "is past the time that the DSB has to act; without its act nothing has come about."
    )


def test_what_the_dispute_settlement_body_decides_takes_its_act_and_what_the_law_does_takes_none() -> None:
    effects = [one for name in packs() for one in load_pack(name).rules if one.kind is DeadlineKind.AUTOMATIC]
    assert {one.id for one in effects if one.responsible == "dsb"} == {
        one.id for one in effects if one.by_act
    }
    assert {one.id for one in effects if not one.by_act} == {
        "201.06.end", "301.20", "337.03.final", "AC.14.deemed", "AC.15", "AC.15.extended", "IE.02.end"
    }  # fmt: skip


@pytest.mark.parametrize(
    "changes", [{"by_act": True, "satisfied_by": ["answered"]}, {"by_act": True, "kind": "automatic"}]
)
def test_a_rule_that_has_no_act_to_wait_for_may_not_ask_for_one(changes: dict[str, Any]) -> None:
    assert faults(raw_pack(rule(**changes))) == [
        "pack test, rule A, key by_act: goes with kind automatic and satisfied_by, the act; add them, or remove it."
    ]


def test_the_key_is_yes_or_no() -> None:
    assert faults(raw_pack(rule(by_act="dsb"))) == [
        "pack test, rule A, key by_act: 'dsb' is not true or false."
    ]
    wanted = rule(kind="automatic", satisfied_by=["answered"], by_act=True)
    assert read(raw_pack(wanted)).rules[0].by_act

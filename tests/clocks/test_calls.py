"""Single questions: one rule from one day, and what a change would change."""

from datetime import date
from typing import Any

import pytest

from clocks import (
    Calendars,
    ClockErrors,
    EventFact,
    answer,
    compute,
    find_rule,
    load_pack,
    preview,
    run,
    shipped,
)

FACTS = {"priority_foreign_country": True, "trade_agreement_involved": False}
INITIATED = EventFact("initiated", "investigation_initiated", date(1994, 6, 30))


def refused(rule: str, anchor: date = date(1994, 6, 30), **options: Any) -> list[str]:
    with pytest.raises(ClockErrors) as caught:
        compute(rule, anchor, shipped(), **options)
    return [error.code for error in caught.value.errors]


def test_answer_to_one_question() -> None:
    told = answer(compute("232.02", date(2018, 1, 11), shipped()))
    assert {name: told[name] for name in ("rule", "raw_on", "due_on", "window_start", "kind", "rolled")} == {
        "rule": "232.02", "raw_on": "2018-04-11", "due_on": "2018-04-11", "window_start": None, "kind": "duty",
        "rolled": False,
    }  # fmt: skip


def test_facts_are_not_asked_but_told() -> None:
    steps = [
        step.detail for step in compute("301.10", date(1994, 6, 30), shipped()).trace if step.what == "fact"
    ]
    assert steps == [
        "Not asked here, though the rule depends on it: priority_foreign_country: True, "
        "trade_agreement_involved: False."
    ]


@pytest.mark.parametrize(("policy", "due"), [(None, 30), ("clamp", 30), ("sticky_eom", 31), ("last_day", 31)])
def test_policy_of_the_month_end(policy: str | None, due: int) -> None:
    assert compute("301.10", date(1994, 6, 30), shipped(), policy=policy).due_on == date(1994, 12, due)


def test_extensions_follow_each_other() -> None:
    found = compute("301.14", date(1995, 2, 4), shipped(), extensions=[date(1995, 4, 1), date(1995, 5, 1)])
    assert (found.computed_on, found.due_on, len(found.moves)) == (date(1995, 3, 6), date(1995, 5, 1), 2)


def test_suspensions_are_added() -> None:
    found = compute(
        "301.08", date(2017, 8, 18), shipped(), suspensions=[(date(2017, 9, 1), date(2017, 9, 11))]
    )
    assert found.due_on == date(2018, 8, 28)
    lasting = compute("301.08", date(2017, 8, 18), shipped(), suspensions=[(date(2017, 9, 1), None)])
    assert "which still lasts" in " ".join(step.detail for step in lasting.trace)


def test_stated_period_and_the_earlier_event_it_runs_from() -> None:
    found = compute("DSU.RPT", date(1997, 9, 25), shipped(), period="15 m 1 w")
    assert found.due_on == date(1999, 1, 1)


def test_choice_uses_the_anchor_for_the_limbs_that_share_it() -> None:
    found = compute("301.07", date(2010, 1, 4), shipped())
    assert found.due_on == date(2011, 7, 4)
    limbs = {"301.07.settled": date(2010, 6, 1)}
    assert compute("301.07", date(2010, 1, 4), shipped(), limbs=limbs).due_on == date(2010, 7, 1)


@pytest.mark.parametrize(
    ("rule", "options", "codes"),
    [
        ("301.99", {}, ["unknown_rule"]),
        ("301.03", {}, ["counted_by_hand"]),
        ("301.10", {"policy": "sticky"}, ["unknown_policy"]),
        ("301.14", {"policy": "clamp"}, ["unknown_policy"]),
        ("301.25", {}, ["incomplete_count"]),
        ("301.25", {"period": "soon"}, ["incomplete_count"]),
        ("301.14", {"period": "30 d"}, ["incomplete_count"]),
        ("301.14", {"limbs": {"301.10": date(1995, 1, 1)}}, ["incomplete_count"]),
        ("301.14", {"anchor_kind": "report_date"}, ["wrong_anchor"]),
        ("301.21", {"anchor_kind": "action_effective"}, ["wrong_anchor"]),
        ("301.14", {"extensions": [date(1994, 7, 1)]}, ["invalid_move"]),
        ("301.14", {"suspensions": [(date(1994, 7, 1), None)]}, ["overlapping_suspensions"]),
        ("301.08", {"suspensions": [(date(1994, 6, 1), None), (date(1994, 7, 1), date(1994, 6, 20))]},
         ["overlapping_suspensions"] * 3),
    ],
)  # fmt: skip
def test_question_that_cannot_be_answered(rule: str, options: dict[str, Any], codes: list[str]) -> None:
    assert refused(rule, **options) == codes


def test_year_without_a_calendar_is_named() -> None:
    assert refused("AC.01", date(2190, 1, 1)) == ["calendar_missing"]


def test_rule_knows_its_pack() -> None:
    pack, rule = find_rule("SP.06")
    assert (pack.name, rule.title) == ("us-special-301", "Develop an action plan with benchmarks")


def test_preview_is_the_difference_of_two_runs() -> None:
    pack = load_pack("us-301")
    later = EventFact("initiated", "investigation_initiated", date(1994, 7, 1))
    changes = preview(run(pack, FACTS, [INITIATED], Calendars()), run(pack, FACTS, [later], Calendars()))
    assert {change.one.rule for change in changes} == {"301.05", "301.10"}
    gone = preview(run(pack, FACTS, [INITIATED], Calendars()), ())
    assert all(change.after is None and change.one is change.before for change in gone)

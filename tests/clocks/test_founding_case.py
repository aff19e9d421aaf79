"""The US-China copyright case of 1994-95 under the Section 301 rules, event by event."""

from datetime import date

import pytest

from clocks import Calendars, Computed, EventFact, State, load_pack, run

FACTS = {"priority_foreign_country": True, "trade_agreement_involved": False}
NAMED = EventFact("named", "priority_foreign_country_identified", date(1994, 6, 30))
INITIATED = EventFact("initiated", "investigation_initiated", date(1994, 6, 30))
EXTENDED = EventFact("extended", "extension_findings_published", date(1994, 12, 31))
DETERMINED = EventFact("determined", "determination_made", date(1995, 2, 4), data={"outcome": "affirmative"})
SETTLED = EventFact("settled", "agreement_signed", date(1995, 2, 26))


def deadlines(*events: EventFact) -> dict[str, Computed]:
    return {row.rule: row for row in run(load_pack("us-301"), FACTS, events, Calendars())}


def test_initiation_meets_the_thirty_days_at_once() -> None:
    assert deadlines(NAMED, INITIATED)["301.04"].state is State.MET


def test_initiation_starts_six_months_and_nothing_else() -> None:
    rows = deadlines(NAMED, INITIATED)
    assert set(rows) == {"301.04", "301.05", "301.10"}
    assert (rows["301.10"].due_on, rows["301.10"].state) == (date(1994, 12, 30), State.OPEN)


def test_findings_replace_six_months_by_nine() -> None:
    rows = deadlines(NAMED, INITIATED, EXTENDED)
    assert (rows["301.10"].state, rows["301.10"].superseded_by) == (State.SUPERSEDED, "301.11")
    assert (rows["301.11"].due_on, rows["301.11"].state) == (date(1995, 3, 30), State.OPEN)


def test_findings_a_day_late_are_labelled() -> None:
    reason = deadlines(NAMED, INITIATED, EXTENDED)["301.10"].state_reason
    assert reason == (
        "Replaced by 301.11 through the publication of findings for a longer limit on 31 December 1994, "
        "one day after the limit."
    )


def test_determination_meets_nine_months_and_starts_thirty_days() -> None:
    rows = deadlines(NAMED, INITIATED, EXTENDED, DETERMINED)
    assert (rows["301.11"].state, rows["301.11"].closed_by) == (State.MET, "determined")
    assert (rows["301.14"].due_on, rows["301.14"].state) == (date(1995, 3, 6), State.OPEN)


def test_agreement_withdraws_the_thirty_days() -> None:
    row = deadlines(NAMED, INITIATED, EXTENDED, DETERMINED, SETTLED)["301.14"]
    assert (row.state, row.closed_by) == (State.WITHDRAWN, "settled")


@pytest.mark.parametrize("gone", ["named", "extended"])
def test_deadlines_follow_only_from_what_happened(gone: str) -> None:
    rows = deadlines(*(event for event in (NAMED, INITIATED, EXTENDED) if event.key != gone))
    assert (
        set(rows)
        == {
            "named": {"301.05", "301.10", "301.11"},
            "extended": {"301.04", "301.05", "301.10"},
        }[gone]
    )


def test_monitoring_under_306_starts_no_new_investigation() -> None:
    named_again = EventFact("again", "priority_foreign_country_identified", date(1996, 4, 30))
    facts = {**FACTS, "section_306_monitoring": True}
    assert run(load_pack("us-301"), facts, [named_again], Calendars()) == ()


def test_sentence_can_be_filed() -> None:
    assert deadlines(NAMED, INITIATED, EXTENDED)["301.11"].sentence == (
        "19 U.S.C. 2414(a)(3)(B): nine months counted from the initiation on Thursday 30 June 1994 "
        "(that day excluded) end on Thursday 30 March 1995; no rolling."
    )

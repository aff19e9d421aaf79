"""USMCA panels and the rapid response mechanism, event by event."""

import pytest

from tests.clocks.flows import Flow


def test_corn_from_consultations_to_the_report() -> None:
    case = Flow("usmca-31", perishable=False)
    asked = {"UM.01": "2023-07-02", "UM.02": "2023-06-09", "UM.03": "2023-08-16"}
    assert case.then("consultations_requested", "2023-06-02") == asked
    joined = {"UM.01": "2023-07-02", "UM.03": "2023-08-16"}
    assert case.then("consultations_joined", "2023-06-09") == joined
    assert case.then("consultations_held", "2023-06-29") == {"UM.03": "2023-08-16"}
    assert _applied(case.then("panel_requested", "2023-08-17")) == {"UM.05": "2023-09-01"}
    assert _applied(case.then("panel_chair_selected", "2023-08-31")) == {"UM.06": "2023-09-15"}
    assert _applied(case.then("panel_composed", "2023-10-19")) == {"UM.07": "2024-03-17"}
    initial = {"UM.08": "2024-12-03", "UM.09": "2024-12-18"}
    assert _applied(case.then("initial_report_presented", "2024-11-18")) == initial
    assert _applied(case.then("report_comments_filed", "2024-12-02")) == {"UM.09": "2024-12-18"}
    final = {"UM.10": "2025-01-04", "UM.11": "2025-02-03"}
    assert _applied(case.then("final_report_to_parties", "2024-12-20")) == final
    assert _applied(case.then("final_report_published", "2024-12-20")) == {"UM.11": "2025-02-03"}
    assert _applied(case.then("agreement_reached", "2025-01-20")) == {}


def _applied(live: dict[str, str]) -> dict[str, str]:
    """What is live without UM.04, whose reading is unverified: it is only offered."""
    return {rule: day for rule, day in live.items() if rule != "UM.04"}


def test_unverified_period_is_offered_only() -> None:
    case = Flow("usmca-31", perishable=False)
    case.then("panel_requested", "2023-08-17")
    assert {row.rule: row.offered for row in case.rows()} == {"UM.04": True, "UM.05": False}


def test_perishable_goods_go_faster() -> None:
    case = Flow("usmca-31", perishable=True)
    asked = {"UM.01.perishable": "2024-03-16", "UM.02": "2024-03-08", "UM.03.perishable": "2024-03-31"}
    assert case.then("consultations_requested", "2024-03-01") == asked
    case.then("panel_requested", "2024-04-02")
    assert _applied(case.then("panel_composed", "2024-05-01")) == {"UM.07.perishable": "2024-08-29"}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("level", {"UM.12": "2024-05-30"}),
        ("compliance", {"UM.12.compliance": "2024-05-30"}),
        ("both", {"UM.12.both": "2024-06-29"}),
    ],
)
def test_reconvened_panel(question: str, expected: dict[str, str]) -> None:
    case = Flow("usmca-31", perishable=False)
    assert case.then("panel_reconvened", "2024-03-01", question=question) == expected
    assert case.then("panel_redetermined", "2024-05-20") == {}


def test_rapid_response_that_is_accepted_and_remedied() -> None:
    case = Flow("usmca-31a")
    assert case.then("petition_received", "2024-02-01") == {"RR.08": "2024-03-02"}
    asked = {"RR.01": "2024-03-11", "RR.02": "2024-04-15", "RR.03": "2024-03-01"}
    assert case.then("review_requested", "2024-03-01") == asked
    delayed = {"RR.01": "2024-03-11", "RR.02": "2024-04-15"}
    assert case.then("customs_settlement_delayed", "2024-03-01") == delayed
    assert case.then("review_answered", "2024-03-10", answer="accepted") == {"RR.02": "2024-04-15"}
    assert case.then("review_completed", "2024-04-15") == {}


def test_rapid_response_that_is_refused_leads_to_offered_periods_only() -> None:
    case = Flow("usmca-31a")
    case.then("review_requested", "2024-03-01")
    assert case.then("review_answered", "2024-03-08", answer="refused") == {"RR.03": "2024-03-01"}
    case.then("panel_requested", "2024-03-12")
    offered = [row.rule for row in case.rows() if row.offered]
    assert offered == ["RR.04"]

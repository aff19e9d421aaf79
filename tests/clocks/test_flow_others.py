"""China, the United Kingdom, Phase One and the WTO limits of trade remedies, event by event."""

import pytest

from tests.clocks.flows import Flow


def test_chinese_trade_barrier_investigation() -> None:
    case = Flow("cn-ftbi")
    assert case.then("petition_received", "2023-03-17") == {"CN.01": "2023-05-16"}
    assert case.then("investigation_initiated", "2023-04-12") == {"CN.02": "2023-10-12"}
    assert case.then("measure_extended", "2023-10-09") == {"CN.02.extended": "2024-01-12"}
    assert case.then("investigation_concluded", "2023-12-15") == {}
    assert case.states() == {"CN.01": "met", "CN.02": "superseded", "CN.02.extended": "met"}


def test_barley() -> None:
    case = Flow("cn-ad-cvd")
    assert case.then("investigation_initiated", "2018-11-19") == {"CN.03": "2019-11-19"}
    assert case.then("measure_extended", "2019-11-15") == {"CN.03.extended": "2020-05-19"}
    assert case.then("definitive_measure_imposed", "2020-05-18") == {}


@pytest.mark.parametrize(
    ("pack", "kind"), [("cn-counter", "action_effective"), ("uk-tcbta", "retaliation_authorized")]
)
def test_rights_without_a_number_yield_no_day(pack: str, kind: str) -> None:
    assert Flow(pack).then(kind, "2024-03-01") == {}


def test_phase_one_goes_up_level_by_level() -> None:
    case = Flow("us-cn-phase-one")
    lodged = {"P1.01": "2024-03-22", "P1.01.principals": "2024-04-15"}
    assert case.then("phase_one_complaint_submitted", "2024-03-01") == lodged
    assert case.then("phase_one_referred_to_deputies", "2024-03-22") == {"P1.01.principals": "2024-04-15"}
    assert case.then("phase_one_referred_to_principals", "2024-04-15") == {"P1.01.meeting": "2024-05-15"}
    assert case.then("phase_one_principals_met", "2024-05-10") == {}


def test_wto_limits_of_an_investigation() -> None:
    case = Flow("wto-ad-scm")
    opened = {"ADA.conclude": "2025-03-01", "ADA.limit": "2025-09-01", "ADA.provisional": "2024-04-30"}
    assert case.then("investigation_initiated", "2024-03-01") == opened
    asked = case.then("questionnaire_received", "2024-03-08")
    assert asked == {**opened, "ADA.questionnaire": "2024-04-07"}
    assert case.then("questionnaire_answered", "2024-04-05") == opened
    late = {"ADA.conclude": "2025-03-01", "ADA.limit": "2025-09-01"}
    assert case.then("provisional_measure_applied", "2024-11-01") == late
    assert case.then("definitive_measure_imposed", "2025-04-01") == {"ADA.sunset": "2030-04-01"}
    assert case.then("expiry_review_initiated", "2030-03-28") == {}

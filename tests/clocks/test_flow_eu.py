"""EU enforcement, coercion, trade barriers and trade remedies, event by event."""

from tests.clocks.flows import Flow


def test_rebalancing_after_the_steel_safeguard() -> None:
    case = Flow("eu-enforcement", absolute_increase=False)
    assert case.then("safeguard_applied", "2018-03-23") == {"EE.03": "2018-06-21"}
    assert case.then("suspension_notified", "2018-05-18") == {"EE.03.suspend": "2018-06-17"}
    assert case.then("implementing_act_adopted", "2018-06-20") == {"EE.03.suspend": "2018-06-17"}
    assert case.then("action_effective", "2018-06-22") == {}


def test_three_years_after_an_absolute_increase() -> None:
    case = Flow("eu-enforcement", absolute_increase=True)
    applied = {"EE.03": "2018-06-21", "EE.03.bar": "2021-03-23"}
    assert case.then("safeguard_applied", "2018-03-23") == applied
    assert case.then("compensation_accorded", "2018-06-01") == {}


def test_authorization_starts_no_count() -> None:
    case = Flow("eu-enforcement", absolute_increase=False)
    assert case.then("retaliation_authorized", "2020-10-26") == {}


def test_coercion_from_examination_to_response() -> None:
    case = Flow("eu-aci")
    assert case.then("examination_opened", "2024-03-01") == {"ACI.01": "2024-07-01"}
    assert case.then("coercion_proposed", "2024-06-20") == {"ACI.02": "2024-08-16"}
    assert case.then("council_period_extended", "2024-08-01") == {"ACI.02.extended": "2024-08-29"}
    assert case.then("coercion_determined", "2024-08-29") == {"ACI.03": "2025-02-28"}
    assert set(case.then("response_adopted", "2025-01-15")) == {"ACI.04"}
    assert {row.rule for row in case.rows() if row.offered} == {"ACI.04"}


def test_nothing_before_the_regulation_was_in_force() -> None:
    assert Flow("eu-aci").then("examination_opened", "2023-12-01") == {}


def test_trade_barriers_complaint_may_stand_still() -> None:
    case = Flow("eu-tbr")
    assert case.then("petition_received", "2024-03-01") == {"TBR.01": "2024-04-15"}
    case.then("period_suspended", "2024-03-11")
    assert case.states() == {"TBR.01": "suspended"}
    assert case.then("period_resumed", "2024-03-21") == {"TBR.01": "2024-04-25"}
    assert case.then("examination_opened", "2024-04-22") == {"TBR.02": "2024-09-23"}
    assert case.then("complexity_declared", "2024-07-01") == {"TBR.02.complex": "2024-11-22"}
    assert case.then("committee_report_submitted", "2024-11-20") == {}


def test_dumping_investigation() -> None:
    case = Flow("eu-ad-cvd", anti_subsidy=False)
    final = {"EUAD": "2025-05-02", "EUAD.final": "2025-03-03"}
    assert case.then("investigation_initiated", "2024-03-01") == {
        **final,
        "EUAD.provisional_opens": "2024-04-30",
        "EUAD.provisional": "2024-10-01",
        "EUAD.provisional_limit": "2024-11-04",
    }
    case.then("intention_disclosed", "2024-09-13")
    assert case.then("provisional_measure_applied", "2024-10-11") == final
    assert case.states()["EUAD.disclosure_2020"] == "met"
    assert case.then("definitive_measure_imposed", "2025-03-28") == {}


def test_subsidy_investigation_of_electric_vehicles() -> None:
    case = Flow("eu-ad-cvd", anti_subsidy=True)
    assert case.then("investigation_initiated", "2023-10-04") == {
        "EUAD.cvd_final": "2024-11-04",
        "EUAD.cvd_provisional": "2024-07-04",
        "EUAD.provisional_opens": "2023-12-03",
    }
    assert case.then("provisional_measure_applied", "2024-07-04") == {
        "EUAD.cvd_final": "2024-11-04",
        "EUAD.disclosure_2020": "2024-06-06",
    }
    assert [row.rule for row in case.rows() if row.offered] == ["EUAD.disclosure_2020"]
    assert "EUAD.cvd_final" not in case.then("definitive_measure_imposed", "2024-10-29")

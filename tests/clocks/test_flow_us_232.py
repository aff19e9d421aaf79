"""Section 232 cases event by event."""

from tests.clocks.flows import Flow


def test_steel_of_2018() -> None:
    case = Flow("us-232")
    assert case.then("investigation_initiated", "2017-04-19") == {"232.01": "2018-01-14"}
    assert case.then("report_received", "2018-01-11", finding="affirmative") == {"232.02": "2018-04-11"}
    decided = {"232.03": "2018-03-23", "232.04": "2018-04-07"}
    assert case.then("action_decided", "2018-03-08") == decided
    assert case.then("action_implemented", "2018-03-23") == {"232.04": "2018-04-07"}
    assert case.then("statement_to_congress", "2018-04-05") == {}
    assert set(case.states().values()) == {"met"}


def test_automobiles_of_2019_pass_the_day_of_negotiation() -> None:
    case = Flow("us-232")
    assert case.then("investigation_initiated", "2018-05-23") == {"232.01": "2019-02-17"}
    assert case.then("report_received", "2019-02-17", finding="affirmative") == {"232.02": "2019-05-18"}
    negotiating = {"232.04.negotiation": "2019-06-16", "232.05": "2019-11-13"}
    assert case.then("negotiation_decided", "2019-05-17") == negotiating
    assert case.then("agreement_signed", "2019-10-07") == {"232.04.negotiation": "2019-06-16"}


def test_negative_report_starts_nothing() -> None:
    case = Flow("us-232")
    case.then("investigation_initiated", "2018-05-23")
    assert case.then("report_received", "2019-02-17", finding="negative") == {}


def test_decision_not_to_act_has_to_be_explained() -> None:
    case = Flow("us-232")
    case.then("report_received", "2019-04-14", finding="affirmative")
    assert case.then("action_declined", "2019-07-12") == {"232.04.declined": "2019-08-11"}

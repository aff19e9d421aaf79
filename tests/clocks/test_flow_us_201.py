"""Safeguard cases under sections 201 to 204 event by event."""

from tests.clocks.flows import Flow

PLAIN = {"critical_circumstances": False, "provisional_relief": False}


def test_solar_cells_from_petition_to_extension() -> None:
    case = Flow("us-201", **PLAIN)
    filed = {"201.01": "2017-09-14", "201.02": "2017-11-13"}
    assert case.then("petition_received", "2017-05-17") == filed
    complicated = {"201.01.complex": "2017-10-14", "201.02": "2017-11-13"}
    assert case.then("complexity_declared", "2017-06-01") == complicated
    assert case.then("injury_determined", "2017-09-22", outcome="affirmative") == {"201.02": "2017-11-13"}
    report = {"201.03": "2018-01-12", "201.04": "2017-11-28"}
    assert case.then("report_received", "2017-11-13", finding="affirmative") == report
    assert case.then("information_requested", "2017-11-27") == {"201.04.answer": "2017-12-27"}
    assert case.then("supplemental_report_received", "2017-12-27") == {"201.03.supplemental": "2018-01-26"}
    proclaimed = case.then(
        "action_proclaimed", "2018-01-23", agreements="not_announced", ends_on="2022-02-06"
    )
    ahead = {"201.06.end": "2022-02-06", "201.07": "2021-08-06"}
    assert proclaimed == {"201.05": "2018-02-07", **ahead}
    assert case.then("action_effective", "2018-02-07") == {"201.06": "2022-02-07", **ahead}
    running = {"201.06": "2022-02-07", "201.06.end": "2022-02-06"}
    assert case.then("extension_requested", "2021-08-02") == {**running, "201.07.report": "2021-12-08"}
    assert case.then("extension_report_made", "2021-12-08") == running
    assert case.then("measure_extended", "2022-02-04") == {"201.06.total": "2026-02-07"}
    assert case.then("action_terminated", "2026-02-06") == {}


def test_window_of_extension_opens_nine_months_ahead() -> None:
    case = Flow("us-201", **PLAIN)
    case.then("action_proclaimed", "2018-01-23", agreements="not_announced", ends_on="2022-02-06")
    window = next(row for row in case.rows() if row.rule == "201.07")
    assert str(window.window_start) == "2021-05-06"


def test_critical_circumstances_give_the_commission_longer() -> None:
    case = Flow("us-201", critical_circumstances=True, provisional_relief=True)
    filed = {"201.01.critical": "2024-08-28", "201.02.critical": "2024-10-27"}
    assert case.then("petition_received", "2024-03-01") == filed
    asked = case.then("provisional_relief_requested", "2024-03-01", ground="critical_circumstances")
    assert asked == {**filed, "201.08.itc": "2024-04-30"}
    found = case.then("provisional_report_received", "2024-04-30", ground="critical_circumstances")
    assert found == {**filed, "201.08.president": "2024-05-30"}
    assert case.then("provisional_relief_proclaimed", "2024-05-20") == {**filed, "201.08": "2024-12-06"}
    case.then("injury_determined", "2024-08-20", outcome="affirmative")
    report = case.then("report_received", "2024-10-01", finding="affirmative")
    assert report == {"201.03.provisional": "2024-11-20", "201.04": "2024-10-16", "201.08": "2024-12-06"}
    case.then("action_proclaimed", "2024-11-10", agreements="announced", ends_on="2028-05-20")
    assert case.live()["201.05.agreements"] == "2025-02-08"
    assert "201.05" not in case.live()
    assert case.then("action_effective", "2024-11-30")["201.06.provisional"] == "2028-05-20"


def test_perishable_goods() -> None:
    case = Flow("us-201", **PLAIN)
    asked = case.then("provisional_relief_requested", "2024-03-01", ground="perishable")
    assert asked == {"201.08.perishable_itc": "2024-03-22"}
    found = case.then("provisional_report_received", "2024-03-20", ground="perishable")
    assert found == {"201.08.perishable_president": "2024-03-27"}
    assert case.then("provisional_relief_denied", "2024-03-25") == {}


def test_negative_report_and_withdrawn_petition_leave_nothing() -> None:
    case = Flow("us-201", **PLAIN)
    case.then("petition_received", "2017-05-17")
    assert case.then("petition_withdrawn", "2017-06-01") == {}
    case = Flow("us-201", **PLAIN)
    assert case.then("report_received", "2017-11-13", finding="negative") == {}

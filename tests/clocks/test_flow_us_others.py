"""Sections 337 and 122 and the emergency powers, event by event."""

from tests.clocks.flows import Flow


def test_section_337_from_institution_to_the_president() -> None:
    case = Flow("us-337", temporary_relief_requested=False)
    assert case.then("investigation_initiated", "2023-10-02") == {"337.01": "2023-11-16"}
    dates = {"337.01.target": "2025-02-03", "337.01.initial": "2024-10-03"}
    assert case.then("target_date_set", "2023-11-01", ends_on="2025-02-03") == dates
    assert case.then("initial_determination_made", "2024-09-27") == {"337.01.target": "2025-02-03"}
    assert case.then("final_determination_made", "2025-02-03") == {}
    review = {"337.03": "2025-04-04", "337.03.final": "2025-04-05"}
    assert case.then("determination_received", "2025-02-03") == review
    assert case.then("determination_disapproved", "2025-04-04") == {}
    assert case.states()["337.03.final"] == "withdrawn"


def test_silence_of_the_president_leaves_the_determination_to_become_final() -> None:
    case = Flow("us-337", temporary_relief_requested=False)
    case.then("determination_received", "2025-02-03")
    assert case.then("determination_approved", "2025-04-05") == {}
    assert case.states() == {"337.03": "lapsed", "337.03.final": "met"}


def test_temporary_relief_takes_longer_in_a_complicated_case() -> None:
    case = Flow("us-337", temporary_relief_requested=True)
    opened = {"337.01": "2024-04-15", "337.02": "2024-05-30"}
    assert case.then("investigation_initiated", "2024-03-01") == opened
    longer = case.then("complexity_declared", "2024-03-20")
    assert longer == {"337.01": "2024-04-15", "337.02.complex": "2024-07-29"}
    assert case.then("temporary_order_decided", "2024-07-01") == {"337.01": "2024-04-15"}


def test_surcharge_ends_after_150_days() -> None:
    case = Flow("us-122")
    assert case.then("action_proclaimed", "2026-02-20") == {}
    assert case.then("action_effective", "2026-02-24") == {"122.01": "2026-07-24"}
    assert case.then("measure_extended", "2026-07-10") == {}


def test_emergency_is_continued_year_by_year() -> None:
    case = Flow("us-ieepa")
    declared = case.then("emergency_declared", "2025-02-01")
    assert declared == {"IE.01": "2025-08-01", "IE.02": "2026-01-31", "IE.02.end": "2026-02-01"}
    window = next(row for row in case.rows() if row.rule == "IE.02")
    assert str(window.window_start) == "2025-11-03"
    case.then("emergency_continued", "2026-01-15")
    continued = [(str(row.due_on), row.state.value) for row in case.rows() if row.rule == "IE.02"]
    assert continued[0] == ("2026-01-31", "met")
    ends = [(str(row.due_on), row.state.value) for row in case.rows() if row.rule == "IE.02.end"]
    assert ends == [("2026-02-01", "lapsed")]
    later = case.then("emergency_report_made", "2026-03-01")
    assert (later["IE.02"], later["IE.02.end"]) == ("2027-01-31", "2027-02-01")


def test_each_report_starts_the_next_six_months() -> None:
    case = Flow("us-ieepa")
    assert case.then("emergency_report_made", "2025-02-01")["IE.03"] == "2025-08-01"
    assert case.then("emergency_report_made", "2025-07-15")["IE.03"] == "2026-01-15"


def test_end_of_the_emergency_ends_everything() -> None:
    case = Flow("us-ieepa")
    case.then("emergency_declared", "2025-02-01")
    case.then("emergency_report_made", "2025-03-01")
    assert case.then("emergency_terminated", "2025-11-20") == {}

"""Anti-dumping and countervailing cases event by event."""

import pytest

from clocks import ClockErrors
from tests.clocks.flows import Flow

SUBSIDY = {"countervailing": True, "industry_polled": False, "free_trade_partner": False}
DUMPING = {**SUBSIDY, "countervailing": False}


def test_tin_mill_countervailing_case() -> None:
    case = Flow("us-ad-cvd", **SUBSIDY)
    filed = {"AC.01": "2023-02-07", "AC.02": "2023-03-06"}
    assert case.then("petition_received", "2023-01-18") == filed
    standing = {"AC.03": "2023-04-13", "AC.03.request": "2023-03-19", "AC.03.notice": "2023-03-24"}
    assert case.then("investigation_initiated", "2023-02-07") == {"AC.02": "2023-03-06", **standing}
    views = {"AC.02.views": "2023-03-10", **standing}
    assert case.then("preliminary_injury_determined", "2023-03-03", outcome="affirmative") == views
    case.then("injury_views_transmitted", "2023-03-10")
    assert case.then("preliminary_postponed", "2023-03-16") == {"AC.03.postponed": "2023-06-20"}
    preliminary = case.then("preliminary_determination_made", "2023-06-20", outcome="affirmative")
    assert preliminary == {"AC.05": "2023-09-05", "AC.06": "2023-10-18"}
    assert case.states()["AC.06"] == "tentative"
    assert case.then("final_aligned", "2023-07-05") == {"AC.06": "2023-10-18"}
    assert case.then("final_determination_made", "2024-01-05", outcome="affirmative") == {
        "AC.06": "2024-02-20"
    }
    assert case.states()["AC.06"] == "open"
    assert case.then("final_injury_determined", "2024-02-15", outcome="negative") == {}


def test_dumping_case_to_the_order_and_its_review() -> None:
    case = Flow("us-ad-cvd", **DUMPING)
    case.then("petition_received", "2023-01-18")
    assert case.then("investigation_initiated", "2023-02-07") == {
        "AC.02": "2023-03-06",
        "AC.03.ad": "2023-06-27",
        "AC.03.ad_request": "2023-06-02",
        "AC.03.ad_notice": "2023-06-07",
    }
    case.then("preliminary_injury_determined", "2023-03-03", outcome="affirmative")
    case.then("injury_views_transmitted", "2023-03-10")
    assert case.then("preliminary_postponed", "2023-05-25") == {"AC.03.ad_postponed": "2023-08-16"}
    made = case.then("preliminary_determination_made", "2023-08-16", outcome="affirmative")
    assert made == {"AC.05": "2023-10-30", "AC.06": "2023-12-14"}
    suspended = case.then("liquidation_suspended", "2023-08-22")
    assert suspended == {**made, "AC.04": "2023-12-22"}
    published = case.then("preliminary_determination_published", "2023-08-22")
    assert published == suspended
    longer = case.then("final_postponed", "2023-08-25")
    assert longer == {"AC.04": "2023-12-22", "AC.05.postponed": "2024-01-04", "AC.06": "2023-12-14"}
    asked = case.then("provisional_extension_requested", "2023-08-25")
    assert asked == {"AC.04.extended": "2024-02-22", "AC.05.postponed": "2024-01-04", "AC.06": "2023-12-14"}
    final = case.then("final_determination_made", "2024-01-04", outcome="affirmative")
    assert final == {"AC.04.extended": "2024-02-22", "AC.06": "2024-02-20"}
    injury = case.then("final_injury_determined", "2024-02-15", outcome="affirmative")
    assert injury == {"AC.04.extended": "2024-02-22", "AC.07": "2024-02-22"}
    ordered = case.then("order_published", "2024-02-22")
    assert ordered == {
        "AC.08": "2025-02-28", "AC.12": "2029-01-23", "AC.12.anniversary": "2029-02-22", "AC.17": "2024-03-23",
    }  # fmt: skip


def test_reviews_recur_each_year_and_count_from_the_unrolled_month_end() -> None:
    case = Flow("us-ad-cvd", **DUMPING)
    case.then("order_published", "2022-08-05")
    case.then("anniversary_month_closed", "2023-08-31")
    live = case.then("administrative_review_initiated", "2023-10-05")
    assert live["AC.09"] == "2024-05-02"
    assert [str(row.due_on) for row in case.rows() if row.rule == "AC.08"] == ["2023-08-31", "2024-09-03"]
    assert case.then("preliminary_results_postponed", "2024-04-10")["AC.09.extended"] == "2024-08-30"
    results = case.then("preliminary_results_published", "2024-08-30")
    assert "AC.09.extended" not in results
    assert results["AC.10"] == "2024-12-30"
    assert case.then("final_results_published", "2024-12-20")["AC.17.review"] == "2025-01-19"
    assert case.then("order_revoked", "2025-01-02") == {"AC.17.review": "2025-01-19"}


def test_review_without_its_month_is_refused() -> None:
    case = Flow("us-ad-cvd", **DUMPING)
    case.then("order_published", "2022-08-05")
    with pytest.raises(ClockErrors, match=r"AC\.09 counts from anniversary month closed"):
        case.then("administrative_review_initiated", "2023-10-05")


@pytest.mark.parametrize(
    ("adequacy", "expected"),
    [
        ("none", {"AC.13": "2024-04-01"}),
        ("inadequate", {"AC.13.inadequate": "2024-04-30", "AC.13.inadequate_itc": "2024-05-30"}),
        ("full", {"AC.13.full": "2024-08-28", "AC.13.full_itc": "2024-12-26"}),
    ],
)
def test_sunset_review_by_the_adequacy_of_responses(adequacy: str, expected: dict[str, str]) -> None:
    case = Flow("us-ad-cvd", **DUMPING)
    case.then("order_published", "2019-02-15")
    before = case.live()
    assert before["AC.12"] == "2024-01-16"
    opened = case.then("sunset_review_initiated", "2024-01-01")
    assert "AC.12" not in opened
    assert case.then("sunset_responses_assessed", "2024-02-20", adequacy=adequacy) == {**opened, **expected}


def test_extension_of_a_full_sunset_review_adds_its_days() -> None:
    case = Flow("us-ad-cvd", **DUMPING)
    case.then("sunset_review_initiated", "2024-01-02")
    case.then("sunset_responses_assessed", "2024-02-20", adequacy="full")
    extended = case.then("sunset_period_extended", "2024-06-01", days="90")
    assert extended == {"AC.13.full": "2024-11-27", "AC.13.full_itc": "2025-03-27"}


def test_polling_moves_both_decisions_on_the_petition() -> None:
    case = Flow("us-ad-cvd", **{**SUBSIDY, "industry_polled": True})
    assert case.then("petition_received", "2024-03-01") == {"AC.01.polling": "2024-04-10"}
    case.then("investigation_initiated", "2024-04-10")
    assert case.then("initiation_notice_received", "2024-04-12")["AC.02.polling"] == "2024-05-07"


def test_rejected_petition_leaves_nothing() -> None:
    case = Flow("us-ad-cvd", **SUBSIDY)
    case.then("petition_received", "2023-01-18")
    assert case.then("petition_rejected", "2023-02-07") == {}


def test_entries_liquidation_and_court() -> None:
    case = Flow("us-ad-cvd", **DUMPING)
    assert case.then("goods_entered", "2023-03-01") == {"AC.15": "2024-03-01"}
    assert case.then("liquidation_extended", "2024-01-10") == {"AC.15.extended": "2027-03-01"}
    assert case.then("entry_liquidated", "2025-02-03") == {"AC.16": "2025-08-02"}
    assert case.then("protest_filed", "2025-07-31") == {}
    case = Flow("us-ad-cvd", **DUMPING)
    case.then("final_results_published", "2024-12-20")
    assert case.then("summons_filed", "2025-01-17") == {"AC.17.complaint": "2025-02-16"}
    assert case.then("judicial_complaint_filed", "2025-02-14") == {}


def test_section_129() -> None:
    case = Flow("us-ad-cvd", **SUBSIDY)
    asked = {"AC.18": "2024-09-04", "AC.18.itc": "2024-07-08"}
    assert case.then("section_129_requested", "2024-03-08") == asked
    assert case.then("section_129_determined", "2024-08-30") == {"AC.18.itc": "2024-07-08"}


def test_negative_preliminary_determination_gives_the_commission_75_days() -> None:
    case = Flow("us-ad-cvd", **DUMPING)
    case.then("investigation_initiated", "2023-02-07")
    case.then("preliminary_determination_made", "2023-06-27", outcome="negative")
    case.then("preliminary_injury_determined", "2023-03-03", outcome="affirmative")
    live = case.then("final_determination_made", "2023-09-11", outcome="affirmative")
    assert live["AC.06.negative"] == "2023-11-27"
    assert "AC.06" not in live


def test_final_results_may_take_300_days_where_the_preliminary_ones_were_in_time() -> None:
    case = Flow("us-ad-cvd", **DUMPING)
    case.then("anniversary_month_closed", "2023-08-31")
    case.then("administrative_review_initiated", "2023-10-05")
    assert case.then("preliminary_results_published", "2024-05-02") == {"AC.10": "2024-08-30"}
    assert case.then("final_results_postponed", "2024-08-20") == {"AC.10.single": "2025-02-26"}


def test_goods_of_a_free_trade_partner_go_to_court_later() -> None:
    case = Flow("us-ad-cvd", **{**DUMPING, "free_trade_partner": True})
    live = case.then("final_results_published", "2024-12-20")
    assert live == {"AC.17.fta_review": "2025-01-20"}

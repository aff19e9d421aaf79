"""Rules of the clocks over the API, and one rule counted from one day."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from clocks.checking import known_rules
from tests.api.conventions import body, codes

pytestmark = pytest.mark.django_db
COMPUTE = "/api/v1/clocks/compute"


def ask(api: Client, **members: Any) -> Any:
    return api.post(COMPUTE, json.dumps(members), content_type="application/json")


def listed(api: Client, query: str = "") -> list[str]:
    return [rule["id"] for rule in body(api.get(f"/api/v1/clocks{query}"))["results"]]


def test_every_rule_of_every_pack_is_listed(api: Client) -> None:
    assert listed(api) == [one.rule.id for one in known_rules()]


def test_packs_come_with_their_rules(api: Client) -> None:
    packs = {pack["id"]: pack["rules"] for pack in body(api.get("/api/v1/clocks?pack=us-301"))["packs"]}
    assert packs == {"us-301": len(listed(api, "?pack=us-301"))}


def test_a_rule_tells_its_law_and_its_examples(api: Client) -> None:
    rule = body(api.get("/api/v1/clocks/301.10"))
    assert (rule["citation"], rule["count"]) == (
        "19 U.S.C. 2414(a)(3)(A)(ii)",
        {"kind": "period", "period": "6 m", "rules": [], "words": "six months"},
    )


def test_every_example_agrees_with_the_engine(api: Client) -> None:
    rules = body(api.get("/api/v1/clocks"))["results"]
    apart = [
        (rule["id"], vector["due"], vector["computed"])
        for rule in rules
        for vector in rule["vectors"]
        if not vector["agrees"]
    ]
    assert apart == []


def test_filters_narrow(api: Client) -> None:
    found = body(api.get("/api/v1/clocks?pack=wto-dsu&calendar=wto&q=appeal+panel"))["results"]
    assert ("DSU.20.appeal" in [rule["id"] for rule in found], {(r["pack"], r["calendar"]) for r in found}) == (
        True, {("wto-dsu", "wto")},
    )  # fmt: skip


def test_an_unknown_word_of_a_filter_names_the_nearest(api: Client) -> None:
    response = api.get("/api/v1/clocks?pack=us-302&kindd=duty")
    assert codes(response) == [("?pack", "unknown_choice"), ("?kindd", "unknown_parameter")]


def test_an_unknown_rule_is_a_404_with_the_nearest(api: Client) -> None:
    response = api.get("/api/v1/clocks/301.144")
    assert (response.status_code, "did you mean 301.14" in body(response)["detail"]) == (404, True)


@pytest.mark.parametrize("address", ["/api/v1/clocks", "/api/v1/clocks/301.10"])
def test_unchanged_is_a_304(api: Client, address: str) -> None:
    headers = {"If-None-Match": api.get(address)["ETag"]}
    assert api.get(address, headers=headers).status_code == 304


def test_anonymous_callers_may_compute(api: Client) -> None:
    told = body(ask(api, rule="301.14", anchor_date="1995-02-04"))
    assert {name: told[name] for name in ("rule", "raw_on", "due_on", "window_start", "kind", "rolled")} == {
        "rule": "301.14", "raw_on": "1995-03-06", "due_on": "1995-03-06", "window_start": None, "kind": "duty",
        "rolled": False,
    }  # fmt: skip


def test_the_answer_has_its_proof(api: Client) -> None:
    told = body(ask(api, rule="DSU.20.appeal", anchor_date="2020-09-15"))
    assert (told["due_on"], told["rolled"], told["confidence"], set(told["trace"][0])) == (
        "2020-11-16", True, "certain", {"what", "on", "detail"},
    )  # fmt: skip


def test_an_estimate_says_that_it_is_one(api: Client) -> None:
    told = body(ask(api, rule="DSU.07", anchor_date="2018-01-11"))
    assert (told["state"], "not known yet, an estimate" in told["sentence"]) == ("tentative", True)


def test_an_estimate_that_was_moved_to_a_day_is_one_no_more(api: Client) -> None:
    told = body(ask(api, rule="DSU.07", anchor_date="2018-01-11", extensions=["2018-03-01"]))
    assert (told["state"], told["due_on"]) == ("open", "2018-03-01")


def test_a_suspension_that_lasts_leaves_the_clock_suspended(api: Client) -> None:
    told = body(
        ask(
            api,
            rule="DSU.14",
            anchor_date="2020-01-01",
            suspensions=[{"from": "2020-02-01", "to": None}],
        )
    )
    assert told["state"] == "suspended"


def test_facts_of_a_case_are_not_asked(api: Client) -> None:
    assert body(ask(api, rule="301.10", anchor_date="1994-06-30"))["due_on"] == "1994-12-30"


def test_another_month_end_reading_may_be_asked_for(api: Client) -> None:
    told = body(ask(api, rule="301.10", anchor_date="1994-06-30", policy="sticky_eom"))
    assert told["due_on"] == "1994-12-31"


def test_extensions_move_the_day(api: Client) -> None:
    told = body(ask(api, rule="DSU.20", anchor_date="2020-09-15", extensions=["2020-12-18", "2021-01-25"]))
    assert told["due_on"] == "2021-01-25"


def test_suspensions_add_their_days(api: Client) -> None:
    span = {"from": "2020-02-01", "to": "2020-03-02"}
    told = body(ask(api, rule="DSU.14", anchor_date="2020-01-01", suspensions=[span]))
    assert told["due_on"] == "2020-10-31"


@pytest.mark.parametrize(
    ("members", "faults"),
    [
        ({}, [("/rule", "required"), ("/anchor_date", "required")]),
        ({"rule": "301.144"}, [("/anchor_date", "required"), ("/rule", "unknown_rule")]),
        ({"rule": "301.14"}, [("/anchor_date", "required")]),
        ({"rule": 301.14, "anchor_date": "1995-02-04"}, [("/rule", "invalid")]),
        ({"rule": "301.14", "anchor_date": "04/02/1995"}, [("/anchor_date", "invalid")]),
        ({"rule": "301.14", "anchor_date": "1995-02-30", "polcy": "x"}, [
            ("/polcy", "invalid"), ("/anchor_date", "invalid"),
        ]),
        ({"rule": "DSU.20.appeal", "anchor_date": "2050-01-03"}, [("/anchor_date", "calendar_missing")]),
        ({"rule": "301.14", "anchor_date": "9999-12-30"}, [("/anchor_date", "date_out_of_range")]),
        ({"rule": "301.14", "anchor_date": "1995-02-04", "policy": "sticky"}, [("/policy", "unknown_policy")]),
        ({"rule": "301.14", "anchor_date": "1995-02-04", "period": "3 m"}, [("/period", "incomplete_count")]),
        ({"rule": "301.14", "anchor_date": "1995-02-04", "extensions": ["1995-03-01"]}, [
            ("/extensions", "invalid_move"),
        ]),
        ({"rule": "301.14", "anchor_date": "1995-02-04", "suspensions": [{"from": "1995-02-05"}]}, [
            ("/suspensions/0/to", "required"),
        ]),
        ({"rule": "DSU.14", "anchor_date": "2020-01-01", "suspensions": [
            {"from": "2020-02-01", "to": "2020-03-01"}, {"from": "2020-02-15", "to": "2020-03-15"},
        ]}, [("/suspensions", "overlapping_suspensions")]),
        ({"rule": "301.14", "anchor_date": "1995-02-04", "anchor_kind": "petition_received"}, [
            ("/anchor_kind", "wrong_anchor"),
        ]),
    ],
)  # fmt: skip
def test_what_cannot_be_computed_is_a_problem_naming_all_faults(
    api: Client, members: dict[str, Any], faults: list[tuple[str, str]]
) -> None:
    response = ask(api, **members)
    assert (response.status_code, response["Content-Type"], sorted(codes(response))) == (
        400, "application/problem+json", sorted(faults),
    )  # fmt: skip


def test_a_year_without_calendar_names_calendar_and_year(api: Client) -> None:
    told = body(ask(api, rule="DSU.20.appeal", anchor_date="2050-01-03"))
    assert "calendar wto, year 2050" in told["detail"]


def test_the_nearest_rule_is_named(api: Client) -> None:
    assert "did you mean 301.1" in body(ask(api, rule="301.114", anchor_date="1995-02-04"))["detail"]


def test_nothing_is_stored_or_even_asked_of_the_database(api: Client) -> None:
    with CaptureQueriesContext(connection) as captured:
        ask(api, rule="301.14", anchor_date="1995-02-04")
    assert len(captured) == 0


def test_a_key_that_reads_may_compute(api: Client, make_key: Any) -> None:
    payload = json.dumps({"rule": "301.14", "anchor_date": "1995-02-04"})
    headers = make_key(scopes=("read",))
    assert api.post(COMPUTE, payload, content_type="application/json", headers=headers).status_code == 200


def test_a_closed_instance_computes_for_nobody_unknown(api: Client, settings: Any) -> None:
    settings.PUBLIC_READ = False
    assert ask(api, rule="301.14", anchor_date="1995-02-04").status_code == 401


def test_the_answer_is_not_kept_by_anybody_between(api: Client) -> None:
    assert ask(api, rule="301.14", anchor_date="1995-02-04")["Cache-Control"] == "no-store"


def test_calls_are_counted(api: Client, settings: Any) -> None:
    settings.API_LIMITS = {"anonymous": 0, "key": 0}
    assert ask(api, rule="301.14", anchor_date="1995-02-04").status_code == 429


def test_a_zone_printed_out_of_season_is_warned_about_and_moves_nothing(api: Client) -> None:
    plain = body(ask(api, rule="301.14", anchor_date="2018-07-06"))
    told = body(ask(api, rule="301.14", anchor_date="2018-07-06", printed="July 6, 2018, 12:01 a.m. EST"))
    assert (told["due_on"], plain["warnings"]) == (plain["due_on"], [])
    [warning] = told["warnings"]
    assert warning.startswith(
        "Printed “July 6, 2018, 12:01 a.m. EST”, but on 6 July 2018 clocks there showed EDT"
    )
    assert warning in [step["detail"] for step in told["trace"]]

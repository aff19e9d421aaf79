"""What goods would pay, over the API: the answers, the errors, and what hidden lists give away."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Team
from tariffs.models import TariffCitation, TariffList
from tests.api.conventions import body, codes
from tests.factories import law, record

pytestmark = pytest.mark.django_db
ASKED = "/api/v1/duty?importer=US&origin=CN"


@pytest.fixture
def lists(db: None) -> dict[str, TariffList]:
    return law.china_lists()


def percents(told: Any) -> dict[str, str]:
    return {
        one["list"]["ref"] if one["list"] else "base": one["rate"]["ad_valorem_percent"]
        for one in told
        if one["applies"]
    }


def ask(api: Client, code: str, on: str, more: str = "", **headers: Any) -> Any:
    response = api.get(f"{ASKED}&code={code}&on={on}{more}", **headers)
    assert response.status_code == 200, response.content
    return body(response)


def batch(api: Client, questions: list[Any], **headers: Any) -> Any:
    return api.post("/api/v1/duty/batch", json.dumps({"questions": questions}), "application/json", **headers)


def question(code: str, on: str, **more: str) -> dict[str, str]:
    return {"importer": "US", "origin": "CN", "code": code, "on": on, **more}


@pytest.mark.parametrize(
    ("on", "percent"), [("2019-09-15", "15"), ("2020-02-13", "15"), ("2020-02-14", "7.5")]
)
def test_sweaters_on_three_days(api: Client, lists: Any, on: str, percent: str) -> None:
    assert percents(ask(api, "6110.20.20", on)["layers"]) == {"list-4a": percent}


def test_a_layer_says_everything(api: Client, lists: Any) -> None:
    effect = lists["4a"].effects.order_by("from_at").first()
    record.make(TariffCitation, effect=effect, source=record.source(ref="fr-84-45821"), page="84 FR 45821")
    layer = ask(api, "61102020", "2019-09-15")["layers"][0]
    assert {name: layer[name] for name in ("authority", "mode", "claim_code", "state", "from_at", "until_at")} == {
        "authority": "us-301", "mode": "additional", "claim_code": "99038815", "state": "in_force",
        "from_at": "2019-09-01T04:01:00Z", "until_at": "2020-02-14T05:01:00Z",
    }  # fmt: skip
    assert [(one["source"], one["page"], one["of"]) for one in layer["citations"]] == [
        ("fr-84-45821", "84 FR 45821", "effect")
    ]


def test_a_code_of_no_loaded_edition_is_answered_and_said(api: Client, lists: Any) -> None:
    told = ask(api, "84713001", "2019-09-15")
    assert (told["nomenclature"], told["layers"][0]["state"], told["layers"][0]["applies"]) == (
        None,
        "never_collected",
        False,
    )


def test_the_normal_duty_is_a_layer_of_its_own(api: Client, lists: Any) -> None:
    law.schedule(2019, {"61102020": "16.5%"})
    told = ask(api, "61102020", "2019-09-15")
    assert (percents(told["layers"]), told["nomenclature"]["ref"]) == (
        {"base": "16.5", "list-4a": "15"},
        "us-2019",
    )


def test_the_rate_of_another_year_is_not_passed_off(api: Client, lists: Any) -> None:
    law.schedule(2024, {"61102020": "16.5%"})
    base = ask(api, "61102020", "2019-09-15")["layers"][0]
    assert (base["kind"], base["applies"], base["state"]) == ("base", None, "unknown")


def test_eight_digits_of_a_split_line_give_both_branches(api: Client, lists: Any) -> None:
    law.schedule(2019, {"85176200": "Free", "8517620010": "", "8517620020": "", "8517620090": ""})
    told = ask(api, "85176200", "2019-09-15")
    assert told["depends"] == ["code"]
    assert [(one["when"]["codes"], percents(one["layers"])) for one in told["branches"]] == [
        (["8517620010", "8517620020"], {"base": "0", "list-3": "25"}),
        (["8517620090"], {"base": "0", "list-4a": "15"}),
    ]


def test_the_day_of_export_decides_and_its_lack_depends(api: Client, lists: Any) -> None:
    known = ask(api, "94016160", "2019-06-14", "&exported_on=2019-05-08")
    assert percents(known["layers"]) == {"list-3": "10"}
    unknown = ask(api, "94016160", "2019-06-14")
    assert (unknown["depends"], [one["when"]["exported_before"] for one in unknown["branches"]]) == (
        ["exported_on"],
        ["2019-05-10T00:01", None],
    )


def test_proposed_lists_stand_apart(api: Client, lists: Any) -> None:
    us, cn = lists["3"].imposing, lists["3"].list_targets.get().actor
    law.tariff_list("proposal", us, [cn], [{"digits": "6110", "stated_rate": "30%"}], stage="proposed")
    told = ask(api, "61102020", "2019-09-15")
    assert [(one["list"]["ref"], one["rate"]["text"]) for one in told["would_pay"]] == [("proposal", "30%")]


def test_all_faults_come_at_once(api: Client) -> None:
    response = api.get("/api/v1/duty?importer=UK&code=8471&on=2019-02-30&at=25:00&exported=2019-01-01")
    assert response.status_code == 400
    assert codes(response) == [
        ("?exported", "unknown_parameter"),
        ("?origin", "missing"), ("?importer", "bad_country"), ("?code", "too_short"), ("?on", "bad_date"),
        ("?at", "bad_time"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("8517.6", "it has 5 digits"),
        ("laptops", "only digits"),
        ("99038803", "claims, not goods"),
        ("1234567", "7 digits"),
    ],
)
def test_a_bad_code_says_why(api: Client, code: str, says: str) -> None:
    response = api.get(f"{ASKED}&code={code}&on=2019-09-15")
    assert (response.status_code, says in body(response)["detail"]) == (400, True)


def test_one_answer_reads_at_most_six_times(api: Client, lists: Any) -> None:
    law.schedule(2019, {"85176200": "Free", "8517620010": ""})
    with CaptureQueriesContext(connection) as captured:
        ask(api, "85176200", "2019-05-15")
    assert len(captured) <= 6, [one["sql"][:80] for one in captured]


def test_a_hidden_list_is_as_good_as_none(api: Client, lists: Any, make_user: Any, make_key: Any) -> None:
    before = ask(api, "61102020", "2019-09-15")
    team = Team.objects.create(ref="desk", name="Desk")
    us, cn = lists["3"].imposing, lists["3"].list_targets.get().actor
    hidden = law.tariff_list("hidden", us, [cn], ["61102020"], visibility="internal", team=team)
    law.effect(hidden, "99", "2019-01-01T00:01")
    assert ask(api, "61102020", "2019-09-15") == before
    headers = make_key(make_user(team))
    assert percents(ask(api, "61102020", "2019-09-15", headers=headers)["layers"])["hidden"] == "99"


def test_a_hidden_effect_is_as_good_as_none(api: Client, lists: Any) -> None:
    team = Team.objects.create(ref="desk", name="Desk")
    effect = lists["4b"].effects.get()
    effect.visibility, effect.team = "internal", team
    record.saved(effect.save)
    assert ask(api, "84713001", "2019-09-15")["layers"][0]["state"] == "unknown"


def test_a_batch_answers_each_or_says_what_is_wrong_with_it(api: Client, lists: Any) -> None:
    told = body(
        batch(
            api,
            [
                question("61102020", "2019-09-15"),
                question("6110", "2019-09-15"),
                question("94016160", "2019-06-14", exported_on="2019-05-08"),
                "61102020",
                question("61102020", "2019-09-15", orgin="CN") | {"code": 61102020},
            ],
        )
    )["results"]
    assert [one["answer"] and percents(one["answer"]["layers"]) for one in told] == [
        {"list-4a": "15"}, None, {"list-3": "10"}, None, None,
    ]  # fmt: skip
    assert [
        [(fault["pointer"], fault["code"]) for fault in one["errors"]] for one in told if one["errors"]
    ] == [
        [("/questions/1/code", "too_short")],
        [("/questions/3", "not_a_mapping")],
        [("/questions/4/orgin", "unknown_key"), ("/questions/4/code", "not_text")],
    ]


def test_large_batches_use_the_kept_lines_and_agree(api: Client, lists: Any) -> None:
    few = [question("61102020", "2019-09-15"), question("85176200", "2019-09-15")]
    many = few + [question(f"{n:08}", "2019-09-15") for n in range(10_000_000, 10_000_400)]
    assert body(batch(api, many))["results"][:2] == body(batch(api, few))["results"]


def test_a_list_published_later_is_seen_by_large_batches(api: Client, lists: Any) -> None:
    many = [question(f"{n:08}", "2019-09-15") for n in range(10_000_000, 10_000_400)]
    assert body(batch(api, many))["results"][0]["answer"]["layers"] == []
    us, cn = lists["3"].imposing, lists["3"].list_targets.get().actor
    law.effect(law.tariff_list("later", us, [cn], ["10000000"]), "5", "2019-01-01T00:01")
    assert percents(body(batch(api, many))["results"][0]["answer"]["layers"]) == {"later": "5"}


def test_a_parameter_left_empty_is_told_once(api: Client) -> None:
    response = api.get(f"{ASKED}&code=&on=2019-09-15&on=2019-09-16")
    assert codes(response) == [("?code", "empty"), ("?on", "repeated")]


def test_all_faults_of_a_batch_come_at_once_those_around_its_questions_first(api: Client) -> None:
    sent = {
        "questions": [question("8517.6", "2019-09-15") | {"importer": "UK", "orgin": "CN"}],
        "detail": "full",
    }
    response = api.post("/api/v1/duty/batch?page=2", json.dumps(sent), "application/json")
    assert (response.status_code, codes(response)) == (
        400,
        [
            ("/detail", "unknown_key"),
            ("?page", "unknown_parameter"),
            ("/questions/0/orgin", "unknown_key"),
            ("/questions/0/importer", "bad_country"),
            ("/questions/0/code", "bad_code"),
        ],
    )


@pytest.mark.parametrize("sent", [[], {}, {"questions": []}, {"questions": [{}] * 10_001}, {"question": []}])
def test_a_batch_of_the_wrong_shape_is_refused(api: Client, sent: Any) -> None:
    response = api.post("/api/v1/duty/batch", json.dumps(sent), "application/json")
    assert response.status_code == 400


def test_a_key_that_may_read_may_ask_for_many(api: Client, lists: Any, make_key: Any, make_user: Any) -> None:
    headers = make_key(make_user(), scopes=["read"])
    assert batch(api, [question("61102020", "2019-09-15")], headers=headers).status_code == 200


def test_a_closed_instance_answers_no_stranger(api: Client, lists: Any, settings: Any) -> None:
    settings.PUBLIC_READ = False
    assert api.get(f"{ASKED}&code=61102020&on=2019-09-15").status_code == 401
    assert batch(api, [question("61102020", "2019-09-15")]).status_code == 401

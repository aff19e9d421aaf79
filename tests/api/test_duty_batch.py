"""An answer of a batch says all that the answer says alone, whatever is asked beside it."""

import json
import random
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Team
from tariffs.models import Exclusion, ListItem, TariffCitation, TariffList
from tests.api.conventions import body
from tests.factories import law, record

pytestmark = pytest.mark.django_db
CODES = (
    "85176200", "8517620000", "8517620010", "8517620090", "85176100", "851762", "61102020", "611020", "61103000",
    "94016160", "94016980", "84713001", "84715001", "22042150", "04061000", "10000000",
)  # fmt: skip


@pytest.fixture
def lists(db: None) -> dict[str, TariffList]:
    """Lists whose answers turn on all that answers turn on, with sources of every kind, seen and hidden."""
    found = law.china_lists()
    us, cn = found["3"].imposing, found["3"].list_targets.get().actor
    fr = record.actor("fr", kind="state", name="France", iso2="FR")
    line = {
        "digits": "8517620000", "printed_code": "8517.62.0000", "description": "Modems", "stated_rate": "7,5 %",
        "ad_valorem_percent": "7.5", "countries": ["CN", "HK"], "excepted_digits": ["8517620090"],
        "only_digits": ["85176200"], "partial": "some", "part": "annex a", "claim_code": "99038803",
    }  # fmt: skip
    wide = {"digits": "6110", "description": "Jerseys, “knitted”", "stated_rate": "4.4¢/kg + 2%"}
    cotton = {"digits": "611020", "description": "Of cotton\nand\tflax"}
    named: dict[str, list[dict[str, Any]]] = {"odd": [line, wide], "other": [cotton]}
    for ref, lines in named.items():
        found[ref] = law.tariff_list(ref, us, [cn], lines)
        law.effect(found[ref], "3", "2019-01-01T00:01", rate_on_lines=ref == "odd")
    found["wine"] = law.tariff_list(
        "wine", us, [fr], ["220421", {"digits": "0406", "countries": ["FR", "DE"]}]
    )
    law.effect(found["wine"], "25", "2019-10-18T00:01", mode="in_lieu")
    words = {"description": "All that is red"}
    found["words"] = law.tariff_list("words", us, [cn], [words, {"digits": "8517", "countries": ["VN"]}])
    rates = [{"description": f"Goods of {n}", "countries": [n], "stated_rate": "20%"} for n in ("VN", "EU")]
    found["rates"] = law.tariff_list("rates", us, [], rates)
    law.effect(found["rates"], "10", "2019-05-05T00:01", rate_on_lines=True)
    found["proposal"] = law.tariff_list(
        "proposal", us, [cn], [{"digits": "6110", "stated_rate": "30%"}], stage="proposed"
    )
    bells = {"digits": "8517620020", "from_at": law.at("2019-06-01T00:01"), "zone": "America/New_York"}
    excluded = record.make(
        Exclusion,
        ref="bells",
        tariff_list=found["3"],
        description="With a bell",
        claim_code="99038806",
        **bells,
    )
    source = record.source(ref="notice", title="A “notice”", publisher="USTR")
    version = found["3"].versions.get()
    for of in (
        {"effect": found["4a"].effects.order_by("from_at").first()},
        {"effect": found["3"].effects.order_by("from_at").last()},
        {"list_version": version},
        {"exclusion": excluded},
        {"item": ListItem.objects.get(list_version=version, position=1)},
    ):
        record.make(TariffCitation, source=source, page="84 FR 45821", quote="as said", **of)
    team = Team.objects.create(ref="desk", name="Desk")
    record.make(TariffCitation, source=source, list_version=version, visibility="internal", team=team)
    hidden = law.tariff_list("hidden", us, [cn], ["61102020"], visibility="internal", team=team)
    law.effect(hidden, "99", "2019-01-01T00:01")
    law.schedule(
        2019,
        {
            "85176200": "Free", "8517620010": "", "8517620020": "", "8517620090": "", "61102020": "16.5%",
            "94016160": "2%",
        },
    )  # fmt: skip
    return found


def questions(chance: random.Random, count: int) -> list[dict[str, str]]:
    found = []
    for _ in range(count):
        on = date(2019, 4, 1) + timedelta(days=chance.randrange(400))
        one = {"importer": "US", "origin": chance.choice(("CN", "CN", "FR", "VN", "EU"))}
        one |= {"code": chance.choice(CODES), "on": on.isoformat()}
        if chance.random() < 0.4:
            one["exported_on"] = (on - timedelta(days=chance.randrange(60))).isoformat()
        if chance.random() < 0.3:
            one["at"] = f"{chance.randrange(24):02}:{chance.randrange(60):02}"
        found.append(one)
    return found


def many(api: Client, asked: list[dict[str, str]], **headers: Any) -> Any:
    response = api.post("/api/v1/duty/batch", json.dumps({"questions": asked}), "application/json", **headers)
    assert response.status_code == 200, response.content
    return body(response)


def alone(api: Client, asked: dict[str, str]) -> Any:
    response = api.get("/api/v1/duty", asked)
    assert response.status_code == 200, response.content
    return body(response)


@pytest.mark.parametrize("beside", [0, 20, 400])
def test_random_questions_are_answered_the_same_alone_and_in_a_batch_of_any_size(
    api: Client, lists: Any, beside: int
) -> None:
    asked = questions(random.Random(beside), 100)
    others = [
        {"importer": "US", "origin": "CN", "code": f"{n:08}", "on": "2019-09-15"}
        for n in range(10_000_000, 10_000_000 + beside)
    ]
    told = many(api, asked + others)
    results = told["results"][: len(asked)]
    for number, (one, result) in enumerate(zip(asked, results, strict=True)):
        single = alone(api, one)
        assert single.pop("notice") == told["notice"]
        assert result == {"index": number, "answer": single, "errors": []}, one
    text = json.dumps(results)
    for said in (
        "Of cotton",
        "84 FR 45821",
        "With a bell",
        "part_of_code",
        '"country"',
        "exported_on",
        "proposal",
        "All that is red",
        "Goods of EU",
    ):
        assert said in text
    assert "hidden" not in text


def test_a_layer_of_a_branch_has_its_sources_too(api: Client, lists: Any) -> None:
    told = many(api, [{"importer": "US", "origin": "CN", "code": "94016160", "on": "2019-06-14"}])
    branches = told["results"][0]["answer"]["branches"]
    assert [[one["of"] for one in branch["layers"][1]["citations"]] for branch in branches] == [
        ["version", "line"],
        ["effect", "version", "line"],
    ]


def test_a_batch_reads_no_more_for_more_answers(api: Client, lists: Any) -> None:
    asked = questions(random.Random(1), 290)
    counts = []
    for number in (20, 290):
        with CaptureQueriesContext(connection) as captured:
            many(api, asked[:number])
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_member_of_the_desk_sees_its_list_in_a_batch(
    api: Client, lists: Any, make_user: Any, make_key: Any
) -> None:
    headers = make_key(make_user(Team.objects.get()))
    told = many(
        api, [{"importer": "US", "origin": "CN", "code": "61102020", "on": "2019-09-15"}], headers=headers
    )
    assert "hidden" in {
        one["list"]["ref"] for one in told["results"][0]["answer"]["layers"] if one["list"] is not None
    }

"""Lines and editions that are kept for large batches: the same as those read for one question, and never stale."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tariffs.answers import Question
from tariffs.editions import ASKED
from tariffs.enquiry import ask, ask_many
from tariffs.models import Nomenclature
from tariffs.shelf import FEW_CODES, desk_of
from tests.factories import law

pytestmark = pytest.mark.django_db
READER = AnonymousUser()
DAY = date(2019, 9, 15)
OTHERS = [f"{n:08}" for n in range(10_000_000, 10_000_000 + FEW_CODES + 1)]


def asked(*codes: str) -> list[Question]:
    """Return questions about these codes first, and about more than are read one by one."""
    return [Question("US", "CN", code, DAY) for code in (*codes, *OTHERS)]


def test_kept_lines_say_what_lines_read_for_one_question_say(db: None) -> None:
    who = law.states()
    odd: dict[str, Any] = {
        "digits": "8517620000", "printed_code": "8517.62.0000", "description": "Modems", "stated_rate": "7,5 %",
        "ad_valorem_percent": "7.5", "countries": ["CN", "HK"], "excepted_digits": ["8517620090", "8517621100"],
        "only_digits": ["85176200"], "partial": "some", "part": "annex a", "claim_code": "99038803",
    }  # fmt: skip
    plain = {"digits": "85176200", "printed_code": "8517.62.00", "stated_rate": "4.4¢/kg + 2%"}
    law.tariff_list("odd", who["US"], [who["CN"]], [odd, plain, {"digits": "8517", "stated_rate": "??"}])
    law.tariff_list("other", who["US"], [who["CN"]], ["85176200", "851762"])
    few, many = (
        desk_of(user=READER, importer="US", questions=questions).index
        for questions in (asked("85176200")[:1], asked())
    )
    for stem in ("", "8517", "851762", "85176200"):
        assert list(map(fields, many.from_(stem))) == list(map(fields, few.from_(stem)))
        assert list(map(fields, many.above(stem))) == list(map(fields, few.above(stem)))
        assert many.has_under(stem) == few.has_under(stem)
    assert (many.scoped, many.editions, len(many)) == ({"odd-v1"}, {"odd-v1", "other-v1"}, 5)


def fields(line: Any) -> tuple[Any, ...]:
    return tuple(getattr(line, name) for name in line.__slots__)


def test_a_line_is_the_same_object_whenever_it_is_found(db: None) -> None:
    law.china_lists()
    desks = [desk_of(user=READER, importer="US", questions=asked()) for _ in range(2)]
    first, second = (desk.index.above("61102020") for desk in desks)
    assert [id(line) for line in first] == [id(line) for line in second]


def test_normal_duties_of_large_batches_are_those_of_single_questions(db: None) -> None:
    law.schedule(2019, {"61102020": "16.5%", "8517620000": "Free", "950300": "", "95030000": "Free"})
    law.schedule(2018, {"61102020": "17%", "94016160": "2%"})
    law.schedule(2017, {"847130": ""}, authority="WCO")
    codes = ("61102020", "6110202005", "85176200", "8517620000", "950300", "94016160", "84713001", "99999999")
    many = ask_many(user=READER, questions=asked(*codes))
    assert [one.base for one in many[: len(codes)]] == [
        ask(user=READER, question=question).base for question in asked(*codes)[: len(codes)]
    ]
    assert [one.base.edition if one.base else None for one in many[: len(codes)]] == [
        "2019", None, "2019", "2019", "2019", "2018", "2017", None
    ]  # fmt: skip


def test_an_edition_loaded_later_is_seen_and_one_removed_is_not(db: None) -> None:
    law.schedule(2018, {"61102020": "17%"})
    assert ask_many(user=READER, questions=asked("61102020"))[0].base.rate.text == "17%"  # type: ignore[union-attr]
    later = law.schedule(2019, {"61102020": "16.5%"})
    assert ask_many(user=READER, questions=asked("61102020"))[0].base.rate.text == "16.5%"  # type: ignore[union-attr]
    Nomenclature.objects.filter(pk=later.pk).delete()
    assert ask_many(user=READER, questions=asked("61102020"))[0].base.rate.text == "17%"  # type: ignore[union-attr]


def test_a_large_batch_reads_no_more_once_lines_and_editions_are_kept(db: None) -> None:
    law.china_lists()
    law.schedule(2019, {"61102020": "16.5%"})
    ask_many(user=READER, questions=asked("61102020"))
    with CaptureQueriesContext(connection) as captured:
        ask_many(user=READER, questions=asked("61102020"))
    # Whose citations may be seen is asked of the lines' versions; the lines themselves are not read.
    assert not [one["sql"] for one in captured if 'FROM "tariffs_listitem"' in one["sql"].split("WHERE")[0]]
    assert not [one["sql"] for one in captured if "commoditycode" in one["sql"]]


def test_codes_are_found_by_their_index_however_many_are_asked_about(db: None) -> None:
    law.schedule(2019, {"61102020": "16.5%"})
    values: dict[str, Any] = {"exact": ",".join(OTHERS), "stems": ",".join(OTHERS), "authorities": ["US"]}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {ASKED}", values)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert ("commodity_code_once" in plan, "Seq Scan on tariffs_commoditycode" in plan) == (True, False)

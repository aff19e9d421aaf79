"""Two loads at once of one edition, correlation table or file of trade values: nothing is doubled or half-written."""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from tariffs.actions import load_correlation, load_nomenclature, load_trade_values
from tariffs.importers.reference.correlations import plan_correlation
from tariffs.importers.reference.editions import EditionDraft
from tariffs.importers.reference.files import Refused, SourceFile
from tariffs.importers.reference.load import plan_nomenclature
from tariffs.importers.reference.trade import TradeDraft, plan_trade
from tariffs.models import CommodityCode, Correlation, LoadedFile, Nomenclature, TradeValue
from tests.factories import goods
from tests.factories.beside import Beside

pytestmark = pytest.mark.django_db(transaction=True)
PAIRS = "hs2022,hs2017,relationship\n851713,851712,1:1\n"
OTHER_PAIRS = "hs2022,hs2017,relationship\n851713,851712,n:1\n851714,851712,n:1\n"
CHINA, OTHER_CHINA = "0101300000,5700,9,0\n", "0101300000,5700,8,0\n"
JAPAN = "8517620090,5880,7,0\n"


def source(text: str) -> SourceFile:
    return SourceFile("given.file", hashlib.sha256(text.encode()).hexdigest(), text.encode())


def edition(code: str, ref: str = "hs-2022") -> tuple[Nomenclature, bool]:
    rows = [{"id": one, "text": f"{one} - Goods", "parent": one[:-2]} for one in ("01", "0101", code)]
    given = source(json.dumps({"classCode": "H6", "results": rows}))
    draft = EditionDraft(ref, "WCO", "HS", "2022", "HS 2022", date(2022, 1, 1))
    return load_nomenclature(draft=draft, plan=plan_nomenclature(given, draft))


def correlation(text: str) -> bool:
    new, old = (Nomenclature.objects.get(ref=ref) for ref in ("hs-2022", "hs-2017"))
    return load_correlation(plan=plan_correlation(source(text), new, old))


def values(rows: str, ref: str = "us-2024") -> bool:
    text = f"HS10,CTY_CODE,CON_VAL_YR,CAL_DUT_YR\n{rows}"
    return load_trade_values(plan=plan_trade(source(text), TradeDraft(ref, "US", 2024), {}))


def both(first: Callable[[], Any], second: Callable[[], Any]) -> Any:
    """Return what the second load returns or raises that is planned and begun before the first one is committed."""
    with transaction.atomic():
        first()
        beside = Beside(second)
    return beside.result()


def test_the_second_load_of_an_edition_finds_the_first() -> None:
    found = both(lambda: edition("010121"), lambda: edition("010121"))
    assert found == (Nomenclature.objects.get(), False), found
    assert CommodityCode.objects.count() == 3


@pytest.mark.parametrize(
    ("given", "says"),
    [({}, "it is loaded from another file"), ({"ref": "wco-2022"}, "hs-2022 is an edition of WCO HS")],
)
def test_another_file_of_the_same_edition_is_refused(given: dict[str, str], says: str) -> None:
    found = both(lambda: edition("010121"), lambda: edition("010129", **given))
    assert isinstance(found, Refused), found
    assert says in str(found)
    assert list(CommodityCode.objects.order_by("id").values_list("digits", flat=True)) == [
        "01",
        "0101",
        "010121",
    ]


@pytest.mark.parametrize("second", [PAIRS, OTHER_PAIRS])
def test_the_second_load_of_a_correlation_stores_nothing(second: str) -> None:
    goods.nomenclature("hs-2022", "851713", "851714", digits=6)
    goods.nomenclature("hs-2017", "851712", digits=6)
    found = both(lambda: correlation(PAIRS), lambda: correlation(second))
    assert found is False if second is PAIRS else "loaded from another file" in str(found), found
    assert (Correlation.objects.count(), LoadedFile.objects.get().rows) == (1, 1)


def test_the_second_load_of_trade_values_stores_nothing() -> None:
    found = both(lambda: values(CHINA), lambda: values(CHINA))
    assert found is False, found
    assert (TradeValue.objects.count(), LoadedFile.objects.get().rows) == (1, 1)


def test_a_partner_that_another_file_brings_at_once_is_left_out() -> None:
    found = both(lambda: values(CHINA), lambda: values(CHINA + JAPAN, ref="us-more"))
    assert found is True, found
    assert sorted(TradeValue.objects.values_list("partner_code", "source_ref")) == [
        ("5700", "us-2024"), ("5880", "us-more"),
    ]  # fmt: skip


@pytest.mark.parametrize("ref", ["us-2024", "us-more"])
def test_other_trade_values_at_once_are_refused(ref: str) -> None:
    found = both(lambda: values(CHINA), lambda: values(OTHER_CHINA, ref=ref))
    assert isinstance(found, Refused), found
    assert "loaded data is not replaced" in str(found)
    assert TradeValue.objects.get().value == 9

"""What must always hold of reference data is held by the database."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError

from tests.factories import goods


def correlated_with_itself() -> object:
    edition = goods.nomenclature()
    return goods.correlation(edition, edition, "8517", "8517")


REFUSED: dict[str, Callable[[], object]] = {
    "nomenclature_edition_once": lambda: (
        goods.nomenclature(),
        goods.nomenclature("again-2024", valid_from=date(2024, 7, 1)),
    ),
    "nomenclature_one_per_start": lambda: (
        goods.nomenclature(),
        goods.nomenclature("again-2024", edition="2024-rev1"),
    ),
    "nomenclature_digits_known": lambda: goods.nomenclature(digits=7),
    "nomenclature_sha256_shape": lambda: goods.nomenclature(sha256="abc"),
    "nomenclature_ends_after_start": lambda: goods.nomenclature(valid_until=date(2024, 1, 1)),
    "commodity_code_once": lambda: goods.nomenclature("us-hts-2024", "8517", "8517"),
    "commodity_code_position_once": lambda: goods.code(goods.nomenclature("us-hts-2024", "8517"), "8518", 0),
    "commodity_code_digits_even": lambda: goods.nomenclature("us-hts-2024", "851"),
    "commodity_code_or_words": lambda: goods.code(goods.nomenclature(), "", 0, description=""),
    "correlation_once": lambda: [
        goods.correlation(*pair, "8517", "8518")
        for pair in [(goods.nomenclature(), goods.nomenclature("us-hts-2025"))] * 2
    ],
    "correlation_relationship_known": lambda: goods.correlation(
        goods.nomenclature(), goods.nomenclature("us-hts-2025"), "8517", "8517", "2:2"
    ),
    "correlation_between_two": correlated_with_itself,
    "trade_value_once": lambda: [goods.trade("8517620090", 5) for _ in range(2)],
    "trade_value_digits_even": lambda: goods.trade("851", 5),
    "trade_value_not_negative": lambda: goods.trade("8517", -5),
    "trade_value_flow_known": lambda: goods.trade("8517", 5, flow="smuggled"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", REFUSED)
def test_refused_by(name: str) -> None:
    with pytest.raises(IntegrityError, match=name):
        REFUSED[name]()


@pytest.mark.django_db
def test_texts_without_a_number_may_repeat() -> None:
    edition = goods.nomenclature("us-hts-2024", "0101")

    rows = [goods.code(edition, "", position, description="Other:") for position in (1, 2)]

    assert [row.digits for row in rows] == ["", ""]

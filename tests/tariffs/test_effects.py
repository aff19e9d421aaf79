"""What must always hold of effects, in the database."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError

from tariffs.models import Effect
from tests.factories import kinds, record

MAY_10 = datetime(2019, 5, 10, 4, 1, tzinfo=UTC)
JUNE_15 = datetime(2019, 6, 15, 4, 1, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def effect(of: Any = None, **values: Any) -> Effect:
    base = {
        "ref": f"effect-{record.number()}", "tariff_list": of or kinds.ROWS["tariff list"](), "rate_text": "25 %",
        "ad_valorem_percent": 25, "state": "in_force", "from_at": MAY_10, "zone": "America/New_York",
    }  # fmt: skip
    return record.make(Effect, **base | values)


def test_two_effects_of_one_part_never_overlap() -> None:
    first = effect()
    with pytest.raises(IntegrityError, match="effect_no_overlap"):
        effect(first.tariff_list, from_at=JUNE_15)


@pytest.mark.parametrize(
    "other", [{"part": "B"}, {"exported_before": MAY_10}, {"entered_before": JUNE_15}, {"countries": ["GB"]}]
)
def test_another_part_condition_or_country_may_overlap(other: dict[str, Any]) -> None:
    first = effect()
    assert effect(first.tariff_list, **other).pk


def test_equal_conditions_never_overlap() -> None:
    first = effect(exported_before=MAY_10, countries=["CN", "HK"])
    with pytest.raises(IntegrityError, match="effect_no_overlap"):
        effect(first.tariff_list, exported_before=MAY_10, countries=["CN", "HK"])


@pytest.mark.parametrize("state", ["in_force", "suspended", "ended", "never_collected"])
def test_what_is_law_has_a_rate(state: str) -> None:
    with pytest.raises(IntegrityError, match="effect_rate_known_unless_scheduled"):
        effect(state=state, ad_valorem_percent=None)


def test_what_is_scheduled_may_have_no_known_rate() -> None:
    assert effect(state="scheduled", ad_valorem_percent=None).pk


def test_a_specific_rate_is_whole() -> None:
    with pytest.raises(IntegrityError, match="effect_specific_whole"):
        effect(specific_amount="0.044", specific_currency="USD")

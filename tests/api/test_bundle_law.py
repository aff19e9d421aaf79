"""What the law did, in and out of bundles: conditions, parts of a rate, exclusions."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from accounts.models import User
from api.bundles.exporting import export_dispute
from api.bundles.loading import load
from disputes.models import Dispute
from history.models import Change
from tariffs.models import Effect, Exclusion, TariffCitation
from tests.api.test_bundle_faults import GOOD, loaded

TODAY = datetime(2026, 11, 24, 12, tzinfo=UTC)
LAW = """    effects:
      - ref: case-list-step
        rate_text: 25 %
        ad_valorem_percent: "25"
        state: in_force
        from_at: 2019-05-10T00:01:00-04:00
        zone: America/New_York
      - ref: case-list-in-transit
        rate_text: 10 % + 4.4 cents a kilogram
        ad_valorem_percent: "10"
        specific_amount: "0.044"
        specific_currency: USD
        specific_unit: kg
        countries: [CN]
        state: ended
        from_at: 2019-05-10T00:01:00-04:00
        until_at: 2019-06-15T00:01:00-04:00
        exported_before: 2019-05-10T00:01:00-04:00
        entered_before: 2019-06-15T00:01:00-04:00
        zone: America/New_York
    exclusions:
      - ref: case-list-exclusion-1
        digits: "8712001510"
        description: Bicycles for children
        claim_code: "99038866"
        from_at: 2018-09-24T00:01:00-04:00
        until_at: 2020-08-07T00:01:00-04:00
        zone: America/New_York
        retroactive: true
        citations: [{source: notice}]
"""
pytestmark = pytest.mark.django_db


def with_law(change: str = "", to: str = "") -> str:
    """Return the good bundle with effects and an exclusion, `change` replaced by `to`."""
    return f"{GOOD.rstrip()}\n{LAW}".replace(change or "\0", to)


def test_conditions_and_parts_of_a_rate_are_kept(tmp_path: Path) -> None:
    assert loaded(tmp_path, with_law()).faults == []
    row = Effect.objects.get(ref="case-list-in-transit")
    assert (row.specific_amount, row.specific_unit, row.countries) == (Decimal("0.044"), "kg", ["CN"])
    assert (row.exported_before, row.entered_before) == (
        datetime(2019, 5, 10, 4, 1, tzinfo=UTC),
        datetime(2019, 6, 15, 4, 1, tzinfo=UTC),
    )


def test_an_exclusion_is_kept_with_its_source(tmp_path: Path) -> None:
    loaded(tmp_path, with_law())
    row = Exclusion.objects.get()
    assert (row.digits, row.retroactive, row.claim_code) == ("8712001510", True, "99038866")
    assert TariffCitation.objects.get(exclusion=row).source.ref == "notice"


def test_the_law_survives_export_and_load(tmp_path: Path) -> None:
    loaded(tmp_path, with_law())
    before = Change.objects.count()
    out = tmp_path / "out.yaml"
    out.write_text(export_dispute(Dispute.objects.get(), User(is_superuser=True)))
    report = load([out], now=TODAY)
    assert (report.faults, Change.objects.count()) == ([], before)


@pytest.mark.parametrize(
    ("change", "to", "says"),
    [
        ('        ad_valorem_percent: "25"\n', "", "only what is scheduled may have no known rate"),
        ("        specific_unit: kg\n", "", "Amount, currency and unit go together"),
        ("countries: [CN]", "countries: [China]", "an ISO 3166-1 alpha-2 code"),
        ("2020-08-07", "2017-08-07", "It ends before it begins"),
        ("retroactive: true", "retroactive: sometimes", "Expected true or false"),
    ],
)
def test_a_wrong_law_is_refused_with_the_fix(tmp_path: Path, change: str, to: str, says: str) -> None:
    report = loaded(tmp_path, with_law(change, to))
    assert says in " ".join(map(str, report.faults))
    assert not report.written

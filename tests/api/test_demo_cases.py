"""The demo disputes: each loads, loads again and survives export without a change."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings

from accounts.models import User
from api.bundles.exporting import export_dispute
from api.bundles.loading import load
from disputes.models import Dispute, DisputeCitation, Event, Figure
from history.models import Change

TODAY = datetime(2026, 11, 24, 12, tzinfo=UTC)
CASES = ["us-cn-301-tech-transfer", "us-dst", "us-eu-aircraft", "us-eu-bananas", "us-eu-hormones"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", CASES)
def test_case_loads_loads_again_and_survives_export(name: str, tmp_path: Path) -> None:
    path = Path(settings.BASE_DIR) / "demo" / f"{name}.yaml"
    report = load([path], now=TODAY)
    assert (report.faults, report.written) == ([], True)
    before = Change.objects.count()
    load([path], now=TODAY)
    assert Change.objects.count() == before
    out = tmp_path / "out.yaml"
    out.write_text(export_dispute(Dispute.objects.get(), User(is_superuser=True)))
    report = load([out], now=TODAY)
    assert (report.faults, Change.objects.count()) == ([], before)
    _everything_names_a_source()


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("us-cn-301-tech-transfer", "2019-08-25"),
        ("us-dst", "2020-12-01"),
        ("us-eu-aircraft", "2019-10-05"),
        ("us-eu-bananas", "1999-01-10"),
        ("us-eu-hormones", "1999-06-10"),
    ],
)
def test_case_loads_as_it_stood(name: str, day: str) -> None:
    path = Path(settings.BASE_DIR) / "demo" / f"{name}.yaml"
    report = load([path], now=TODAY, as_of=date.fromisoformat(day))
    assert (report.faults, report.written) == ([], True)
    assert str(Event.objects.latest("on").on) <= day


def test_the_files_agree_on_whom_and_what_they_share() -> None:
    report = load(sorted((Path(settings.BASE_DIR) / "demo").glob("*.yaml")), now=TODAY)
    assert (report.faults, report.written) == ([], True)
    assert Dispute.objects.count() == len(CASES) + 2


def _everything_names_a_source() -> None:
    for model, name in ((Event, "event"), (Figure, "figure")):
        cited = DisputeCitation.objects.exclude(**{name: None}).values(name)
        assert not model.objects.exclude(id__in=cited).exists()

"""The clocks against history: the table in docs/clocks.md is what the backtest says."""

import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from api.bundles.loading import load
from casebook.backtest import PointsInvalid, backtest, differences, read_points, table

BASE = Path(settings.BASE_DIR)
POINTS = sorted((BASE / "demo" / "points").glob("*.yaml"))
TODAY = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.django_db
def test_the_demo_cases_come_out_as_the_law_has_them() -> None:
    assert load(sorted((BASE / "demo").glob("*.yaml")), now=TODAY).written
    result = backtest(read_points(POINTS))
    assert len(result.judged) >= 30
    assert differences(result) == []
    assert table(result) in (BASE / "docs" / "clocks.md").read_text(encoding="utf-8")
    out = StringIO()
    call_command("backtest", "--json", "--as-of", "1999-01-15", stdout=out)
    said = json.loads(out.getvalue())
    assert {point["on"] for point in said["points"]} <= {str(one.point.on) for one in result.judged}
    assert max(point["on"] for point in said["points"]) == "1999-01-10"
    assert max(act["happened_on"] for met in said["rules"].values() for act in met) <= "1999-01-15"


def test_every_point_says_why() -> None:
    assert all(len(point.why) > 40 for point in read_points(POINTS))


def test_wrong_points_are_all_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "points.yaml"
    path.write_text(
        '- {proceeding: a, "on": last May, why: because, live: []}\n'
        '- {proceeding: a, "on": 1999-01-01, why: "", live: []}\n'
        '- {proceeding: a, "on": 1999-01-01, why: because, live: [DSU.01]}\n'
        '- {proceeding: a, "on": "19990101", why: because, live: []}\n'
    )
    with pytest.raises(PointsInvalid) as error:
        read_points([path])
    assert [line.partition(":")[0] for line in str(error.value).splitlines()] == [
        f"points.yaml, point {number}" for number in (1, 2, 3, 4)
    ]


@pytest.mark.django_db
def test_a_point_about_nothing_recorded_is_refused() -> None:
    with pytest.raises(CommandError, match=r"us-eu-bananas-ds27.*load its bundle"):
        call_command("backtest")

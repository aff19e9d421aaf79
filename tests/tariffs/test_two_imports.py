"""Two imports at once that name the same new list."""

import pytest
from django.db import transaction

from tariffs.actions import ImportedVersion, import_list
from tariffs.importers.lists.options import Typed, wanted_of
from tariffs.importers.lists.plan import plan_of
from tariffs.models import ListItem, ListVersion, TariffList
from tests.factories import record
from tests.factories.beside import Beside
from tests.tariffs.list_files import HEADER, ROWS, text

pytestmark = pytest.mark.django_db(transaction=True)
FIRST, SECOND = text([HEADER, *ROWS]), text([HEADER, *ROWS[:2]])


def imported(data: bytes) -> list[ImportedVersion]:
    typed = Typed(
        ref="us-301-1", stage="final", imposing="us", target="cn", published="2018-06-20",
        zone="America/New_York", visibility="public",
    )  # fmt: skip
    wanted = wanted_of(typed, reader=None)
    plan = plan_of(data, "annex.csv", wanted.request)
    return import_list(by=record.AUTHOR, now=record.NOW, plan=plan, wanted=wanted)


@pytest.fixture(autouse=True)
def _states() -> None:
    record.actor("us", kind="state", name="United States", iso2="US")
    record.actor("cn", kind="state", name="China", iso2="CN")


@pytest.mark.parametrize(("data", "lines"), [(FIRST, [3]), (SECOND, [3, 2])])
def test_the_second_waits_and_finds_the_list_of_the_first(data: bytes, lines: list[int]) -> None:
    with transaction.atomic():
        imported(FIRST)
        second = Beside(lambda: imported(data))
    found = second.result()
    assert isinstance(found, list), found
    assert [one.written for one in found] == [data is SECOND]
    versions = ListVersion.objects.order_by("number")
    assert [ListItem.objects.filter(list_version=version).count() for version in versions] == lines
    assert TariffList.objects.count() == 1

"""Wall-clock times at places that change their clocks."""

import pytest
from django.db import connection

CASES = {
    "plain": ("1995-02-04 07:00", "Europe/Zurich", "1995-02-04T06:00:00+00:00"),
    "comes twice: the first pass": ("2024-10-27 02:30", "Europe/Zurich", "2024-10-27T00:30:00+00:00"),
    "never comes: the next valid": ("2024-03-31 02:30", "Europe/Zurich", "2024-03-31T01:00:00+00:00"),
    "half an hour twice": ("2024-04-07 01:45", "Australia/Lord_Howe", "2024-04-06T14:45:00+00:00"),
    "half an hour never": ("2024-10-06 02:15", "Australia/Lord_Howe", "2024-10-05T15:30:00+00:00"),
    "a day never": ("2011-12-30 07:00", "Pacific/Apia", "2011-12-30T10:00:00+00:00"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", CASES)
def test_instant(name: str) -> None:
    wall, zone, wanted = CASES[name]
    with connection.cursor() as cursor:
        cursor.execute("SELECT alerts_local_instant(%s, %s)", [wall, zone])
        assert cursor.fetchone()[0].isoformat() == wanted


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("at", "wanted"),
    [
        ("1995-02-04 05:30+00", "1995-02-04T06:00:00+00:00"),
        ("1995-02-04 12:00+00", "1995-02-04T12:00:00+00:00"),
        ("1995-02-04 18:30+00", "1995-02-05T06:00:00+00:00"),
    ],
)
def test_window_holds_what_comes_outside_it(at: str, wanted: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT alerts_in_window(%s, 'Europe/Zurich', '07:00', '19:00')", [at])
        assert cursor.fetchone()[0].isoformat() == wanted

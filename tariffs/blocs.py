"""Which states made up a customs union on a day: a duty aimed at the union reaches their goods."""

from datetime import date
from functools import lru_cache

# Accession treaties, and for the United Kingdom article 126 of the Withdrawal Agreement: Union customs law went on
# to apply to it until the end of 2020. Half-open: the second day is the first one outside.
EU_MEMBERS: dict[str, tuple[date, date | None]] = (
    dict.fromkeys(("BE", "DE", "FR", "IT", "LU", "NL"), (date(1958, 1, 1), None))
    | dict.fromkeys(("DK", "IE"), (date(1973, 1, 1), None))
    | {"GB": (date(1973, 1, 1), date(2021, 1, 1)), "GR": (date(1981, 1, 1), None)}
    | dict.fromkeys(("ES", "PT"), (date(1986, 1, 1), None))
    | dict.fromkeys(("AT", "FI", "SE"), (date(1995, 1, 1), None))
    | dict.fromkeys(("CY", "CZ", "EE", "HU", "LT", "LV", "MT", "PL", "SI", "SK"), (date(2004, 5, 1), None))
    | dict.fromkeys(("BG", "RO"), (date(2007, 1, 1), None))
    | {"HR": (date(2013, 7, 1), None)}
)
UNION = "EU"


@lru_cache(maxsize=4096)
def reach(country: str, on: date) -> frozenset[str]:
    """Return the names under which a measure reaches a country on a day: its own, and the union's if it is in it."""
    since, until = EU_MEMBERS.get(country, (date.max, None))
    inside = since <= on and (until is None or on < until)
    return frozenset({country, UNION} if inside else {country})


def members(union: str, on: date) -> frozenset[str]:
    """Return the members of the union on a day, or nothing for any other place."""
    if union != UNION:
        return frozenset()
    return frozenset(country for country in EU_MEMBERS if UNION in reach(country, on))

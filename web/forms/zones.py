"""Time zones to choose from."""

from zoneinfo import available_timezones

from disputes.words import LEGAL_PLACES, city

AREAS = {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}


def zone_choices() -> list[tuple[str, str]]:
    """Return the zones named after places, with UTC first."""
    places = sorted(name for name in available_timezones() if name.partition("/")[0] in AREAS)
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in places)]


def legal_zone_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the zones with the places where trade law is made first."""
    usual = [*LEGAL_PLACES.items(), ("Europe/Brussels", "Brussels"), ("Asia/Tokyo", "Tokyo")]
    first = [
        (zone, f"{place} ({city(zone)} time)" if place != city(zone) else place) for zone, place in usual
    ]
    return [("Where trade law is made", first), ("Everywhere", zone_choices())]

"""The words of `disputes.words` as template filters, and how an event kind looks."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms, template

import clocks
from disputes import words
from disputes.models import Actor, Affiliation, Event, Figure, Stance
from negotiations.models import Round
from tariffs.codes import display
from tariffs.models import ListItem

register = template.Library()

# By the first word of the kind's name that is listed here, so that a new kind needs no line of its own.
LOOKS = {
    "list": ("list", "soon"), "countermeasures": ("action", "alert"), "threat": ("action", "alert"),
    "customs": ("action", "alert"), "action": ("action", "alert"), "measure": ("action", "alert"),
    "determination": ("ruling", "brand"), "court": ("ruling", "brand"), "findings": ("ruling", "brand"),
    "talks": ("talks", "open"), "consultations": ("talks", "open"), "agreement": ("agreement", "met"),
    "enforcement": ("met", "met"), "statement": ("statement", ""), "investigation": ("inquiry", "held"),
    "petition": ("inquiry", "held"), "priority": ("inquiry", "held"), "watch": ("inquiry", "held"),
    "review": ("inquiry", "held"), "monitoring": ("inquiry", "held"),
}  # fmt: skip
ENDINGS = {"terminated", "revoked", "suspended"}

register.filter("day", words.day)
register.filter("month", words.month)
register.filter("weekday_day", words.weekday_day)
register.filter("city", words.city)
register.filter("here", words.here)
register.filter("legal_place", words.legal_place)


@register.filter
def kind_look(kind: str) -> dict[str, str]:
    """Return the icon and the accent of an event kind."""
    parts = kind.split("_")
    if parts[-1] in ENDINGS:
        return {"icon": "ended", "tone": "met"}
    icon, tone = next(
        (LOOKS[part] for part in ("list", *parts) if part in parts and part in LOOKS), ("notice", "")
    )
    return {"icon": icon, "tone": tone}


@register.filter
def event_date(event: Event) -> str:
    """Return the date of an event as exactly as it is known."""
    return words.dated(event.on, event.precision, event.end_on)


@register.filter
def season_warning(event: Event) -> str:
    """Return the warning about a zone name that the source prints out of season; empty when there is none."""
    return clocks.season_warning(event.printed, event.on, event.zone, event.at)


@register.filter
def hour(event: Event) -> str:
    """Return "00:01" where the hour of an event is known."""
    return f"{event.at.astimezone(ZoneInfo(event.zone)):%H:%M}" if event.at else ""


@register.filter
def place(event: Event) -> str:
    """Return the place of an event, with its zone letters where the hour is known."""
    return words.place_and_mark(event.at, event.zone) if event.at else words.legal_place(event.zone)


@register.filter
def for_reader(event: Event, zone: str) -> str:
    """Return the hour of an event on the reader's clock, or ""."""
    return words.elsewhere(event.at, event.zone, zone) if event.at else ""


@register.filter
def dated(on: date | None, precision: str = "day") -> str:
    """Return a date with its precision, or "" without a date."""
    return words.dated(on, precision) if on else ""


@register.filter
def moment(at: datetime | None, zone: str) -> str:
    """Return "26 February 1995, 00:01 in Washington (EST)", or ""."""
    return words.moment(at, zone) if at else ""


@register.filter
def plain(text: str) -> str:
    """Return a name of the clocks ("month_end") with spaces."""
    return text.replace("_", " ")


@register.filter
def iso_day(text: str) -> str:
    """Return an ISO date in words; what is no ISO date comes back as it is."""
    try:
        return words.day(date.fromisoformat(text))
    except ValueError:
        return text


@register.filter
def began(round_: Round) -> str:
    """Return when a round ran, each end as exactly as it is known: "began about 18 January 1995, ended …"."""
    start = words.dated(round_.starts_on, round_.starts_precision)
    if round_.ends_on is None:
        return f"began {start}"
    if round_.starts_precision == round_.ends_precision:
        return words.dated(round_.starts_on, round_.starts_precision, round_.ends_on)
    return f"began {start}, ended {words.dated(round_.ends_on, round_.ends_precision)}"


@register.filter
def figure_words(figure: Figure) -> str:
    """Return "about USD 29.5 billion" or "29 plants"."""
    return words.figure(
        figure.low, figure.high, qualifier=figure.qualifier, currency=figure.currency, unit=figure.unit
    )


@register.filter
def tenure(office: Affiliation) -> str:
    """Return the years an office was held: "1993–1996", "from 1993", "until 1996" or ""."""
    start, end = office.valid_from, office.valid_to
    if start and end:
        return f"{start.year}–{end.year}" if start.year != end.year else str(start.year)
    if start:
        return f"from {start.year}"
    return f"until {end.year}" if end else ""


@register.filter
def by_stance(citations: Iterable[Any]) -> dict[str, list[Any]]:
    """Return citations in two lists, those that support the record and those that contradict it."""
    sides: dict[str, list[Any]] = {stance.value: [] for stance in Stance}
    for citation in citations:
        sides[citation.stance].append(citation)
    return sides


@register.filter
def office_words(office: Affiliation) -> str:
    """Return "acting Director", naming an acting holder once."""
    if office.acting and not office.title.lower().startswith("acting"):
        return f"acting {office.title}".strip()
    return office.title


@register.filter
def tariff_code(item: ListItem) -> str:
    """Return the code as printed, else its digits with dots: "0709.52", "8517.62.00"."""
    return item.printed_code or display(item.digits)


@register.filter
def other_names(actor: Actor) -> str:
    """Return the further names of an actor with what they are, in one line."""
    names = [f"{row.name} ({row.get_kind_display().lower()})" for row in actor.names.all()]
    return "; ".join(names)


@register.filter
def of_key(values: Mapping[Any, str], key: object) -> str:
    """Return the entry under `key`, or ""."""
    return values.get(key, "")


@register.filter
def is_web(url: str) -> bool:
    """Return whether an address may become a link."""
    return url.startswith(("https://", "http://"))


@register.filter
def error_count(of: Iterable[forms.BaseForm]) -> str:
    """Return "1 thing" or "3 things" over several forms, or "" without any error."""
    count = sum(len(messages) for form in of for messages in form.errors.values())
    return f"{count} thing{'' if count == 1 else 's'}" if count else ""

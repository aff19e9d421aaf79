"""Commodity codes and amounts as template filters."""

from decimal import Decimal

from django import template

from tariffs.codes import display
from tariffs.on_lists import Relation

register = template.Library()
RELATIONS = {
    Relation.SAME: "this code",
    Relation.WIDER: "a wider code that holds it",
    Relation.FINER: "a part of it",
    Relation.EXCEPTED: "a wider line that leaves it out",
}

register.filter("dots", display)


@register.filter
def relation_words(relation: Relation) -> str:
    """Return how a line stands to the code asked, in words."""
    return RELATIONS[relation]


@register.filter
def amount(value: Decimal | None) -> str:
    """Return an amount in whole units with commas, or "unknown"."""
    return "unknown" if value is None else f"{value:,.0f}"


@register.filter
def percent(value: Decimal | None) -> str:
    """Return "24.9 %", or "unknown"."""
    return "unknown" if value is None else f"{value} %"

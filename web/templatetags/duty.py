"""The words of duty answers as template filters."""

from django import template

from tariffs.models import RateMode

register = template.Library()
STATES = {
    "in_force": "replaced", "scheduled": "not yet begun", "suspended": "suspended", "excluded": "excluded",
    "ended": "ended", "never_collected": "never collected", "unknown": "not known",
}  # fmt: skip


@register.filter
def mode_words(mode: str) -> str:
    """Return how a rate meets the normal duty."""
    return RateMode(mode).label if mode else "on top of the normal duty or in its place: not known"


@register.filter
def state_words(state: str) -> str:
    """Return the state of a duty that is not due."""
    return STATES[state]

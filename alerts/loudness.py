"""How loudly each kind of deadline speaks (docs/alerts.md): one table, used by the query and the mails."""

from enum import StrEnum

from disputes.models import DeadlineKind


class Loudness(StrEnum):
    """Loud: reminders, never held late. Normal: reminders. Quiet: no mail of its own."""

    LOUD = "loud"
    NORMAL = "normal"
    QUIET = "quiet"


OF_KIND = {
    DeadlineKind.ULTIMATUM: Loudness.LOUD,
    DeadlineKind.AUTOMATIC: Loudness.LOUD,
    DeadlineKind.RIGHT_CLOSES: Loudness.LOUD,
    DeadlineKind.DUTY: Loudness.LOUD,
    DeadlineKind.WINDOW: Loudness.NORMAL,
    DeadlineKind.RIGHT_OPENS: Loudness.NORMAL,
    DeadlineKind.CAP: Loudness.NORMAL,
    DeadlineKind.TARGET: Loudness.QUIET,
}


def kinds(loudness: Loudness) -> list[str]:
    """Return the deadline kinds of this loudness."""
    return [kind.value for kind, of in OF_KIND.items() if of is loudness]

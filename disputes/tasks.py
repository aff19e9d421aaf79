"""Once a day: the deadlines that come again, and the rights that are over."""

from celery import shared_task

from disputes.rebuilding import CLOCKS, rebuild, with_clocks
from history import now as clock


@shared_task
def refresh_recurring() -> int:
    """Run all clocks and return how many deadlines that changed; a second run the same day changes none."""
    words = "Daily run of the clocks."
    return rebuild(by=CLOCKS, now=clock.current(), proceedings=with_clocks(), words=words).deadlines

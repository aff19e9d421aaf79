"""All clocks once more: what recurs gets its next day, what the packs have changed is brought in line."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

import clocks
from disputes.actions import rebuild_deadlines
from disputes.models import Proceeding
from history.authorship import Author

CLOCKS = Author("process:clocks", "The clocks")
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Rebuilt:
    """How many proceedings were run, how many deadlines that created or changed, and what was refused, by ref."""

    proceedings: int = 0
    deadlines: int = 0
    refused: dict[str, str] = field(default_factory=dict)


def with_clocks() -> Iterator[Proceeding]:
    """Yield every proceeding that has a rule pack, in constant memory."""
    yield from Proceeding.objects.exclude(pack="").select_related("dispute").order_by("pk").iterator(200)


def rebuild(
    *,
    by: Author,
    now: datetime,
    proceedings: Iterable[Proceeding],
    words: str = "",
    tell: Callable[[], object] = lambda: None,
) -> Rebuilt:
    """Run the clocks of each proceeding in a transaction of its own; one that is refused leaves the others alone."""
    done = Rebuilt()
    for proceeding in proceedings:
        try:
            done.deadlines += len(rebuild_deadlines(by=by, now=now, proceeding=proceeding, words=words))
        except clocks.ClockErrors as error:
            done.refused[proceeding.ref] = str(error)
            logger.warning("The clocks refuse %s: %s", proceeding.ref, error)
        done.proceedings += 1
        tell()
    return done

"""Twelve weeks ahead, as bars."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from disputes import words
from disputes.models import Deadline

COUNT = 12
BAR, GAP, HEIGHT, UNIT = 60, 20, 56, 14


@dataclass(frozen=True, slots=True)
class Week:
    """One bar: Monday to Sunday, how many fall in it, and where it is drawn in a 960 × 88 picture."""

    start: date
    end: date
    count: int
    x: int
    height: int

    @property
    def y(self) -> int:
        """Return where the bar begins, from the top."""
        return HEIGHT + 14 - self.height

    @property
    def middle(self) -> int:
        """Return where its label stands."""
        return self.x + BAR // 2

    @property
    def title(self) -> str:
        """Return "2 deadlines, 30 January – 5 February 1995"."""
        return f"{self.count} deadline{'' if self.count == 1 else 's'}, {words.span(self.start, self.end)}"


def weeks(deadlines: Iterable[Deadline], now: datetime, reader_zone: str) -> list[Week]:
    """Return the twelve weeks from the current one with the number of deadlines due in each."""
    today = now.astimezone(ZoneInfo(reader_zone)).date()
    monday = today - timedelta(days=today.weekday())
    days = [deadline.due_on for deadline in deadlines]
    starts = [monday + timedelta(weeks=number) for number in range(COUNT)]
    counts = [sum(start <= on < start + timedelta(weeks=1) for on in days) for start in starts]
    unit = min(UNIT, HEIGHT / (max(counts) or 1))
    return [
        Week(
            start=start,
            end=start + timedelta(days=6),
            count=count,
            x=number * (BAR + GAP),
            height=round(unit * count),
        )
        for number, (start, count) in enumerate(zip(starts, counts, strict=True))
    ]

"""What is due next, and how a deadline reads at a given moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from accounts.querysets import Reader
from disputes import words
from disputes.models import Actor, Deadline, DeadlineKind, DeadlineState

PENDING = (DeadlineState.OPEN, DeadlineState.TENTATIVE, DeadlineState.SUSPENDED)
GROUPS = ("Overdue", "Today", "This week", "Next 30 days", "Later", "Suspended")
LOOKS = {
    DeadlineState.OPEN: ("open", "clock"),
    DeadlineState.TENTATIVE: ("held", "unsure"),
    DeadlineState.SUSPENDED: ("held", "held"),
    DeadlineState.MET: ("met", "met"),
    DeadlineState.STALLED: ("held", "held"),
}
SOON = 7


@dataclass(frozen=True, slots=True)
class DueRow:
    """A deadline as it reads at `now` to a reader in `reader_zone`."""

    deadline: Deadline
    now: datetime
    reader_zone: str

    @property
    def days(self) -> int:
        """Return the calendar days left at the legal place; negative when past."""
        return words.days_until(self.deadline.due_on, self.now, self.deadline.legal_zone)

    @property
    def pending(self) -> bool:
        """Return whether it still stands."""
        return self.deadline.state in PENDING

    @property
    def missed(self) -> bool:
        """Return whether a duty has passed its last moment without the act."""
        return self.deadline.is_missed(self.now)

    @property
    def past(self) -> bool:
        """Return whether the last moment has passed."""
        return self.now > self.deadline.latest_at

    @property
    def remaining(self) -> str:
        """Return "5 days left", "overdue by 3 days", or for what no longer stands its state."""
        if not self.pending:
            return self.deadline.get_state_display()
        if self.missed:
            return words.overdue(-self.days)
        return words.days_left(self.days)

    @property
    def state_words(self) -> str:
        """Return the state as a word, with "Overdue" and "Passed" derived from the clock."""
        if self.missed:
            return "Overdue"
        if self.past and self.deadline.state == DeadlineState.OPEN:
            return "Passed"
        return self.deadline.get_state_display()

    @property
    def tone(self) -> str:
        """Return the accent: open, soon, alert, held, met or quiet."""
        if self.missed or (self.past and self.deadline.state == DeadlineState.OPEN):
            return "alert"
        tone, _ = LOOKS.get(DeadlineState(self.deadline.state), ("quiet", "ended"))
        return "soon" if tone == "open" and self.days <= SOON else tone

    @property
    def icon(self) -> str:
        """Return the name of the icon that goes with the state."""
        if self.tone == "alert":
            return "alert"
        return LOOKS.get(DeadlineState(self.deadline.state), ("quiet", "ended"))[1]

    @property
    def group(self) -> str:
        """Return the heading under which it is listed, one of GROUPS."""
        if self.deadline.state == DeadlineState.SUSPENDED:
            return "Suspended"
        if self.past or self.days < 0:
            return "Overdue"
        limits = ((0, "Today"), (SOON, "This week"), (30, "Next 30 days"))
        return next((name for most, name in limits if self.days <= most), "Later")

    @property
    def weekday(self) -> str:
        """Return "Sat"."""
        return f"{self.deadline.due_on:%a}"

    @property
    def place(self) -> str:
        """Return the legal place, with its zone letters where an hour is given."""
        if self.deadline.due_time is None:
            return words.legal_place(self.deadline.legal_zone)
        return words.place_and_mark(self.deadline.latest_at, self.deadline.legal_zone)

    @property
    def hour(self) -> str:
        """Return "00:01", or "" where the law gives no hour."""
        return f"{self.deadline.due_time:%H:%M}" if self.deadline.due_time else ""

    @property
    def reader(self) -> str:
        """Return the hour on the reader's clock, or "" where none is given or it reads the same."""
        if self.deadline.due_time is None:
            return ""
        return words.elsewhere(self.deadline.latest_at, self.deadline.legal_zone, self.reader_zone)

    @property
    def machine_due(self) -> str:
        """Return the due date (with its hour in UTC where given) for a `datetime` attribute."""
        if self.deadline.due_time is None:
            return self.deadline.due_on.isoformat()
        return self.deadline.latest_at.strftime("%Y-%m-%dT%H:%MZ")

    @property
    def closing_word(self) -> str:
        """Return what an ultimatum's day is called, so that nobody takes it for a limit in law."""
        return (
            "announced"
            if self.deadline.kind == DeadlineKind.ULTIMATUM
            else self.deadline.get_basis_display().lower()
        )


@dataclass(frozen=True, slots=True)
class DueGroup:
    """The deadlines under one heading."""

    name: str
    rows: tuple[DueRow, ...]


def readable(user: Reader) -> QuerySet[Deadline]:
    """Return the deadlines `user` may see, with the actors and the dispute that a line shows."""
    actors = Actor.objects.visible_to(user)
    return (
        Deadline.objects.visible_to(user)
        .select_related("proceeding__dispute")
        .prefetch_related(Prefetch("responsible", actors), Prefetch("beneficiary", actors))
        .order_by("latest_at", "id")
    )


def in_groups(deadlines: Iterable[Deadline], now: datetime, reader_zone: str) -> tuple[DueGroup, ...]:
    """Return the deadlines under their headings, in the order of GROUPS, empty ones left out."""
    rows = [DueRow(deadline, now, reader_zone) for deadline in deadlines]
    groups = (DueGroup(name, tuple(row for row in rows if row.group == name)) for name in GROUPS)
    return tuple(group for group in groups if group.rows)

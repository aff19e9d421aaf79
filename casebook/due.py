"""What is due next, and how a deadline reads at a given moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.db.models import Prefetch, Q, QuerySet

import clocks
from accounts.querysets import Reader
from disputes import words
from disputes.models import Actor, Deadline, DeadlineKind, DeadlineState

PENDING = (DeadlineState.OPEN, DeadlineState.TENTATIVE, DeadlineState.SUSPENDED)
GROUPS = (
    "Overdue", "Today", "This week", "Next 30 days", "Later", "Right is open", "Passed", "Awaiting its date",
    "Suspended",
)  # fmt: skip
# What a deadline still open after its last moment is called, and how loudly; only a duty is missed.
AFTERWARDS = {
    DeadlineKind.DUTY: ("Overdue", "alert", "alert"),
    DeadlineKind.ULTIMATUM: ("Expired, outcome not recorded", "alert", "alert"),
    DeadlineKind.RIGHT_OPENS: ("Right is open", "open", "clock"),
    DeadlineKind.RIGHT_CLOSES: ("Lapsed unused", "quiet", "ended"),
    DeadlineKind.WINDOW: ("Lapsed unused", "quiet", "ended"),
    DeadlineKind.TARGET: ("Target passed", "quiet", "ended"),
    DeadlineKind.AUTOMATIC: ("Took effect", "alert", "alert"),
    DeadlineKind.CAP: ("Cap reached", "alert", "alert"),
}
STALE = timedelta(days=90)
NO_ACT = ("No act on record", "quiet", "ended")
UNKNOWN = ("No act on record", "held", "unsure")  # an effect that a body has to bring about
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
    def binds(self) -> bool:
        """Return whether something follows from the day; a target is expected, without sanction."""
        return self.deadline.kind != DeadlineKind.TARGET

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
    def over(self) -> bool:
        """Return whether its moment has passed while the record still has it open."""
        return self.past and self.deadline.state == DeadlineState.OPEN

    @property
    def stale(self) -> bool:
        """Return whether it has been over for so long that the record, not the actor, is likely to be late."""
        return self.over and self.now - self.deadline.latest_at > STALE

    @property
    def remaining(self) -> str:
        """Return "5 days left", "overdue by 3 days", or for what no longer runs its state."""
        if self.missed and not self.stale:
            return words.overdue(-self.days)
        if self.over or not self.pending:
            return self.state_words
        return (
            "date not fixed" if self.deadline.state == DeadlineState.TENTATIVE else words.days_left(self.days)
        )

    @property
    def state_words(self) -> str:
        """Return the state as a word; once its moment has passed, what that means for its kind."""
        return self._look[0]

    @property
    def tone(self) -> str:
        """Return the accent: open, soon, alert, held, met or quiet."""
        tone = self._look[1]
        return "soon" if tone == "open" and not self.over and self.days <= SOON else tone

    @property
    def icon(self) -> str:
        """Return the name of the icon that goes with the state."""
        return self._look[2]

    @property
    def _look(self) -> tuple[str, str, str]:
        if self.missed and self.stale:
            return NO_ACT
        if self.over and takes_act(self.deadline.rule):
            return NO_ACT if self.stale else UNKNOWN
        if self.over:
            word, tone, icon = AFTERWARDS[DeadlineKind(self.deadline.kind)]
            by_law = self.deadline.kind == DeadlineKind.AUTOMATIC and self.deadline.rule
            return f"{word} by law" if by_law else word, "quiet" if self.stale else tone, icon
        tone, icon = LOOKS.get(DeadlineState(self.deadline.state), ("quiet", "ended"))
        return self.deadline.get_state_display(), tone, icon

    @property
    def group(self) -> str:
        """Return the heading under which it is listed, one of GROUPS."""
        held = {DeadlineState.SUSPENDED: "Suspended", DeadlineState.TENTATIVE: "Awaiting its date"}
        if self.deadline.state in held:
            return held[DeadlineState(self.deadline.state)]
        if self.over:
            return self.state_words if self.state_words in GROUPS else "Passed"
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


@cache
def takes_act(rule: str) -> bool:
    """Return whether the effect of this rule takes the act of a body; False for a rule no longer there."""
    try:
        return clocks.find_rule(rule)[1].by_act
    except clocks.ClockErrors:
        return False


def readable(user: Reader) -> QuerySet[Deadline]:
    """Return the deadlines `user` may see, with the actors and the dispute that a line shows."""
    actors = Actor.objects.visible_to(user)
    return (
        Deadline.objects.visible_to(user)
        .select_related("proceeding__dispute")
        .prefetch_related(Prefetch("responsible", actors), Prefetch("beneficiary", actors))
        .order_by("latest_at", "id")
    )


def stale_at(now: datetime) -> Q:
    """Return the condition of deadlines still open though their moment passed over 90 days ago."""
    return Q(state=DeadlineState.OPEN, latest_at__lt=now - STALE)


def in_groups(deadlines: Iterable[Deadline], now: datetime, reader_zone: str) -> tuple[DueGroup, ...]:
    """Return the deadlines under their headings, in the order of GROUPS, empty ones left out."""
    rows = [DueRow(deadline, now, reader_zone) for deadline in deadlines]
    groups = (DueGroup(name, tuple(row for row in rows if row.group == name)) for name in GROUPS)
    return tuple(group for group in groups if group.rows)


def binding_first(rows: Iterable[DueRow]) -> tuple[tuple[DueRow, ...], tuple[DueRow, ...]]:
    """Return the rows that bind and the mere targets, each in the order given."""
    ordered = tuple(rows)
    return tuple(row for row in ordered if row.binds), tuple(row for row in ordered if not row.binds)

"""`manage.py load_timelines FILE`: record procedural time lines of WTO disputes."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

import clocks
from casebook.actions import Loaded, load_timelines
from casebook.timelines import TimelinesInvalid, read_timelines
from history import now as clock
from history.authorship import Author


class _TakeBackError(Exception):
    """Roll back what was written to see what it would do."""


class Command(BaseCommand):
    """Read the file, say everything that is wrong with it, or record what is new in it."""

    help = "Load WTO time lines (CSV); see docs/bundle.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the file and the options."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        parser.add_argument(
            "--accept-impact", action="store_true", help="let existing deadlines move, be met or withdrawn"
        )

    def handle(self, *args: Any, file: Path, dry_run: bool, accept_impact: bool, **options: Any) -> None:
        """Load, report, and fail when nothing could be written."""
        by = Author("timelines", f"Time lines {file.name}"[:200])
        loaded = Loaded()
        try:
            tracks = read_timelines(file)
            with transaction.atomic():
                loaded = load_timelines(tracks=tracks, by=by, now=clock.current())
                if dry_run or (loaded.impact and not accept_impact):
                    raise _TakeBackError
        except TimelinesInvalid as error:
            faults = "\n".join(f"{file.name}: {fault}" for fault in error.faults)
            raise CommandError(f"{faults}\n{len(error.faults)} fault(s); nothing was written.") from error
        except clocks.ClockErrors as error:
            faults = "\n".join(f"{one.place}: {one.message}" for one in error.errors)
            raise CommandError(f"{faults}\nNothing was written.") from error
        except _TakeBackError:
            self._report(loaded, "Nothing was written.")
            if not dry_run:
                raise CommandError("Existing deadlines would change; repeat with --accept-impact.") from None
            return
        self._report(loaded, "Saved.")

    def _report(self, loaded: Loaded, end: str) -> None:
        lines = [f"{what}: {number} {fate}" for (what, fate), number in sorted(loaded.counts.items())]
        lines += [
            f"impact: {row.deadline_ref}: {row.old_due_on} {row.old_state} → {row.new_due_on} {row.new_state}"
            for row in loaded.impact
        ]
        self.stdout.write("\n".join([*lines, end]))

"""Run clocks anew: `rebuild_deadlines REF…` or `rebuild_deadlines --all`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from disputes.models import Proceeding
from disputes.rebuilding import CLOCKS, rebuild, with_clocks
from history import now as clock


class Command(BaseCommand):
    """Bring the deadline table in line with the record and the rules."""

    help = "Compute deadlines from their events again: of the proceedings named, or of all."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take refs of proceedings, or --all."""
        parser.add_argument("refs", nargs="*", metavar="REF", help="refs of proceedings")
        parser.add_argument("--all", action="store_true", help="every proceeding that has rules")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild; fail at the end when the clocks refused a proceeding."""
        refs: list[str] = options["refs"]
        if bool(refs) == options["all"]:
            raise CommandError("Name proceedings by their refs, or give --all.")
        chosen = Proceeding.objects.filter(ref__in=refs).select_related("dispute")
        if missing := sorted(set(refs) - {proceeding.ref for proceeding in chosen}):
            raise CommandError(f"No proceeding {', '.join(missing)}.")
        total = Proceeding.objects.exclude(pack="").count() if options["all"] else len(refs)
        with tqdm(total=total, unit="proceeding", disable=options["verbosity"] == 0) as bar:
            done = rebuild(
                by=CLOCKS,
                now=clock.current(),
                proceedings=with_clocks() if options["all"] else chosen,
                words="rebuild_deadlines",
                tell=bar.update,
            )
        self.stdout.write(f"{done.proceedings} proceedings run, {done.deadlines} deadlines new or changed.")
        if done.refused:
            raise CommandError("\n".join(f"{ref}: {why}" for ref, why in done.refused.items()))

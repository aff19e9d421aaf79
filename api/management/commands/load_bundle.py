"""`manage.py load_bundle FILE…`: bring whole disputes in."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from api.bundles.loading import Report, load
from clocks import day_option
from history import now as clock


class Command(BaseCommand):
    """Check the files, then save all of them in one transaction, or say everything that is wrong."""

    help = "Load dispute bundles (YAML); see docs/bundle.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the files and the options."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        parser.add_argument("--as-of", type=day_option, metavar="DATE", help="as the files stood that day")
        parser.add_argument(
            "--accept-impact", action="store_true", help="let existing deadlines move, be met or withdrawn"
        )
        parser.add_argument("--report", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, report, and fail when nothing could be written."""
        report = load(
            options["files"],
            now=clock.current(),
            as_of=options["as_of"],
            dry_run=options["dry_run"],
            accept_impact=options["accept_impact"],
        )
        self.stdout.write(_json(report) if options["report"] == "json" else _text(report))
        if report.faults:
            raise CommandError(f"{len(report.faults)} fault(s); nothing was written.")
        if report.needs_consent and not options["dry_run"]:
            raise CommandError(
                "Existing deadlines would change; nothing was written. Repeat with --accept-impact."
            )


def _text(report: Report) -> str:
    lines = [str(fault) for fault in report.faults]
    kinds = sorted({kind for kind, _ in report.outcome.counts})
    for kind in kinds if not report.faults else ():
        fates = [f"{report.outcome.counts[kind, fate]} {fate}" for fate in ("new", "changed", "unchanged")]
        lines.append(f"{kind}: {', '.join(fates)}")
    lines += [
        f"impact: {row.deadline_ref}: {row.old_due_on} {row.old_state} → {row.new_due_on} {row.new_state}"
        for row in report.outcome.impact
    ]
    if not report.faults:
        lines.append("Saved." if report.written else "Nothing was written.")
    return "\n".join(lines)


def _json(report: Report) -> str:
    counts: dict[str, dict[str, int]] = {}
    for (kind, fate), number in report.outcome.counts.items():
        counts.setdefault(kind, {})[fate] = number
    return json.dumps(
        {
            "written": report.written,
            "faults": [
                {"file": f.file, "line": f.line, "key": f.key, "message": f.message} for f in report.faults
            ],
            "rows": counts,
            "impact": [
                {
                    "deadline": row.deadline_ref,
                    "old": {"due_on": str(row.old_due_on), "state": row.old_state},
                    "new": {"due_on": str(row.new_due_on), "state": row.new_state},
                }
                for row in report.outcome.impact
            ],
        },
        indent=2,
    )

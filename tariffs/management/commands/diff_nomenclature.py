"""`manage.py diff_nomenclature A B`: what changed from one loaded edition to another."""

import csv
import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from tariffs.codes import display
from tariffs.management.arguments import edition
from tariffs.models import Nomenclature
from tariffs.revision import FIELDS, Printing, Revision, compare


class Command(BaseCommand):
    """Say which codes were added, removed or changed, and which fields."""

    help = "Compare two loaded editions: codes added, removed, and changed by field."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the editions and the form of the report."""
        parser.add_argument("old", metavar="A", help="ref of the earlier edition")
        parser.add_argument("new", metavar="B", help="ref of the later edition")
        parser.add_argument("--report", choices=["text", "json", "csv"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare and report."""
        old, new = edition(options["old"]), edition(options["new"])
        revision = compare(_printed(old), _printed(new))
        if options["report"] == "json":
            told = {"from": old.ref, "to": new.ref, "summary": revision.summary()} | asdict(revision)
            self.stdout.write(json.dumps(told, indent=2))
        elif options["report"] == "csv":
            self._csv(revision)
        else:
            self.stdout.write(_text(old, new, revision))

    def _csv(self, revision: Revision) -> None:
        writer = csv.writer(self.stdout)
        writer.writerow(("digits", "what", "field", "old", "new"))
        writer.writerows((digits, "added", "", "", "") for digits in revision.added)
        writer.writerows((digits, "removed", "", "", "") for digits in revision.removed)
        writer.writerows((c.digits, "changed", c.field, c.old, c.new) for c in revision.changed)


def _printed(of: Nomenclature) -> dict[str, Printing]:
    rows = of.codes.exclude(digits="").values_list("digits", *FIELDS)
    return {
        digits: Printing(description, tuple(units), *rest)
        for digits, description, units, *rest in rows.iterator()
    }


def _text(old: Nomenclature, new: Nomenclature, revision: Revision) -> str:
    counts = ", ".join(f"{name.replace('_', ' ')} {number}" for name, number in revision.summary().items())
    lines = [f"{old.ref} → {new.ref}: {counts}"]
    lines += [f"+ {display(digits)}" for digits in revision.added]
    lines += [f"- {display(digits)}" for digits in revision.removed]
    lines += [f"~ {display(c.digits)} {c.field}: “{c.old}” → “{c.new}”" for c in revision.changed]
    return "\n".join(lines)

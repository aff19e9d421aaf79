"""`manage.py backtest`: the clocks against the recorded history."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

import clocks
from casebook.backtest import Backtest, PointsInvalid, backtest, differences, read_points, table, totals

POINTS = Path(settings.BASE_DIR) / "demo" / "points"


class Command(BaseCommand):
    """Compare the live deadlines on chosen days with expectations, and each computed day with what happened."""

    help = "Replay the recorded proceedings and report what the clocks get right, beside anchor + N days."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the options."""
        parser.add_argument("--as-of", type=clocks.day_option, metavar="DATE", help="replay only until then")
        parser.add_argument("--points", type=Path, default=POINTS, help="folder of expectations (YAML)")
        parser.add_argument("--json", action="store_true", help="everything, for a program")

    def handle(self, *args: Any, **options: Any) -> None:
        """Report."""
        try:
            result = backtest(read_points(options["points"].glob("*.yaml")), as_of=options["as_of"])
        except PointsInvalid as error:
            raise CommandError(str(error)) from error
        except clocks.ClockErrors as error:
            raise CommandError("\n".join(f"{one.place}: {one.message}" for one in error.errors)) from error
        if options["json"]:
            self.stdout.write(json.dumps(_plain(result), indent=2, default=str))
        else:
            self.stdout.write("\n".join([table(result), "", *differences(result)]))


def _plain(result: Backtest) -> dict[str, Any]:
    return {
        "points": [
            {
                "proceeding": one.point.proceeding,
                "on": one.point.on,
                "why": one.point.why,
                "demarche": asdict(one.ours),
                "naive": asdict(one.naive),
            }
            for one in result.judged
        ],
        "totals": {
            "demarche": asdict(totals(one.ours for one in result.judged)),
            "naive": asdict(totals(one.naive for one in result.judged)),
        },
        "rules": {rule: [asdict(one) for one in met] for rule, met in result.outcomes.items()},
    }

"""One rule from one day: `clock 301.10 --anchor 1994-06-30`."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

import clocks


class Command(BaseCommand):
    """Count one rule, and prove it."""

    help = "Compute a deadline from one day: clock RULE --anchor DATE."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the rule and what it counts from."""
        parser.add_argument("rule", help="id of a rule, such as 301.14")
        parser.add_argument("--anchor", required=True, type=clocks.day_option, metavar="DATE")
        parser.add_argument("--kind", help="kind of the anchoring event, checked against the rule's")
        parser.add_argument("--policy", help="another month-end policy: clamp, sticky_eom, last_day")
        parser.add_argument("--period", help='what a stated count runs, such as "15 m 1 w"')
        parser.add_argument(
            "--extended-to", action="append", default=[], type=clocks.day_option, metavar="DATE"
        )
        parser.add_argument(
            "--suspended",
            action="append",
            default=[],
            nargs=2,
            type=clocks.day_option,
            metavar=("FROM", "TO"),
        )
        parser.add_argument("--json", action="store_true", help="as the API answers")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the day, the sentence and each step."""
        try:
            computed = clocks.compute(
                options["rule"],
                options["anchor"],
                clocks.shipped(),
                policy=options["policy"],
                period=options["period"],
                extensions=options["extended_to"],
                suspensions=[(start, end) for start, end in options["suspended"]],
                anchor_kind=options["kind"],
            )
        except clocks.ClockErrors as error:
            raise CommandError(str(error)) from None
        if options["json"]:
            self.stdout.write(json.dumps(clocks.answer(computed), indent=2))
            return
        self.stdout.write(f"{computed.rule}  {computed.due_on}  {computed.title}\n{computed.sentence}")
        for step in computed.trace:
            self.stdout.write(f"  {step.what:10} {step.on or ''!s:10}  {step.detail}")

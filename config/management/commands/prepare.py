"""`manage.py prepare`: bring the database up to date."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandParser

from disputes.models import Dispute


class Command(BaseCommand):
    help = "Migrate the database; with --demo load the demo disputes where there is none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", help="for an evaluation instance")
        parser.add_argument(
            "--as-of", type=date.fromisoformat, metavar="D", help="load them as they stood on D"
        )

    def handle(self, *args: Any, demo: bool, as_of: date | None, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        if demo and "load_bundle" in get_commands() and not Dispute.objects.exists():
            load_demo(as_of)


def load_demo(as_of: date | None) -> None:
    """Load the demo disputes, as they stood on `as_of` when it is given."""
    bundles = sorted(str(path) for path in (settings.BASE_DIR / "demo").glob("*.yaml"))
    when = [f"--as-of={as_of}"] if as_of else []
    call_command("load_bundle", *bundles, *when, verbosity=0)

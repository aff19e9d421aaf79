"""`manage.py prepare`: bring the database up to date."""

from datetime import date
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    help = "Migrate the database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", help="for an evaluation instance")
        parser.add_argument(
            "--as-of", type=date.fromisoformat, metavar="D", help="load them as they stood on D"
        )

    def handle(self, *args: Any, demo: bool, as_of: date | None, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)

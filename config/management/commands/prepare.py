"""`manage.py prepare`: bring the database up to date, and furnish an evaluation instance."""

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.actions import ensure_demo_analyst, sign_in_link
from accounts.permissions import author_of
from alerts.actions import follow
from api.bundles.loading import load
from clocks import day_option
from disputes.models import Dispute
from history import now as clock

DEMO = Path(settings.BASE_DIR) / "demo"
FOUNDING_CASE = "us-cn-ipr"


class Command(BaseCommand):
    """Migrate; with --demo, load the demo disputes once and print a one-time sign-in link as the last line."""

    help = "Migrate the database."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say whether to furnish the instance."""
        parser.add_argument("--demo", action="store_true", help="for an evaluation instance")
        parser.add_argument("--as-of", type=day_option, metavar="D", help="load them as they stood on D")

    def handle(self, *args: Any, demo: bool, as_of: date | None, **options: Any) -> None:
        """Do it."""
        call_command("migrate", verbosity=0, interactive=False)
        if not demo:
            return
        now = clock.current()
        if not Dispute.objects.exists():
            report = load(sorted(DEMO.glob("*.yaml")), now=now, as_of=as_of)
            if not report.written:
                raise CommandError(
                    "\n".join(map(str, report.faults)) or "The demo bundles could not be loaded."
                )
        analyst = ensure_demo_analyst(now=now)
        followed = Dispute.objects.visible_to(analyst).filter(ref=FOUNDING_CASE).first()
        if as_of and followed:
            follow(user=analyst, dispute=followed, by=author_of(analyst), now=now)
        self.stdout.write(settings.SITE_URL.rstrip("/") + sign_in_link(analyst))

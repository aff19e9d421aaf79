"""`manage.py export_bundle REF`: a whole dispute out, as YAML on standard output."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from api.bundles.exporting import export_dispute
from disputes.models import Dispute


class Command(BaseCommand):
    """Print everything recorded about a dispute; whoever may run this may see it all."""

    help = "Export a dispute as a bundle (YAML); see docs/bundle.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the dispute."""
        parser.add_argument("ref", metavar="REF")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the bundle."""
        dispute = Dispute.objects.filter(ref=options["ref"]).first()
        if dispute is None:
            raise CommandError(f"There is no dispute “{options['ref']}”.")
        self.stdout.write(export_dispute(dispute, User(is_superuser=True)), ending="")

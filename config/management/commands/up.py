"""`manage.py up`: the whole product from one command, for development and evaluation."""

import os
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from clocks import day_option
from config import home, static_files
from config.embedded import EmbeddedError
from config.product import Product, ProductError

WASHINGTON = ZoneInfo("America/New_York")
MORNING = time(9)


class Command(BaseCommand):
    help = "Run database, broker, web, worker and beat; Ctrl-C stops them all."
    requires_system_checks = ("demarche",)  # `prepare` runs the rest, once there is a database

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--today",
            type=day_option,
            metavar="YYYY-MM-DD",
            help="live on that day, from 09:00 in Washington, in a state folder of its own",
        )

    def handle(self, *args: Any, today: date | None, **options: Any) -> None:
        folder = self._folder(today)
        env = {**os.environ, "STATIC_HASHED": "1", "STATIC_ROOT": str(settings.STATIC_ROOT)}
        product = Product(folder, settings.HOST, settings.PORT, env)
        product.heed_signals()
        try:
            product.lock()
            self._start(product, today)
            product.watch()
        except (EmbeddedError, ProductError) as error:
            raise CommandError(str(error)) from error
        finally:
            product.stop()

    def _folder(self, today: date | None) -> Path:
        folder: Path = settings.DEMARCHE_HOME
        if today is None:
            return folder
        if settings.PRODUCTION:
            raise CommandError("--today shifts the product's clock; production refuses it.")
        if os.environ.get("DATABASE_URL"):
            raise CommandError("--today needs a database of its own: unset DATABASE_URL.")
        return folder.with_name(f"{folder.name}-{today}")

    def _start(self, product: Product, today: date | None) -> None:
        own = not settings.PRODUCTION
        if today:
            shift = datetime.combine(today, MORNING, WASHINGTON) - datetime.now(UTC)
            home.save_clock_shift(product.home, shift.total_seconds())
        product.wait_for_port()
        product.start_servers(
            postgres=own and not os.environ.get("DATABASE_URL"),
            valkey=own and not os.environ.get("REDIS_URL"),
        )
        self._collect_static(product)
        product.start("web")  # loads while the database is made ready; nobody has its address yet
        demo = ["--demo", *([f"--as-of={today}"] if today else [])] if own else []
        link = product.finish("prepare", *demo).strip().rpartition("\n")[2]
        product.start("worker")
        product.start("beat")
        product.wait_for_web()
        if product.stopping:
            return
        self.stdout.write(f"Demarche is at {settings.SITE_URL}")
        if link:
            self.stdout.write(f"Sign in as the demo analyst, once: {link}")
        self.stdout.flush()

    def _collect_static(self, product: Product) -> None:
        stamp = settings.STATIC_ROOT / "collected"
        signature = static_files.signature()
        if stamp.exists() and stamp.read_text() == signature:
            return
        product.finish("collectstatic", "--no-input", "--clear")
        if not product.stopping:
            stamp.write_text(signature)

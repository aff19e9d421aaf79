"""`manage.py healthcheck web|worker|beat`: for a container's health check."""

from http.client import HTTPConnection
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.management.commands.run import PROCESSES
from web import heartbeat


class Command(BaseCommand):
    help = "Succeed when the process shows signs of life."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("process", choices=PROCESSES)

    def handle(self, *args: Any, process: str, **options: Any) -> None:
        if process == "web":
            connection = HTTPConnection("127.0.0.1", settings.PORT, timeout=5)
            connection.request("GET", "/healthz", headers={"Host": settings.ALLOWED_HOSTS[0].lstrip(".")})
            status = connection.getresponse().status
            if status not in (200, 503):  # 503: another part is ill, this one says so
                raise CommandError(f"/healthz answered {status}.")
            return
        age = heartbeat.age("worker" if process == "worker" else "beat")
        if age is None or age > heartbeat.STALE_AFTER_SECONDS:
            raise CommandError(f"The last sign of life of {process} is {age} s old.")

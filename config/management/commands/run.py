"""`manage.py run web|worker|beat`: one process of the product, the same everywhere."""

import os
from typing import Any

from celery import platforms
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management.base import BaseCommand, CommandParser
from django.db import connections
from gunicorn.app.base import BaseApplication

from config.celery import app as celery_app
from config.wsgi import application

PROCESSES = ("web", "worker", "beat")


class Command(BaseCommand):
    help = "Run one process of the product: web, worker or beat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("process", choices=PROCESSES)
        parser.add_argument(
            "--with-parent", type=int, metavar="PID", help="stop when this parent process is gone (Linux)"
        )

    def handle(self, *args: Any, process: str, with_parent: int | None, **options: Any) -> None:
        if with_parent is not None:
            platforms.set_pdeathsig("SIGTERM")  # type: ignore[attr-defined] # missing in the stubs
            if os.getppid() != with_parent:  # it went before we could ask
                return
        connections.close_all()
        if process == "web":
            Web().run()
        elif process == "worker":
            celery_app.worker_main(
                ["worker", "--loglevel=INFO", "--concurrency=2", "--without-gossip", "--without-mingle"]
            )
        else:
            celery_app.start(["beat", "--loglevel=INFO", "--scheduler=config.celery:Doorbell", "--pidfile="])


class Web(BaseApplication):  # type: ignore[misc] # gunicorn is not typed
    """Gunicorn on the application that is loaded already; its workers share the memory."""

    def load_config(self) -> None:
        """Listen on HOST:PORT with two processes of four threads; no control socket outside the home."""
        host = f"[{settings.HOST}]" if ":" in settings.HOST else settings.HOST
        values = {
            "bind": f"{host}:{settings.PORT}",
            "workers": 2,
            "worker_class": "gthread",
            "threads": 4,
            "graceful_timeout": 4,
            "control_socket_disable": True,
            "preload_app": True,
        }
        for name, value in values.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        """Return the WSGI application."""
        return application

"""The top floor: settings, addresses, the processes and the parts they run on."""

from config.celery import app as celery_app

__all__ = ["celery_app"]

"""The Celery application, and the doorbell that beat is."""

import os
from datetime import timedelta
from typing import Any

from celery import Celery
from celery.beat import ScheduleEntry, Scheduler

from web import heartbeat

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("demarche")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


class Doorbell(Scheduler):
    """Rings every entry once at start and then in its rhythm; each ring is beat's heartbeat.

    The schedule is made of intervals alone, so nothing has to be remembered between two runs.
    """

    def setup_schedule(self) -> None:
        """Make every entry due at once."""
        super().setup_schedule()
        for entry in self.schedule.values():
            entry.last_run_at = entry.default_now() - timedelta(days=1)

    def apply_async(self, entry: ScheduleEntry, *args: Any, **kwargs: Any) -> Any:
        """Send the entry's task; a ring the broker took counts as a heartbeat."""
        sent = super().apply_async(entry, *args, **kwargs)
        heartbeat.record("beat")
        return sent

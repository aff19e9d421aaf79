"""The worker's own task: show that a message rung by beat arrives."""

from celery import shared_task

from web import heartbeat


@shared_task(name="config.tasks.heartbeat")
def record_heartbeat() -> None:
    """Record that a worker took a message just now."""
    heartbeat.record("worker")

from django.apps import AppConfig
from django.core.checks import register

from config.checks import production_is_complete, refuse_incomplete


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        """Refuse to start a production instance that is incomplete; let every command check it."""
        register(production_is_complete, "demarche")
        refuse_incomplete()

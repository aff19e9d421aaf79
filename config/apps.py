from django.apps import AppConfig
from django.core.checks import register

from config.checks import production_is_complete


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        """Let every command check that a production instance is complete."""
        register(production_is_complete, "demarche")

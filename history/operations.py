"""What our migrations need beyond Django's operations."""

from typing import Any

from django.db.migrations.operations.base import Operation


class InstallTriggers(Operation):
    """Install the triggers that the models of this migration's app were created with, all at once.

    `makemigrations` writes one AddTrigger for each, and each makes Django build every model anew. A first
    migration names them in the options of CreateModel instead and installs them here; dropping a table drops
    its triggers, so there is nothing to undo. Later triggers come by AddTrigger as usual.
    """

    reduces_to_sql = True
    reversible = True
    elidable = False

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Change nothing: the triggers are options of the models already."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Install them."""
        for (label, _), model in sorted(to_state.models.items()):
            if label == app_label:
                for trigger in model.options.get("triggers", ()):
                    schema_editor.execute(trigger.install_sql, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Do nothing."""

    def describe(self) -> str:
        """Return the words `migrate` shows."""
        return "Install the triggers of the tables"

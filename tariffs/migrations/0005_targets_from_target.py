"""Copy the one target of each list to its targets; recorded as reprocessing."""

from typing import Any

from django.db import migrations

from history.authorship import Author, authored
from history.models import Reason

BY = Author("migration", "Migration tariffs.0005")


def copy(apps: Any, schema_editor: Any) -> None:
    with authored(BY, Reason.REPROCESSING, "A list may have several targets."):
        for row in apps.get_model("tariffs", "TariffList").objects.exclude(target=None):
            apps.get_model("tariffs", "TariffListTarget").objects.create(
                tariff_list=row, actor_id=row.target_id, visibility=row.visibility, team_id=row.team_id
            )


def back(apps: Any, schema_editor: Any) -> None:
    with authored(BY, Reason.REPROCESSING, "A list has one target again: the first."):
        for link in apps.get_model("tariffs", "TariffListTarget").objects.order_by("-position"):
            link.tariff_list.target_id = link.actor_id
            link.tariff_list.save(update_fields=["target"])


class Migration(migrations.Migration):

    dependencies = [("tariffs", "0004_list_targets_and_imports")]

    operations = [migrations.RunPython(copy, back)]

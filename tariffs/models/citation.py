"""Citations of this room's rows."""

from typing import ClassVar

from django.db import models

from disputes.models import Recorded, Stance
from disputes.models.base import exactly_one, one_of
from disputes.models.source import Citation
from tariffs.models.effect import Effect
from tariffs.models.exclusion import Exclusion
from tariffs.models.list import ListItem, ListVersion


class TariffCitation(Citation):
    """A citation of a list version, an item, an effect or an exclusion."""

    ROWS_ABOVE: ClassVar[tuple[str, ...]] = (
        "source", "list_version", "list_version__tariff_list", "list_version__tariff_list__dispute",
        "item__list_version", "item__list_version__tariff_list", "item__list_version__tariff_list__dispute",
        "effect", "effect__tariff_list", "effect__tariff_list__dispute",
        "exclusion", "exclusion__tariff_list", "exclusion__tariff_list__dispute",
    )  # fmt: skip

    list_version = models.ForeignKey(
        ListVersion, null=True, on_delete=models.CASCADE, related_name="citations"
    )
    item = models.ForeignKey(ListItem, null=True, on_delete=models.CASCADE, related_name="citations")
    effect = models.ForeignKey(Effect, null=True, on_delete=models.CASCADE, related_name="citations")
    exclusion = models.ForeignKey(Exclusion, null=True, on_delete=models.CASCADE, related_name="citations")

    class Meta(Recorded.Meta):
        constraints = (
            *Recorded.Meta.constraints,
            one_of("tariff_citation_stance_known", "stance", Stance),
            exactly_one("tariff_citation_of_one", ("list_version", "item", "effect", "exclusion")),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.stance}"

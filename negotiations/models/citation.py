"""Citations of this room's rows."""

from typing import ClassVar

from django.db import models

from disputes.models import Recorded, Stance
from disputes.models.base import exactly_one, one_of
from disputes.models.source import Citation
from negotiations.models.agreement import Agreement, Commitment
from negotiations.models.demand import Demand, Position
from negotiations.models.round import Round


class NegotiationCitation(Citation):
    """A citation of a round, a demand, a position, an agreement or a commitment."""

    ROWS_ABOVE: ClassVar[tuple[str, ...]] = (
        "source", "round", "round__dispute", "demand", "demand__dispute", "position", "position__demand",
        "position__demand__dispute", "agreement", "agreement__dispute", "commitment", "commitment__agreement",
        "commitment__agreement__dispute",
    )  # fmt: skip

    round = models.ForeignKey(Round, null=True, on_delete=models.CASCADE, related_name="citations")
    demand = models.ForeignKey(Demand, null=True, on_delete=models.CASCADE, related_name="citations")
    position = models.ForeignKey(Position, null=True, on_delete=models.CASCADE, related_name="citations")
    agreement = models.ForeignKey(Agreement, null=True, on_delete=models.CASCADE, related_name="citations")
    commitment = models.ForeignKey(Commitment, null=True, on_delete=models.CASCADE, related_name="citations")

    class Meta(Recorded.Meta):
        constraints = (
            *Recorded.Meta.constraints,
            one_of("negotiation_citation_stance_known", "stance", Stance),
            exactly_one(
                "negotiation_citation_of_one", ("round", "demand", "position", "agreement", "commitment")
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.stance}"

"""Rounds, who sat in them, what was asked and offered, and what was promised."""

from negotiations.models.agreement import Agreement, Commitment, CommitmentState
from negotiations.models.citation import NegotiationCitation
from negotiations.models.demand import Demand, Position, PositionStance
from negotiations.models.round import Delegation, DelegationRole, Level, Round, RoundState

__all__ = [
    "Agreement",
    "Commitment",
    "CommitmentState",
    "Delegation",
    "DelegationRole",
    "Demand",
    "Level",
    "NegotiationCitation",
    "Position",
    "PositionStance",
    "Round",
    "RoundState",
]

"""Tariff lists: what the paper says (versions, items) and what the law does (effects)."""

from tariffs.models.citation import TariffCitation
from tariffs.models.effect import Effect, EffectState, RateMode
from tariffs.models.list import ListItem, ListVersion, MeasureNature, TariffList, VersionStage

__all__ = [
    "Effect",
    "EffectState",
    "ListItem",
    "ListVersion",
    "MeasureNature",
    "RateMode",
    "TariffCitation",
    "TariffList",
    "VersionStage",
]

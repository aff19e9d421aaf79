"""Tariff lists: what the paper says (versions, items) and what the law does (effects)."""

from tariffs.models.citation import TariffCitation
from tariffs.models.effect import Effect, EffectState, RateMode
from tariffs.models.exclusion import Exclusion
from tariffs.models.list import (
    ListItem,
    ListVersion,
    MeasureNature,
    TariffList,
    TariffListTarget,
    VersionStage,
)
from tariffs.models.nomenclature import (
    CommodityCode,
    Correlation,
    Flow,
    LoadedFile,
    Nomenclature,
    Relationship,
    TradeValue,
)

__all__ = [
    "CommodityCode",
    "Correlation",
    "Effect",
    "EffectState",
    "Exclusion",
    "Flow",
    "ListItem",
    "ListVersion",
    "LoadedFile",
    "MeasureNature",
    "Nomenclature",
    "RateMode",
    "Relationship",
    "TariffCitation",
    "TariffList",
    "TariffListTarget",
    "TradeValue",
    "VersionStage",
]

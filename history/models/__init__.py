"""The change table and the base of every tracked row."""

from history.models.change import Change, Reason
from history.models.tracked import Tracked

__all__ = ["Change", "Reason", "Tracked"]

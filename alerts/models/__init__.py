"""Who is told, and the ledger of what was sent."""

from alerts.models.delivery import Delivery, DeliveryLevel, DeliveryState
from alerts.models.subscription import DEFAULT_OFFSETS, Subscription

__all__ = ["DEFAULT_OFFSETS", "Delivery", "DeliveryLevel", "DeliveryState", "Subscription"]

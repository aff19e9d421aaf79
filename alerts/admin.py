"""Who follows what and what was sent, to look at."""

from django.contrib import admin

from alerts.models import Delivery, Subscription
from history.admin import ReadOnlyAdmin


@admin.register(Subscription)
class SubscriptionAdmin(ReadOnlyAdmin):
    list_display = ("recipient", "dispute", "offsets", "created_at", "ended_at", "ended_reason")
    list_filter = (("ended_at", admin.EmptyFieldListFilter),)
    list_select_related = ("recipient", "dispute")
    search_fields = ("recipient__email", "dispute__ref")
    ordering = ("-created_at",)


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    list_display = (
        "send_at",
        "state",
        "recipient",
        "deadline",
        "due_on",
        "offset",
        "attempts",
        "sent_at",
        "reply",
    )
    list_filter = ("state", "level")
    list_select_related = ("recipient", "deadline")
    search_fields = ("recipient__email", "deadline__ref", "message_id")
    ordering = ("-send_at",)

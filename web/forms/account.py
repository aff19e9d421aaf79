"""Forms for the reader's own settings."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms

from accounts.models import Scope, User
from web.forms.days import DayField
from web.forms.zones import zone_choices

CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    """Name, time zone and send window."""

    time_zone = forms.ChoiceField(
        choices=zone_choices,
        label="Time zone",
        help_text="Hours are told at the legal place first, then here.",
    )

    class Meta:
        model = User
        fields = ("name", "time_zone", "send_from", "send_until")
        widgets = {"send_from": CLOCK, "send_until": CLOCK}
        labels = {"send_from": "Mail may arrive from", "send_until": "until"}

    def clean(self) -> dict[str, object]:
        """Refuse a window that ends before it begins."""
        values = super().clean() or {}
        start, end = values.get("send_from"), values.get("send_until")
        if start and end and start >= end:
            self.add_error("send_until", "The window must end after it begins; write a later hour.")
        return values


class KeyForm(forms.Form):
    """A new API key."""

    name = forms.CharField(label="What will use it?", max_length=100, help_text="Such as “nightly export”.")
    write = forms.BooleanField(label="It may also record events and other facts, as you may", required=False)
    ends_on = DayField(
        label="Last day",
        required=False,
        help_text="In UTC; empty for no end.",
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_ends_on(self) -> date | None:
        """Refuse a last day that is already over."""
        day: date | None = self.cleaned_data["ends_on"]
        if day and day < self.now.date():
            raise forms.ValidationError("That day is over; choose a later one.")
        return day

    def values(self) -> dict[str, Any]:
        """Return name, scopes and the moment the key ends."""
        day = self.cleaned_data["ends_on"]
        return {
            "name": self.cleaned_data["name"],
            "scopes": [Scope.READ, Scope.WRITE] if self.cleaned_data["write"] else [Scope.READ],
            "expires_at": datetime.combine(day + timedelta(days=1), time(), UTC) if day else None,
        }

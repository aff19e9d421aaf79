"""Forms for the reader's own settings."""

from django import forms

from accounts.models import User
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

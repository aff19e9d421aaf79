"""Days, as the browser's own date field sends them."""

from datetime import date
from typing import Any

from django import forms

from clocks import read_day


class DayField(forms.DateField):
    """A day, written 1995-02-04 and no other way: no order of day and month to guess."""

    default_error_messages = {"invalid": "Enter a valid date, such as 1995-02-04."}

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(input_formats=["%Y-%m-%d"], **options)

    def strptime(self, value: str, format: str) -> date:
        """Return the day. Raises ValueError."""
        if (day := read_day(value)) is None:
            raise ValueError(value)
        return day

"""Shapes of questions to the clocks."""

from datetime import date
from typing import Any

from rest_framework import serializers

from api.serializers.common import Day, Shape, Text

MANY = 50


class SpanShape(Shape):
    """A span in which a clock stood still; `to` is null while it still does."""

    to = Day(allow_null=True)

    def get_fields(self) -> dict[str, Any]:
        """Return the fields; `from` is no name in Python."""
        return {"from": Day(), **super().get_fields()}


class LimbDays(serializers.DictField):
    """Days by the id of a rule."""

    child = Day()


class ComputeShape(Shape):
    """One rule and one day."""

    rule = Text(max_length=60, help_text="The id of a rule, such as 232.02.")
    anchor_date = Day(help_text="Day 0: the day of the event or of the expiry that the rule counts from.")
    policy = Text(required=False, allow_null=True, default=None, help_text="Another month-end reading.")
    extensions = serializers.ListField(
        child=Day(),
        required=False,
        default=list,
        max_length=MANY,
        help_text="Days to which the limit was moved.",
    )
    suspensions = serializers.ListField(
        child=SpanShape(),
        required=False,
        default=list,
        max_length=MANY,
        help_text="Spans that add to the limit.",
    )
    period = Text(
        required=False,
        allow_null=True,
        default=None,
        help_text='What a stated count runs, such as "15 m 1 w".',
    )
    limbs = LimbDays(required=False, default=dict, help_text="The day from which each limb of a choice runs.")
    anchor_kind = Text(
        required=False, allow_null=True, default=None, help_text="The kind of event you hold for the anchor."
    )
    printed = Text(
        required=False,
        allow_blank=True,
        default="",
        max_length=120,
        help_text="The day as the source prints it; a zone of the wrong season is warned about, never followed.",
    )


def question(values: dict[str, Any]) -> tuple[str, date, dict[str, Any]]:
    """Return rule, day and options as `clocks.compute` takes them."""
    options = {
        name: values[name] for name in ("policy", "extensions", "period", "limbs", "anchor_kind", "printed")
    }
    options["suspensions"] = [(span["from"], span["to"]) for span in values["suspensions"]]
    return values["rule"], values["anchor_date"], options

"""What an import of a list asks for over the API."""

import base64
import binascii
from typing import Any

from rest_framework import serializers

from api.serializers.common import OneOf, Shape, Text, Whole, YesNo, words
from disputes.models import Visibility
from tariffs.importers.lists.options import Typed
from tariffs.importers.lists.words import Role
from tariffs.models import RateMode, VersionStage

PLAIN = (
    "title", "imposing", "target", "authority", "dispute", "stage", "announced", "published", "effective", "zone",
    "mode", "rate", "edition", "visibility", "team", "sheet", "split_by",
)  # fmt: skip


class ImportShape(Shape):
    """A file of a list, as text or in base64, and what it is; the options of `manage.py import_list`."""

    file_name = Text(max_length=200, help_text="The name of the file, kept with the version.")
    text = words()
    base64 = words()
    stage = OneOf(VersionStage)
    zone = Text(max_length=64)
    announced = words(10)
    published = words(10)
    effective = words(25)
    title = words(200)
    imposing = words(80)
    target = words(400)
    authority = words(60)
    dispute = words(60)
    mode = OneOf(RateMode, required=False, default="")
    rate = words(120)
    edition = words(60)
    visibility = OneOf(Visibility, required=False, default="")
    team = words(60)
    draft = YesNo(required=False, default=False)
    sheet = words(100)
    header_row = Whole(min_value=0, max_value=1_000_000, required=False, default=None)
    columns = serializers.DictField(child=Text(max_length=200), required=False, default=dict)
    split_by = words(200)
    expect = serializers.DictField(child=Whole(min_value=0), required=False, default=dict)
    allow_rejected = Whole(min_value=0, max_value=1_000_000, required=False, default=0)
    dry_run = YesNo(required=False, default=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the values with the bytes of the file as `data`."""
        faults: dict[str, list[str]] = {}
        if bool(attrs["text"]) == bool(attrs["base64"]):
            faults["text"] = ["Give the file as `text`, or its bytes as `base64`."]
        try:
            data = (
                base64.b64decode(attrs["base64"], validate=True)
                if attrs["base64"]
                else attrs["text"].encode()
            )
        except (binascii.Error, ValueError):
            faults["base64"] = ["This is no base64."]
        unknown = [name for name in attrs["columns"] if name not in set(Role)]
        if unknown:
            faults["columns"] = [f"Not known: {', '.join(unknown)}; known: {', '.join(Role)}."]
        if any("," in name for name in [*attrs["columns"].values(), *attrs["expect"]]):
            faults["columns"] = ["Name a column whose header holds a comma by its number."]
        if faults:
            raise serializers.ValidationError(faults)
        return attrs | {"data": data}


def typed(ref: str, shape: dict[str, Any]) -> Typed:
    """Return the options as they are typed for the command."""
    return Typed(
        ref=ref, draft=shape["draft"], allow_rejected=str(shape["allow_rejected"]),
        header_row="" if shape["header_row"] is None else str(shape["header_row"]),
        columns=",".join(f"{name}={of}" for name, of in shape["columns"].items()),
        expect=",".join(f"{name}={number}" for name, number in shape["expect"].items()),
        **{name: shape[name] for name in PLAIN},
    )  # fmt: skip

"""A list to import, as people paste or upload it; the options of `manage.py import_list`."""

import base64
import binascii
import gzip
import hashlib
import io
import zlib
from typing import Any

from django import forms

from accounts.models import Team
from disputes.models import Visibility
from tariffs.importers.lists.options import Typed
from tariffs.models import RateMode, VersionStage
from web.forms.days import DayField
from web.forms.zones import legal_zone_choices

MOST_MB = 20
MOST_BYTES = MOST_MB * 1_000_000
MOST_CARRIED = 2_000_000
NAMES = tuple(name for name in Typed.__dataclass_fields__ if name != "draft")


class ListImportForm(forms.Form):
    """The file, the list, and what the document is."""

    ref = forms.SlugField(
        label="List", max_length=80, help_text="Its ref, such as us-301-1; a new one makes a new list.",
        error_messages={"required": "Name the list."},
    )  # fmt: skip
    upload = forms.FileField(
        label="File", required=False,
        help_text=f"CSV, XLSX, ODS, JSON or text, also gzipped. At most {MOST_MB} MB.",
    )  # fmt: skip
    pasted = forms.CharField(
        label="Or paste it", required=False, strip=False, help_text="Up to 2 MB; more comes as a file.",
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )  # fmt: skip
    stage = forms.ChoiceField(
        label="The document is", choices=VersionStage.choices, initial=VersionStage.PROPOSED
    )
    announced = DayField(label="Announced", required=False)
    published = DayField(label="Published", required=False)
    zone = forms.ChoiceField(label="Place of the law", choices=legal_zone_choices, initial="America/New_York")
    imposing = forms.CharField(
        label="Imposed by", required=False, max_length=80, help_text="US, or an actor’s ref; for a new list."
    )
    target = forms.CharField(
        label="Aimed at", required=False, max_length=400, help_text="CN, or several with commas."
    )
    authority = forms.CharField(
        label="Legal authority", required=False, max_length=60, help_text="Such as us-301."
    )
    dispute = forms.CharField(
        label="Dispute", required=False, max_length=60, help_text="Its ref; for a new list."
    )
    title = forms.CharField(label="Title of a new list", required=False, max_length=200)
    visibility = forms.ChoiceField(
        label="Who may see it", required=False, choices=[("", "as the list or dispute"), *Visibility.choices]
    )
    team = forms.ChoiceField(label="Team", required=False)
    effective = forms.CharField(
        label="Takes effect",
        required=False,
        max_length=25,
        help_text="2018-07-06, or with the hour: 2018-07-06T00:01.",
    )
    mode = forms.ChoiceField(
        label="The duty is", required=False, choices=[("", "not stated"), *RateMode.choices]
    )
    rate = forms.CharField(
        label="Rate", required=False, max_length=120, help_text="Such as 25%. Empty is not known, not zero."
    )
    edition = forms.CharField(
        label="Edition of the codes",
        required=False,
        max_length=60,
        help_text="Where it is loaded, every code must be in it.",
    )
    sheet = forms.CharField(label="Sheet", required=False, max_length=100)
    header_row = forms.IntegerField(
        label="Row of the header", required=False, min_value=0, help_text="0 for none."
    )
    columns = forms.CharField(
        label="Columns",
        required=False,
        max_length=400,
        help_text="code=A,rate=C: by header, letter or number.",
    )
    split_by = forms.CharField(label="One list for each value of", required=False, max_length=200)
    expect = forms.CharField(
        label="Control totals",
        required=False,
        max_length=1000,
        help_text="lines=818,list:1=818. They must hold.",
    )
    allow_rejected = forms.IntegerField(label="Rejected rows allowed", required=False, min_value=0)
    draft = forms.BooleanField(label="Keep it as a draft", required=False)
    carried = forms.CharField(required=False, widget=forms.HiddenInput())
    file_name = forms.CharField(required=False, widget=forms.HiddenInput(), max_length=200)
    seen = forms.CharField(required=False, widget=forms.HiddenInput(), max_length=64)

    def __init__(self, *args: Any, teams: list[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [("", "none"), *((team.ref, team.name) for team in teams)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Return the values with the bytes of the file as `data`; it comes one way."""
        values = super().clean() or {}
        upload, pasted = values.get("upload"), values.get("pasted")
        if upload and pasted:
            self.add_error("pasted", "Upload a file or paste it, not both.")
        elif upload and upload.size > MOST_BYTES:
            told = f"This file has {upload.size / 1_000_000:.1f} MB; the page takes at most {MOST_MB} MB."
            self.add_error("upload", f"{told} Import it with manage.py import_list, or gzip it first.")
        elif upload:
            values |= {"data": upload.read(), "file_name": upload.name}
            if values.get("seen") not in {"", self.sha256(values["data"])}:
                told = "This is another file than the one you looked at: look first at what it would write."
                self.add_error("upload", told)
        elif pasted:
            values |= {"data": pasted.encode(), "file_name": "pasted.txt"}
        elif values.get("carried"):
            values["data"] = self._unpacked(values["carried"])
        else:
            self.add_error("upload", "Choose a file, or paste the list below.")
        return values

    def typed(self) -> Typed:
        """Return the options as they are typed for the command."""
        values = self.cleaned_data
        texts = {name: "" if values[name] is None else str(values[name]) for name in NAMES}
        return Typed(draft=values["draft"], **texts)

    def packed(self) -> str:
        """Return the file for the next step, '' when it is too large to be carried."""
        text = base64.b64encode(gzip.compress(self.cleaned_data["data"])).decode()
        return text if len(text) <= MOST_CARRIED else ""

    @staticmethod
    def sha256(data: bytes) -> str:
        """Return what tells one file from another."""
        return hashlib.sha256(data).hexdigest()

    def _unpacked(self, text: str) -> bytes:
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(base64.b64decode(text, validate=True))) as packed:
                return packed.read(MOST_BYTES)
        except (binascii.Error, ValueError, OSError, EOFError, zlib.error):
            self.add_error("upload", "The file was lost on the way; choose it again.")
            return b""

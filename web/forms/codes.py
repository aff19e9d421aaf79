"""The box in which a commodity code is looked up."""

from django import forms

from tariffs.codes import BadCode, digits_of


class CodeForm(forms.Form):
    """A code as printed, with or without dots; cleaned to its digits."""

    code = forms.CharField(
        label="Code",
        max_length=40,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "8517.62.00"}),
    )

    def clean_code(self) -> str:
        """Return the digits; raises ValidationError with the reason and the fix."""
        printed = str(self.cleaned_data["code"])
        try:
            return digits_of(printed)
        except BadCode as bad:
            raise forms.ValidationError(str(bad)) from bad

"""Forms for signing in."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm


class PasswordForm(AuthenticationForm):
    """E-mail address and password; a password manager may paste both."""

    username = forms.EmailField(
        label="E-mail address", widget=forms.EmailInput(attrs={"autocomplete": "username"}), max_length=254
    )
    error_messages = {
        "invalid_login": "No account has this address and password. Check both, or ask for a link by mail.",
        "inactive": "This account is closed. An administrator can open it again.",
    }


class LinkForm(forms.Form):
    """The address to which a sign-in link goes."""

    email = forms.EmailField(
        label="E-mail address", widget=forms.EmailInput(attrs={"autocomplete": "email"}), max_length=254
    )

"""The reader's API keys: made here, shown once, rotated and revoked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.actions import create_key, revoke_key, rotate_key
from accounts.models import ApiKey
from history import now
from web.forms.account import KeyForm
from web.reading import signed_in


@never_cache
@login_required
def index(request: HttpRequest) -> HttpResponse:
    """List the reader's keys; a POST makes one and shows its text, once."""
    form = KeyForm(request.POST or None, now=now.current())
    if request.method == "POST" and form.is_valid():
        _, text = create_key(user=signed_in(request), now=now.current(), **form.values())
        return _page(request, KeyForm(now=now.current()), text)
    return _page(request, form)


@never_cache
@login_required
@require_POST
def rotate(request: HttpRequest, prefix: str) -> HttpResponse:
    """End a key and show the text of the one that takes its place, once."""
    try:
        _, text = rotate_key(key=_own(request, prefix), now=now.current())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("web:keys")
    return _page(request, KeyForm(now=now.current()), text)


@login_required
@require_POST
def revoke(request: HttpRequest, prefix: str) -> HttpResponse:
    """End a key."""
    key = _own(request, prefix)
    revoke_key(key=key, now=now.current())
    messages.success(request, f"The key “{key.name}” opens nothing any more.")
    return redirect("web:keys")


def _own(request: HttpRequest, prefix: str) -> ApiKey:
    return get_object_or_404(ApiKey, user=signed_in(request), prefix=prefix)


def _page(request: HttpRequest, form: KeyForm, text: str = "") -> HttpResponse:
    moment = now.current()
    keys = ApiKey.objects.filter(user=signed_in(request)).order_by("-created_at")
    context = {
        "section": "account",
        "form": form,
        "forms": [form],
        "text": text,
        "keys": [(key, key.is_live(moment)) for key in keys],
    }
    return render(request, "account/keys.html", context)

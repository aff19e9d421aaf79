"""The reader's own settings."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from web.forms.account import ProfileForm
from web.reading import signed_in


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change the reader's name, time zone and the hours in which mail may arrive."""
    user = signed_in(request)
    form = ProfileForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Saved. Hours are now told on your clock too.")
        return redirect("web:account")
    teams = user.memberships.select_related("team").order_by("team__name")
    context = {"section": "account", "form": form, "forms": [form], "teams": teams}
    return render(request, "account/profile.html", context)

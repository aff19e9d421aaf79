"""Signing in, by password or by a link sent by mail, and out."""

from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from kombu.exceptions import OperationalError

from accounts.throttle import LINKS, PASSWORDS
from history import now as clock
from web.forms.signin import LinkForm, PasswordForm
from web.tasks import mail_sign_in_link


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in by password; a GET shows this form and the one that asks for a link."""
    form: AuthenticationForm = PasswordForm(request, request.POST or None)
    if request.method == "POST" and not PASSWORDS.spend(request.POST.get("username", ""), clock.current()):
        return render(request, "account/too_many.html", {"section": "sign-in"}, status=429)
    if request.method == "POST" and form.is_valid():
        login(request, form.get_user())
        return redirect(_next(request))
    context = {
        "section": "sign-in",
        "form": form,
        "forms": [form],
        "link_form": LinkForm(),
        "next": _next(request),
    }
    return render(request, "account/sign_in.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def use_link(request: HttpRequest) -> HttpResponse:
    """Sign in by a one-time link; the GET only shows a button, because mail scanners follow links."""
    token = request.POST.get("sesame", "") or request.GET.get("sesame", "")
    if request.method != "POST":
        return render(request, "account/use_link.html", {"token": token, "next": _next(request)})
    user = authenticate(request, sesame=token) if token else None
    if user is None:
        return render(request, "account/use_link.html", {"token": "", "spent": True}, status=403)
    login(request, user)
    return redirect(_next(request))


@require_POST
def mail_link(request: HttpRequest) -> HttpResponse:
    """Mail a one-time link; the answer is the same whether the address has an account or not."""
    form = LinkForm(request.POST)
    if not form.is_valid():
        context = {
            "section": "sign-in",
            "form": PasswordForm(request),
            "link_form": form,
            "next": _next(request),
        }
        return render(request, "account/sign_in.html", context)
    email = form.cleaned_data["email"]
    if LINKS.spend(email, clock.current()):
        try:
            mail_sign_in_link.delay(email)
        except OperationalError:
            return render(request, "account/link_sent.html", {"email": email, "failed": True}, status=503)
    return render(request, "account/link_sent.html", {"email": email})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("web:home")


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else resolve_url("web:home")

"""Every address of the site."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from sesame.views import LoginView

from web.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("sign-in/link/", LoginView.as_view(next_page="/"), name="sign-in-link"),
    path("admin/", admin.site.urls),
    path("api/", include("api.urls")),
]

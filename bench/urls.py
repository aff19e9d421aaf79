"""The product's addresses, plus the peers it is measured against."""

from django.urls import path

from bench import peer
from config.urls import urlpatterns as product

urlpatterns = [
    path("api/v1/bench/plain", peer.PlainDeadlines.as_view({"get": "list"})),
    path("api/v1/bench/empty", peer.Empty.as_view()),
    *product,
]

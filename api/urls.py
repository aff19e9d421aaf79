"""The addresses below /api/."""

from django.urls import path, re_path

from api import deadlines
from api.edge import NoSuchAddress

app_name = "api"
urlpatterns = [
    path("v1/deadlines", deadlines.DeadlineList.as_view(), name="deadlines"),
    path("v1/deadlines/<str:key>", deadlines.DeadlineDetail.as_view(), name="deadline"),
    path("v1/deadlines/<str:key>/proof", deadlines.DeadlineProof.as_view(), name="deadline-proof"),
    re_path(r"", NoSuchAddress.as_view(), name="nothing"),
]

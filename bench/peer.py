"""What the API is measured against, behind the same keys and limits, on the same server."""

from django.db.models import Model
from rest_framework import pagination, serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import ApiView
from disputes.models import Deadline


class Pages(pagination.CursorPagination):
    """DRF's own keyset paging, the fastest of its pagers."""

    page_size = 100
    ordering = ("latest_at", "id")


def _ref(source: str | None = None) -> "serializers.SlugRelatedField[Model]":
    return serializers.SlugRelatedField(source=source, slug_field="ref", read_only=True)


class PlainDeadline(serializers.ModelSerializer[Deadline]):
    """The plainest serializer that says the same."""

    dispute = _ref("proceeding.dispute")
    proceeding = _ref()
    responsible = _ref()
    beneficiary = _ref()
    anchor = _ref()
    announced_by = _ref()
    closed_by = _ref()

    class Meta:
        model = Deadline
        exclude = ("trace", "sentence", "input_hash", "occurrence", "ordinal", "owner", "team", "visibility")


class PlainDeadlines(ApiView, viewsets.ModelViewSet[Deadline]):
    """A ModelViewSet as the tutorial has it, with the joins it needs."""

    serializer_class = PlainDeadline
    pagination_class = Pages
    queryset = Deadline.objects.select_related(
        "proceeding__dispute", "responsible", "beneficiary", "anchor", "announced_by", "closed_by"
    )


class Empty(ApiView):
    """An empty response of the same server."""

    def get(self, request: Request) -> Response:
        """Return nothing."""
        return Response(status=204)

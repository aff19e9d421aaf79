"""Who may call. Rows are guarded by `visible_to`; this is about methods and scopes."""

from typing import TYPE_CHECKING

from django.conf import settings
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from accounts.models import ApiKey, Scope

if TYPE_CHECKING:
    from rest_framework.views import APIView


class Nobody(BasePermission):
    """The default: a view that names no permission opens to nobody."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Return False."""
        return False


class ReadersAndWriters(BasePermission):
    """Reading is open (to signed-in callers only when PUBLIC_READ is off); a key needs the scope of what it does."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Return whether the caller may use this method at all."""
        reading = request.method in SAFE_METHODS
        if isinstance(request.auth, ApiKey):
            scope = Scope.READ if reading else Scope.WRITE
            if scope not in request.auth.scopes:
                raise PermissionDenied(f"This key lacks the scope “{scope}”.", code="scope")
            return True
        return bool(request.user.is_authenticated) or (reading and settings.PUBLIC_READ)

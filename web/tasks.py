"""What a page asks a worker to do, so that no mail server can hold up or betray an answer."""

from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from accounts.actions import sign_in_link
from accounts.models import User


@shared_task
def mail_sign_in_link(email: str) -> bool:
    """Mail a one-time sign-in link to the account with this address; return whether there is one."""
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is None:
        return False
    address = f"{settings.SITE_URL.rstrip('/')}{sign_in_link(user)}"
    body = render_to_string("account/link.txt", {"user": user, "address": address})
    EmailMessage(subject="Your sign-in link for Demarche", body=body, to=[user.email]).send()
    return True

"""The WSGI application gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from config.checks import refuse_incomplete

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
refuse_incomplete()
application = get_wsgi_application()

#!/usr/bin/env python
"""Django's command line for Demarche."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"Demarche cannot start.\n{error}")
    except OperationalError as error:
        if "no database runs" not in str(error):  # the name of config/home.py for having none
            raise
        sys.exit("No database runs: start script/server, or set DATABASE_URL.")

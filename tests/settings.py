"""The product's settings on a PostgreSQL and a Valkey of this test run's own."""

import atexit
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from config import embedded

HOME = Path(tempfile.mkdtemp(prefix="demarche-test-"))
PLACE = HOME / "postgres.place"


def _clean_up() -> None:
    for server in (embedded.find_postgres(HOME), embedded.find_valkey(HOME)):
        if server:
            embedded.stop(server)
    if PLACE.exists():
        shutil.rmtree(PLACE.read_text())
    shutil.rmtree(HOME)


atexit.register(_clean_up)
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
for name in ("EMAIL_URL", "DEMARCHE_ENV", "ALLOWED_HOSTS", "SITE_URL", "CLOCK_SHIFT", "PUBLIC_READ", "DEBUG"):
    os.environ.pop(name, None)
os.environ["DEMARCHE_HOME"] = str(HOME)
os.environ["DATABASE_URL"] = embedded.start_postgres(HOME, ephemeral=True).url
os.environ["REDIS_URL"] = embedded.start_valkey(HOME).url

from config.settings import *  # noqa: E402, F403 - the servers come first

# Transactional tests empty every table afterwards, which the change table otherwise refuses.
DATABASES["default"]["OPTIONS"] = {"options": "-c demarche.may_truncate=yes"}  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
(HOME / "static").mkdir()  # WhiteNoise warns when it is not there
API_LIMITS = {
    "anonymous": 10_000_000,
    "key": 10_000_000,
}  # all tests call from one address; some set their own

"""Settings, read from the environment once.

Nothing here has a silent production default: `config.checks` refuses to start
a production instance (`DEMARCHE_ENV=production`) without its secrets.
"""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from config import home
from config.environment import Environment

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment()

DEMARCHE_ENV = env.choice("DEMARCHE_ENV", "development", "production")
DEMARCHE_HOME = Path(env.text("DEMARCHE_HOME", str(BASE_DIR / ".demarche"))).resolve()
PRODUCTION = DEMARCHE_ENV == "production"
DEBUG = env.flag("DEBUG", False)

SECRET_KEY = env.text("SECRET_KEY")
if not SECRET_KEY and not PRODUCTION:
    SECRET_KEY = home.secret_key(DEMARCHE_HOME)
HOST = env.text("HOST", "127.0.0.1")
PORT = env.whole("PORT", 8000)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", [] if PRODUCTION else ["127.0.0.1", "localhost", "[::1]", HOST])
SITE_URL = env.text("SITE_URL", "" if PRODUCTION else f"http://127.0.0.1:{PORT}")
PUBLIC_READ = env.flag("PUBLIC_READ", True)
# Seconds added to the machine's clock; `script/server --today` leaves them in the state folder.
CLOCK_SHIFT = env.seconds("CLOCK_SHIFT", home.clock_shift(DEMARCHE_HOME))

INSTALLED_APPS = [
    "config",  # first: it refuses an incomplete production before another app trips over what is missing
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "pgtrigger",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "django_cotton",
    "history",
    "accounts",
    "disputes",
    "negotiations",
    "tariffs",
    "alerts",
    "casebook",
    "feeds",
    "api",
    "web",
]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "sesame.backends.ModelBackend",
]
LOGIN_URL = "web:sign-in"
LOGIN_REDIRECT_URL = "web:home"
COTTON_DIR = "components"
SESAME_ONE_TIME = True
SESAME_INVALIDATE_ON_EMAIL_CHANGE = True
SESAME_MAX_AGE = 86_400

# A transaction is opened by the action that needs one (`actions.py`), never by the request.
DATABASE_URL = env.text("DATABASE_URL") or ("" if PRODUCTION else home.database_url(DEMARCHE_HOME))
_database = env.database("DATABASE_URL", DATABASE_URL) if DATABASE_URL else home.NO_DATABASE
DATABASES = {"default": {**_database, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.redis("REDIS_URL") or ("" if PRODUCTION else home.redis_url(DEMARCHE_HOME))
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL or home.NO_VALKEY,
        "KEY_PREFIX": "demarche",
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

# Celery carries work, PostgreSQL holds the truth: no results, no eta, every task can run twice.
CELERY_BROKER_URL = REDIS_URL or home.NO_VALKEY
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Seconds. A broker that takes calls and never answers must not hold a request: without these it waits for ever.
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 2, "socket_timeout": 2}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# A ring that waited longer than its rhythm is worth nothing: the next one is there already.
CELERY_BEAT_SCHEDULE = {
    "heartbeat": {"task": "config.tasks.heartbeat", "schedule": 15.0, "options": {"expires": 15.0}},
    "ring": {"task": "alerts.tasks.ring", "schedule": 15.0, "options": {"expires": 15.0}},
    "clocks": {
        "task": "disputes.tasks.refresh_recurring",
        "schedule": 86400.0,
        "options": {"expires": 86400.0},
    },
}

# Without EMAIL_URL mail is written to files a person can open: DEMARCHE_HOME/mail/*.eml
MAIL_FOLDER = DEMARCHE_HOME / "mail"
_email = env.mail("EMAIL_URL")
EMAIL_CONFIGURED = bool(_email)
EMAIL_BACKEND = _email.get("EMAIL_BACKEND", "config.mail.FolderBackend")
EMAIL_HOST = _email.get("EMAIL_HOST")
EMAIL_PORT = _email.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = _email.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = _email.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = _email.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _email.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "" if PRODUCTION else "Demarche <demarche@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

LANGUAGE_CODE = "en-gb"
USE_TZ = True
TIME_ZONE = "UTC"
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(DEMARCHE_HOME / "static")))
# Hashed names need `collectstatic`; tests and one-off commands read the sources instead.
STATIC_HASHED = env.flag("STATIC_HASHED", PRODUCTION)
WHITENOISE_USE_FINDERS = not STATIC_HASHED
_static_backend = (
    "whitenoise.storage.CompressedManifestStaticFilesStorage"
    if STATIC_HASHED
    else "django.contrib.staticfiles.storage.StaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _static_backend},
}

MIDDLEWARE = [
    "api.edge.EdgeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "web.reading.site",
            ]
        },
    }
]

_https = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [SITE_URL.rstrip("/")] if SITE_URL else []
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION and _https else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PERMISSION_CLASSES": ["api.permissions.Nobody"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "EXCEPTION_HANDLER": "api.problems.handle",
}
# Calls a minute, by address without a key and by key; proxies of ours that append to X-Forwarded-For.
API_LIMITS = {"anonymous": env.whole("API_LIMIT_ANONYMOUS", 60), "key": env.whole("API_LIMIT_KEY", 600)}
API_TRUSTED_PROXIES = env.whole("API_TRUSTED_PROXIES", 0)
# Plans are kept on the connection; switch it off behind a pooler that shares connections between transactions.
API_PREPARED_STATEMENTS = env.flag("API_PREPARED_STATEMENTS", True)
SPECTACULAR_SETTINGS = {
    "TITLE": "Demarche",
    "DESCRIPTION": "Trade disputes and their deadlines. Reading what is public needs no key; docs/api.md says how.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": [],
    "APPEND_COMPONENTS": {
        "securitySchemes": {
            "key": {"type": "http", "scheme": "bearer", "bearerFormat": "dmk_<prefix>_<secret>"}
        }
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.choice("LOG_LEVEL", "INFO", "DEBUG", "WARNING", "ERROR")},
}

env.refuse()

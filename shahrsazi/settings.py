"""Every setting, all from the environment; each is documented in docs/settings.md, and a test compares the two."""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from shahrsazi.city import profile

PACKAGE = Path(__file__).parent
SETTINGS_READ: dict[str, str] = {}


def env(name: str, default: str = "") -> str:
    SETTINGS_READ[name] = default
    return os.environ.get(name, "") or default


MODE = env("SHAHRSAZI_MODE", "demo")
DEMO = MODE == "demo"
if MODE not in ("demo", "production"):
    raise ImproperlyConfigured("SHAHRSAZI_MODE must be demo or production.")

DEBUG = env("DEBUG") == "1"
STATE = Path(env("SHAHRSAZI_STATE", str(Path.cwd() / "var"))).absolute()
SECRET_KEY = env("SHAHRSAZI_SECRET_KEY", "demo secret key, good for nothing but a demonstration" if DEMO else "")
PASSWORD_KEY = env("SHAHRSAZI_PASSWORD_KEY", "demo password key, likewise only for a demonstration" if DEMO else "")
CAPTCHA_ANSWER = env("CAPTCHA_ANSWER")
SITE_URL = env("SHAHRSAZI_SITE_URL", "http://127.0.0.1:8000")
PROXY = env("SHAHRSAZI_PROXY")
try:
    CITY = profile.load(env("SHAHRSAZI_CITY", "isfahan"))
except profile.ProfileError as error:
    raise ImproperlyConfigured(str(error)) from None
SMTP_URL = env("SHAHRSAZI_SMTP_URL")
SMS_URL = env("SHAHRSAZI_SMS_URL")
SMS_KEY = env("SHAHRSAZI_SMS_KEY")
MATCH_URL = env("SHAHRSAZI_MATCH_URL")
MATCH_KEY = env("SHAHRSAZI_MATCH_KEY")
MAIL_FROM = env("SHAHRSAZI_MAIL_FROM", "no-reply@example.ir")
OUTBOX = STATE / "outbox.jsonl"
DOCUMENTS = STATE / "documents"
DOCUMENTS_URL = env("SHAHRSAZI_DOCUMENTS_URL")
ACCEL = env("SHAHRSAZI_ACCEL")
CLAMD = env("SHAHRSAZI_CLAMD")


def refuse_unsafe_production() -> None:
    """Production starts with its own keys and none of the demonstration's conveniences, or not at all."""
    checks = [
        (DEBUG, "DEBUG must be off."),
        (bool(CAPTCHA_ANSWER), "CAPTCHA_ANSWER is for demonstrations only."),
        (len(SECRET_KEY) < 50, "SHAHRSAZI_SECRET_KEY is missing or shorter than 50 characters."),
        (len(PASSWORD_KEY) < 50, "SHAHRSAZI_PASSWORD_KEY is missing or shorter than 50 characters."),
        (SECRET_KEY == PASSWORD_KEY, "SHAHRSAZI_SECRET_KEY and SHAHRSAZI_PASSWORD_KEY must differ."),
        (not SITE_URL.startswith("https://"), "SHAHRSAZI_SITE_URL must begin with https://."),
        (not DATABASE_URL, "DATABASE_URL is missing."),
        (
            bool(DOCUMENTS_URL) and not DOCUMENTS_URL.startswith("https://"),
            "SHAHRSAZI_DOCUMENTS_URL must begin with https://.",
        ),
        (
            not (SMTP_URL or SMS_URL),
            "SHAHRSAZI_SMTP_URL and SHAHRSAZI_SMS_URL are both missing: no password could be sent.",
        ),
    ]
    errors = [sentence for wrong, sentence in checks if wrong]
    if errors:
        raise ImproperlyConfigured("Production refuses to start. " + " ".join(errors))


# The database: `shahrsazi setup` creates its roles, and each role signs in with a password of its own.
DATABASE_URL = env("DATABASE_URL")
if not DEMO:
    refuse_unsafe_production()


TIMEOUTS = " -c statement_timeout=3000 -c lock_timeout=1000 -c idle_in_transaction_session_timeout=15000"
SERVING = ("web", "entrance", "staff")
BE_OWNER = " -c role=shahrsazi_owner"


def database(url: str, role: str | None) -> dict:
    """A Django database for one role; without a role, for the owner of the tables, through the URL's own account."""
    from shahrsazi.database.roles import password_of

    parts = urlsplit(url)
    query = {k: v[0] for k, v in parse_qs(parts.query).items()}
    signed_in = {"USER": unquote(parts.username or query.get("user", "")), "PASSWORD": unquote(parts.password or "")}
    if role:
        signed_in = {"USER": f"shahrsazi_{role}", "PASSWORD": password_of(role, SECRET_KEY)}
    asks = "-c timezone=UTC" + (TIMEOUTS if role in SERVING else "") + ("" if role else BE_OWNER)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "shahrsazi",
        "HOST": unquote(parts.hostname or "") or query.get("host", ""),
        "PORT": str(parts.port or query.get("port", "")),
        "ATOMIC_REQUESTS": False,
        # Without a threshold psycopg prepares nothing, not even a statement sent with prepare=True.
        "OPTIONS": {"options": asks, "prepare_threshold": 5}
        | ({"pool": {"min_size": 1, "max_size": 8, "timeout": 5}} if role in SERVING else {}),
        **signed_in,
    }


DATABASES = {
    "default": database(DATABASE_URL, "web"),
    "entrance": database(DATABASE_URL, "entrance"),
    "feed": database(DATABASE_URL, "feed"),
    "worker": database(DATABASE_URL, "worker"),
    "staff": database(DATABASE_URL, "staff"),
    "owner": database(DATABASE_URL, None),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    # From the ground up: an app's policies.sql names only what an earlier app defines.
    "shahrsazi.database",
    "shahrsazi.city",
    "shahrsazi.people",
    "shahrsazi.credentials",
    "shahrsazi.web",
    "shahrsazi.ledger",
    "shahrsazi.messages",
    "shahrsazi.documents",
    "shahrsazi.pages",
    "shahrsazi.accounts",
    "shahrsazi.casefiles",
    "shahrsazi.staff",
    "shahrsazi.administration",
    "shahrsazi.audit",
    "shahrsazi.counter",
    "shahrsazi.feed",
]
PROCRASTINATE_DATABASE_ALIAS = env("SHAHRSAZI_QUEUE_ROLE", "entrance")
PROCRASTINATE_READONLY_MODELS = True
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
MIDDLEWARE = [
    "shahrsazi.web.middleware.security_headers",
    "shahrsazi.web.middleware.compress",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "shahrsazi.web.middleware.locale",
    "shahrsazi.web.middleware.limit_body",
    "django.middleware.csrf.CsrfViewMiddleware",
    "shahrsazi.web.routes.closed_by_default",
]
ROOT_URLCONF = "shahrsazi.urls"
WSGI_APPLICATION = "shahrsazi.wsgi.application"
APPEND_SLASH = False
TEMPLATES: list = []  # web/templates.py renders the pages

LANGUAGE_CODE = "fa"
LANGUAGES = [("fa", "فارسی"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = CITY.time_zone

SECURE_COOKIES = not DEMO
SESSION_COOKIE = "sid" if DEMO else "__Host-sid"
STAFF_COOKIE = "staff" if DEMO else "__Host-staff"
VISIT_COOKIE = "visit" if DEMO else "__Host-visit"
CSRF_COOKIE_NAME = "csrf" if DEMO else "__Host-csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = SECURE_COOKIES
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "shahrsazi.web.errors.csrf_failed"
ALLOWED_HOSTS = [urlsplit(SITE_URL).hostname] + (["127.0.0.1", "localhost", "[::1]", "testserver"] if DEMO else [])
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
LARGEST_FORM, LARGEST_SCANS = 1024 * 1024, 64 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 100


def object_store(url: str) -> dict:
    """Django's storage for `https://KEY:SECRET@host/bucket?region=…`."""
    from botocore.config import Config

    parts = urlsplit(url)
    options = {
        "endpoint_url": f"{parts.scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else ""),
        "access_key": unquote(parts.username or ""),
        "secret_key": unquote(parts.password or ""),
        "bucket_name": parts.path.strip("/"),
        "region_name": parse_qs(parts.query).get("region", ["us-east-1"])[0],
        "file_overwrite": True,
        # Many servers do not understand the checksums that botocore adds of its own accord.
        "client_config": Config(
            signature_version="s3v4", s3={"addressing_style": "path"}, connect_timeout=3, read_timeout=10,
            retries={"max_attempts": 1},
            request_checksum_calculation="when_required", response_checksum_validation="when_required",
        ),
    }  # fmt: skip
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


STATIC_URL = "/static/"
STATIC_ROOT = STATE / "static"
STATICFILES_DIRS = [PACKAGE / "pages" / "static"]
STORAGES = {
    "documents": object_store(DOCUMENTS_URL)
    if DOCUMENTS_URL
    else {"BACKEND": "shahrsazi.documents.storage.Folder", "OPTIONS": {"location": DOCUMENTS}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 60

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "shahrsazi.web.logging.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    # web/errors.py logs what failed, with the tracking code that the person was given.
    "loggers": {"django.request": {"level": "CRITICAL"}, "procrastinate": {"level": "WARNING"}},
}

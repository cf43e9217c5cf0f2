"""Every setting, all from the environment; each is documented in docs/settings.md, and a test compares the two."""

import os
import stat
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from shahrsazi import production, static_files
from shahrsazi.city import profile
from shahrsazi.database import connections
from shahrsazi.messages import mail
from shahrsazi.web import proxies

PACKAGE = Path(__file__).parent
SETTINGS_READ: dict[str, str] = {}
# Those that name a file or folder, as they were written; a process that is started in another folder needs the others.
PATHS_READ: dict[str, str] = {}


def env(name: str, default: str = "") -> str:
    SETTINGS_READ[name] = default
    return os.environ.get(name, "") or default


def path_in(name: str, default: str = "") -> str:
    PATHS_READ[name] = env(name, default)
    return PATHS_READ[name]


def secret(name: str, default: str = "") -> str:
    """From the environment, or from the file that NAME_FILE names, as systemd and containers mount secrets."""
    path = os.environ.get(f"{name}_FILE", "")
    if not path:
        return env(name, default)
    if os.environ.get(name):
        raise ImproperlyConfigured(f"{name} and {name}_FILE are both set, and only one can count: unset the other one.")
    SETTINGS_READ[name], PATHS_READ[f"{name}_FILE"] = default, path
    try:
        if Path(path).stat().st_mode & stat.S_IROTH:
            raise ImproperlyConfigured(f"{name}_FILE: everybody may read {path}; run chmod o-rwx on it.")
        return Path(path).read_text("utf8").strip()
    except (OSError, UnicodeError) as error:
        raise ImproperlyConfigured(f"{name}_FILE: {path} cannot be read ({error}).") from None


MODE = env("SHAHRSAZI_MODE")
DEMO = MODE == "demo"
if MODE not in ("demo", "production"):
    raise ImproperlyConfigured("SHAHRSAZI_MODE must say production, or demo for trying it out.")

DEBUG = env("DEBUG") == "1"
STATE = Path(path_in("SHAHRSAZI_STATE", "var" if DEMO else "")).absolute()
DEMO_SECRET_KEY = "demo secret key, good for nothing but a demonstration"  # noqa: S105
DEMO_PASSWORD_KEY = "demo password key, likewise only for a demonstration"  # noqa: S105
SECRET_KEY = secret("SHAHRSAZI_SECRET_KEY", DEMO_SECRET_KEY if DEMO else "")
PASSWORD_KEY = secret("SHAHRSAZI_PASSWORD_KEY", DEMO_PASSWORD_KEY if DEMO else "")
CAPTCHA_ANSWER = env("CAPTCHA_ANSWER")
SITE_URL = env("SHAHRSAZI_SITE_URL", "http://127.0.0.1:8000" if DEMO else "").rstrip("/")
DATABASE_URL = secret("DATABASE_URL")
SMTP_URL = secret("SHAHRSAZI_SMTP_URL")
SMS_URL = env("SHAHRSAZI_SMS_URL")
SMS_KEY = secret("SHAHRSAZI_SMS_KEY")
MATCH_URL = env("SHAHRSAZI_MATCH_URL")
MATCH_KEY = secret("SHAHRSAZI_MATCH_KEY")
MAIL_FROM = env("SHAHRSAZI_MAIL_FROM", "no-reply@example.ir" if DEMO else "")
EMAIL_USE_LOCALTIME = True  # else a mail's Date has no zone
OUTBOX = STATE / "outbox.jsonl"
DOCUMENTS = STATE / "documents"
DOCUMENTS_URL = secret("SHAHRSAZI_DOCUMENTS_URL")
ACCEL = env("SHAHRSAZI_ACCEL")
CLAMD = env("SHAHRSAZI_CLAMD")
SIGNATURE_ROOTS = path_in("SHAHRSAZI_SIGNATURE_ROOTS")
CITY_PROFILE = env("SHAHRSAZI_CITY", "isfahan" if DEMO else "")
if profile.is_path(CITY_PROFILE):
    PATHS_READ["SHAHRSAZI_CITY"] = CITY_PROFILE
PROXY = env("SHAHRSAZI_PROXY")
STAFF_NETWORKS = env("SHAHRSAZI_STAFF_NETWORKS")
SECURITY_CONTACT = env("SHAHRSAZI_SECURITY_CONTACT", "mailto:security@example.com" if DEMO else "")

ABSOLUTE_PATHS = {name: str(Path(path).absolute()) for name, path in PATHS_READ.items() if path}
if not DEMO:
    production.refuse_unsafe(globals())
try:
    CITY = profile.load(CITY_PROFILE, demonstration=DEMO)
    PROXIES = proxies.parse(PROXY)
    STAFF_FROM = proxies.parse_networks("SHAHRSAZI_STAFF_NETWORKS", STAFF_NETWORKS)
    DATABASES = connections.for_all_roles(DATABASE_URL, SECRET_KEY)
    mail.parse(SMTP_URL, OUTBOX)
except ValueError as error:
    raise ImproperlyConfigured(str(error)) from None
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
    "shahrsazi.web.middleware.usual_methods",
    "shahrsazi.accounts.access.names_the_citizen",
    "shahrsazi.staff.access.names_the_desk",
    "shahrsazi.web.middleware.behind_our_proxy",
    "shahrsazi.web.middleware.compress",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "shahrsazi.web.middleware.locale",
    "shahrsazi.web.own_database.refuses_another",
    "shahrsazi.web.middleware.explains_methods",
    "shahrsazi.web.middleware.understood",
    "shahrsazi.web.middleware.limit_body",
    "shahrsazi.staff.large_bodies.large_bodies_of_desks",
    "django.middleware.csrf.CsrfViewMiddleware",
    "shahrsazi.web.routes.closed_by_default",
    "shahrsazi.accounts.crowd.tells_of_a_crowd",
    "shahrsazi.ledger.denials.record_denials",
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
# Browsers hold what begins so to its host, to https and to the whole site.
COOKIE_PREFIX = "" if DEMO else "__Host-"
SESSION_COOKIE = f"{COOKIE_PREFIX}sid"
STAFF_COOKIE = f"{COOKIE_PREFIX}staff"
VISIT_COOKIE = f"{COOKIE_PREFIX}visit"
DEVICE_COOKIE = f"{COOKIE_PREFIX}device"
STAFF_DEVICE_COOKIE = f"{COOKIE_PREFIX}staff-device"
ENDED_COOKIE = f"{COOKIE_PREFIX}ended"
LEFT_COOKIE = f"{COOKIE_PREFIX}left"
WANTED_COOKIE = f"{COOKIE_PREFIX}wanted"
STAFF_WANTED_COOKIE = f"{COOKIE_PREFIX}staff-wanted"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
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
            signature_version="s3v4",
            s3={"addressing_style": "path"},
            connect_timeout=3,
            read_timeout=10,
            retries={"max_attempts": 1},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        ),
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


STATIC_URL = "/static/"
STATIC_ROOT = static_files.root(STATE)
STATICFILES_DIRS = [static_files.SOURCE]
STORAGES = {
    "documents": object_store(DOCUMENTS_URL)
    if DOCUMENTS_URL
    else {"BACKEND": "shahrsazi.documents.storage.Folder", "OPTIONS": {"location": DOCUMENTS}},
    "staticfiles": {"BACKEND": static_files.STORAGE},
}
WHITENOISE_MAX_AGE = 60

REFUSED_BY_DJANGO = (
    "DisallowedHost",
    "RequestDataTooBig",
    "SuspiciousMultipartForm",
    "TooManyFieldsSent",
    "TooManyFilesSent",
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "shahrsazi.web.logging.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    # web/errors.py logs what failed, with the tracking code that the person was given.
    "loggers": {
        "django.request": {"level": "CRITICAL"},
        # Strangers' probes, two kilobytes each: their answer is logged already, in a line.
        **{f"django.security.{name}": {"level": "CRITICAL"} for name in REFUSED_BY_DJANGO},
        "procrastinate": {"level": "WARNING"},
        "psycopg.pool": {"level": "ERROR"},
    },
}

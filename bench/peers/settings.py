"""Django's usual settings, on our tables: its own tables lie in a schema beside them."""

import os

from shahrsazi.settings import *  # noqa: F403

OWNER = DATABASES["owner"]  # noqa: F405
OWNER["OPTIONS"] = {"options": f"{OWNER['OPTIONS']['options']} -c search_path=peers,public"}
OWNER["CONN_MAX_AGE"] = None  # no new connection per request, which is Django's default
DATABASES = dict.fromkeys(DATABASES, OWNER)  # noqa: F405

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    *INSTALLED_APPS,  # noqa: F405
    "bench.peers",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "shahrsazi.web.middleware.compress",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
            ]
        },
    }
]
ROOT_URLCONF = "bench.peers.urls"
SECRET_KEY = os.environ.get("SHAHRSAZI_SECRET_KEY", "for a benchmark")
CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"
WSGI_APPLICATION = None
SESSION_COOKIE_NAME = "sessionid"
STORAGES |= {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405

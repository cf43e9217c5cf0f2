"""The WSGI application that the server runs."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shahrsazi.settings")
application = get_wsgi_application()

from shahrsazi.web import own_database  # noqa: E402 - the settings are needed
from shahrsazi.web.templates import environment  # noqa: E402

own_database.demand()

# Before the first request: a hundred threads that want the same would each make it.
for language, _name in settings.LANGUAGES:
    environment(language)

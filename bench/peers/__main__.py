"""`python -m bench.peers REF OWNER AGENT`: makes a page for each name that it reads; answers CPU time and bytes."""

import os
import sys
import time
from functools import cache

from bench.__main__ import answer

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.peers.settings"


def main(ref: str, owner: str, agent: str) -> None:
    import django

    django.setup()
    _own_tables()
    from django.utils import translation

    translation.activate("fa")
    pages = {
        "list": ("/cases/", _session(owner)),
        "section": (f"/cases/{ref}/history/", _session(owner)),
        "long list": ("/cases/", _session(agent)),
        "admin": ("/admin/casefiles/casefile/", _session(agent)),
    }
    for name in sys.stdin:
        path, session = pages[name.strip()]
        print(*_spent(path, f"sessionid={session}"), flush=True)


def _own_tables() -> None:
    from django.apps import apps
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE; DROP SCHEMA IF EXISTS peers CASCADE; CREATE SCHEMA peers")
    with connection.schema_editor() as editor:
        for name in ("contenttypes", "auth", "sessions", "admin"):
            for model in apps.get_app_config(name).get_models():
                editor.create_model(model)


def _session(number: str) -> str:
    """The key of a session, begun as Django's sign-in does."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.db import SessionStore

    from shahrsazi.people.models import Person

    key = Person.objects.get(number=number).id
    user, _ = User.objects.get_or_create(
        id=key, defaults={"username": number, "first_name": "سیما", "is_staff": True, "is_superuser": True}
    )
    session = SessionStore()
    session[SESSION_KEY] = str(user.id)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


@cache
def _size(path: str, cookie: str) -> int:
    return len(answer(path, cookie, encoding=""))


def _spent(path: str, cookie: str) -> tuple[float, int, int]:
    """CPU milliseconds, and the bytes of the page before and after it is compressed."""
    size = _size(path, cookie)
    began = time.process_time()
    body = answer(path, cookie)
    return (time.process_time() - began) * 1000, size, len(body)


if __name__ == "__main__":
    main(*sys.argv[1:4])

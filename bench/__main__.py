"""`make bench`: list, case and section pages against the floor, interleaved; queries, trips and bytes a page.

The floor sends the same statements as the page, prepared and pipelined in the same way, and answers a constant body of
the page's length: the difference is the cost of Django, Jinja2 and our own code. It compares CPU time of one process,
not the clock, since these machines are noisy. The figures depend on the machine, the ratios much less.
"""

import gc
import io
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import brotli

from shahrsazi.demo.postgres import Cluster

STATE = Path.cwd() / "var" / "bench"
ROUNDS, WARM = 400, 30
OWNER, REPRESENTATIVE = "1300001232", "1301122335"


def main() -> None:
    with Cluster(STATE / "postgres") as url:
        _prepare(urlunsplit(urlsplit(url)._replace(path="/shahrsazi")))
        pages = _pages()
        print(
            f"{'page':34} {'page ms':>8} {'floor ms':>9} {'ratio':>6} {'trips':>6} {'queries':>8} {'bytes':>7}     br"
        )
        for name, page in pages.items():
            _measure(name, *page)
        _close()


def _prepare(url: str) -> None:
    os.environ.update(
        DATABASE_URL=url,
        SHAHRSAZI_STATE=str(STATE),
        DJANGO_SETTINGS_MODULE="shahrsazi.settings",
        SHAHRSAZI_SITE_URL="http://testserver",
    )
    import django

    django.setup()
    from django.core.management import call_command

    from shahrsazi.casefiles.casefile import CaseFile
    from shahrsazi.commands.setup import set_up_database
    from shahrsazi.locale.compile import compile_catalogues

    compile_catalogues()
    set_up_database()
    call_command("collectstatic", interactive=False, verbosity=0)
    if not CaseFile.in_feed.exists():
        _load_city()


def _load_city() -> None:
    from samplecity import lines
    from samplecity.__main__ import write
    from shahrsazi.feed.loader import load
    from shahrsazi.persian import dates

    path = STATE / "samplecity" / "feed.ndjson"
    path.parent.mkdir(parents=True, exist_ok=True)
    write(lines(today=dates.today()), path)
    load(path)


def _pages() -> dict[str, tuple]:
    """Name → (session token, path)."""
    from shahrsazi.casefiles.casefile import CaseFile
    from shahrsazi.credentials import sessions
    from shahrsazi.people.models import Person

    people = Person.objects.using("owner")
    owner, agent = (sessions.begin(people.get(number=n).id, level=2, device="bench") for n in (OWNER, REPRESENTATIVE))
    ref = CaseFile.in_feed.get(renewal_code="5-3-120-7-1-0-0").ref
    sections = ("ownership", "inspections", "planning", "drawings", "violations", "permits", "history")
    return {
        "list, 1 file": (owner, "/cases/"),
        "list, 301 files": (agent, "/cases/"),
        "case": (owner, f"/cases/{ref}/"),
        **{f"section: {s}": (owner, f"/cases/{ref}/{s}/") for s in sections},
    }


def _measure(name: str, token: str, path: str) -> None:
    from shahrsazi.database.query_counter import round_trips

    request = _client(token, path)
    with round_trips() as trips:
        body = request()
    floor = _floor([list(trip) for trip in trips], token, len(body))
    page_ms, floor_ms = _interleaved(request, floor)
    statements = sum(len(trip) for trip in trips)
    print(
        f"{name:34} {page_ms:8.2f} {floor_ms:9.2f} {page_ms / floor_ms:6.2f} {len(trips) + 1:6} {statements:8}"
        f" {len(body):7} {len(brotli.compress(body, quality=5)):6}",
        flush=True,
    )


def _client(token: str, path: str) -> Callable[[], bytes]:
    """A function that makes one request through the whole WSGI application, as the server would."""
    from django.conf import settings

    from shahrsazi.wsgi import application

    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_COOKIE": f"{settings.SESSION_COOKIE}={token}",
        "HTTP_HOST": "testserver",
    }

    def request() -> bytes:
        statuses = []
        response = application(dict(environ), lambda status, headers: statuses.append(status))
        body = b"".join(response)
        response.close()
        assert statuses == ["200 OK"], statuses
        return body

    return request


def _floor(trips: list, token: str, length: int) -> Callable[[], bytes]:
    """The same statements and values on the same connection, and a constant body: no framework, no template."""
    from django.db import connection, transaction

    from shahrsazi.database.prepared import _execute

    body = b"x" * length

    def send() -> bytes:
        with transaction.atomic():
            connection.ensure_connection()
            raw = connection.connection
            for trip in trips:
                with raw.pipeline():
                    cursors = [_execute(raw, sql, params) for sql, params in trip]
                for cursor in cursors:
                    if cursor.description:
                        cursor.fetchall()
        connection.close()
        return body

    return send


def _interleaved(page: Callable, floor: Callable) -> tuple[float, float]:
    """Median CPU milliseconds of each, turn by turn, so that both run under the same load."""
    spent: dict[Callable, list[float]] = {page: [], floor: []}
    for turn in range(ROUNDS + WARM):
        for call in (page, floor):
            before = time.process_time()
            call()
            if turn >= WARM:
                spent[call].append((time.process_time() - before) * 1000)
        if turn % 100 == 0:
            gc.collect()
    return statistics.median(spent[page]), statistics.median(spent[floor])


def _close() -> None:
    from django.db import connections

    for alias in connections:
        connections[alias].close()
        connections[alias].close_pool()


if __name__ == "__main__":
    main()

"""`make bench`: what a page costs beside its floor, and beside Django as usual, turn by turn; queries, trips and bytes.

The floor sends the same statements as the page, prepared and pipelined in the same way, and compresses and answers a
constant body, the page's own bytes, with the page's headers: the difference is Django, Jinja2 and our own code. Django
as usual makes a page of the same rows in a process of its own (bench/peers). It compares the CPU time of a process, the
least of all turns, since these machines are noisy. The figures depend on the machine, the ratios much less.
"""

import gc
import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import brotli

from bench.row import heading, row
from shahrsazi.demo.postgres import Cluster

STATE = Path.cwd() / "var" / "bench"
ROUNDS, WARM = 200, 20
OWNER, REPRESENTATIVE = "1300001232", "1301122335"
HIGHEST = 2.2  # floors that a page may cost
# Ours, as Django usually makes it, and how many times as much that is at least to cost.
PEERS = [
    ("list, 1 file", "list", 4),
    ("list, 301 files", "long list", 4),
    ("section: history", "section", 4),
    ("list, 301 files", "admin", 15),
]


def main() -> None:
    with Cluster(STATE / "postgres") as url:
        _prepare(urlunsplit(urlsplit(url)._replace(path="/shahrsazi")))
        pages = _pages()
        heading()
        for name, page in pages.items():
            _measure(name, *page)
        with _peers(pages["case"][1].split("/")[2]) as peers:
            for name, peer, times in PEERS:
                _compare(f"{name} / Django's {peer}", *pages[name], _requests_to(peers, peer), times)
        _close()


def _prepare(url: str) -> None:
    os.environ.update(
        DATABASE_URL=url,
        SHAHRSAZI_STATE=str(STATE),
        DJANGO_SETTINGS_MODULE="shahrsazi.settings",
        SHAHRSAZI_SITE_URL="http://testserver",
    )
    from shahrsazi.locale.compile import compile_catalogues

    compile_catalogues()  # before Django reads them
    import django

    django.setup()
    from django.core.management import call_command

    from shahrsazi.casefiles.casefile import CaseFile
    from shahrsazi.commands.setup import set_up_database

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
    page = _client(token, path)
    body = page()
    trips, headers, plain = _recorded(token, path)
    floor = _floor(trips, headers, plain)
    page_ms, floor_ms = _interleaved(page, floor)
    statements = sum(len(trip) for trip in trips)
    more = f"{len(trips) + 1:6} {statements:8} {len(plain):7} {len(body):6}"
    row(name, page_ms, floor_ms, page_ms / floor_ms, f"<= {HIGHEST}", more)


def _recorded(token: str, path: str) -> tuple[list, list, bytes]:
    """The statements of a page, trip by trip, its headers, and its bytes before they are compressed."""
    from django.db import connection

    from shahrsazi.database.query_counter import round_trips

    headers: list = []
    with round_trips() as trips:

        def alone(execute, sql, params, many, context):
            trips.append([(sql, params or ())])
            return execute(sql, params, many, context)

        with connection.execute_wrapper(alone):
            plain = answer(path, _cookies(token), encoding="", headers=headers)
    return [list(trip) for trip in trips], headers, plain


def _client(token: str, path: str) -> Callable[[], bytes]:
    return lambda: answer(path, _cookies(token))


def _cookies(token: str) -> str:
    """Those of a browser that has been here before: the secret of its forms is made once."""
    from django.conf import settings

    return f"{settings.SESSION_COOKIE}={token}; {settings.CSRF_COOKIE_NAME}={'x' * 32}"


def answer(path: str, cookie: str, *, encoding: str = "br", headers: list | None = None) -> bytes:
    """One request through the whole WSGI application, as the server would make it."""
    path, _, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_COOKIE": cookie,
        "HTTP_HOST": "testserver",
        "HTTP_ACCEPT_ENCODING": encoding,
    }
    statuses = []

    def start(status: str, sent: list) -> None:
        statuses.append(status)
        if headers is not None:
            headers.extend(sent)

    response = _application()(environ, start)
    body = b"".join(response)
    response.close()
    assert statuses == ["200 OK"], statuses
    return body


@cache
def _application() -> Callable:
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


def _floor(trips: list, headers: list, plain: bytes) -> Callable[[], tuple[list, bytes]]:
    """The same statements and values on the same connection, and constant bytes: no framework, no template."""
    from django.db import connection, transaction

    from shahrsazi.database.prepared import _execute
    from shahrsazi.web.middleware import BROTLI

    def send() -> tuple[list, bytes]:
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
        body = brotli.compress(plain, quality=BROTLI)
        sent = [*headers, ("Content-Encoding", "br"), ("Content-Length", str(len(body)))]
        return sent, body

    return send


def _interleaved(*calls: Callable) -> list[float]:
    """The least CPU milliseconds of each, turn by turn, so that all run under the same load."""
    spent: list[list[float]] = [[] for _ in calls]
    for turn in range(ROUNDS + WARM):
        for call, times in zip(calls, spent, strict=True):
            before = time.process_time()
            other = call()
            # A peer tells what it has spent in its own process.
            times.append(other if isinstance(other, float) else (time.process_time() - before) * 1000)
        if turn == WARM:
            spent = [[] for _ in calls]
            gc.collect()
    return [min(times) for times in spent]


@contextmanager
def _peers(ref: str) -> Iterator[subprocess.Popen]:
    command = [sys.executable, "-m", "bench.peers", ref, OWNER, REPRESENTATIVE]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        assert process.stdin
        process.stdin.close()


def _requests_to(process: subprocess.Popen, name: str) -> Callable[[], float]:
    """A function that asks for a page, and answers the CPU milliseconds that it took there."""

    def request() -> float:
        assert process.stdin and process.stdout
        process.stdin.write(f"{name}\n")
        process.stdin.flush()
        milliseconds, size, packed = process.stdout.readline().split()
        request.sizes = int(size), int(packed)  # type: ignore[attr-defined]
        return float(milliseconds)

    return request


def _compare(name: str, token: str, path: str, request: Callable, times: int) -> None:
    ours, theirs = _interleaved(_client(token, path), request)
    size, packed = request.sizes
    row(name, ours, theirs, theirs / ours, f">= {times}", f"{'':15} {size:7} {packed:6}")


def _close() -> None:
    from django.db import connections

    for alias in connections:
        connections[alias].close()
        connections[alias].close_pool()


if __name__ == "__main__":
    main()

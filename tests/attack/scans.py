"""Hostile files at the counter's form of scans: two-faced ones, bombs, and drawings that made a program stumble."""

from pathlib import Path
from random import Random
from threading import Event
from time import monotonic

import strange_files as strange

from attack.bodies import MULTIPART, multipart
from attack.crawl import Map
from attack.judge import Judge
from attack.site import ROOT
from attack.visitors import CSRF, Visitor
from attack.wire import Request

CHECKED = 60  # seconds until the worker has looked at what it was left at the end
PATIENCE = 90  # the sandbox has a minute for one request, and waits for a turn
LARGEST = 500_000
MIN_FILES = 3  # also where the machine is slow
FOLDERS = (ROOT.parent / "shared" / "papers" / "inputs", ROOT / "samplecity" / "papers")


def hostile() -> list[tuple[str, bytes]]:
    """The name of a file and what is in it; what was made for this first."""
    made = [
        ("plan.pdf", b"999\n \n \n" * 10),
        ("empty.pdf", b""),
        ("end.pdf", b"%PDF-1.7\n%%EOF"),
        ("bomb.png", strange.png_bomb()),
        ("texts.png", strange.png_with_text_bomb()),
        ("fax.tif", strange.g4_bomb()),
        ("loop.tif", strange.tiff_that_never_ends()),
        ("pages.pdf", strange.billion_pages()),
        ("forms.pdf", strange.forms_in_forms()),
        ("zip.pdf", strange.archive()),
        ("virus.pdf", strange.EICAR),
        ("../../../etc/passwd\x00.pdf", strange.one_page()),
        ("a.dxf", b"0\nSECTION\n2\nENTITIES\n" + b"0\nLINE\n10\n1e999\n" * 500),
        ("nul.dxf", b"\x00" * 5000),
        ("سند\u202efdp.exe", strange.one_page()),
        ("a" * 3000 + ".pdf", strange.one_page()),
        ("page.pdf", b"<html><script>alert(1)</script>"),
    ]
    return made + [(path.name, path.read_bytes()) for path in _given()]


def _given() -> list[Path]:
    paths = [path for folder in FOLDERS if folder.is_dir() for path in sorted(folder.iterdir())]
    return [path for path in paths if path.is_file() and path.stat().st_size <= LARGEST]


def attack(judge: Judge, site: Map, clerk: Visitor, dice: Random, deadline: float) -> list[str]:
    """One file in each request, and then all of the small ones at once."""
    files = hostile()
    first, rest = files[:12], files[12:]
    dice.shuffle(rest)
    sent = 0
    for name, content in first + rest:
        if sent >= MIN_FILES and monotonic() > deadline:
            break
        judge.send(_request(site, clerk, [(name, content)]), "clerk")
        sent += 1
    small = [file for file in files if len(file[1]) < 20_000]
    if monotonic() < deadline:
        judge.send(_request(site, clerk, small[:30]), "clerk")
    return [f"scans: {sent} of {len(files)} hostile files"]


def _request(site: Map, clerk: Visitor, files: list[tuple[str, bytes]]) -> Request:
    forms = [form for form in site.forms.get("clerk", []) if f"{site.draft.ref}/papers/" in form.action and form.files]
    names = forms[0].files if forms else ["deed-scan"]
    parts = [(names[n % len(names)], name, content) for n, (name, content) in enumerate(files)]
    body = multipart([("csrfmiddlewaretoken", CSRF.encode()), ("base", b"0")], parts)
    path = site.draft.path(f"papers/{site.draft.key}/")
    note = f"scan {files[0][0][:40]!r} and {len(files) - 1} more"
    return Request("POST", path, body, MULTIPART, clerk.cookies, note=note, patience=PATIENCE)


def became() -> dict[str, int]:
    """What became of all scans that were kept aside, once the worker has looked at each or its time is over."""
    from django.db import connections
    from django.db.models import Count

    from shahrsazi.counter.incoming import WAITING, IncomingScan

    until = monotonic() + CHECKED
    while True:
        rows = IncomingScan.objects.using("owner").values_list("state").annotate(n=Count("id")).order_by("state")
        counted = dict(rows)
        connections.close_all()
        if WAITING not in counted or monotonic() > until:
            return counted
        Event().wait(1)

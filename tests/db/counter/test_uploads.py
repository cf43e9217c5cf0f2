"""No form keeps the server busy: what it has no place for is not opened, and a request and a day hold so much."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from counter_client import a_scan, bare, body, said
from counter_forms import an_owner
from django.conf import settings
from django.db import connections
from django.test import Client
from pdfs import pdf

from shahrsazi.counter import uploads
from shahrsazi.counter.incoming import IncomingScan
from shahrsazi.credentials import rate_limits
from shahrsazi.credentials.rate_limits import LIMITS
from shahrsazi.documents.scan import Arrival
from shahrsazi.staff import session
from shahrsazi.staff.member import Member

NOT_IN_TURN = "So much was sent at once that this file was not opened."


@pytest.fixture
def work(desk):
    return bare(desk, an_owner())


def arrivals() -> int:
    return Arrival.objects.using("owner").count()


def test_a_file_in_a_field_that_the_form_has_not_is_never_opened(work):
    work.papers(work.keys[0])  # with the scans that the client itself brings, once for all tests
    before = arrivals()
    work.papers(work.keys[0], **{"cat-scan": a_scan(pdf("of the cat")), "deed-no": "7"})
    page = work.get(f"papers/{work.keys[0]}/")
    assert 'name="deed-no" value="7"' in body(page) and arrivals() == before


def test_the_file_beyond_what_a_request_may_bring_says_so_and_what_was_typed_stays(work, monkeypatch):
    monkeypatch.setattr(uploads, "MAX_SCANS", 2)
    scans, before = [a_scan(pdf(f"of too many sheets {n}")) for n in range(3)], arrivals()
    page = work.papers(work.keys[0], **{"deed-scan": scans, "deed-no": "77"})
    assert arrivals() == before + 2
    assert NOT_IN_TURN in said(page) and 'name="deed-no" value="77"' in body(page)


def test_a_clerk_whose_day_is_used_up_goes_on_later_and_loses_nothing(desk, work):
    rate_limits.hit("counter.scans", str(member_of(desk).id), amount=LIMITS["counter.scans"].max)
    page = work.papers(work.keys[0], **{"deed-scan": a_scan(pdf("too late")), "deed-no": "77"})
    assert "in one day are used up" in said(page) and 'name="deed-no" value="77"' in body(page)


@pytest.mark.parametrize("used", [{"seconds": LIMITS["counter.seconds"].max}, {"waiting": 60}])
def test_a_clerk_who_has_used_up_the_sandbox_or_whose_scans_pile_up_goes_on_later(desk, work, used):
    others = {"draft": work.row, "district_id": 5, "part": "papers.x", "kind": "deed", "name": "x.pdf", "size": 1}
    rows = [
        IncomingScan(**others, brought_by=member_of(desk).id, seconds=used.get("seconds", 0), state=state)
        for state in (["waiting"] * used["waiting"] if "waiting" in used else ["settled"])
    ]
    IncomingScan.objects.using("owner").bulk_create(rows)
    key = work.keys[0]
    work.post(f"papers/{key}/", {"base": "0", "deed-scan": a_scan(pdf("too late")), "deed-no": "77"})
    page = work.get(f"papers/{key}/")
    IncomingScan.objects.using("owner").filter(brought_by=member_of(desk).id).update(state="settled", seconds=0)
    assert NOT_IN_TURN in said(page) and 'name="deed-no" value="77"' in body(page)


def member_of(desk) -> Member:
    return Member.objects.using("owner").get(person__number=desk.number)


def test_twelve_windows_of_one_clerk_are_all_answered(work):
    def send(number: int):
        try:
            scan = a_scan(pdf(f"window {number}"))
            return work.post(f"papers/{work.keys[0]}/", {"base": "0", "deed-scan": scan}).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(12) as windows:
        assert set(windows.map(send, range(12))) <= {200, 302}


class Unread:
    """A body that nobody may look at."""

    def read(self, *_size):
        raise AssertionError("it was read")

    readline = read


def sent_by(token: str, address: str = "/en/counter/drafts/abc/papers/new/"):
    client = Client()
    client.cookies[settings.STAFF_COOKIE] = token
    body = {"CONTENT_TYPE": "multipart/form-data; boundary=x", "CONTENT_LENGTH": str(60 * 1024 * 1024)}
    return client.generic("POST", address, **body, **{"wsgi.input": Unread()}).status_code


def test_sixty_megabytes_of_nobody_are_refused_before_a_byte_is_read():
    assert sent_by("") == sent_by("x" * 43) == sent_by("no token") == 413


def test_someone_with_a_desk_may_send_them(desk, work):
    with pytest.raises(AssertionError, match="it was read"):
        sent_by(
            desk.client.cookies[settings.STAFF_COOKIE].value, f"/en/counter/drafts/{work.ref}/papers/{work.keys[0]}/"
        )


def test_a_file_of_the_expired_desk_still_ends_on_the_page_that_keeps_what_was_typed(desk, work):
    key, member = work.keys[0], Member.objects.using("owner").get(person__number=desk.number)
    session.end_all(member.id, "signed_out")
    scan = a_scan(pdf("late") + b"%" * 1_200_000)
    answer = work.papers(key, **{"deed-scan": scan, "deed-no": "77"})
    assert answer.status_code == 403 and 'value="77"' in answer.content.decode()

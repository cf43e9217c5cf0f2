"""Sessions: who is signed in, how far and how long; leaving; and the page of one's own sessions."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from browser_client import CHANGE, ENTRANCE, Browser, addresses, changing, later, newcomer, rows_with, with_password
from django.conf import settings
from django.db import connection, connections, transaction
from django.test import Client
from personas import SOLE_OWNER, case_of, person_id, token_of

from shahrsazi.accounts.access import changing as may_change
from shahrsazi.accounts.access import citizen, entering
from shahrsazi.casefiles.access import lists_files, reads_case
from shahrsazi.casefiles.casefile import CaseFile, Ownership
from shahrsazi.credentials import sessions
from shahrsazi.credentials.sessions import Session
from shahrsazi.web.routes import anyone

OVER = "مدت ورود شما به پایان رسیده است. لطفاً دوباره وارد شوید."
SAYS_OUT = "با موفقیت خارج شدید."


def _with(token: str) -> Client:
    client = Client()
    client.cookies[settings.SESSION_COOKIE] = token
    return client


def _opens(token: str) -> bool:
    return _with(token).get("/cases/").status_code == 200


def _leads(response, way: str, asked: str) -> bool:
    """To the Persian or the English page, as the address that was asked for."""
    prefix = "/en" if asked.startswith("/en/") else ""
    return (response.status_code, response.headers.get("Location")) == (302, prefix + way)


@pytest.fixture
def nargess():
    return newcomer("نرگس")


def test_of_a_token_only_the_hash_is_kept(nargess):
    token = token_of(nargess)
    assert rows_with(token) == []
    assert rows_with("x") and bytes(Session.objects.using("owner").latest("id").key_hash) == sessions.hash_token(token)
    assert len(token) == 43


def test_no_two_tokens_are_alike_and_a_changed_one_opens_nothing(nargess):
    one, two = token_of(nargess), token_of(nargess)
    assert one != two and _opens(one) and _opens(two)
    changed = [one[:at] + ("B" if one[at] == "A" else "A") + one[at + 1 :] for at in (0, 20, 42)]
    assert not any(_opens(token) for token in (*changed, one[:-1], one + "A", "", "x" * 5000))


@pytest.mark.parametrize(("minutes", "opens"), [(14.9, True), (15 + 1 / 60, False)])
def test_after_fifteen_idle_minutes_it_is_over(nargess, minutes, opens):
    token = token_of(nargess)
    later("credentials_session", "seen_at", minutes, f"person_id = {person_id(nargess)}")
    assert _opens(token) is opens
    assert _opens(token) is opens


def test_an_ended_session_is_told_kindly_and_its_cookie_goes(nargess):
    browser = Browser()
    browser.client.cookies[settings.SESSION_COOKIE] = token_of(nargess)
    later("credentials_session", "seen_at", 15.1, f"person_id = {person_id(nargess)}")
    browser.open("/cases/")
    assert browser.address == ENTRANCE and OVER in browser.text
    assert browser.cookie(settings.SESSION_COOKIE) == ""


def test_using_it_keeps_it_awake_but_never_longer_than_eight_hours(nargess):
    token, mine = token_of(nargess), f"person_id = {person_id(nargess)}"
    row = Session.objects.using("owner").get(person=person_id(nargess))
    assert (row.expires_at - row.began_at).total_seconds() == 8 * 3600
    for _ in range(34):
        later("credentials_session", "seen_at began_at expires_at", 14, mine)
        assert _opens(token)
    later("credentials_session", "seen_at began_at expires_at", 3.9, mine)
    assert _opens(token)
    later("credentials_session", "seen_at began_at expires_at", 0.2, mine)
    assert not _opens(token)


def test_a_fourth_session_ends_the_oldest_and_no_neighbours(nargess):
    bahrams, tokens = token_of(newcomer("بهرام")), [token_of(nargess) for _ in range(4)]
    assert [_opens(t) for t in tokens] == [False, True, True, True]
    assert _opens(bahrams)


def test_signing_out_is_done_by_post_alone(nargess):
    token = token_of(nargess)
    page = _with(token).get("/entrance/leave/").content.decode()
    assert 'method="post" action="/entrance/leave/"' in page
    assert _with(token).head("/entrance/leave/").status_code == 200
    assert _opens(token)


def test_a_foreign_page_cannot_sign_nargess_out(nargess):
    token = token_of(nargess)
    client = Client(enforce_csrf_checks=True)
    client.cookies[settings.SESSION_COOKIE] = token
    assert client.post("/entrance/leave/").status_code == 403
    assert _opens(token)


def test_after_signing_out_the_token_is_dead_at_every_address(nargess):
    browser, token = Browser(), token_of(nargess)
    browser.client.cookies[settings.SESSION_COOKIE] = token
    browser.open("/cases/")
    csrf = browser.page.find(".//input[@name='csrfmiddlewaretoken']").attrib["value"]
    left = browser.client.post("/entrance/leave/", {"csrfmiddlewaretoken": csrf})
    assert left.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert (left.status_code, left.headers["Location"]) == (302, ENTRANCE)
    assert left.cookies[settings.SESSION_COOKIE].value == ""
    assert SAYS_OUT in browser.client.get(ENTRANCE).content.decode()
    walked = addresses(citizen, lists_files, reads_case, may_change)
    assert len(walked) >= 12
    for address in walked:
        assert _leads(_with(token).get(address), ENTRANCE, address), address


def test_a_session_of_the_change_opens_the_change_and_nothing_else(city):
    """By address, and by the rows that the database would give even if a page asked for them."""
    token = token_of(SOLE_OWNER, 1)
    case = case_of("A")
    walked = addresses(citizen, lists_files, reads_case)
    walked += [a.replace("A" * 22, case.ref) for a in walked if "A" * 22 in a]
    for address in walked:
        assert _leads(_with(token).get(address), CHANGE, address), address
    for address in addresses(anyone, entering, may_change):
        body = _with(token).get(address).content.decode("utf8", "replace")
        assert case.renewal_code not in body and case.file_no not in body and case.address not in body, address
    assert _rows_given_to(token) == (0, 0)
    assert min(_rows_given_to(token_of(SOLE_OWNER))) > 0


def _rows_given_to(token: str) -> tuple[int, int]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM guard.open_session(%s)", [token])
        assert cursor.fetchone()
        return CaseFile.visible.count(), Ownership.visible.count()


def test_the_change_shows_no_way_to_the_files(nargess):
    browser, _ = changing(nargess)
    browser.open(CHANGE)
    links = [a.attrib["href"] for a in browser.page.iter("a")]
    assert "/cases/" not in links and "/sessions/" not in links


def test_a_cookie_set_beforehand_never_becomes_a_session():
    nargess, browser, planted = with_password("نرگس", "Derakht8Sabz"), Browser(), "p" * 43
    browser.client.cookies[settings.SESSION_COOKIE] = planted
    browser.sign_in(nargess, "Derakht8Sabz")
    assert browser.address == "/cases/"
    assert browser.cookie(settings.SESSION_COOKIE) not in ("", planted)
    assert not _opens(planted)


def test_signing_in_again_makes_a_new_token_each_time():
    nargess, browser = with_password("نرگس", "Derakht8Sabz"), Browser()
    browser.sign_in(nargess, "Derakht8Sabz")
    first = browser.cookie(settings.SESSION_COOKIE)
    browser.sign_in(nargess, "Derakht8Sabz")
    assert browser.cookie(settings.SESSION_COOKIE) != first


def test_no_get_makes_a_session(nargess):
    client, before = Client(), Session.objects.using("owner").count()
    for address in addresses(anyone, entering, may_change, citizen, lists_files, reads_case):
        asked = {"user": nargess, "password": "Derakht8Sabz", "number": "12345"}
        for response in (client.get(address, asked), client.head(address)):
            assert response.status_code < 500, address
            assert (
                not response.cookies.get(settings.SESSION_COOKIE) or not response.cookies[settings.SESSION_COOKIE].value
            )
    assert Session.objects.using("owner").count() == before


def test_the_cookies_are_out_of_reach_of_scripts_and_of_other_sites():
    nargess, browser = with_password("نرگس", "Derakht8Sabz"), Browser()
    browser.sign_in(nargess, "Derakht8Sabz")
    for name in (settings.SESSION_COOKIE, settings.VISIT_COOKIE, "device", settings.CSRF_COOKIE_NAME):
        cookie = browser.client.cookies[name]
        assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "Lax", "/", ""), (
            name
        )
    assert browser.client.cookies[settings.SESSION_COOKIE]["max-age"] == ""


def _signed_in(number: str) -> Browser:
    browser = Browser()
    browser.client.cookies[settings.SESSION_COOKIE] = token_of(number)
    return browser


def test_the_page_of_sessions_lists_ones_own_and_ends_another_of_ones_own(nargess):
    here, there, bahram = _signed_in(nargess), _signed_in(nargess), _signed_in(newcomer("بهرام"))
    here.open("/sessions/")
    assert here.heading == "دستگاه‌های واردشده"
    rows = [row for row in here.page.iter("li") if row.attrib.get("class") == "sheet"]
    assert len(rows) == 2 and here.text.count("همین دستگاه") == 1
    here.press("پایان دادن")
    assert here.address == "/sessions/" and "پایان دادن" not in here.text
    assert _opens(here.cookie(settings.SESSION_COOKIE))
    assert not _opens(there.cookie(settings.SESSION_COOKIE))
    assert _opens(bahram.cookie(settings.SESSION_COOKIE))


def test_nargess_cannot_end_bahrams_session(nargess):
    here, bahram = _signed_in(nargess), newcomer("بهرام")
    his = token_of(bahram)
    (chosen,) = Session.objects.using("owner").filter(person=person_id(bahram)).values_list("id", flat=True)
    here.open("/sessions/")
    csrf = here.page.find(".//input[@name='csrfmiddlewaretoken']").attrib["value"]
    told = here.client.post("/sessions/", {"csrfmiddlewaretoken": csrf, "session": chosen})
    assert told.status_code == 302
    assert _opens(his)
    nobody = here.client.post("/sessions/", {"csrfmiddlewaretoken": csrf, "session": 10**17})
    assert (nobody.status_code, nobody.headers["Location"]) == (told.status_code, told.headers["Location"])


def test_ended_and_idle_sessions_are_not_listed(nargess):
    here, idle = _signed_in(nargess), token_of(nargess)
    Session.objects.using("owner").filter(key_hash=sessions.hash_token(idle)).update(seen_at="2026-01-01T00:00Z")
    sessions.end_token(token_of(nargess))
    here.open("/sessions/")
    assert "پایان دادن" not in here.text


ENDINGS = {
    "a death": "UPDATE people_contact SET died_on = '2026-01-05' WHERE person_id = %s",
    "a registration taken back": "UPDATE people_contact SET registered_on = NULL WHERE person_id = %s",
    "a disabled password": "UPDATE credentials_credential SET disabled_at = now() WHERE person_id = %s",
}


@pytest.mark.parametrize("ending", ENDINGS.values(), ids=ENDINGS)
def test_what_ended_meanwhile_ends_the_session_at_its_next_request_and_no_neighbours(ending):
    nargess, bahram = with_password("نرگس", "Derakht8Sabz"), with_password("بهرام", "Khane5Bahram")
    own, other = Browser(), Browser()
    own.sign_in(nargess, "Derakht8Sabz")
    other.sign_in(bahram, "Khane5Bahram")
    hers, his = (browser.cookie(settings.SESSION_COOKIE) for browser in (own, other))
    assert _opens(hers) and _opens(his)
    with connections["owner"].cursor() as cursor:
        cursor.execute(ending, [person_id(nargess)])
    assert not _opens(hers) and _opens(his)


@pytest.mark.parametrize("ending", [ENDINGS["a death"], ENDINGS["a registration taken back"]])
def test_nor_is_a_password_chosen_any_more_by_who_came_in_with_a_sent_one(nargess, ending):
    browser, _password = changing(nargess)
    with connections["owner"].cursor() as cursor:
        cursor.execute(ending, [person_id(nargess)])
    browser.open(CHANGE)
    assert browser.address == ENTRANCE


def test_four_sign_ins_at_once_leave_three_sessions(nargess):
    gate = Barrier(4)

    def enter(_number: int) -> None:
        try:
            with transaction.atomic(using="entrance"), connections["entrance"].cursor() as cursor:
                cursor.execute("SELECT 1")
                gate.wait(20)
                sessions.begin(person_id(nargess), level=sessions.FULL, device="")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as windows:
        list(windows.map(enter, range(4)))
    assert sessions.live(person_id(nargess)).count() == sessions.MAX_PER_PERSON

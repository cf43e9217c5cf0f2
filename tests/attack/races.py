"""The same form eight times at once: asking for a password, signing in, choosing a password, submitting a draft."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

from attack.bodies import urlencoded
from attack.draft import Draft
from attack.forms import forms_of
from attack.judge import Judge
from attack.site import CAPTCHA, Site
from attack.visitors import CSRF, Visitor
from attack.wire import Answer, Request, send

AT_ONCE, PATIENCE = 8, 30
ENTRANCE, ASK, CHANGE = "/en/entrance/", "/en/entrance/password/", "/en/entrance/change/"
COOKIE = re.compile(r"\b(sid|device)=([^;,\s]{9,})")
PASSWORD = "Derakht8Sabz"


class Racer:
    """Someone at the entrance, whose cookies are kept from one answer to the next."""

    def __init__(self, judge: Judge, number: str):
        self.judge, self.number = judge, number
        self.cookies = {"csrf": CSRF, "visit": f"race-{number}"}

    def filled(self, path: str, **typed: str) -> Request:
        """The form of a page opened now, so that each has a captcha of its own."""
        page = Request("GET", path, cookies=self.cookies).raw(self.judge.port)
        forms = forms_of(path, send(self.judge.port, page, patience=PATIENCE).text)
        form = next((form for form in forms if form.action == path), None)
        fields = (form.values if form else {}) | {"csrfmiddlewaretoken": CSRF, "number": CAPTCHA} | typed
        body = urlencoded([(name, text.encode()) for name, text in fields.items()])
        return Request("POST", path, body, cookies=self.cookies, note=f"race at {path}", patience=PATIENCE)

    def race(self, path: str, **typed: str) -> list[Answer]:
        return at_once(self.judge, [self.filled(path, **typed) for _ in range(AT_ONCE)])

    def remember(self, answers: list[Answer]) -> bool:
        """The session that an answer begins, and that the browser is a usual one; whether there is such an answer."""
        cookies = [dict(COOKIE.findall(answer.headers.get("set-cookie", ""))) for answer in answers]
        begun = next((each for each in cookies if "sid" in each), {})
        self.cookies |= begun
        return bool(begun)


def at_once(judge: Judge, requests: list[Request]) -> list[Answer]:
    ready = Barrier(len(requests))

    def one(request: Request) -> Answer:
        ready.wait(PATIENCE)
        return judge.send(request)

    with ThreadPoolExecutor(len(requests)) as pool:
        return list(pool.map(one, requests))


def _counted(title: str, answers: list[Answer]) -> str:
    return f"race, {title}: {dict(Counter(answer.status for answer in answers))}"


def attack(judge: Judge, site: Site, number: str, clerk: Visitor) -> list[str]:
    return [*_passwords(judge, site, number), *_drafts(judge, clerk)]


def _passwords(judge: Judge, site: Site, number: str) -> list[str]:
    person, before = Racer(judge, number), len(site.messages())
    lines = [_counted("asking for a password", person.race(ASK, user=number, channel="sms"))]
    sent = _sent(site, before)
    lines.append(f"race, messages that were sent: {len(sent)}")
    given = re.search(r": (\w{6,})", sent[0]["text"])[1] if sent else "none was sent"
    answers = person.race(ENTRANCE, user=number, password=given)
    lines.append(_counted("signing in with the password that came", answers))
    if person.remember(answers):
        chosen = {"current": given, "new": PASSWORD, "again": PASSWORD}
        lines.append(_counted("choosing a password", person.race(CHANGE, **chosen)))
        lines.append(_counted("signing in with it", person.race(ENTRANCE, user=number, password=PASSWORD)))
    return lines


def _sent(site: Site, before: int) -> list[dict]:
    """What came since; waits a little longer for a second one that should not come."""
    for _ in range(80):
        if len(site.messages()) > before:
            break
        Event().wait(0.1)
    Event().wait(0.5)
    return site.messages()[before:]


def _drafts(judge: Judge, clerk: Visitor) -> list[str]:
    draft = Draft(judge.port, clerk)
    key = {"key": draft.key, "base": "1", "first_name": "مینا", "last_name": "تازه", "kind": "natural"}
    saved = at_once(judge, [draft.request(draft.path(f"owners/{draft.key}/"), key) for _ in range(AT_ONCE)])
    other = Draft(judge.port, clerk)
    other.complete()
    answers = at_once(judge, [other.submission()] * AT_ONCE)
    lines = [_counted("saving an owner", saved), _counted("submitting a draft", answers)]
    return [*lines, f"race, state of the draft and files of it: {_state(other.ref)}"]


def _state(ref: str) -> str:
    from django.db import connections

    from shahrsazi.casefiles.casefile import CaseFile
    from shahrsazi.counter.registration.draft import Draft as Row

    row = Row.objects.using("owner").get(ref=ref)
    files = CaseFile._base_manager.using("owner").filter(id=row.case_id).count()
    connections.close_all()
    return f"{row.state}, {files}"

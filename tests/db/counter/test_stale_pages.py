"""A page that was opened before a colleague acted does nothing but what it showed."""

import re

import feed_lines
import pytest
from counter_acts import card, coming_sale, decide, object_to, of_two, oversee, overseen, unreachable
from counter_client import ADMINISTRATOR, AUDITOR, Desk, a_colleague, fed, key_of, opened, said, take_effect
from counter_forms import an_owner, national_code, phone
from feed_lines import owner as told_owner
from history_model import asked
from personas import person_id, person_ref
from staff_client import number_of, ready

from shahrsazi.counter.registration import activation


@pytest.mark.parametrize("before", ["the other change counts by now", "both are coming"])
def test_an_objection_in_person_stops_the_change_that_its_page_showed_and_no_other(desk, shared, before):
    hers = person_id(shared.hers)
    first = desk.begin(shared.case)
    first.papers(key_of(hers))
    first.contact(key_of(hers), mobile=phone())
    first.settle()
    there = f"files/{shared.case.ref}/objection/"
    page = desk.get(there)
    [shown] = re.findall(r'name="which" value="([\w-]+)"', page.content.decode())
    assert shown == first.ref and "takes effect on" in said(page)
    if before == "the other change counts by now":
        take_effect(first)
    sale = desk.begin(shared.case)
    sale.leave(person_id(shared.his))
    sale.complete(sale.owner(an_owner(land_dang="3")))
    sale.settle()
    fields = {"who": person_ref(hers), "words": "این تلفن من نیست"}
    answer = desk.post(there, fields | {"which": shown})
    assert sale.row.state == "confirmed", sale.missing()
    if before == "both are coming":
        assert first.row.state == "objected"
    else:
        assert "This change is not coming any more" in said(answer) and first.row.state == "confirmed"
        assert desk.post(there, fields).status_code == 200 and sale.row.state == "confirmed", "no page sends none"


def test_a_stale_page_of_oversight_dismisses_no_objection_that_it_did_not_show(desk):
    file = of_two(desk)
    work = desk.begin(file.case)
    work.leave(person_id(file.hers))
    work.complete(work.owner(an_owner(land_dang="3")))
    work.settle()
    object_to(file.his, work, "اعتراض نخست")
    admin = Desk(ADMINISTRATOR)
    shown = work.row.objected_at.isoformat()
    assert f'name="shown" value="{shown}"' in overseen(admin, work)
    decide(work, "dismissed", Desk(number_of(ready("administrator", None))))
    work.post("back/", {"back": "1", "word": "x x x"})
    work.settle()
    object_to(file.hers, work, "سند من جعل شده")
    for stale in (shown, "", "x"):
        oversee(admin, work, "dismissed", shown=stale)
        assert (work.row.state, work.row.decision) == ("objected", "")
    decide(work, "dismissed", admin)
    assert work.row.decision == "dismissed"


def test_the_auditor_agrees_to_the_request_that_the_page_showed_alone(desk, other):
    work, auditor = coming_sale(desk, other), Desk(AUDITOR)
    oversee(Desk(ADMINISTRATOR), work, "stop", reason="گزارش جعل")
    [(first,)] = asked("SELECT id FROM counter_reversal WHERE draft_id = %s", [work.row.id])
    oversee(auditor, work, "refuse")
    oversee(Desk(ADMINISTRATOR), work, "stop", reason="گزارش دیگر")
    oversee(auditor, work, "agree", shown=str(first))
    assert work.row.state == "confirmed"
    oversee(auditor, work, "agree")
    assert work.row.state == "reversed"


def test_who_asks_for_a_sealed_password_agrees_to_nobody_elses_request(desk, other):
    work = unreachable(desk)
    who = person_id(work.who["number"])
    work.post(f"sealed/{work.key}/")
    asked("UPDATE credentials_firstpassword SET ends_at = now() WHERE person_id = %s RETURNING 1", [who])
    there = f"sealed/{work.key}/again/"
    work.post(there, {"reason": "پاکت گم شد"})
    page = said(work.by(other).post(there, {"reason": "یکی دیگر می‌خواهد"}))
    agreed = "SELECT agreed_by IS NOT NULL FROM counter_sealedagain WHERE person_id = %s"
    assert "A colleague has asked for it meanwhile" in page and "پاکت گم شد" in page
    assert asked(agreed, [who]) == [(False,)]
    work.by(other).post(there, {"do": "agree"})
    assert asked(agreed, [who]) == [(True,)]


def test_one_clerk_opens_a_file_as_the_page_showed_it(desk, other):
    number = national_code()
    case = fed(told_owner(number))
    work, key = desk.begin(case), key_of(person_id(number))
    work.known_owner(person_id(number), **card(number))
    work.papers(key)
    work.contact(key, mobile=phone())
    assert "Activate access" in said(work.get())
    shown = work.content
    work.by(other).contact(key, mobile=phone())
    for stale in (shown, {}):
        page = said(work.post("submit/", stale))
        assert "was changed since you opened it" in page and work.row.state == "draft"
    work.submit()
    assert work.row.state == "active"


def test_a_clerk_agrees_to_the_taking_back_that_the_page_showed_alone(desk, other):
    work, third = coming_sale(desk, other), a_colleague(5)
    work.by(desk).post("reversal/", {"reason": "دلیل نخست"})
    shown = third.shown(f"drafts/{work.ref}/reversal/")
    work.by(desk).post("reversal/", {"do": "refuse"})
    work.by(other).post("reversal/", {"reason": "دلیل دیگری"})
    for do in ("agree", "refuse"):
        page = said(work.by(third).post("reversal/", {"do": do, "shown": shown}))
        assert "A colleague has asked for it meanwhile" in page and "دلیل دیگری" in page
    assert asked("SELECT outcome FROM counter_reversal WHERE draft_id = %s ORDER BY id", [work.row.id])[1:] == [("",)]
    work.by(third).post("reversal/", {"do": "agree"})
    assert work.row.state == "reversed"


def test_a_clerk_opens_a_blocked_account_for_the_reason_that_the_page_showed_alone(desk, other):
    owner, third = an_owner(), a_colleague(5)
    case = opened(desk, owner).case
    who = person_id(owner["number"])
    there = f"files/{case.ref}/people/{person_ref(who)}/block/"
    desk.post(there, {"do": "block", "reason": "دزدیده شد"})
    desk.post(there, {"do": "ask", "reason": "با کارت آمد"})
    shown = third.shown(there)
    desk.post(there, {"do": "refuse"})
    other.post(there, {"do": "ask", "reason": "تلفن زد"})
    for do in ("agree", "refuse"):
        page = said(third.post(there, {"do": do, "shown": shown}))
        assert "A colleague has asked for it meanwhile" in page and "تلفن زد" in page
    third.post(there, {"do": "agree"})
    assert asked("SELECT opened_by IS NOT NULL FROM people_accountblock WHERE person_id = %s", [who]) == [(True,)]


def test_a_clerk_agrees_to_the_sealed_password_that_the_page_showed_alone(desk, other):
    work, third = unreachable(desk), a_colleague(5)
    who, there = person_id(work.who["number"]), f"sealed/{work.key}/again/"
    work.post(f"sealed/{work.key}/")
    asked("UPDATE credentials_firstpassword SET ends_at = now() WHERE person_id = %s RETURNING 1", [who])
    work.post(there, {"reason": "پاکت گم شد"})
    shown = third.shown(f"drafts/{work.ref}/{there}")
    asked(
        "UPDATE counter_sealedagain SET requested_at = now(), reason = 'دیگر' WHERE person_id = %s RETURNING 1", [who]
    )
    page = said(work.by(third).post(there, {"do": "agree", "shown": shown}))
    assert "A colleague has asked for it meanwhile" in page and "دیگر" in page
    work.by(third).post(there, {"do": "agree"})
    assert asked("SELECT agreed_by IS NOT NULL FROM counter_sealedagain WHERE person_id = %s", [who]) == [(True,)]


@pytest.fixture
def sale(desk):
    """The sale of a half that the back office told, sent on; `.told` tells its file anew, with other shares."""
    his, hers = national_code(), national_code()
    shares = [told_owner(his, 3, 6, effective_to=None), told_owner(hers, 3, 6, effective_to=None)]
    case = fed(*shares)
    first = desk.begin(case)
    for number in (his, hers):
        first.known_owner(person_id(number), **card(number))
        first.complete(key_of(person_id(number)))
    first.settle()
    assert first.row.state == "active", first.missing()
    work = desk.begin(case)
    work.leave(person_id(his))
    work.complete(work.owner(an_owner(land_dang="3")))
    work.submit()
    assert work.row.state == "submitted", work.missing()
    file = {"renewal_code": case.renewal_code, "file_no": case.file_no}

    def told(day: str, changed: dict) -> None:
        people = [feed_lines.person(number, registered_on=None) for number in (his, hers)]
        made = feed_lines.line(shares[0] | changed[his], shares[1] | changed[hers], people=people, casefile=file)
        assert feed_lines.load(made | {"as_of": f"2026-03-{day}T08:00:00+03:30"}).bad == []

    work.told, work.his, work.hers = told, his, hers
    return work


def test_a_sale_of_other_shares_than_the_page_showed_is_not_confirmed(sale, other):
    second = sale.by(other)
    second.open_scans()
    shown = second.content
    more, less = {"land_share": 4, "building_share": 4}, {"land_share": 2, "building_share": 2}
    sale.told("01", {sale.his: more, sale.hers: less})
    answer = second.post("confirm/", shown)
    assert "was changed since you opened it" in said(answer) and sale.row.state == "submitted"


def test_a_sale_of_what_the_back_office_ended_in_the_same_moment_is_no_fault_of_the_page(sale, other, monkeypatch):
    second = sale.by(other)
    second.open_scans()
    shown, complete = second.content, activation._complete_owners

    def ended_meanwhile(*arguments):
        sale.told("02", {sale.his: {"effective_to": "2026-02-02"}, sale.hers: {}})
        return complete(*arguments)

    monkeypatch.setattr(activation, "_complete_owners", ended_meanwhile)
    answer = second.post("confirm/", shown)
    assert answer.status_code == 200 and "was changed in the same moment" in said(answer)
    assert sale.row.state == "submitted"

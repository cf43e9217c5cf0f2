"""The page of the oversight: what somebody wants stopped comes first, and an answer says what became of a click."""

import re

import pytest
from counter_acts import coming_sale, died, object_to, of_two, oversee, overseen, oversight, unreachable
from counter_client import ADMINISTRATOR, AUDITOR, Desk, a_colleague, body, said, take_effect, text
from django.conf import settings
from history_model import asked
from personas import person_id
from staff_client import as_desk, member, number_of, ready

PAGE = "/en/oversight/"
PART = "You have a part in this registration yourself"


@pytest.fixture
def admin():
    return Desk(number_of(ready("administrator", None)))


def answers(clerk, work) -> str:
    """And of one that somebody wanted stopped, and that does not wait any more."""
    number = re.compile(rf"Registration {work.row.id}\b")
    parts = body(clerk.client.get(PAGE)).partition("the last answers</h2>")[2].split("<li")
    return "".join(part for part in parts if number.search(part))


def test_what_somebody_wants_stopped_is_not_cut_off_and_the_soonest_comes_first(desk, other, monkeypatch):
    work, later = coming_sale(desk, other), coming_sale(desk, other)
    oversee(Desk(ADMINISTRATOR), work, "stop", reason="گزارش جعل")
    asked(
        "UPDATE counter_draft SET takes_effect_at = takes_effect_at + interval '90 days' WHERE id = %s RETURNING 1",
        [work.row.id],
    )
    soonest = "UPDATE counter_draft SET takes_effect_at = now() + interval '1 hour' WHERE id = %s RETURNING 1"
    asked(soonest, [later.row.id])
    others = "SELECT count(*) FROM counter_reversal WHERE outcome = '' AND requested_role = 'administrator'"
    [(wishes,)] = asked(others)
    monkeypatch.setattr("shahrsazi.counter.views.reversals.SHOWN", wishes + 1)
    auditor = Desk(AUDITOR)
    first = auditor.client.get(PAGE)
    assert "گزارش جعل" in item_of(first, work) and "Agree: stop it" in item_of(first, work)
    assert item_of(first, later) != ""
    oversee(auditor, work, "agree")
    assert work.row.state == "reversed" and "Taken back" in answers(auditor, work)


def test_a_wish_that_nobody_answered_in_time_is_said_to_have_lapsed(desk, other):
    work, refused = coming_sale(desk, other), coming_sale(desk, other)
    for act in (work, refused):
        oversee(Desk(ADMINISTRATOR), act, "stop", reason="گزارش جعل")
    auditor = Desk(AUDITOR)
    waiting = overseen(auditor, work)
    assert answers(auditor, work) == "" and "گزارش جعل" in waiting and "Lapsed" not in waiting
    oversee(auditor, refused, "refuse")
    take_effect(work)
    assert overseen(auditor, work) == ""
    for clerk in (auditor, Desk(ADMINISTRATOR)):
        assert "Lapsed: nobody answered in time" in answers(clerk, work) and "گزارش جعل" in answers(clerk, work)
        assert "Left as it is" in answers(clerk, refused)


def test_a_death_that_somebody_wants_taken_back_stays_on_the_page_once_it_counts(desk, other):
    two = of_two(desk)
    work = died(desk, two.case, two.hers)
    work.settle()
    oversee(Desk(ADMINISTRATOR), work, "stop", reason="زنده است")
    take_effect(work)
    auditor = Desk(AUDITOR)
    assert "in force since" in overseen(auditor, work) and "Agree: stop it" in overseen(auditor, work)
    oversee(auditor, work, "agree")
    assert work.row.state == "reversed"


def test_the_wish_of_who_was_suspended_makes_way_for_anothers(desk, other, admin):
    work, asks = coming_sale(desk, other), member("administrator", None)
    oversee(Desk(number_of(asks)), work, "stop", reason="گزارش نخست")
    asked("UPDATE staff_member SET disabled_at = now() WHERE id = %s RETURNING 1", [asks.id])
    assert "Agree: stop it" not in overseen(Desk(AUDITOR), work)
    assert "گزارش دوم" in said(oversee(admin, work, "stop", reason="گزارش دوم"))
    oversee(Desk(AUDITOR), work, "agree")
    assert work.row.state == "reversed"


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("", "Write a word on why."),
        ("ج" * 201, "This is longer than 200 characters"),
        ("ج" * 300, "This is longer than 200"),
    ],
)
def test_a_reason_that_is_none_or_too_long_is_typed_on(desk, other, admin, reason, sentence):
    work = coming_sale(desk, other)
    answer = admin.client.post(PAGE, {"registration": str(work.row.id), "do": "stop", "reason": reason})
    assert sentence in said(answer) and "settled already" not in said(answer)
    assert f'value="{reason}"' in item_of(answer, work)
    assert asked("SELECT count(*) FROM counter_reversal WHERE draft_id = %s", [work.row.id]) == [(0,)]
    longest = re.findall(r'maxlength="(\d+)"', body(admin.client.get(PAGE)))
    assert set(longest) <= {"200"}


def item_of(answer, work) -> str:
    return "".join(part for part in body(answer).split("<li") if f'name="registration" value="{work.row.id}"' in part)


def test_a_clerks_reason_is_not_cut_in_silence(desk, other):
    work = coming_sale(desk, other)
    answer = work.post("reversal/", {"reason": "ج" * 250})
    assert "This is longer than 200 characters" in said(answer) and "ج" * 250 in body(answer)
    assert asked("SELECT count(*) FROM counter_reversal WHERE draft_id = %s", [work.row.id]) == [(0,)]


@pytest.mark.parametrize("part", ["party", "hand"])
def test_who_has_a_part_in_it_is_offered_no_button_and_reads_why(desk, other, admin, part):
    work, me = coming_sale(desk, other), person_id(admin.number)
    object_to(work.seller, work)
    if part == "party":
        owner = "UPDATE casefiles_ownership SET person_id = %s WHERE begun_by_registration = %s RETURNING 1"
        asked(owner, [me, work.row.id])
    else:
        asked("UPDATE counter_draft SET begun_by = %s WHERE id = %s RETURNING 1", [me, work.row.id])
    assert overseen(admin, work) == "" and PART in text("".join(oversight(admin)))
    answer = oversee(admin, work, "dismissed", shown=work.row.objected_at.isoformat())
    assert PART in said(answer) and work.row.decision == ""


def test_what_a_colleague_settled_meanwhile_is_said_so(desk, other, admin):
    work = coming_sale(desk, other)
    take_effect(work)
    assert "It has taken effect" in said(oversee(admin, work, "stop", reason="گزارش جعل"))
    assert "settled already" in said(oversee(admin, work, "refuse", shown="1"))


def reversing(clerk) -> set[int]:
    """The registrations that the clerk's desk lists because somebody wants them taken back."""
    from shahrsazi.counter.registration import reversal

    with as_desk(clerk.client.cookies[settings.STAFF_COOKIE].value):
        return set(reversal.wanted())


def test_a_clerks_request_is_on_the_desk_while_a_colleague_can_answer_it(desk, other):
    sale, left = coming_sale(desk, other), coming_sale(desk, other)
    asks = ready("clerk", 5)
    sale.post("reversal/", {"reason": "اشتباه در نام"})
    left.by(Desk(number_of(asks))).post("reversal/", {"reason": "اشتباه در نام"})

    def led_to(work) -> bool:
        return f"/drafts/{work.ref}/reversal/" in work.by(other).get().content.decode()

    assert reversing(other) >= {sale.row.id, left.row.id} and led_to(sale) and led_to(left)
    take_effect(sale)
    asked("UPDATE staff_member SET disabled_at = now() WHERE id = %s RETURNING 1", [asks.id])
    assert not reversing(other) & {sale.row.id, left.row.id}
    assert "Take this registration back" in said(left.by(other).get())
    left.by(other).post("reversal/", {"reason": "نام دیگری است"})
    left.by(a_colleague(5)).post("reversal/", {"do": "agree"})
    assert left.row.state == "reversed"


def test_letters_and_mobiles_that_the_page_has_no_room_for_are_announced(desk, other, monkeypatch):
    for work in (unreachable(desk), unreachable(desk)):
        letter = """INSERT INTO counter_letter (ref, registration_id, case_id, district_id, person_id, kind, name,
              to_property, address, postal_code, written_at)
            SELECT left(md5(id::text), 22), id, case_id, district_id, %s, 'opened', 'x', true, '', '',
              now() - interval '3 days' FROM counter_draft WHERE id = %s RETURNING 1"""
        who = person_id(work.who["number"])
        asked(letter, [who, work.row.id])
        mobile = "INSERT INTO ledger_ledgerentry (actor, role, act, section, reason, detail, person)"
        asked(f"{mobile} VALUES (%s, 'clerk', 'mobile_shared', '', '', '{{}}', %s) RETURNING 1", [who, who])
    monkeypatch.setattr("shahrsazi.counter.views.reversals.SHOWN", 1)
    page = body(Desk(AUDITOR).client.get(PAGE))
    letters = page.split("Letters that nobody posted within two days</h2>")[1].split("<h2>")[0]
    mobiles = page.split("One mobile number for several people</h2>")[1].split("<h2>")[0]
    assert "Only the first 1 are shown" in text(letters) and "Only the last 1 are shown" in text(mobiles)

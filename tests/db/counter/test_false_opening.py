"""One clerk opened a told file to somebody who is not its owner: how the owner gets it back, step by step."""

import pytest
from counter_acts import card
from counter_client import a_colleague, fed, key_of, said, sees, take_effect
from counter_forms import national_code, phone
from django.db import transaction
from feed_lines import owner as fed_owner
from history_model import asked
from personas import person_id, person_ref, signed_in
from staff_client import HASH

from shahrsazi.accounts import sign_in
from shahrsazi.credentials.passwords import Credential

PASSWORD = "Derakht8Sabz"


@pytest.fixture
def false(desk):
    """Of the owner no address was told: the clerk wrote down a friend's, who chose a password and reads the file."""
    number = national_code()
    work = desk.begin(fed(fed_owner(number)))
    work.number, work.id = number, person_id(number)
    work.known_owner(work.id, **card(number))
    work.complete(key_of(work.id))
    work.submit()
    assert work.row.state == "active" and sees(number, work.case)
    with transaction.atomic(using="entrance"):
        Credential.set_hash(work.id, HASH)
    return work


def test_the_owner_hears_of_it_by_letter_and_any_counter_shuts_the_stranger_out_at_once(false):
    assert asked("SELECT count(*) FROM counter_letter WHERE person_id = %s", [false.id])[0][0] >= 1
    strangers, away = signed_in(false.number), a_colleague(3)
    away.post("elsewhere/", {"code": false.case.renewal_code, "reason": "مالک با نامه آمده است"})
    assert "Block" in said(away.get(f"files/{false.case.ref}/"))
    assert block(false, away, "block", "تلفن از او نیست").status_code == 302
    assert strangers.get("/en/cases/").status_code == 302


def block(work, desk, do: str, reason: str = ""):
    return desk.post(f"files/{work.case.ref}/people/{person_ref(work.id)}/block/", {"do": do, "reason": reason})


def test_then_two_clerks_register_the_owners_telephone_and_open_the_account_and_the_stranger_has_nothing(
    false, desk, other
):
    block(false, desk, "block", "تلفن از او نیست")
    change, mobile = desk.begin(false.case), phone()
    change.papers(key_of(false.id))
    change.contact(key_of(false.id), mobile=mobile)
    change.submit()
    change.by(other).confirm()
    assert change.row.state == "confirmed", change.missing()
    take_effect(change)
    block(false, desk, "ask", "با کارت ملی آمد")
    block(false, other, "agree")
    assert asked("SELECT opened_at IS NOT NULL FROM people_accountblock WHERE person_id = %s", [false.id]) == [(True,)]
    assert sign_in.sign_in(false.number, PASSWORD, device="") is None
    reached = "SELECT coming_mobile FROM people_contact WHERE person_id = %s AND coming_from <= now()"
    assert asked(reached, [false.id]) == [(f"+98{mobile[1:]}",)]
    with transaction.atomic(using="entrance"):
        Credential.set_hash(false.id, HASH, disabled_at=None)
    assert sees(false.number, false.case), "with a password of the owner's own: no share had moved"

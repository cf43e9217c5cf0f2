"""Mobile and e-mail at the counter: proved by a code in the owner's presence, or none and the password on paper."""

import pytest
from counter_client import body, code_of, key_of, new_file, opened, said, sees
from counter_forms import HOME_CODE, an_attorney, an_owner, phone
from django.test import override_settings
from history_model import asked
from personas import person_id

WRONG = "This is not the code that was sent, or its time is over."
NOT_PROVED = "The mobile number is not proved yet."
CONTACT = "SELECT mobile, email FROM people_contact WHERE person_id = %s"


def unproved(desk):
    """A file complete but for the contact of its one owner, with a code under way."""
    work = desk.begin()
    work.file()
    work.who = an_owner()
    work.key = work.owner(work.who)
    work.papers(work.key)
    work.mobile = phone()
    work.answer = answer(work)
    return work


def answer(work, **typed):
    fields = {"mobile": work.mobile, "residence_postal": HOME_CODE, "base": work.base(f"contact.{work.key}")}
    return work.post(f"contact/{work.key}/", fields | typed)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def messages_to(address: str) -> int:
    return asked(
        "SELECT count(*) FROM messages_message m JOIN credentials_contactcode p ON p.id = m.proof_id"
        " WHERE p.address = %s",
        ["+98" + address[1:] if "@" not in address else address],
    )[0][0]


def test_saving_sends_one_code_and_saving_again_sends_no_other(desk):
    work = unproved(desk)
    answer(work, residence_address="کوی دیگر")
    assert messages_to(work.mobile) == 1 and f"{NOT_PROVED}" in work.missing()[0]
    answer(work, again_sms="1")
    assert messages_to(work.mobile) == 2


def test_where_the_city_has_no_gateway_for_it_the_page_says_so_and_no_code_is_made(desk):
    work, address = new_file(desk), f"t{phone()}@example.ir"
    work.papers(key := work.owner(an_owner()))
    fields = {"mobile": phone(), "email": address, "residence_postal": HOME_CODE, "base": "0"}
    with override_settings(DEMO=False, SMS_URL="http://127.0.0.1:9/", SMTP_URL=""):
        page = said(work.post(f"contact/{key}/", fields))
    assert page.count("No messages are sent by this way, so no code can prove it: leave it empty.") == 1
    assert (messages_to(fields["mobile"]), messages_to(address)) == (1, 0)
    assert any("The e-mail address is not proved yet." in fault for fault in work.missing())


def test_a_wrong_code_proves_nothing_and_the_right_one_after_it_does(desk):
    work = unproved(desk)
    assert WRONG in said(answer(work, sms_code=wrong(code_of(work.mobile))))
    assert [NOT_PROVED in fault for fault in work.missing()] == [True]
    code = code_of(work.mobile).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    assert answer(work, sms_code=f" {code} ").status_code == 302 and work.missing() == []


def test_five_wrong_codes_end_it_and_the_right_one_is_too_late(desk):
    work = unproved(desk)
    code = code_of(work.mobile)
    for _ in range(5):
        assert WRONG in said(answer(work, sms_code=wrong(code)))
    assert WRONG in said(answer(work, sms_code=code)) and work.missing()
    answer(work)
    assert code_of(work.mobile) != code and answer(work, sms_code=code_of(work.mobile)).status_code == 302


def test_a_code_whose_time_is_over_proves_nothing(desk):
    work = unproved(desk)
    asked(
        "UPDATE credentials_contactcode SET ends_at = now() - interval '1 second' WHERE number = %s RETURNING 1",
        [work.who["number"]],
    )
    assert WRONG in said(answer(work, sms_code=code_of(work.mobile)))
    assert [NOT_PROVED in fault for fault in work.missing()] == [True]


def test_another_address_after_the_proof_needs_a_proof_of_its_own(desk):
    work = unproved(desk)
    answer(work, sms_code=code_of(work.mobile))
    assert work.missing() == []
    work.mobile = phone()
    answer(work)
    assert [NOT_PROVED in fault for fault in work.missing()] == [True]


def test_the_code_of_one_owners_telephone_does_not_prove_it_for_another(desk):
    work, mobile = new_file(desk, an_owner(land_dang="3"), an_owner(land_dang="3")), phone()
    work.contact(work.keys[0], mobile=mobile)
    work.post(
        f"contact/{work.keys[1]}/",
        {"mobile": mobile, "residence_postal": HOME_CODE, "base": work.base(f"contact.{work.keys[1]}")},
    )
    assert len([fault for fault in work.missing() if NOT_PROVED in fault]) == 1


def test_another_number_of_the_owner_needs_a_new_proof(desk):
    work = unproved(desk)
    answer(work, sms_code=code_of(work.mobile))
    work.post(f"owners/{work.key}/", work.who | {"number": an_owner()["number"], "base": "1"})
    assert [NOT_PROVED in fault for fault in work.missing()] == [True]


def test_an_email_alone_is_enough(desk):
    work = new_file(desk)
    who = an_owner()
    key, address = work.owner(who), f"t{phone()}@example.ir"
    work.papers(key)
    work.contact(key, email=address)
    assert work.missing() == []
    work.settle()
    assert asked(CONTACT, [person_id(who["number"])]) == [("", address)] and sees(who["number"], work.case)


def test_both_addresses_each_need_a_code(desk):
    work = unproved(desk)
    answer(work, email="both@example.ir", sms_code=code_of(work.mobile))
    assert [fault.split(": ")[1] for fault in work.missing()] == ["The e-mail address is not proved yet."]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"mobile": "0313 123 4567"}, "The mobile number must be an Iranian one"),
        ({"mobile": "+1 555 0100"}, "The mobile number must be an Iranian one"),
        ({"mobile": "", "email": "no-at"}, "name@example.com"),
        ({"residence_postal": "1111111111"}, "Ten equal digits"),
        ({"residence_postal": ""}, "This field is required."),
        ({"mobile": ""}, "A mobile number or an e-mail address is missing."),
    ],
)
def test_a_wrong_address_is_kept_as_typed_named_and_no_code_is_sent(desk, typed, sentence):
    work = unproved(desk)
    before = asked("SELECT count(*) FROM credentials_contactcode")
    assert sentence in said(answer(work, **typed))
    assert asked("SELECT count(*) FROM credentials_contactcode") == before
    assert all(f'value="{text}"' in body(work.get(f"contact/{work.key}/")) for text in typed.values() if text)


def test_too_many_codes_to_one_address_are_not_sent(desk):
    work = unproved(desk)
    for _ in range(5):
        answer(work, again_sms="1")
    assert "Too many codes were sent to this address." in said(answer(work, again_sms="1"))
    assert messages_to(work.mobile) == 6


def test_the_code_itself_stands_on_no_page(desk):
    work = unproved(desk)
    assert code_of(work.mobile) not in body(work.answer) + body(work.get())


def test_an_address_beside_nobody_can_be_reached_is_refused(desk):
    """Else an address that no one has proved would be where passwords are sent."""
    work = unproved(desk)
    answer(work, unreachable="1")
    assert [fault for fault in work.missing() if "leave both empty" in fault]
    work.settle()
    assert work.row.state == "draft"


def test_someone_registered_already_is_known_by_their_number_and_needs_no_new_code(desk):
    who = an_owner(land_dang="3")
    opened(desk, who)
    work = desk.begin()
    work.file()
    unknown = ("birth_date", "first_name", "last_name", "father_name")
    key = work.owner({k: v for k, v in who.items() if k not in unknown} | {"base": "0"})
    page = work.get(f"owners/{key}/")
    assert "This person is registered already" in said(page) and f'value="{who["last_name"]}"' in body(page)
    work.papers(key)
    assert work.missing() == []
    assert asked(
        "SELECT count(*) FROM ledger_ledgerentry WHERE act = 'looked_up' AND person = %s", [person_id(who["number"])]
    ) == [(1,)]


def test_an_attorney_registered_already_needs_no_new_code_either(desk):
    who = an_owner()
    opened(desk, who)
    work = new_file(desk, an_owner())
    agent = work.agent(work.keys[0], an_attorney(**{k: who[k] for k in ("number", "birth_date", "last_name")}))
    work.papers(agent)
    assert work.missing() == []


def test_a_telephone_that_is_lost_is_taken_out_and_a_second_clerk_confirms_it(desk):
    work = new_file(desk)
    key = work.owner(who := an_owner())
    work.papers(key)
    work.contact(key, mobile=phone(), email=f"l{phone()}@example.ir")
    work.settle()
    later = desk.begin(work.case)
    owner = key_of(person_id(who["number"]))
    email = asked(CONTACT, [person_id(who["number"])])[0][1]
    later.post(f"contact/{owner}/", {"email": email, "residence_postal": HOME_CODE, "base": "0"})
    later.papers(owner)
    assert later.missing() == [] and "Send to a second clerk" in said(later.get())

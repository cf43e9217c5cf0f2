"""Threat 54, and what comes after it: each serving role with statements of its own, but without the server's key.

What opens a way in (a session, a password, an address that was proved, a role) is taken with a signature alone.
"""

import pytest
from django.db import DatabaseError, connections, transaction
from history_model import acts, asked, case, owns, people
from staff_client import as_desk, member, ready
from staff_client import desk_of as token_of_desk

from shahrsazi.credentials import contact_codes, passwords, sessions
from shahrsazi.credentials.contact_codes import Address, ContactCode
from shahrsazi.credentials.passwords import Credential, FirstPassword
from shahrsazi.credentials.sessions import Session
from shahrsazi.database import signatures
from shahrsazi.database.policies import ROLES, guarded_models
from shahrsazi.database.signatures import sign, sign_row
from shahrsazi.messages.models import Message
from shahrsazi.staff.member import Member

ALIAS = {"web": "default", "entrance": "entrance", "feed": "feed", "worker": "worker", "staff": "staff"}
NOW_AND_LATER = "now(), now(), now() + interval '1 hour'"


def refusal(alias: str, sql: str, *first: tuple) -> str:
    """What the role is told of its statement; empty where it is let through."""
    try:
        with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            for statement in first:
                cursor.execute(*statement)
            cursor.execute(sql)
            transaction.set_rollback(True, using=alias)
    except DatabaseError as error:
        return str(error).splitlines()[0]
    return ""


def a_session(person: int, level: int = 2) -> str:
    return (
        "INSERT INTO credentials_session (key_hash, person_id, level, device, end_reason, began_at, seen_at,"
        f" expires_at) VALUES (sha256('{person}.{level}'), {person}, {level}, '', '', {NOW_AND_LATER})"
    )


@pytest.fixture
def nargess(city):
    (one,) = people(1)
    Credential.objects.using("owner").create(person_id=one, hash="x")
    return one


FORGERIES = {
    "a citizen's session": lambda p, m: a_session(p),
    "a session for the choice of a password": lambda p, m: a_session(p, 1),
    "a password": lambda p, m: f"UPDATE credentials_credential SET hash = 'mine' WHERE person_id = {p}",
    "a disabled password": lambda p, m: f"UPDATE credentials_credential SET disabled_at = NULL WHERE person_id = {p}",
    "a first password": lambda p, m: (
        f"INSERT INTO credentials_firstpassword (person_id, channel, asked_at) VALUES ({p}, 'sms', now())"
    ),
    "a desk": lambda p, m: (
        "INSERT INTO staff_desksession (key_hash, member_id, level, end_reason, began_at, seen_at, expires_at)"
        f" VALUES (sha256('d'), {m}, 2, '', {NOW_AND_LATER})"
    ),
    "a clerk's password": lambda p, m: f"UPDATE staff_staffcredential SET hash = 'mine' WHERE member_id = {m}",
    "a clerk's one-time codes": lambda p, m: f"UPDATE staff_staffcredential SET totp_no = 0 WHERE member_id = {m}",
    "a clerk who becomes an administrator": lambda p, m: (
        f"UPDATE staff_member SET role = 'administrator', district_id = NULL WHERE id = {m}"
    ),
    "a disabled clerk who returns": lambda p, m: f"UPDATE staff_member SET disabled_at = NULL WHERE id = {m}",
    "a new administrator": lambda p, m: f"INSERT INTO staff_member (person_id, role) VALUES ({p}, 'administrator')",
}


@pytest.mark.parametrize("forged", FORGERIES.values(), ids=FORGERIES)
def test_the_entrance_writes_no_way_in_without_a_signature(nargess, forged):
    assert refusal("entrance", forged(nargess, ready().id)).startswith("not signed")


RIGHTS_IT_LACKS = {
    "another's session made its own": "UPDATE credentials_session SET person_id = 1",
    "a session for longer": "UPDATE credentials_session SET expires_at = now() + interval '1 year'",
    "an ended session's time": "UPDATE credentials_session SET seen_at = now()",
    "another's first password": "UPDATE credentials_firstpassword SET person_id = 1",
    "an invitation for another": "UPDATE staff_invitation SET member_id = 1",
    "an invitation taken back": "DELETE FROM staff_invitation",
    "a password taken away": "DELETE FROM credentials_credential",
    "names": "SELECT last_name FROM people_person",
    "a renaming": "UPDATE people_person SET number = '1'",
    "addresses": "SELECT email FROM people_contact",
    "where messages went": 'SELECT "to" FROM messages_message',
    "files": "SELECT id FROM casefiles_casefile",
    "the ledger": "SELECT act FROM ledger_ledgerentry",
    "the key": "SELECT inner_pad FROM guard.signing_key",
    "the key's judge": "SELECT guard.is_signed(ARRAY['x'])",
}


@pytest.mark.parametrize("sql", RIGHTS_IT_LACKS.values(), ids=RIGHTS_IT_LACKS)
def test_the_entrance_has_no_right_beyond_signing_in(city, sql):
    assert refusal("entrance", sql).startswith("permission denied")


def test_the_entrance_sends_no_password_to_an_address_of_its_choice_and_writes_nothing_else_into_the_ledger(nargess):
    FirstPassword.objects.using("owner").create(person_id=nargess, channel="sms")
    elsewhere = (
        'INSERT INTO messages_message (kind, channel, language, first_password_id, "to", state, attempts, made_at,'
        " error) SELECT 'first_password', 'email', 'fa', max(id), 'me@example.com', 'due', 0, now(), ''"
        " FROM credentials_firstpassword"
    )
    row = "INSERT INTO ledger_ledgerentry (role, act, section, reason, detail) VALUES ('clerk', %s, '', '', '{}')"
    assert "row-level security" in refusal("entrance", elsewhere)
    assert "row-level security" in refusal("entrance", row.replace("%s", "'confirmed'"))
    assert refusal("entrance", row.replace("%s", "'signed_in'")) == ""


def test_a_signature_is_of_one_row_one_moment_and_one_transaction(nargess, monkeypatch):
    bahram = people(1)[0]
    row = Session(key_hash=sessions.hash_token("t"), person_id=nargess, level=2)

    def forged(person: int, signed: Session, level: int = 2, shift: int = 0) -> str:
        moment = signatures.time.time()
        monkeypatch.setattr(signatures.time, "time", lambda: moment + shift)
        try:
            with transaction.atomic(using="entrance"), connections["entrance"].cursor() as cursor:
                sign_row(signed, "entrance")
                monkeypatch.undo()
                cursor.execute(
                    a_session(person, level).replace(f"sha256('{person}.{level}')", "decode(%s, 'hex')"),
                    [signed.key_hash.hex()],
                )
                transaction.set_rollback(True, using="entrance")
        except DatabaseError as error:
            return str(error).splitlines()[0]
        return ""

    assert forged(nargess, row) == ""
    assert forged(nargess, row, shift=-25) == "" and forged(nargess, row, shift=25) == ""
    for refused in (forged(bahram, row), forged(nargess, row, level=1), forged(nargess, row, shift=-40)):
        assert refused.startswith("not signed")
    assert forged(nargess, row, shift=40).startswith("not signed")
    with transaction.atomic(using="entrance"):
        sign_row(row, "entrance")
    assert refusal("entrance", a_session(nargess)).startswith("not signed")


@pytest.mark.parametrize("given", ["", "x", "0:" + "0" * 64, "9" * 40 + ":" + "0" * 64, "1:" + "f" * 63, ":", "1"])
def test_what_is_no_signature_at_all_is_refused_and_no_error(nargess, given):
    first = ("SELECT set_config('app.signature', %s, true)", [given])
    assert refusal("entrance", a_session(nargess), first).startswith("not signed")


def test_words_that_only_join_to_the_same_text_are_not_signed_alike(nargess):
    for one, other in ((("ab", "c"), ("a", "bc")), (("1:a", ""), ("", "1:a")), (("نرگس", ""), ("نرگ", "س"))):
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            sign("owner", *one)
            cursor.execute("SELECT guard.is_signed(%s), guard.is_signed(%s)", [list(one), list(other)])
            assert cursor.fetchone() == (True, False)


@pytest.mark.parametrize("role", ROLES)
def test_no_role_reads_the_key_or_asks_its_judge(city, role):
    for sql in ("SELECT * FROM guard.signing_key", "SELECT guard.is_signed(ARRAY['x'])", "TABLE guard.signing_key"):
        assert refusal(ALIAS[role], sql).startswith("permission denied")


def test_each_table_that_opens_a_way_in_is_signed_for_every_role_that_may_write_it():
    """Who may insert or update one of these is either in its `signed`, or named here with the reason."""
    otherwise = {
        (Member, "staff"),  # by what two people agreed to: guard.member_may_be()
        (FirstPassword, "worker"),  # the moments of its life alone
        (ContactCode, "worker"),  # the registry's answer alone
    }
    signed = {model: model.signed.roles for model in guarded_models() if hasattr(model, "signed")}
    writers = {
        (model, role)
        for model in signed
        for role, commands in model.policies.items()
        if {"INSERT", "UPDATE"} & set(commands)
    }
    assert {pair for pair in writers if pair[1] not in signed[pair[0]]} == otherwise
    assert {m.__name__ for m in signed} == {
        "Session",
        "Credential",
        "FirstPassword",
        "ContactCode",
        "DeskSession",
        "StaffCredential",
        "Member",
    }


# A clerk's token, and statements of their own.


@pytest.fixture
def desk(city):
    """A clerk with a file of their district open, its owner and an agent."""
    file, (owner, agent) = case(5), people(2)
    owns(owner, file.id)
    acts(agent, owner, file.id)
    return token_of_desk(member("clerk", 5)), file, owner


def test_a_clerk_with_statements_proves_no_address_and_takes_no_further_tries(desk):
    token, _file, _owner = desk
    with as_desk(token):
        code = contact_codes.send_code(Address(None, "1310002223", "sms", "09120000000"), district=5, by=1)
    for what in ("proved_at = now()", "tries = 0"):
        with pytest.raises(DatabaseError, match="not signed"), as_desk(token) as cursor:
            cursor.execute(f"UPDATE credentials_contactcode SET {what} WHERE id = %s", [code.id])
    proved = (
        "INSERT INTO credentials_contactcode (district_id, number, channel, address, asked_by, tries, proved_at,"
        f" asked_at, ends_at) VALUES (5, '1310002223', 'sms', '09120000001', 1, 0, {NOW_AND_LATER})"
    )
    with pytest.raises(DatabaseError, match="not signed|row-level security"), as_desk(token) as cursor:
        cursor.execute(proved)
    assert asked(
        "SELECT count(*) FROM credentials_contactcode WHERE proved_at IS NOT NULL AND id >= %s", [code.id]
    ) == [(0,)]


def test_a_clerk_with_statements_plants_no_password_on_paper(desk):
    token, file, owner = desk
    plant = (
        "INSERT INTO credentials_firstpassword (person_id, channel, asked_at, sent_at, ends_at)"
        f" VALUES (%s, 'paper', {NOW_AND_LATER})"
    )
    with pytest.raises(DatabaseError, match="not signed"), as_desk(token) as cursor:
        cursor.execute("SELECT guard.open_case_at_desk(%s, '')", [file.ref])
        cursor.execute(plant, [owner])


def test_a_clerk_with_statements_renames_nobody(desk):
    token, _file, _owner = desk
    (stranger,) = people(1)
    number, before = asked("SELECT number, last_name FROM people_person WHERE id = %s", [stranger])[0]
    call = "SELECT guard.ensure_person(%s, 'natural', 'x', 'y', '', 'x y')"
    with as_desk(token) as cursor:
        cursor.execute(call, [number])
    assert asked("SELECT last_name FROM people_person WHERE id = %s", [stranger]) == [(before,)]
    with as_desk(token) as cursor:
        sign("staff", "people_person", number, "x", "y", "")
        cursor.execute(call, [number])
    assert asked("SELECT last_name FROM people_person WHERE id = %s", [stranger]) == [("y",)]


# The worker.


def test_the_worker_reads_nobodys_contact_data_but_of_one_message_that_is_due(nargess):
    for sql in ("SELECT mobile FROM people_contact", "SELECT number FROM people_person"):
        assert refusal("worker", sql).startswith("permission denied")
    asked_of = "UPDATE people_contact SET mobile = '09121112233' WHERE person_id = %s RETURNING 1"
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_contact (person_id, mobile, email, birth_cert_no, residence_postal, residence_address,"
            " registered_on, coming_mobile, coming_email) VALUES (%s, '', '', '', '', '', now(), '', '')"
            " ON CONFLICT DO NOTHING",
            [nargess],
        )
        cursor.execute(asked_of, [nargess])
    due = Message.objects.using("owner").create(kind="new_device", channel="sms", person_id=nargess)
    of_it = "SELECT address FROM guard.message_recipient(%s)"
    assert asked(of_it, [due.id], using="worker") == [("09121112233",)]
    Message.objects.using("owner").filter(id=due.id).update(state="sent")
    assert asked(of_it, [due.id], using="worker") == [] == asked(of_it, [0], using="worker")
    for sql in (f"UPDATE messages_message SET person_id = {nargess}", "UPDATE messages_message SET \"to\" = 'me'"):
        assert refusal("worker", sql).startswith("permission denied")


def test_our_own_code_still_gets_in_and_changes_a_password(nargess):
    assert sessions.begin(nargess, level=2, device="")
    with transaction.atomic(using="entrance"):
        Credential.set_hash(nargess, passwords.hash_password("Derakht8Sabz"))
    assert passwords.matches(Credential.objects.using("owner").get(person=nargess).hash, "Derakht8Sabz")

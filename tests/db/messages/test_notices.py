"""What was done to an account is told to every address of its owner, and to nobody else's."""

from browser_client import Browser, deliver_all, mobile_of, newcomer, received, requested, sent_password, with_password
from history_model import asked
from personas import person_id

from shahrsazi.messages.models import Message
from shahrsazi.messages.notices import tell


def notices(number: str, kind: str) -> list[tuple[str, str]]:
    deliver_all()
    rows = Message.objects.using("owner").filter(person=person_id(number), kind=kind).order_by("channel")
    return list(rows.values_list("channel", "state"))


def test_a_changed_password_is_told_by_sms_and_by_email():
    nargess, bahram, browser = newcomer("نرگس"), newcomer("بهرام"), Browser()
    sent = sent_password(nargess)
    browser.sign_in(nargess, sent)
    browser.change(sent, "Boustan9Zard")
    assert notices(nargess, "password_changed") == [("email", "sent"), ("sms", "sent")]
    assert notices(bahram, "password_changed") == []
    text = received(mobile_of(nargess))[-1]
    assert "تغییر کرد" in text and nargess not in text and "نرگس" not in text


def test_who_has_no_email_is_told_by_sms():
    nargess, browser = newcomer("نرگس", email=False), Browser()
    sent = sent_password(nargess)
    browser.sign_in(nargess, sent)
    browser.change(sent, "Boustan9Zard")
    assert notices(nargess, "password_changed") == [("email", "dropped"), ("sms", "sent")]


def test_a_sign_in_from_a_strange_browser_is_told_and_one_from_her_own_is_not():
    nargess, own = with_password("نرگس", "Derakht8Sabz"), Browser()
    own.sign_in(nargess, "Derakht8Sabz")
    assert notices(nargess, "new_device") == []
    own.sign_in(nargess, "Derakht8Sabz")
    assert notices(nargess, "new_device") == []
    Browser().sign_in(nargess, "Derakht8Sabz")
    assert notices(nargess, "new_device") == [("email", "sent"), ("sms", "sent")]


def priority(message: Message) -> int:
    [(number,)] = asked("SELECT priority FROM procrastinate_jobs WHERE args ->> 'message_id' = %s", [str(message.id)])
    return number


def test_a_password_comes_before_notices_that_were_queued_before_it():
    """By either channel: a gateway that is away takes seconds from each first try of a notice."""
    nargess = newcomer("نرگس")
    tell(person_id(nargess), "password_changed", using="entrance")
    told = Message.objects.using("owner").filter(person=person_id(nargess))
    assert requested(nargess, "sms", "127.0.0.1", "fa") is None
    password = Message.objects.using("owner").latest("id")
    assert [priority(message) for message in told] == [0, 0] and priority(password) == 1

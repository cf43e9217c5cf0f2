"""Delivers messages in the worker: makes the text at the last moment, hands it over, and begins the password's time."""

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import override
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from shahrsazi.messages import gateways
from shahrsazi.messages.models import Message
from shahrsazi.people.captcha import SpentCaptcha
from shahrsazi.people.identifiers import mask_national_code
from shahrsazi.people.limits import Tally
from shahrsazi.people.passwords import LIFE
from shahrsazi.people.person import Contact

MOST_ATTEMPTS = 6


@app.task(queue="passwords", retry=RetryStrategy(max_attempts=MOST_ATTEMPTS, linear_wait=20))
def deliver(message_id: int) -> None:
    """Send one message. Tried again while the gateway fails, but never once its password would be out of time."""
    message = Message.objects.using("worker").select_related("first_password").get(id=message_id)
    if message.state != "due":
        return
    address = _address(message)
    if address is None or _too_late(message):
        _settle(message, "dropped" if address is None else "expired")
        return
    Message.objects.using("worker").filter(id=message.id).update(attempts=F("attempts") + 1)
    try:
        gateways.send(message.channel, address, *_text(message), key=f"message-{message.id}")
    except gateways.GatewayFailed as fault:
        _note_fault(message, str(fault))
        raise
    with transaction.atomic(using="worker"):
        message.first_password.begin_life("worker")
        _settle(message, "sent")


def _note_fault(message: Message, fault: str) -> None:
    state = "failed" if message.attempts + 1 >= MOST_ATTEMPTS else "due"
    Message.objects.using("worker").filter(id=message.id).update(fault=fault[:200], state=state)


def _address(message: Message) -> str | None:
    """Where it goes; None for a person who is not there, may not sign in, or has no such address."""
    contact = Contact.objects.using("worker").filter(
        person=message.first_password.person_id, registered_on__isnull=False).first()  # fmt: skip
    return (contact.mobile if message.channel == "sms" else contact.email) or None if contact else None


def _too_late(message: Message) -> bool:
    return Message.objects.using("worker").filter(id=message.id, made_at__lt=Now() - LIFE["sms"]).exists()


def _settle(message: Message, state: str) -> None:
    Message.objects.using("worker").filter(id=message.id).update(state=state, done_at=Now())


def _text(message: Message) -> tuple[str, str]:
    """Subject and text. No name, no file, no link: a telephone's lock screen shows it to anyone."""
    with override(message.language):
        number = mask_national_code(message.first_password.person.number)
        terms = {"sms": _("It works once, within 10 minutes."), "email": _("It works once, within 24 hours.")}
        term = terms[message.channel]
        return _("Password for the urban-planning services system"), _(
            "Urban-planning services system\nUser ID: %(number)s\nPassword: %(password)s\n%(term)s "
            "If you did not ask for it, ignore this message; your own password still works."
        ) % {"number": number, "password": message.first_password.text, "term": term}


@app.periodic(cron="*/10 * * * *")
@app.task(queue="tidying", queueing_lock="tidy")
def tidy(timestamp: int) -> None:
    """Forget what is over: counters whose time has passed, and captchas too old to be answered again."""
    Tally.objects.using("worker").filter(until__lt=Now()).delete()
    SpentCaptcha.objects.using("worker").filter(at__lt=Now() - LIFE["sms"]).delete()


@app.periodic(cron="*/2 * * * *")
@app.task(queue="tidying", queueing_lock="take_up")
async def take_up(timestamp: int) -> None:
    """Jobs that a killed worker left behind are done again; a message that was sent meanwhile is not sent twice."""
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(job)

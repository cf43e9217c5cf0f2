"""Delivers messages in the worker: writes the text at the last moment, hands it over, begins a password's lifetime."""

import logging
from typing import NamedTuple

from django.db import connections, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from shahrsazi.credentials.captcha import SpentCaptcha
from shahrsazi.credentials.contact_codes import ContactCode
from shahrsazi.credentials.passwords import LIFETIME
from shahrsazi.credentials.rate_limits import Tally
from shahrsazi.database.queue import enqueue
from shahrsazi.messages import gateways
from shahrsazi.messages.models import Message
from shahrsazi.persian import formatting
from shahrsazi.persian.identifiers import mask_national_code
from shahrsazi.persian.language import in_language

logger = logging.getLogger(__name__)
MAX_ATTEMPTS = 6


def queue_message(message: Message, using: str) -> None:
    """Store a message and have it delivered, both in the caller's transaction on the connection of that role."""
    message.save(using=using, force_insert=True)
    enqueue(deliver, using=using, message_id=message.id)


@app.task(queue="messages", retry=RetryStrategy(max_attempts=MAX_ATTEMPTS, linear_wait=20))
def deliver(message_id: int) -> None:
    """Send one message. Tried again while the gateway fails, but not once its content is out of date."""
    messages = Message.objects.using("worker").select_related("first_password", "proof")
    message = messages.get(id=message_id)
    if message.state != "due":
        return
    address = _address(message)
    if address is None or _too_late(message):
        _settle(message, "dropped" if address is None else "expired")
        return
    Message.objects.using("worker").filter(id=message.id).update(attempts=F("attempts") + 1)
    try:
        gateways.send(message.channel, address, *_text(message), key=f"message-{message.id}")
    except gateways.GatewayError as error:
        _store_error(message, str(error))
        raise
    if message.proof and message.channel == "sms":
        _match(message.proof)  # while the code is still due: of a settled one the worker reads nothing
    with transaction.atomic(using="worker"):
        if message.first_password:
            message.first_password.begin_life("worker")
        _settle(message, "sent")


def _store_error(message: Message, error: str) -> None:
    state = "failed" if message.attempts + 1 >= MAX_ATTEMPTS else "due"
    Message.objects.using("worker").filter(id=message.id).update(error=error[:200], failed_at=Now(), state=state)
    logger.warning("message %s by %s, try %s: %s", message.id, message.channel, message.attempts + 1, error)


def _match(proof) -> None:
    """Store the registry's answer on whose mobile it is, if any: it decides nothing, but the clerk reads it."""
    matched = gateways.is_owner_of_mobile(proof.number, proof.address)
    if matched is not None:
        ContactCode.objects.using("worker").filter(id=proof.id).update(matched=matched)


def _address(message: Message) -> str | None:
    """Where it goes; None for a person who does not exist, may not sign in, or has no such address."""
    if message.proof or message.to:
        return message.proof.address if message.proof else message.to
    return _recipient(message).address or None


class _Recipient(NamedTuple):
    address: str
    number: str


def _recipient(message: Message) -> _Recipient:
    """The worker's role reads no one's contact data but through this function: of one due message's person."""
    with connections["worker"].cursor() as cursor:
        cursor.execute("SELECT address, number FROM guard.message_recipient(%s)", [message.id])
        return _Recipient(*(cursor.fetchone() or ("", "")))


def _too_late(message: Message) -> bool:
    """A notice of a coming change is valid until the change; the others as long as their secret."""
    late = Q(until__lt=Now()) if message.until else Q(made_at__lt=Now() - LIFETIME["sms"])
    return Message.objects.using("worker").filter(late, id=message.id).exists()


def _settle(message: Message, state: str) -> None:
    Message.objects.using("worker").filter(id=message.id).update(state=state, done_at=Now())


def _text(message: Message) -> tuple[str, str]:
    """Subject and text. No name, no file, no link: a telephone's lock screen shows it to anyone."""
    with in_language(message.language):
        return _TEXTS[message.kind](message)


def _first_password(message: Message) -> tuple[str, str]:
    number = mask_national_code(_recipient(message).number)
    terms = {"sms": _("It works once, within 10 minutes."), "email": _("It works once, within 24 hours.")}
    ends = message.first_password.ends_at
    until = {"day": formatting.day(ends), "hour": formatting.clock(ends)} if ends else {}
    term = _("It works once, until %(hour)s on %(day)s.") % until if ends else terms[message.channel]
    return _("Password for the urban-planning services system"), _(
        "Urban-planning services system\nUser ID: %(number)s\nPassword: %(password)s\n%(term)s "
        "If you did not ask for it, ignore this message; your own password still works."
    ) % {"number": number, "password": message.first_password.text, "term": term}


def _contact_code(message: Message) -> tuple[str, str]:
    return _("Code for the case-formation unit"), _(
        "Urban-planning services system\nCode: %(code)s\nTell it only to the clerk before whom you stand, who is "
        "registering this address for you. If you are not at the counter now, tell it to no one."
    ) % {"code": message.proof.code}


def _coming_change(message: Message) -> tuple[str, str]:
    return _("A change is coming to your property file"), _(
        "Urban-planning services system\nA change to a property file of yours, or to how you are reached, was "
        "registered at the counter and takes effect on %(day)s at %(hour)s. If you do not agree, sign in before then "
        "and object under “Coming changes”, or go to your district's counter."
    ) % {"day": formatting.day(message.until), "hour": formatting.clock(message.until)}


def _fed_change(message: Message) -> tuple[str, str]:
    return _("A change is coming to your property file"), _(
        "Urban-planning services system\nThe city's records tell of a change to a property file of yours, or to how "
        "you are reached. It takes effect on %(day)s at %(hour)s. If it is wrong, go to your district's counter before."
    ) % {"day": formatting.day(message.until), "hour": formatting.clock(message.until)}


def _password_changed(message: Message) -> tuple[str, str]:
    return _("Your password was changed"), _(
        "Urban-planning services system\nYour password was changed on %(day)s at %(hour)s. If it was not you, "
        "get a new password at once and go to your district's counter."
    ) % _moment(message)


def _new_device(message: Message) -> tuple[str, str]:
    return _("Sign-in from a new device"), _(
        "Urban-planning services system\nSomeone signed in with your user ID on %(day)s at %(hour)s from a device that "
        "was not used for it before. If it was not you, get a new password at once: that ends every session."
    ) % _moment(message)


def _calendar_made(message: Message) -> tuple[str, str]:
    return _("A calendar address was made"), _(
        "Urban-planning services system\nOn %(day)s at %(hour)s a secret address was made in your account, at which a "
        "calendar reads the days of your terms. If it was not you, withdraw it under “Calendar subscription” and get a "
        "new password at once."
    ) % _moment(message)


def _sealed_printed(message: Message) -> tuple[str, str]:
    return _("A password was printed at the counter"), _(
        "Urban-planning services system\nOn %(day)s at %(hour)s a password for your user ID was printed at "
        "the counter. If you were not there, go to your district's counter at once."
    ) % _moment(message)


def _death_recorded(message: Message) -> tuple[str, str]:
    return _("A death was recorded at the counter"), _(
        "Urban-planning services system\nOn %(day)s at %(hour)s the counter recorded a death in a property file of "
        "yours. If that is wrong, go to your district's counter at once."
    ) % _moment(message)


def _mandate_ended(message: Message) -> tuple[str, str]:
    return _("The end of a leave to act was registered"), _(
        "Urban-planning services system\nOn %(day)s at %(hour)s the counter registered that your leave to act for an "
        "owner ends. Questions: the owner, or the district's counter."
    ) % _moment(message)


def _name_corrected(message: Message) -> tuple[str, str]:
    return _("A name was corrected at the counter"), _(
        "Urban-planning services system\nOn %(day)s at %(hour)s two clerks corrected a name or a date of birth in a "
        "property file of yours. See “Coming changes”; if it is wrong, object there or at your district's counter."
    ) % _moment(message)


def _owner_completed(message: Message) -> tuple[str, str]:
    return _("A share was put on record as yours"), _(
        "Urban-planning services system\nOn %(day)s at %(hour)s the counter put your national code on record for a "
        "share that bore your name alone. If it is not yours, go to your district's counter at once."
    ) % _moment(message)


def _change_reversed(message: Message) -> tuple[str, str]:
    return _("A registration was taken back"), _(
        "Urban-planning services system\nOn %(day)s at %(hour)s two members of staff took back a registration about a "
        "property file of yours. Everything is as it was before it. Questions: your district's counter."
    ) % _moment(message)


def _objection_decided(message: Message) -> tuple[str, str]:
    return _("An objection was decided"), _(
        "Urban-planning services system\nOn %(day)s at %(hour)s the municipality decided on an objection to a change "
        "of a property file of yours: see “Coming changes”, or ask at your district's counter."
    ) % _moment(message)


def _account_blocked(message: Message) -> tuple[str, str]:
    return _("Your account was blocked"), _(
        "Urban-planning services system\nYour account was blocked on %(day)s at %(hour)s: nobody signs in to it. "
        "It is opened again in person, at your district's counter."
    ) % _moment(message)


def _account_opened(message: Message) -> tuple[str, str]:
    return _("Your account is open again"), _(
        "Urban-planning services system\nYour account was opened again on %(day)s at %(hour)s, by two clerks. The "
        "password from before opens nothing any more: ask for a new one. If it was not at your wish, go to your "
        "district's counter at once."
    ) % _moment(message)


def _change_stopped(message: Message) -> tuple[str, str]:
    return _("A coming change was stopped"), _(
        "Urban-planning services system\nOn %(day)s at %(hour)s a coming change to a property file of yours was "
        "stopped by an objection. Nothing of it takes effect. Questions: your district's counter."
    ) % _moment(message)


def _desk_opened(message: Message) -> tuple[str, str]:
    return _("Your desk was opened"), _(
        "Urban-planning services system\nSomeone signed in at your desk on %(day)s at %(hour)s. If it was not you, "
        "tell an administrator at once."
    ) % _moment(message)


def _moment(message: Message) -> dict[str, str]:
    return {"day": formatting.day(message.made_at), "hour": formatting.clock(message.made_at)}


_TEXTS = {
    "first_password": _first_password,
    "contact_code": _contact_code,
    "coming_change": _coming_change,
    "fed_change": _fed_change,
    "password_changed": _password_changed,
    "new_device": _new_device,
    "calendar_made": _calendar_made,
    "sealed_printed": _sealed_printed,
    "desk_opened": _desk_opened,
    "death_recorded": _death_recorded,
    "change_stopped": _change_stopped,
    "mandate_ended": _mandate_ended,
    "name_corrected": _name_corrected,
    "owner_completed": _owner_completed,
    "account_blocked": _account_blocked,
    "account_opened": _account_opened,
    "change_reversed": _change_reversed,
    "objection_decided": _objection_decided,
}


@app.periodic(cron="*/10 * * * *")
@app.task(queue="maintenance", queueing_lock="tidy")
def tidy(timestamp: int) -> None:
    """Delete what is over: counts whose time has passed, and captchas too old to be answered again."""
    Tally.objects.using("worker").filter(until__lt=Now()).delete()
    SpentCaptcha.objects.using("worker").filter(at__lt=Now() - LIFETIME["sms"]).delete()


@app.periodic(cron="*/2 * * * *")
@app.task(queue="maintenance", queueing_lock="take_up")
async def take_up(timestamp: int) -> None:
    """Jobs that a killed worker left behind are done again; a message that was sent meanwhile is not sent twice."""
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(job)

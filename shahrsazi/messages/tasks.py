"""Delivers messages in the worker: writes the text at the last moment, hands it over, begins a password's lifetime."""

import logging
from datetime import timedelta
from typing import NamedTuple

from django.db import connections, transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from procrastinate import RetryDecision, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from shahrsazi.credentials.captcha import SpentCaptcha
from shahrsazi.credentials.contact_codes import ContactCode
from shahrsazi.credentials.passwords import LIFETIME
from shahrsazi.credentials.rate_limits import Tally
from shahrsazi.database.queue import enqueue
from shahrsazi.messages import gateways, texts
from shahrsazi.messages.models import Message
from shahrsazi.persian.language import in_language

logger = logging.getLogger(__name__)
MAX_ATTEMPTS = 6  # of what carries a secret that lives for minutes
SETTLED_AT_ONCE = 1000
WITHOUT_GATEWAY = timedelta(hours=1)  # until a worker looks again whether one is set by now
BEHIND_EVERY_MESSAGE = -1000  # the priority of what settles a thousand of them while somebody waits for a password
LONGER_EACH_TIME = 20  # seconds: six tries in 200 s, some hundred and sixty in the three days of a notice


class _Patience(RetryStrategy):
    """What was refused comes behind what was not tried so often: a gateway that is silent takes seconds from each try,
    and whoever asked for a password by the other way stands at the entrance.
    """

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        decision = super().get_retry_decision(exception=exception, job=job)
        if decision:
            decision.priority = -job.attempts - 1
        if decision and isinstance(exception, gateways.NoGatewayError):
            decision.retry_at = timezone.now() + WITHOUT_GATEWAY
        return decision


def queue_message(message: Message, using: str) -> None:
    """Store a message and have it delivered, both in the caller's transaction on the connection of that role. Who waits
    for a password or a code comes before every notice, also while those wait for the other gateway.
    """
    message.save(using=using, force_insert=True)
    enqueue(deliver, using=using, priority=1 if message.has_secret else 0, message_id=message.id)


@app.task(queue="messages", retry=_Patience(linear_wait=LONGER_EACH_TIME))
def deliver(message_id: int) -> None:
    """Send one message. Tried again while the gateway fails, but not once its content is out of date.

    Whoever wants a change to go unheard waits for an outage: a notice outlasts it, and ends by its own time alone.
    """
    messages = Message.objects.using("worker").select_related("first_password", "proof")
    message = messages.filter(id=message_id, state="due").first()
    if message is None:
        return
    address = _address(message)
    if address is None:
        _settle(message, "dropped")
    elif not gateways.has(message.channel):
        _await_gateway(message)
    elif _is_out_of_date(message):
        _settle(message, "expired")
    else:
        _send(message, address)


def _await_gateway(message: Message) -> None:
    """A city may have one gateway alone; a worker that was begun without its settings looks the same to this one, and
    settles no notice for good. Raises NoGatewayError while the notice is valid.
    """
    if not message.has_secret and not _is_out_of_date(message):
        raise gateways.NoGatewayError(f"no gateway is set for {message.channel}")
    _settle(message, "no_gateway")


def _send(message: Message, address: str) -> None:
    """Raises GatewayError, so that it is tried again."""
    Message.objects.using("worker").filter(id=message.id).update(attempts=F("attempts") + 1)
    try:
        gateways.send(message.channel, address, *_text(message), key=f"message-{message.id}")
    except gateways.GatewayError as error:
        _store_error(message, error)
        raise
    if message.proof and message.channel == "sms":
        _match(message.proof)  # while the code is still due: of a settled one the worker reads nothing
    with transaction.atomic(using="worker"):
        if message.first_password:
            message.first_password.begin_life("worker")
        _settle(message, "sent")


def _store_error(message: Message, error: gateways.GatewayError) -> None:
    """Of what is refused for its recipient's sake the gateway's failure is not dated, and it is given up in the end."""
    logger.warning("message %s by %s, try %s: %s", message.id, message.channel, message.attempts + 1, error)
    alone = error.permanent and _is_another_sent(message)
    failed_at = None if alone else Now()
    Message.objects.using("worker").filter(id=message.id).update(error=str(error)[:200], failed_at=failed_at)
    if (message.has_secret or alone) and message.attempts + 1 >= MAX_ATTEMPTS:
        _settle(message, "failed")


def _is_another_sent(message: Message) -> bool:
    """Whether the gateway took another one since this one was made, or failed: one that answers everybody with 404 is
    away, and no notice is given up for that.
    """
    since = message.failed_at or message.made_at
    return Message.objects.using("worker").filter(channel=message.channel, state="sent", done_at__gt=since).exists()


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


def _out_of_date() -> QuerySet[Message]:
    """A notice of a coming change is valid until the change, others for days; what has a secret as long as that."""
    late = Q(until__lt=Now()) | Q(until=None, made_at__lt=Now() - LIFETIME["sms"])
    return Message.objects.using("worker").filter(late, done_at=None, state="due")


def _is_out_of_date(message: Message) -> bool:
    return _out_of_date().filter(id=message.id).exists()


def _settle(message: Message, state: str) -> None:
    """Once: what was settled meanwhile stays as it is."""
    Message.objects.using("worker").filter(id=message.id, state="due").update(state=state, done_at=Now())


def _text(message: Message) -> tuple[str, str]:
    with in_language(message.language):
        return texts.of(message, _recipient(message).number if message.first_password else "")


@app.periodic(cron="*/10 * * * *")
@app.task(queue="maintenance", queueing_lock="tidy", priority=BEHIND_EVERY_MESSAGE)
def tidy(timestamp: int) -> None:
    """Delete what is over: counts whose time has passed, and captchas too old to be answered again. Settle what went
    out of date without a job, as a version left it that gave up early: it would wait for good.
    """
    Tally.objects.using("worker").filter(until__lt=Now()).delete()
    SpentCaptcha.objects.using("worker").filter(at__lt=Now() - LIFETIME["sms"]).delete()
    for message_id in list(_out_of_date().order_by("id").values_list("id", flat=True)[:SETTLED_AT_ONCE]):
        deliver(message_id)  # sends nothing of them, and knows how each ends


@app.periodic(cron="*/2 * * * *")
@app.task(queue="maintenance", queueing_lock="take_up")
async def take_up(timestamp: int) -> None:
    """Jobs that a killed worker left behind are done again; a message that was sent meanwhile is not sent twice."""
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(job)

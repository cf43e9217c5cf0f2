"""What messages say, by kind. No name, no file, no link: a telephone's lock screen shows it to anyone."""

from datetime import datetime

from django.utils.translation import gettext as _

from shahrsazi.credentials.contact_codes import ContactCode
from shahrsazi.credentials.passwords import FirstPassword
from shahrsazi.messages.models import Message
from shahrsazi.persian import formatting
from shahrsazi.persian.identifiers import mask_national_code


def of(message: Message, number: str) -> tuple[str, str]:
    """Subject and text, in the language that is written now; the number is whose first password it brings."""
    if first := message.first_password:
        return _first_password(first, message.channel, number)
    return _contact_code(message.proof) if message.proof else NOTICES[message.kind](message)


def _first_password(first: FirstPassword, channel: str, number: str) -> tuple[str, str]:
    terms = {"sms": _("It works once, within 10 minutes."), "email": _("It works once, within 24 hours.")}
    term = _("It works once, until %(hour)s on %(day)s.") % _at(first.ends_at) if first.ends_at else terms[channel]
    return _("Password for the urban-planning services system"), _(
        "Urban-planning services system\nUser ID: %(number)s\nPassword: %(password)s\n%(term)s "
        "If you did not ask for it, ignore this message; your own password still works."
    ) % {"number": mask_national_code(number), "password": first.text, "term": term}


def _contact_code(proof: ContactCode) -> tuple[str, str]:
    return _("Code for the case-formation unit"), _(
        "Urban-planning services system\nCode: %(code)s\nTell it only to the clerk before whom you stand, who is "
        "registering this address for you. If you are not at the counter now, tell it to no one."
    ) % {"code": proof.code}


def _coming_change(message: Message) -> tuple[str, str]:
    return _("A change is coming to your property file"), _(
        "Urban-planning services system\nA change to a property file of yours, or to how you are reached, was "
        "registered at the counter and takes effect on %(day)s at %(hour)s. If you do not agree, sign in before then "
        "and object under “Coming changes”, or go to your district's counter."
    ) % _until(message)


def _fed_change(message: Message) -> tuple[str, str]:
    return _("A change is coming to your property file"), _(
        "Urban-planning services system\nThe city's records tell of a change to a property file of yours, or to how "
        "you are reached. It takes effect on %(day)s at %(hour)s. If it is wrong, go to your district's counter before."
    ) % _until(message)


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
    return _("A death was put on record"), _(
        "Urban-planning services system\nOn %(day)s at %(hour)s a death was put on record in a property file of "
        "yours. If that is wrong, go to your district's counter at once."
    ) % _moment(message)


def _mandate_ended(message: Message) -> tuple[str, str]:
    return _("The end of a leave to act was registered"), _(
        "Urban-planning services system\nOn %(day)s at %(hour)s it was put on record that your leave to act for an "
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


def _death_reversed(message: Message) -> tuple[str, str]:
    return _("A recorded death was taken back"), _(
        "Urban-planning services system\nOn %(day)s at %(hour)s two members of staff took back a death that was "
        "recorded in a property file of yours. What else was registered with it stays. Questions: your district's "
        "counter."
    ) % _moment(message)


def _fed_death_reversed(message: Message) -> tuple[str, str]:
    return _("A recorded death was taken back"), _(
        "Urban-planning services system\nOn %(day)s at %(hour)s the city's records took back a death that they had "
        "told of in a property file of yours. A leave to act that ended with it is in force again. Questions: your "
        "district's counter."
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


def _change_given_up(message: Message) -> tuple[str, str]:
    return _("A change that was objected to was given up"), _(
        "Urban-planning services system\nOn %(day)s at %(hour)s the counter gave up a change of a property file of "
        "yours that was objected to. Nothing of it takes effect. Questions: your district's counter."
    ) % _moment(message)


def _desk_opened(message: Message) -> tuple[str, str]:
    return _("Your desk was opened"), _(
        "Urban-planning services system\nSomeone signed in at your desk on %(day)s at %(hour)s. If it was not you, "
        "tell an administrator at once."
    ) % _moment(message)


def _desk_invited(message: Message) -> tuple[str, str]:
    return _("A first password for your desk was made"), _(
        "Urban-planning services system\nOn %(day)s at %(hour)s a first password for your desk was made; what opened "
        "it before opens it no more. If you did not ask for it, tell another administrator and the auditor at once."
    ) % _moment(message)


def _desk_password(message: Message) -> tuple[str, str]:
    return _("The password of your desk was changed"), _(
        "Urban-planning services system\nThe password of your desk was changed on %(day)s at %(hour)s. If it was not "
        "you, tell an administrator at once."
    ) % _moment(message)


def _desk_enrolled(message: Message) -> tuple[str, str]:
    return _("Your desk has a new authenticator"), _(
        "Urban-planning services system\nOn %(day)s at %(hour)s an authenticator was enrolled for your desk, which is "
        "open now. If it was not you, tell an administrator at once."
    ) % _moment(message)


def _moment(message: Message) -> dict[str, str]:
    return _at(message.made_at)


def _until(message: Message) -> dict[str, str]:
    assert message.until is not None  # a change has its moment
    return _at(message.until)


def _at(moment: datetime) -> dict[str, str]:
    return {"day": formatting.day(moment), "hour": formatting.clock(moment)}


NOTICES = {  # what is valid for days; a password and a code are not, and have no kind here
    "coming_change": _coming_change,
    "fed_change": _fed_change,
    "password_changed": _password_changed,
    "new_device": _new_device,
    "calendar_made": _calendar_made,
    "sealed_printed": _sealed_printed,
    "desk_opened": _desk_opened,
    "desk_invited": _desk_invited,
    "desk_password": _desk_password,
    "desk_enrolled": _desk_enrolled,
    "death_recorded": _death_recorded,
    "change_stopped": _change_stopped,
    "change_given_up": _change_given_up,
    "mandate_ended": _mandate_ended,
    "name_corrected": _name_corrected,
    "owner_completed": _owner_completed,
    "account_blocked": _account_blocked,
    "account_opened": _account_opened,
    "change_reversed": _change_reversed,
    "death_reversed": _death_reversed,
    "fed_death_reversed": _fed_death_reversed,
    "objection_decided": _objection_decided,
}

"""Whoever is given a new way in to a desk is told of it, since whoever uses it may be somebody else."""

import pytest
from django.utils import timezone
from history_model import asked
from staff_client import PASSWORD, Terminal, number_of, ready, shown

from shahrsazi.messages import texts
from shahrsazi.messages.models import Message
from shahrsazi.persian.language import in_language
from shahrsazi.staff.member import Enrolment, invite


def notices_of(number: str) -> list[tuple[str, str]]:
    """Kind and language of the messages to a member, one for both channels."""
    return asked(
        "SELECT m.kind, m.language FROM messages_message m JOIN people_person p ON p.id = m.person_id"
        " WHERE p.number = %s AND m.channel = 'sms' ORDER BY m.id",
        [number],
    )


def test_every_new_way_in_to_a_desk_is_told_to_its_member_in_the_citys_language(elham):
    number, terminal = number_of(elham), Terminal()
    first = invite(elham.id, None)
    assert notices_of(number) == [("desk_invited", "fa")]
    terminal.sign_in(number, first)
    terminal.choose_password(first)
    assert notices_of(number)[1:] == [("desk_password", "fa")]
    terminal.enrol(shown(Enrolment.objects.using("owner").latest("id").id))
    assert notices_of(number)[2:] == [("desk_enrolled", "fa")]
    terminal.choose_password(PASSWORD, "Khane5Elham")
    assert notices_of(number)[3:] == [("desk_password", "fa")]


def test_no_colleague_hears_of_it(elham):
    colleague = ready()
    invite(elham.id, colleague.person_id)
    assert notices_of(number_of(colleague)) == []


@pytest.mark.parametrize("kind", ["desk_invited", "desk_password", "desk_enrolled"])
@pytest.mark.parametrize(("language", "whom"), [("fa", "مدیر سامانه"), ("en", "administrator")])
def test_the_notice_says_whom_to_tell(kind, language, whom):
    with in_language(language):
        assert whom in texts.of(Message(kind=kind, made_at=timezone.now()), "")[1]

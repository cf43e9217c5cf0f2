"""The operator's commands for an incident: whoever sits at a stolen desk or in a stolen account sits there no more."""

import pytest
from browser_client import with_password
from django.utils import timezone
from personas import person_id
from staff_client import desk_of, number_of, ready

from shahrsazi.commands import main
from shahrsazi.credentials import sessions
from shahrsazi.credentials.sessions import Session
from shahrsazi.ledger.entry import LedgerEntry
from shahrsazi.people.models import Person
from shahrsazi.staff import invitations
from shahrsazi.staff.session import DeskSession


@pytest.fixture(autouse=True)
def sessions_of_others(city):
    """Those of other tests are open again afterwards."""
    live = [
        (model, list(model.objects.using("owner").filter(ended_at__isnull=True).values_list("id", flat=True)))
        for model in (Session, DeskSession)
    ]
    yield
    for model, ids in live:
        model.objects.using("owner").filter(id__in=ids).update(ended_at=None, end_reason="")


def is_open(member) -> bool:
    return DeskSession.objects.using("owner").filter(member=member, ended_at__isnull=True).exists()


def test_a_new_way_in_by_command_shuts_the_desk_that_is_open():
    parvin, other = ready(), ready()
    desk_of(parvin), desk_of(other)
    person = Person.objects.using("owner").get(id=parvin.person_id)
    invitations.add(person.number, person.first_name, person.last_name, "clerk", 5)
    assert (is_open(parvin), is_open(other)) == (False, True)


def test_ending_every_session_shuts_every_desk_and_every_account(capsys):
    nargess, parvin = person_id(with_password("نرگس", "Derakht8Sabz")), ready()
    sessions.begin(nargess, level=sessions.FULL, device="")
    desk_of(parvin)
    before = timezone.now()
    main(["end-sessions"])
    assert not is_open(parvin) and not sessions.live(nargess).exists()
    assert "of citizens and" in capsys.readouterr().out
    detail = LedgerEntry.objects.using("owner").filter(act="sessions_ended", at__gt=before).get().detail
    assert detail["sessions"] >= 1 and detail["desks"] >= 1


def test_ending_one_persons_sessions_shuts_their_desk_and_no_other(capsys):
    parvin, other = ready(), ready()
    desk_of(parvin), desk_of(other)
    main(["end-sessions", "--person", number_of(parvin)])
    assert (is_open(parvin), is_open(other)) == (False, True)
    assert capsys.readouterr().out == "0 sessions of citizens and 1 of desks ended.\n"
